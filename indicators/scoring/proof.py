"""Proof of a curve by looking at its segments: no gap, no overlap, no pole, 0 ≤ points ≤ weight.

Every defect comes with a value a person can try. Works on curves, whatever clause they came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from indicators.numbers import plain
from indicators.scoring.curve import Curve, Formula, Segment
from indicators.scoring.intervals import Interval


class DefectKind(Enum):
    """What can be wrong with a curve."""

    GAP = "空隙"
    OVERLAP = "重叠"
    POLE = "除以零"
    BELOW_ZERO = "低于 0 分"
    ABOVE_WEIGHT = "超过分值"
    BAND = "得分带不合理"


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong with a curve, and a value achieved that shows it."""

    kind: DefectKind
    example: Fraction
    message: str

    def __str__(self) -> str:
        return f"{self.kind.value}：实际值 {plain(self.example)} 时{self.message}"


@dataclass(frozen=True, slots=True)
class Jump:
    """A threshold where the points jump (不连续): the limits on both sides."""

    at: Fraction
    left: Fraction
    right: Fraction


class Trend(Enum):
    """How points move as the achieved value grows."""

    CONSTANT = "不变"
    RISING = "不减"
    FALLING = "不增"
    NEITHER = "先后增减不一"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found out about a curve. ``turn`` is three values that show a NEITHER trend."""

    defects: tuple[Defect, ...]
    jumps: tuple[Jump, ...]
    trend: Trend
    turn: tuple[Fraction, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.defects


def prove(curve: Curve) -> Proof:
    """Inspect a curve (证明): defects with counter-examples, jumps, and whether it rises or falls."""
    trend, turn = _trend(curve)
    return Proof((*_tiling(curve), *_segments(curve)), tuple(_jumps(curve)), trend, turn)


def _tiling(curve: Curve) -> Iterator[Defect]:
    """Gaps and overlaps along the whole domain."""
    reached = curve.axis.domain.lower
    for segment in curve.segments:
        yield from _gap(Interval(reached, segment.interval.lower), curve)
        overlap = Interval(segment.interval.lower, min(reached, segment.interval.upper))
        if (shown := _member(overlap, curve)) is not None:
            yield Defect(DefectKind.OVERLAP, shown, "有两条规则同时适用")
        reached = max(reached, segment.interval.upper)
    yield from _gap(Interval(reached, curve.axis.domain.upper), curve)


def _gap(missing: Interval, curve: Curve) -> Iterator[Defect]:
    if (shown := _member(missing, curve)) is not None:
        yield Defect(DefectKind.GAP, shown, "没有规则适用")


def _member(interval: Interval, curve: Curve) -> Fraction | None:
    """A value of the axis inside; whole numbers only on a discrete axis."""
    if interval.is_empty:
        return None
    sample = interval.sample
    if not curve.axis.is_discrete:
        return sample
    return next((Fraction(n) for n in (ceil(sample), floor(sample)) if Fraction(n) in interval), None)


def _segments(curve: Curve) -> Iterator[Defect]:
    for segment in curve.segments:
        if segment.band and not 0 <= segment.band.low <= segment.band.high <= curve.weight:
            yield Defect(DefectKind.BAND, segment.interval.sample, f"得分带 {segment.band}超出 0~{plain(curve.weight)}")
        if segment.formula is None:
            continue
        pole = _pole(segment.formula)
        if pole is not None and pole in segment.interval:
            yield Defect(DefectKind.POLE, pole, "公式的除数为 0")
            continue
        for value, points in _extremes(segment):
            if points < 0:
                yield Defect(DefectKind.BELOW_ZERO, value, f"得 {plain(points)} 分")
            elif points > curve.weight:
                yield Defect(DefectKind.ABOVE_WEIGHT, value, f"得 {plain(points)} 分，分值只有 {plain(curve.weight)}")


def _pole(formula: Formula) -> Fraction | None:
    return Fraction(-formula.r, formula.s) if formula.s else None


def _extremes(segment: Segment) -> list[tuple[Fraction, Fraction]]:
    """Points at the ends (limits at open ones) and far out: a linear-fractional piece is monotone between."""
    formula = segment.formula
    assert formula is not None
    values = [end for end in segment.interval.finite_ends if _pole(formula) != end]
    values.append(segment.interval.sample)
    if len(values) < 3 and not formula.is_constant:
        step = 10**6 if segment.interval.upper[0] > 0 else -(10**6)
        values += [values[0] + step] if values[0] + step in segment.interval else []
    return [(value, formula.at(value)) for value in values]


def _jumps(curve: Curve) -> Iterator[Jump]:
    for left, right in pairwise(curve.segments):
        if left.formula is None or right.formula is None or left.interval.upper != right.interval.lower:
            continue
        at = Fraction(left.interval.upper[1])
        if _pole(left.formula) == at or _pole(right.formula) == at:
            continue
        before, after = left.formula.at(at), right.formula.at(at)
        if before != after:
            yield Jump(at, before, after)


def _trend(curve: Curve) -> tuple[Trend, tuple[Fraction, ...]]:
    """Rising, falling, or three values in order whose points go both ways."""
    points = list(_walk(curve))
    rises = [(a, b) for a, b in pairwise(points) if b[1] > a[1]]
    falls = [(a, b) for a, b in pairwise(points) if b[1] < a[1]]
    if rises and falls:
        first, second = sorted([rises[0], falls[0]], key=lambda pair: pair[0][0])
        return Trend.NEITHER, (first[0][0], first[1][0], second[1][0])
    if rises:
        return Trend.RISING, ()
    return (Trend.FALLING, ()) if falls else (Trend.CONSTANT, ())


def _walk(curve: Curve) -> Iterator[tuple[Fraction, Fraction]]:
    """Values in order with their points: two inside each segment are enough, pieces being monotone."""
    for segment in curve.segments:
        if segment.formula is None:
            continue
        ends = segment.interval.finite_ends
        inside = segment.interval.sample
        other = (inside + ends[-1]) / 2 if ends and ends[-1] != inside else inside + 1
        values = sorted({inside, other} if other in segment.interval else {inside})
        for value in values:
            if _pole(segment.formula) != value:
                yield value, segment.formula.at(value)
