"""The published formulas (domain.md §3), written again without curves: W weight, T target, A achieved."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from indicators.vocabulary.clauses import StepReading

Number = Fraction
ZERO = Fraction(0)


def proportional(weight: Number, target: Number, achieved: Number) -> Number:
    """W·min(1, A/T); A < 0 counts as 0."""
    return weight * max(ZERO, min(Fraction(1), achieved / target))


def inverse(weight: Number, target: Number, achieved: Number) -> Number:
    """W·min(1, T/A); nothing spent is full marks."""
    return weight if achieved <= 0 else weight * min(Fraction(1), target / achieved)


def deviation_rate(weight: Number, target: Number, achieved: Number) -> Number:
    """W·max(0, 1 - |A-T|/T)."""
    return weight * max(ZERO, 1 - abs(achieved - target) / target)


def overrun(weight: Number, target: Number, achieved: Number) -> Number:
    """A ≤ T: W. T < A < 2T: W·(1 - (A-T)/T). A ≥ 2T: 0."""
    if achieved <= target:
        return weight
    return weight * (1 - (achieved - target) / target) if achieved < 2 * target else ZERO


def actual_percent(weight: Number, _: Number, achieved: Number) -> Number:
    """W·A/100 for A between 0 and 100 %."""
    return weight * max(ZERO, min(Fraction(100), achieved)) / 100


def vendor(comparator: str, weight: Number, target: Number, achieved: Number) -> Number:
    """V1: what a provincial product ships, for a target above zero; A < 0 counts as 0."""
    achieved = max(ZERO, achieved)
    if comparator in ("≥", ">", "="):
        return weight if achieved >= target else weight * achieved / target
    return overrun(weight, target, achieved)


def steps_missed(missing: Number, size: Number, reading: StepReading) -> Number:
    """How many steps an amount short of the mark counts for."""
    steps = max(ZERO, missing) / size
    if reading is StepReading.COMPLETE:
        return Fraction(floor(steps))
    return Fraction(ceil(steps)) if reading is StepReading.STARTED else steps


def stepped(weight: Number, missing: Number, size: Number, points: Number, reading: StepReading) -> Number:
    """Full marks less M for every N short of the mark, never below 0."""
    return max(ZERO, weight - points * steps_missed(missing, size, reading))
