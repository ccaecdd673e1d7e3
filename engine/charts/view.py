"""Which part of a curve's axis to show (可见范围), and how its values are written."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from indicators.numbers import Rounding, plain, rounded
from indicators.scoring.curve import Axis, AxisKind, Curve
from indicators.scoring.intervals import Cut

GRADES = ("未达成", "部分达成", "达成")
"""The three places of the grade axis."""

_MARGIN = {AxisKind.YEAR: 3, AxisKind.MONTH: 5, AxisKind.DAY: 15}
"""How many whole dates to show on either side."""

HALF = Fraction(1, 2)


def thresholds(curve: Curve) -> tuple[Fraction, ...]:
    """Every value at which the curve changes (分界点), and the target."""
    ends = {end for segment in curve.segments for end in segment.interval.finite_ends}
    return tuple(sorted(ends if curve.target is None else ends | {curve.target}))


def visible_range(curve: Curve, achieved: Fraction | None = None) -> tuple[Fraction, Fraction]:
    """From 0 to somewhat beyond the last threshold, and wide enough for a value achieved.

    Dates show some whole dates on either side. Thresholds close together far from 0 fill the picture.
    """
    if curve.axis.kind is AxisKind.GRADE:
        return Fraction(0) - HALF, Fraction(2) + HALF
    marks = sorted({*thresholds(curve), *([] if achieved is None else [achieved])}) or [Fraction(0)]
    low, high = marks[0], marks[-1]
    if curve.axis.is_discrete:
        margin = _MARGIN[curve.axis.kind] + HALF
        return low - margin, high + margin
    if low == high == 0:
        return low, Fraction(5)
    if low > 2 * (high - low) > 0:
        return low - (high - low), high + (high - low) / 2
    return _with_zero(low, high)


def _with_zero(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """Both ends and 0, with 3/10 more on every side that has a threshold."""
    low, high = min(low, Fraction(0)), max(high, Fraction(0))
    more = (high - low) * Fraction(3, 10)
    return low - (more if low else 0), high + (more if high else 0)


def place_of_cut(cut: Cut, axis: Axis, outside: Fraction) -> Fraction:
    """Where a cut is drawn: at its number, or beside the whole cell of a date or grade.

    ``outside`` stands for an end that is not there.
    """
    infinite, number, side = cut
    if infinite:
        return outside
    return Fraction(number) + (side * HALF if axis.is_discrete else 0)


def written(value: Fraction, axis: Axis) -> str:
    """A value as the axis names it: ``8.29``, ``2024-10``, ``部分达成``."""
    if axis.kind is AxisKind.GRADE:
        return GRADES[int(value)]
    if axis.kind is AxisKind.MONTH:
        year, month = divmod(int(value), 12)
        return f"{year}-{month + 1:02d}"
    if axis.kind is AxisKind.DAY:
        return date.fromordinal(int(value)).isoformat()
    return short_number(value)


def short_number(value: Fraction) -> str:
    """An exact number, or ``≈66.67`` for one that has no end.

    >>> short_number(Fraction(829, 100)), short_number(Fraction(200, 3))
    ('8.29', '≈66.67')
    """
    exact = plain(value)
    return f"≈{rounded(value, 2, Rounding.HALF_EVEN)}" if "/" in exact else exact


def unit_of(axis: Axis) -> str:
    """The unit of the axis as written after a number: `` 万元``, ``%``; empty for dates and grades."""
    measure = axis.measure
    unit = measure.scale + measure.unit if measure else ""
    return unit if not unit or unit in ("%", "‰") else f" {unit}"


def axis_name(axis: Axis) -> str:
    """What stands under the axis."""
    if axis.kind is AxisKind.GRADE:
        return "完成等次"
    if axis.is_discrete:
        return "完成时间"
    unit = unit_of(axis).strip()
    return f"实际完成值（{unit}）" if unit else "实际完成值"
