"""The levels that begin a row whose tabs became spaces (空格隔开的一级、二级指标), as far as words tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.intake.disclosure.collapsed_words import Labelled, label_at
from engine.intake.disclosure.labels import level_words, sections_named

LEVELS = ("dimension", "category")


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels that begin a row (行首的级别)."""

    cells: dict[str, str]
    start: int
    end: int
    are_known: bool
    """Whether nobody can take them for something else."""
    are_official: bool
    """Whether a name can only begin behind them."""


def levels_of(words: Sequence[str], meanings: Sequence[str]) -> Levels:
    """The levels at the start of a row, under headings that mean these.

    >>> levels_of(["产出指标", "数量", "指标", "次数"], ["dimension", "category", "name"]).cells
    {'dimension': '产出指标', 'category': '数量指标'}
    """
    label = label_at(words, 0, _section)
    start = at = label.end if label else 0
    found: dict[str, Labelled] = {}
    for meaning in (one for one in LEVELS if one in meanings):
        level = _level_at(words, at, meaning)
        if level and not _belongs_lower(words, level, meaning, meanings):
            found[meaning] = level
            at = level.end
    cells = {meaning: one.text for meaning, one in found.items()}
    if not found and "dimension" in meanings and (below := _official_category(words, start + 1)):
        cells = {"dimension": words[start], "category": below.text}
        return Levels(cells, start, below.end, are_known=False, are_official=False)
    lowest = found.get([one for one in LEVELS if one in meanings][-1]) if set(meanings) & set(LEVELS) else None
    are_known = not found or (list(found.values())[-1].text.endswith("指标") and not _could_be_higher(found))
    return Levels(cells, start, at, are_known, lowest is not None and lowest.text.endswith("指标"))


def _level_at(words: Sequence[str], at: int, meaning: str) -> Labelled | None:
    return label_at(words, at, lambda text: meaning if meaning in level_words(text) else "")


def _official_category(words: Sequence[str], at: int) -> Labelled | None:
    found = _level_at(words, at, "category")
    return found if found and found.text.endswith("指标") else None


def _section(text: str) -> str:
    return "section" if "indicators" in sections_named(text) and not level_words(text) else ""


def _belongs_lower(words: Sequence[str], level: Labelled, meaning: str, meanings: Sequence[str]) -> bool:
    """A word for both levels is the higher one only where a lower one follows it."""
    if meaning == "category" or "category" not in meanings or "category" not in level_words(level.text):
        return False
    return _level_at(words, level.end, "category") is None


def _could_be_higher(found: dict[str, Labelled]) -> bool:
    category = found.get("category")
    return category is not None and "dimension" not in found and "dimension" in level_words(category.text)
