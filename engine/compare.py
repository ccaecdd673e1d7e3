"""The same files under two rulebooks: what changes row by row, and which grades flip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from indicators.scoring.explanation import Explanation
from indicators.scoring.project import ProjectScore


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row (or the execution rate) whose points differ under two rulebooks."""

    name: str
    weight: Decimal
    first: Explanation
    second: Explanation


@dataclass(frozen=True, slots=True)
class Comparison:
    """One self-assessment under two rulebooks."""

    first: ProjectScore
    second: ProjectScore
    changes: tuple[RowChange, ...]

    @property
    def grade_flips(self) -> bool:
        """Whether 优良中差 changes, where both rulebooks have grades."""
        return bool(self.first.grade and self.second.grade) and self.first.grade != self.second.grade


def compare(first: ProjectScore, second: ProjectScore) -> Comparison:
    """Compare two scorings of the same self-assessment."""
    if first.assessment != second.assessment:
        raise ValueError("two scorings of different assessments cannot be compared")
    changes = [change for change in _rows(first, second) if change.first.result != change.second.result]
    return Comparison(first, second, tuple(changes))


def _rows(first: ProjectScore, second: ProjectScore) -> Iterator[RowChange]:
    if first.execution and second.execution:
        yield RowChange("预算执行率", first.execution.weight, first.execution.explanation, second.execution.explanation)
    for mine, other in zip(first.indicators, second.indicators, strict=True):
        yield RowChange(mine.indicator.name, mine.indicator.weight, mine.explanation, other.explanation)
