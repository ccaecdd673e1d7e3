"""Conditions and bands as regions of the achieved value."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from indicators.language.conditions import Condition
from indicators.language.targets import QuantityRange, QuantityTarget
from indicators.quantities import Quantity
from indicators.scoring.curve import AxisKind
from indicators.scoring.goal import Goal
from indicators.scoring.intervals import (
    EVERYTHING,
    Interval,
    after,
    at_least,
    at_most,
    before,
    exactly,
    less_than,
    more_than,
)
from indicators.scoring.setting import Unsuitable
from indicators.vocabulary.clauses import Subject
from indicators.vocabulary.signs import Comparator

COMPARISONS: dict[Comparator, Callable[[Fraction], Interval]] = {
    Comparator.AT_LEAST: at_least,
    Comparator.MORE_THAN: more_than,
    Comparator.AT_MOST: at_most,
    Comparator.LESS_THAN: less_than,
    Comparator.EXACTLY: exactly,
}


def on_axis(quantity: Quantity, goal: Goal) -> Fraction:
    """A quantity of a clause on the target's axis; a bare number is in the target's own unit."""
    measure = goal.axis.measure
    if measure is None:
        raise Unsuitable("只用于数值目标", "给日期或定性目标另选规则", "达标得满分，否则不得分")
    if quantity.is_bare and quantity.number and measure.scale:
        unit = f"{measure.scale}{measure.unit}"
        raise Unsuitable(f"规则里的「{quantity}」没有写单位，目标以「{unit}」计", "带单位的数", f"{quantity} {unit}")
    if quantity.is_bare:
        return Fraction(quantity.number)
    place = quantity.measured_in(measure)
    if place is None:
        raise Unsuitable(
            f"规则里的「{quantity}」与目标的单位不同",
            "与目标相同的单位",
            f"{quantity.number:f} {measure.scale}{measure.unit}",
        )
    return place


def region_of(band: QuantityTarget | QuantityRange, goal: Goal, completion_unit: Fraction | None) -> Interval:
    """Where a band holds; with ``completion_unit`` (T/100) the band is about the completion rate."""

    def place(quantity: Quantity) -> Fraction:
        return Fraction(quantity.number) * completion_unit if completion_unit else on_axis(quantity, goal)

    if isinstance(band, QuantityTarget):
        return COMPARISONS[band.comparator](place(band.quantity))
    low, high = place(band.low), place(band.high)
    return Interval(after(low) if band.low_open else before(low), before(high) if band.high_open else after(high))


def condition_regions(condition: Condition, goal: Goal) -> tuple[Interval, ...]:
    """Where a condition on the achieved value holds: one interval, or two for a deviation."""
    subject, comparator = condition.subject, condition.comparator
    if subject is Subject.ACHIEVED:
        return (COMPARISONS[comparator](on_axis(condition.quantity, goal)),)
    target = goal.anchor
    if goal.axis.kind is not AxisKind.QUANTITY or target is None:
        raise Unsuitable(f"条件「{condition}」只用于单个数值目标", "给其他目标另选规则", "达标得满分，否则不得分")
    if subject is Subject.DEVIATION:
        return _around(target, on_axis(condition.quantity, goal), comparator)
    if target == 0:
        raise Unsuitable(f"目标值为零时没有{subject.value}", "给零目标另选规则", "达标得满分，否则不得分")
    share = _percent_of(abs(target), condition.quantity)
    if subject is Subject.COMPLETION_RATE:
        if target < 0:
            raise Unsuitable("目标值为负数时没有完成率", "给负目标另选规则", "达标得满分，否则不得分")
        return (COMPARISONS[comparator](share),)
    if subject is Subject.OVERSHOOT_RATE:
        return (COMPARISONS[comparator](target + share),)
    if subject is Subject.DEVIATION_RATE:
        return _around(target, share, comparator)
    raise Unsuitable(f"计分规则里不能用{subject.value}", "完成率、偏差率、超出率或实际值", "完成率<60% 不得分")


def _percent_of(whole: Fraction, percent: Quantity) -> Fraction:
    numerator, denominator = percent.number.as_integer_ratio()
    return Fraction(whole.numerator * numerator, whole.denominator * denominator * 100)


def _around(target: Fraction, distance: Fraction, comparator: Comparator) -> tuple[Interval, ...]:
    """Where |A - T| compares so with a distance; it is never below zero."""
    if distance < 0:
        return (EVERYTHING,) if comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN) else ()
    if comparator is Comparator.EXACTLY:
        return (exactly(target),) if distance == 0 else (exactly(target - distance), exactly(target + distance))
    if comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        near = Interval(
            COMPARISONS[Comparator.AT_LEAST](target - distance).lower,
            COMPARISONS[Comparator.AT_MOST](target + distance).upper,
        )
        if comparator is Comparator.LESS_THAN:
            near = Interval(after(target - distance), before(target + distance))
        return () if near.is_empty else (near,)
    if comparator is Comparator.AT_LEAST:
        return (at_most(target - distance), at_least(target + distance)) if distance else (EVERYTHING,)
    return (less_than(target - distance), more_than(target + distance))
