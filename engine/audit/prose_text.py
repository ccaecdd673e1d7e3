"""The prose of a document as one text to be searched (说明文字): every hit leads back to its paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from engine.intake.disclosure.blocks import Line
from engine.intake.disclosure.place import Place
from indicators.numbers import read_number
from indicators.problems import Problem

_FOLD = str.maketrans("０１２３４５６７８９．％（）：；", "0123456789.%():;")
"""One character for one. The comma stays: ``50，120 个`` is no thousands separator."""


@dataclass(frozen=True, slots=True, eq=False)
class ProseText:
    """All paragraphs without white space; a page break in mid-sentence is no break here.

    One text is made once, so that what was found in it can be kept by its identity.
    """

    text: str
    starts: tuple[int, ...]
    """Where each paragraph begins."""
    places: tuple[Place, ...]

    def place_at(self, position: int) -> Place:
        return self.places[bisect_right(self.starts, position) - 1]


@lru_cache(maxsize=4)
def prose_text(lines: tuple[Line, ...]) -> ProseText:
    """The text of the paragraphs; two digits that a paragraph's end keeps apart stay apart."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for line in lines:
        tight = "".join(line.text.translate(_FOLD).split())
        apart = "\n" if parts and parts[-1][-1:].isdecimal() and tight[:1].isdecimal() else ""
        starts.append(length + len(apart))
        parts.append(apart + tight)
        length += len(parts[-1])
    return ProseText("".join(parts), tuple(starts), tuple(line.place for line in lines))


REACH = 500
"""No sentence about money is longer; a text without a full stop is not searched to its end for every number."""
_END = re.compile("[。\n]")


def sentence_end(text: str, position: int) -> int:
    """Where the sentence around a position ends."""
    found = _END.search(text, position, position + REACH)
    return found.start() if found else min(len(text), position + REACH)


def sentence_start(text: str, position: int) -> int:
    """Where the sentence around a position begins."""
    first = max(0, position - REACH)
    return max(text.rfind("。", first, position), text.rfind("\n", first, position), first - 1) + 1


def number_in(text: str) -> Decimal | None:
    """The number that a pattern found; None where it has more digits than any amount."""
    number = read_number(text)
    return None if isinstance(number, Problem) else number
