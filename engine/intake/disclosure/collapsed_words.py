"""The words of a line whose tabs became spaces (空格隔开的字): headings, figures and levels among them.

A cell may hold spaces of its own, so a word is no cell: what is known by itself is put together again, longest first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.intake.disclosure.figures import is_nothing
from engine.intake.disclosure.labels import is_figure

_LONGEST_CUT = 4
"""Pieces that a typesetter's spaces make of one label."""
_BARE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})?(?: ?分)?")
_YEAR = re.compile("[12][0-9]{3}")
_SIGNS = tuple("≥≧⩾≤≦⩽=═<>＝＞＜")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label at some words (一处叫法): from which word to which, its text and its meaning."""

    start: int
    end: int
    text: str
    meaning: str


def words_of(line: str) -> list[str]:
    """The words of a line; 分 stays with its number.

    >>> words_of(" 总分   100 93.50 分 ")
    ['总分', '100', '93.50 分']
    """
    words: list[str] = []
    for word in line.split():
        if word == "分" and words and _BARE.fullmatch(words[-1]):
            words[-1] += " 分"
        else:
            words.append(word)
    return words


def label_at(words: Sequence[str], start: int, meaning_of: Callable[[str], str]) -> Labelled | None:
    """The longest label that begins at a word."""
    for end in range(min(start + _LONGEST_CUT, len(words)), start, -1):
        text = "".join(words[start:end])
        if meaning := meaning_of(text):
            return Labelled(start, end, text, meaning)
    return None


def labels_in(words: Sequence[str], start: int, meaning_of: Callable[[str], str]) -> list[Labelled]:
    """The labels that follow each other from a word on."""
    found: list[Labelled] = []
    while start < len(words) and (one := label_at(words, start, meaning_of)):
        found.append(one)
        start = one.end
    return found


def is_value(word: str) -> bool:
    """Whether a word can be an amount, a rate or the dash for none."""
    return is_figure(word) or is_nothing(word)


def is_bare(words: Sequence[str], place: int) -> bool:
    """Whether a word can be points: a number without unit that is no part of a date."""
    word, following = words[place], words[place + 1] if place + 1 < len(words) else ""
    if _YEAR.fullmatch(word) and following.startswith("年"):
        return False
    return _BARE.fullmatch(word) is not None and following not in ("年", "月", "日")


def has_sign(word: str) -> bool:
    """Whether a word begins with ≥, ≤ or =."""
    return word.startswith(_SIGNS)
