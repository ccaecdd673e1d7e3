"""Where the points went (扣分瀑布): from full marks down to the total, one step for each loss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.forms.figures import points
from engine.forms.printed import full_weight
from indicators.scoring.project import ProjectScore

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class WaterfallStep:
    """One step: what it took away (negative). An open row took nothing yet; its points are at stake."""

    label: str
    amount: Fraction
    at_stake: Fraction = NOTHING


def waterfall_steps(score: ProjectScore) -> tuple[WaterfallStep, ...]:
    """The steps from full marks (满分) to the total (总分), in the order of the form.

    Rows that lost nothing are left out. Law: full marks + Σ amounts = total, unless the total is open.
    """
    steps = [step for step in _rows(score) if step.amount or step.at_stake]
    if score.total is not None:
        reached = full_weight(score) + sum((step.amount for step in steps), NOTHING)
        steps += _rest(score, Fraction(score.total) - reached)
    return tuple(steps)


def _rows(score: ProjectScore) -> Iterator[WaterfallStep]:
    if score.execution:
        yield _step("预算执行率", score.execution.weight, score.execution.score)
    for row in score.indicators:
        yield _step(row.indicator.name, row.indicator.weight, row.score)


def _step(label: str, weight: Decimal, earned: Decimal | None) -> WaterfallStep:
    if earned is None:
        return WaterfallStep(label, NOTHING, Fraction(weight))
    return WaterfallStep(label, Fraction(earned) - Fraction(weight))


def _rest(score: ProjectScore, rest: Fraction) -> list[WaterfallStep]:
    """What a cap, a rescaling or the rounding of the total changed after the rows were added."""
    if not rest:
        return []
    if score.cap:
        return [WaterfallStep(f"总分至多 {points(score.cap.at_most)} 分", rest)]
    return [WaterfallStep("不适用指标折算、总分修约", rest)]
