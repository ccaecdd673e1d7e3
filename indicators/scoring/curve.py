"""Score curves (计分曲线): points as an exact function of the value achieved.

A curve is a row of segments. Each segment carries a linear-fractional formula (p + q·A)/(r + s·A)
with whole coefficients, or no formula where a person must decide, and the band a person may choose
from. Scoring, explanation, proof, comparison and drawing all read these segments and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import ceil, floor, lcm
from typing import NamedTuple

from indicators.numbers import plain
from indicators.quantities import Quantity
from indicators.scoring.intervals import EVERYTHING, Interval, after, before, lies_above


class AxisKind(Enum):
    """What the achieved value is."""

    QUANTITY = "数值"
    YEAR = "年"
    MONTH = "月"
    DAY = "日"
    GRADE = "等次"


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of achieved values: a unit, whole dates, or the three grades."""

    kind: AxisKind
    measure: Quantity | None = None
    """For quantities: one of the unit and scale the target is written in."""

    @property
    def is_discrete(self) -> bool:
        """Dates and grades are whole numbers; quantities are any number."""
        return self.kind is not AxisKind.QUANTITY

    @property
    def domain(self) -> Interval:
        """The values that can occur."""
        return GRADE_DOMAIN if self.kind is AxisKind.GRADE else EVERYTHING

    def member(self, interval: Interval) -> Fraction | None:
        """A value that can occur in an interval, or None: between two whole numbers there is no date."""
        if interval.is_empty:
            return None
        sample = interval.sample
        if not self.is_discrete:
            return sample
        return next((Fraction(n) for n in (ceil(sample), floor(sample)) if Fraction(n) in interval), None)


FLOOR_WORDS = "扣完为止"
GRADE_DOMAIN = Interval(before(0), after(2))
"""Grades in order: 0 not achieved, 1 partly, 2 achieved."""


class Formula(NamedTuple):
    """Points = (p + q·A)/(r + s·A), and how it is written with {W} weight, {T} target, {A} achieved."""

    p: int
    q: int
    r: int
    s: int
    text: str

    def at(self, value: Fraction) -> Fraction:
        """The exact points for a value achieved."""
        n, d = value.numerator, value.denominator
        return Fraction(self.p * d + self.q * n, self.r * d + self.s * n)

    @property
    def is_constant(self) -> bool:
        return self.q == 0 and self.s == 0


NO_POINTS = Formula(0, 0, 1, 0, "0")


def operand(value: Fraction) -> str:
    """A number as it stands inside a formula: what has a sign or a fraction bar is bracketed.

    >>> operand(Fraction(5, 2)), operand(Fraction(1, 60)), operand(Fraction(-5))
    ('2.5', '(1/60)', '(-5)')
    """
    text = plain(value)
    return f"({text})" if value < 0 or "/" in text else text


def constant(value: Fraction, text: str) -> Formula:
    """The same points everywhere."""
    return Formula(value.numerator, 0, value.denominator, 0, text)


def proportion(weight: Fraction, target: Fraction, text: str) -> Formula:
    """weight·A/target."""
    return Formula(0, weight.numerator * target.denominator, weight.denominator * target.numerator, 0, text)


def linear(offset: Fraction, slope: Fraction, text: str) -> Formula:
    """offset + slope·A."""
    scale = lcm(offset.denominator, slope.denominator)
    return Formula(int(offset * scale), int(slope * scale), scale, 0, text)


def hyperbola(numerator: Fraction, text: str) -> Formula:
    """numerator ÷ A."""
    return Formula(numerator.numerator, 0, 0, numerator.denominator, text)


def minus(formula: Formula, amount: Formula) -> Formula | None:
    """The difference, when it is linear-fractional again; ``amount`` is linear or constant."""
    assert amount.s == 0
    if formula.s != 0 and amount.q != 0:
        return None
    r, s = formula.r * amount.r, formula.s * amount.r
    p = formula.p * amount.r - amount.p * formula.r
    q = formula.q * amount.r - amount.q * formula.r - amount.p * formula.s
    return Formula(p, q, r, s, f"{formula.text} - {amount.text}")


class Band(NamedTuple):
    """The points a person may choose (允许的得分带)."""

    low: Fraction
    high: Fraction
    high_open: bool = False

    def __contains__(self, points: object) -> bool:
        assert isinstance(points, Fraction)
        return self.low <= points < self.high or (points == self.high and not self.high_open)

    def __str__(self) -> str:
        return f"{plain(self.low)}~{plain(self.high)} 分" + ("（不含上限）" if self.high_open else "")


class Segment(NamedTuple):
    """One piece of a curve: where, how many points, what a person may choose, and why in words."""

    interval: Interval
    formula: Formula | None
    says: str
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """Points as a function of the value achieved (计分曲线), for one target and one weight."""

    axis: Axis
    weight: Fraction
    target: Fraction | None
    """The target on the axis; None for ranges and words."""
    segments: tuple[Segment, ...]

    def at(self, value: Fraction) -> Segment | None:
        """The segment a value falls in; None only where ``prove`` reports a gap."""
        n, d = value.numerator, value.denominator
        for segment in self.segments:
            if not lies_above(n, d, segment.interval.upper):
                return segment if lies_above(n, d, segment.interval.lower) else None
        return None


def reshape(
    segments: Iterable[Segment], region: Interval, change: Callable[[Segment], Iterable[Segment]]
) -> list[Segment]:
    """Cut the segments at the region's ends and change what lies inside."""
    result: list[Segment] = []
    for segment in segments:
        interval = segment.interval
        if interval.upper <= region.lower or interval.lower >= region.upper:
            result.append(segment)
            continue
        inside = interval.meet(region)
        if interval.lower < inside.lower:
            result.append(segment._replace(interval=Interval(interval.lower, inside.lower)))
        result += change(segment._replace(interval=inside))
        if inside.upper < interval.upper:
            result.append(segment._replace(interval=Interval(inside.upper, interval.upper)))
    return result


def floored(segment: Segment) -> list[Segment]:
    """The segment with points below zero raised to zero (扣完为止)."""
    formula = segment.formula
    if formula is None:
        return [segment]
    pieces = [segment.interval]
    if formula.q:
        crossing = Fraction(-formula.p, formula.q)
        left = segment.interval.meet(Interval(EVERYTHING.lower, after(crossing)))
        right = segment.interval.meet(Interval(after(crossing), EVERYTHING.upper))
        pieces = [piece for piece in (left, right) if not piece.is_empty]
    return [
        segment._replace(interval=piece)
        if formula.at(piece.sample) >= 0
        else Segment(piece, NO_POINTS, _emptied(segment.says))
        for piece in pieces
    ]


def _emptied(says: str) -> str:
    return says if FLOOR_WORDS in says else f"{says}，{FLOOR_WORDS}"


def merged(segments: Iterable[Segment]) -> list[Segment]:
    """Neighbours that say the same become one."""
    result: list[Segment] = []
    for segment in segments:
        last = result[-1] if result else None
        if last and last.interval.upper == segment.interval.lower and last[1:] == segment[1:]:
            result[-1] = segment._replace(interval=Interval(last.interval.lower, segment.interval.upper))
        else:
            result.append(segment)
    return result
