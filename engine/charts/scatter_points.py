"""Money against results (执行与完成): where each project stands, for the scatter picture and its table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from engine.forms.printed import execution_rate
from indicators.scoring.project import ProjectScore
from indicators.scoring.rulebook import Inapplicable
from indicators.scoring.score import IndicatorScore, ScoreStatus

BAND = 10
"""Percentage points (百分点) by which the two may differ and still be called in step."""


class Standing(Enum):
    """How results compare with money spent (完成与执行)."""

    IN_STEP = "相差 10 点以内"
    RESULTS_AHEAD = "得分率高"
    MONEY_AHEAD = "执行率高"
    NOT_DRAWN = "不画"


@dataclass(frozen=True, slots=True)
class ScatterPoint:
    """A project: its execution rate and its points, both in % as its rulebook rounds rates."""

    name: str
    rate: Decimal | None
    """None for a budget of 0."""
    earned: Fraction
    available: Fraction
    achievement: Decimal | None
    """None where no indicator has a weight."""
    is_open: bool
    """Some indicator waits for a person: ``achievement`` is only what is earned so far."""

    @property
    def standing(self) -> Standing:
        if self.rate is None or self.achievement is None:
            return Standing.NOT_DRAWN
        ahead = Fraction(self.achievement) - Fraction(self.rate)
        if abs(ahead) <= BAND:
            return Standing.IN_STEP
        return Standing.RESULTS_AHEAD if ahead > 0 else Standing.MONEY_AHEAD


def scatter_data(scores: Iterable[ProjectScore]) -> tuple[ScatterPoint, ...]:
    """One point a project, in the order given."""
    return tuple(_point(score) for score in scores)


def _point(score: ProjectScore) -> ScatterPoint:
    rows = [row for row in score.indicators if _counts(row, score)]
    available = sum((Fraction(row.indicator.weight) for row in rows), Fraction(0))
    earned = sum((Fraction(row.score) for row in rows if row.score is not None), Fraction(0))
    step = score.rulebook.rounding.rate.step
    achievement = step.apply(earned / available * 100) if available else None
    is_open = any(row.score is None for row in rows)
    name = score.assessment.project.name
    return ScatterPoint(name, execution_rate(score), earned, available, achievement, is_open)


def _counts(row: IndicatorScore, score: ProjectScore) -> bool:
    """A row that does not apply is left out where the rulebook leaves it out."""
    left_out = score.rulebook.inapplicable is Inapplicable.RESCALED
    return not (left_out and row.status is ScoreStatus.NOT_APPLICABLE)
