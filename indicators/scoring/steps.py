"""Step deductions (每少 N 扣 M): amounts taken off a curve on one or both sides of a mark.

``每少 1 次扣 2 分`` has three readings, and they differ: missing 2.5 is 5 points pro rata, 4 for
complete steps, 6 for started ones. The clause may say which; else the rulebook does.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from indicators.language.clause_types import Step
from indicators.numbers import plain
from indicators.scoring.curve import AxisKind, Formula, Segment, constant, floored, linear, minus, operand, reshape
from indicators.scoring.intervals import AFTER_ALL, BEFORE_ALL, Cut, Interval, after, before
from indicators.scoring.regions import on_axis
from indicators.scoring.setting import Setting, Unsuitable
from indicators.vocabulary.clauses import Side, StepReading
from indicators.vocabulary.units import PERCENT, PERCENTAGE_POINT

MAX_STEPS = 2000

_DATE_STEPS: dict[tuple[AxisKind, str], int] = {
    (AxisKind.YEAR, "年"): 1,
    (AxisKind.MONTH, "年"): 12,
    (AxisKind.MONTH, "月"): 1,
    (AxisKind.MONTH, "个月"): 1,
    (AxisKind.DAY, "天"): 1,
    (AxisKind.DAY, "日"): 1,
}


def deduct_steps(
    segments: list[Segment], step: Step, setting: Setting, low: Fraction | None, high: Fraction | None
) -> list[Segment]:
    """Take a step deduction off the segments, below ``low`` or above ``high``."""
    size, points = _size(step, setting), setting.deduction(step.points)
    if points == 0:
        return segments
    if step.start is not None:
        start = _start(step, setting)
        low, high = start, start
    reading = step.reading or setting.reading
    for side, mark, sign in ((Side.BELOW, low, -1), (Side.ABOVE, high, 1)):
        if step.side not in (side, Side.EITHER):
            continue
        if mark is None:
            raise Unsuitable(
                "目标没有可以起扣的界限",
                "给定性目标另选规则",
                "按等次得分：达成 100%~80%，部分达成 80%~60%，未达成 60%~0%",
            )
        amounts = sorted(_amounts(mark, sign, size, points, setting.weight, reading), key=lambda piece: piece[0].lower)
        segments = _deducted(segments, amounts, str(step))
    return segments


def _deducted(segments: list[Segment], amounts: list[tuple[Interval, Formula]], says: str) -> list[Segment]:
    """Take the amounts off in one pass: they tile what lies beyond the mark, and there may be thousands."""
    lowers, uppers = [region.lower for region, _ in amounts], [region.upper for region, _ in amounts]

    def change(inside: Segment) -> Iterator[Segment]:
        low, high = inside.interval
        for region, amount in amounts[bisect_right(uppers, low) : bisect_left(lowers, high)]:
            yield from _less(inside._replace(interval=inside.interval.meet(region)), amount, says)

    return reshape(segments, Interval(lowers[0], uppers[-1]), change) if amounts else segments


def _amounts(
    mark: Fraction, sign: int, size: Fraction, points: Fraction, weight: Fraction, reading: StepReading
) -> Iterator[tuple[Interval, Formula]]:
    """(region, amount off) beyond the mark; sign -1 counts downwards, +1 upwards."""
    if reading is StepReading.PRO_RATA:
        slope = points / size
        shown = f"({operand(mark)} - {{A}})" if sign < 0 else f"({{A}} - {operand(mark)})"
        text = f"{shown} ÷ {operand(size)} × {plain(points)}"
        yield _beyond(mark, sign), linear(-sign * mark * slope, sign * slope, text)
        return
    count = ceil(weight / points)
    if count > MAX_STEPS:
        raise Unsuitable(f"要扣 {count} 步才扣完，规则过细", f"{MAX_STEPS} 步以内扣完", "每低 1 个百分点扣 0.5 分")
    started = reading is StepReading.STARTED
    for number in range(1, count + 1):
        near = mark + sign * size * (number - 1 if started else number)
        far = None if number == count else near + sign * size
        yield _piece(near, far, sign, started), constant(number * points, f"{number} × {plain(points)}")


def _beyond(mark: Fraction, sign: int) -> Interval:
    return Interval(BEFORE_ALL, before(mark)) if sign < 0 else Interval(after(mark), AFTER_ALL)


def _piece(near: Fraction, far: Fraction | None, sign: int, started: bool) -> Interval:
    """A started step opens at its near end and closes at its far one; a complete step the other way round."""
    if sign > 0:
        lower, upper = (after, after) if started else (before, before)
        end: Cut = AFTER_ALL if far is None else upper(far)
        return Interval(lower(near), end)
    lower, upper = (before, before) if started else (after, after)
    start: Cut = BEFORE_ALL if far is None else lower(far)
    return Interval(start, upper(near))


def _less(inside: Segment, amount: Formula, says: str) -> list[Segment]:
    if inside.formula is None:
        return [inside]
    less = minus(inside.formula, amount)
    if less is None:
        raise Unsuitable("按反比例得分时不能再按比例逐步扣分", "整步扣分", "每超 10% 扣 1 分，不足一步不扣")
    return floored(inside._replace(formula=less, says=says))


def _start(step: Step, setting: Setting) -> Fraction:
    assert step.start is not None
    if step.start_is_share:
        return setting.positive_target * Fraction(step.start.number) / 100
    return on_axis(step.start, setting.goal)


def _size(step: Step, setting: Setting) -> Fraction:
    """One step on the axis. 百分点 and % are points on a percentage; elsewhere % is a share of the target."""
    axis, per = setting.goal.axis, step.per
    if axis.measure is None:
        factor = _DATE_STEPS.get((axis.kind, per.scale + per.unit))
        if factor is None:
            raise Unsuitable(
                f"目标写到{axis.kind.value}，不能按「{per}」扣分", f"以{axis.kind.value}为一步", "每迟 1 个月扣 1 分"
            )
        return Fraction(per.number) * factor
    in_percent = axis.measure.base_unit == PERCENT
    if per.unit == PERCENT and (step.start_is_share or not in_percent):
        return setting.positive_target * Fraction(per.number) / 100
    if per.unit.endswith(PERCENTAGE_POINT) and not in_percent:
        raise Unsuitable("百分点只用于百分数目标", "与目标相同的单位", "每少 1 次扣 2 分")
    return on_axis(per, setting.goal)
