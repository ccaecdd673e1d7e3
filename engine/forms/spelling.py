"""Characters that no font at hand can draw (缺字), written out so that nothing of a text is lost on paper.

A PDF for the archive may not hold a box in place of a character: ``𠮷`` becomes ``〔U+20BB7〕`` and the reader knows
which one it was. Characters that change the direction of the text around them are written out too: on paper a text
must not read otherwise than it is stored. Other invisible
characters (零宽空格, 变体选择符) print nothing and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Set

_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Default_Ignorable_Code_Point of Unicode, without those that turn the text around."""
_TURNS = re.compile(f"[{_TURNING}]")
_BREAKS = re.compile("[\x85\u2028\u2029]")


def visible(text: str) -> str:
    """The text without characters that print nothing; every kind of line break is ``\\n``, a tab is a space."""
    return _INVISIBLE.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")


def spelled(text: str, coverage: Set[int]) -> str:
    """The text with every character that is not covered (code points of a font) written out.

    >>> spelled("𠮷野家", frozenset(map(ord, "野家")))
    '〔U+20BB7〕野家'
    """
    shown = visible(text)
    lacking = _lacking(shown, coverage)
    return shown.translate({ord(one): _written_out(one) for one in lacking}) if lacking else shown


def missing(text: str, coverage: Set[int]) -> str:
    """The characters that are written out, each once, in their order."""
    shown = visible(text)
    lacking = {one for one in _lacking(shown, coverage) if not one.isspace()}
    return "".join(dict.fromkeys(one for one in shown if one in lacking))


def _lacking(shown: str, coverage: Set[int]) -> set[str]:
    used = set(shown) - {"\n"}
    return {one for one in used if ord(one) not in coverage or _TURNS.match(one)}


def _written_out(character: str) -> str:
    return " " if character.isspace() else f"〔U+{ord(character):04X}〕"
