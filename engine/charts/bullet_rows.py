"""Target against actual (目标与实际), row by row: what a bullet chart draws and its table prints."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from indicators.scoring.curve import AxisKind
from indicators.scoring.project import ProjectScore
from indicators.scoring.score import IndicatorScore, ScoreStatus


class Outcome(Enum):
    """Whether a target was met (是否达到)."""

    MET = "达到"
    MISSED = "未达到"
    UNCOMPARED = "未比较"
    """Points were given without anything to compare: «完成» for a number."""
    OPEN = "待定"
    NOT_APPLICABLE = "不适用"


class GoodSide(Enum):
    """On which side of the target the good values lie (好的一侧)."""

    LEFT = "目标以内"
    RIGHT = "目标以上"
    AT = "正好等于"


@dataclass(frozen=True, slots=True)
class BulletRow:
    """One indicator (一行); ``share`` is what was achieved in % of the target, None where that says nothing."""

    name: str
    target: str
    achieved: str
    share: Fraction | None
    side: GoodSide
    outcome: Outcome
    weight: Decimal
    score: Decimal | None


def bullet_data(score: ProjectScore) -> tuple[BulletRow, ...]:
    """Every indicator of an assessment, in the order of the form."""
    return tuple(_row(row) for row in score.indicators)


def _row(row: IndicatorScore) -> BulletRow:
    indicator = row.indicator
    share, outcome = _share(row), _outcome(row)
    achieved = indicator.achieved.text if indicator.achieved else ""
    written = indicator.target.text, achieved
    return BulletRow(indicator.name, *written, share, _side(row), outcome, indicator.weight, row.score)


def _share(row: IndicatorScore) -> Fraction | None:
    """Words, dates, ranges and targets of 0 have no per cent of the target."""
    goal, achieved = row.goal, row.explanation.achieved
    if goal is None or achieved is None or goal.axis.kind is not AxisKind.QUANTITY:
        return None
    if goal.anchor is None or goal.anchor <= 0 or achieved < 0:
        return None
    return achieved / goal.anchor * 100


def _side(row: IndicatorScore) -> GoodSide:
    if row.goal is None or not (row.goal.met.lower[0] or row.goal.met.upper[0]):
        return GoodSide.AT
    return GoodSide.LEFT if row.goal.met.lower[0] else GoodSide.RIGHT


def _outcome(row: IndicatorScore) -> Outcome:
    if row.status is ScoreStatus.NOT_APPLICABLE:
        return Outcome.NOT_APPLICABLE
    achieved = row.explanation.achieved
    if row.goal is None or achieved is None:
        return Outcome.OPEN if row.score is None else Outcome.UNCOMPARED
    return Outcome.MET if achieved in row.goal.met else Outcome.MISSED
