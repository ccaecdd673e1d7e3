"""The numbers that Word puts before paragraphs (自动编号): ``十一、``, ``（二）``, ``3.``; no text holds them.

Chapters of a published document are known by them. What a list says is counted as Word counts: per list, deeper
levels begin anew below every higher one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from engine.intake.word_file import W, WordFile

_PLACEHOLDER = re.compile("%([1-9])")
_DIGITS = "零一二三四五六七八九"
_LONGEST = 40
"""Of the text before a paragraph: it is written once and shown at every one."""


class Level(NamedTuple):
    """A level of a list (列表级别)."""

    kind: str
    text: str
    start: int


def chinese(number: int) -> str:
    """A number below 100 as chapters are counted; others in digits.

    >>> [chinese(number) for number in (3, 10, 11, 20, 35, 120)]
    ['三', '十', '十一', '二十', '三十五', '120']
    """
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    before = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return before + (_DIGITS[ones] if ones else "")


_WRITTEN: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "upperLetter": lambda number: chr(64 + number) if number <= 26 else str(number),
    "lowerLetter": lambda number: chr(96 + number) if number <= 26 else str(number),
    "bullet": lambda _: "·",
    "none": lambda _: "",
}


@dataclass(slots=True)
class WordNumbers:
    """The lists of a file, and how far each has been counted."""

    lists: Mapping[str, str]
    """By number of a list, the definition it follows."""
    levels: Mapping[tuple[str, int], Level]
    styles: Mapping[str, tuple[str, int]]
    """By style of a paragraph, list and level it brings along."""
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, word: WordFile) -> WordNumbers:
        """The lists that a file defines."""
        roots = [word.roots[name] for name in word.names_of("numbering")]
        lists = {_get(one, "numId"): _value(one, "abstractNumId") for root in roots for one in root.findall(f"{W}num")}
        levels = {
            (_get(definition, "abstractNumId"), _whole(_get(level, "ilvl"))): _level(level)
            for root in roots
            for definition in root.findall(f"{W}abstractNum")
            for level in definition.findall(f"{W}lvl")
        }
        return cls(lists, levels, _numbered_styles(word) if lists else {})

    def before(self, paragraph: Any) -> str:
        """What Word shows before this paragraph; every paragraph must come by, in order."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None or not self.lists:
            return ""
        listed = _listed(properties) or self.styles.get(_value(properties, "pStyle"))
        return self._next(*listed) if listed else ""

    def _next(self, key: str, depth: int) -> str:
        definition = self.lists.get(key, "")
        level = self.levels.get((definition, depth))
        if level is None:
            return ""
        counts = self.counted.setdefault(definition, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if level.kind in ("bullet", "none"):
            return _WRITTEN[level.kind](0)
        return _PLACEHOLDER.sub(lambda found: self._written(definition, int(found[1]) - 1), level.text)

    def _written(self, definition: str, depth: int) -> str:
        level = self.levels.get((definition, depth))
        if level is None:
            return ""
        return _WRITTEN.get(level.kind, str)(self.counted[definition].get(depth, level.start))


def _numbered_styles(word: WordFile) -> dict[str, tuple[str, int]]:
    """Styles that number their paragraphs."""
    return {
        _get(style, "styleId"): listed
        for name in word.names_of("styles")
        for style in word.roots[name].findall(f"{W}style")
        if (properties := style.find(f"{W}pPr")) is not None and (listed := _listed(properties))
    }


def _listed(properties: Any) -> tuple[str, int] | None:
    """List and level; list 0 means none, whatever the style says, and no definition has that number."""
    found = properties.find(f"{W}numPr")
    return None if found is None else (_value(found, "numId"), _whole(_value(found, "ilvl")))


def _level(level: Any) -> Level:
    return Level(_value(level, "numFmt"), _value(level, "lvlText")[:_LONGEST], _whole(_value(level, "start")))


def _value(parent: Any, name: str) -> str:
    found = parent.find(f"{W}{name}")
    return "" if found is None else _get(found, "val")


def _get(element: Any, name: str) -> str:
    return str(element.get(f"{W}{name}", ""))


def _whole(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,5}", text) else 0
