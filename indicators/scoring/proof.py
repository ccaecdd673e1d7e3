"""Proof of a curve by looking at its segments: no gap, no overlap, no pole, 0 ≤ points ≤ weight.

Every defect comes with a value a person can try. Works on curves, whatever clause they came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from indicators.numbers import plain
from indicators.scoring.curve import Band, Curve, Formula
from indicators.scoring.intervals import AFTER_ALL, BEFORE_ALL, Interval, after, before, exactly


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
        if (shown := curve.axis.member(overlap)) is not None:
            yield Defect(DefectKind.OVERLAP, shown, "有两条规则同时适用")
        reached = max(reached, segment.interval.upper)
    yield from _gap(Interval(reached, curve.axis.domain.upper), curve)


def _gap(missing: Interval, curve: Curve) -> Iterator[Defect]:
    if (shown := curve.axis.member(missing)) is not None:
        yield Defect(DefectKind.GAP, shown, "没有规则适用")


def _segments(curve: Curve) -> Iterator[Defect]:
    for segment in curve.segments:
        shown = curve.axis.member(segment.interval)
        if shown is None:
            continue
        if segment.band and (message := _band_fault(segment.band, segment.formula, shown, curve.weight)):
            yield Defect(DefectKind.BAND, shown, message)
        if segment.formula is not None:
            yield from _points(segment.formula, segment.interval, curve)


def _band_fault(band: Band, formula: Formula | None, value: Fraction, weight: Fraction) -> str:
    if band.low < 0 or band.high > weight or band.low not in band:
        return f"得分带 {band}超出 0~{plain(weight)}"
    if formula is not None and formula.at(value) not in band:
        return f"默认得 {plain(formula.at(value))} 分，不在得分带 {band}之内"
    return ""


def _points(formula: Formula, interval: Interval, curve: Curve) -> Iterator[Defect]:
    """A pole, or points outside 0~weight: wherever they leave it, a value that shows it."""
    pole = _pole(formula)
    if pole is not None and (shown := curve.axis.member(interval.meet(exactly(pole)))) is not None:
        yield Defect(DefectKind.POLE, shown, "公式的除数为 0")
        return
    below = (part for part in _parts(formula, interval, Fraction(0)) if formula.at(part.sample) < 0)
    above = (part for part in _parts(formula, interval, curve.weight) if formula.at(part.sample) > curve.weight)
    if (shown := _first_member(below, curve)) is not None:
        yield Defect(DefectKind.BELOW_ZERO, shown, f"得 {plain(formula.at(shown))} 分")
    if (shown := _first_member(above, curve)) is not None:
        message = f"得 {plain(formula.at(shown))} 分，分值只有 {plain(curve.weight)}"
        yield Defect(DefectKind.ABOVE_WEIGHT, shown, message)


def _first_member(parts: Iterable[Interval], curve: Curve) -> Fraction | None:
    return next((value for part in parts if (value := curve.axis.member(part)) is not None), None)


def _parts(formula: Formula, interval: Interval, level: Fraction) -> Iterator[Interval]:
    """The interval cut where the points pass a level or a pole: on each part they stay on one side of it."""
    marks = sorted({mark for mark in (_pole(formula), _crossing(formula, level)) if mark is not None})
    ends = [BEFORE_ALL, *(cut for mark in marks for cut in (before(mark), after(mark))), AFTER_ALL]
    for lower, upper in zip(ends[::2], ends[1::2], strict=True):
        part = interval.meet(Interval(lower, upper))
        if not part.is_empty:
            yield part


def _pole(formula: Formula) -> Fraction | None:
    return Fraction(-formula.r, formula.s) if formula.s else None


def _crossing(formula: Formula, level: Fraction) -> Fraction | None:
    """The value at which a formula gives exactly so many points: p + q·A = level·(r + s·A)."""
    slope = formula.q - level * formula.s
    return (level * formula.r - formula.p) / slope if slope else None


def _jumps(curve: Curve) -> Iterator[Jump]:
    for left, right in pairwise(curve.segments):
        if left.formula is None or right.formula is None or left.interval.upper != right.interval.lower:
            continue
        at = Fraction(left.interval.upper[1])
        if at in (_pole(left.formula), _pole(right.formula)):
            continue
        limits = left.formula.at(at), right.formula.at(at)
        if limits[0] != limits[1]:
            yield Jump(at, *limits)


def _trend(curve: Curve) -> tuple[Trend, tuple[Fraction, ...]]:
    """Rising, falling, or three values in order whose points go both ways."""
    points = list(_walk(curve))
    rises = [(a, b) for a, b in pairwise(points) if b[1] > a[1]]
    falls = [(a, b) for a, b in pairwise(points) if b[1] < a[1]]
    if rises and falls:
        first, second = sorted([rises[0], falls[0]], key=lambda pair: pair[0][0])
        return Trend.NEITHER, (first[0][0], second[0][0], second[1][0])
    if rises:
        return Trend.RISING, ()
    return (Trend.FALLING, ()) if falls else (Trend.CONSTANT, ())


def _walk(curve: Curve) -> Iterator[tuple[Fraction, Fraction]]:
    """Values in order with their points, so chosen that neighbours show every rise and every fall."""
    pieces = [(segment.interval, segment.formula) for segment in curve.segments if segment.formula is not None]
    discrete = curve.axis.is_discrete
    values = [_whole_ends(interval) if discrete else _inside(interval) for interval, _ in pieces]
    if not discrete:
        _add_sides_of_jumps(pieces, values)
    for (interval, formula), chosen in zip(pieces, values, strict=True):
        for value in sorted(chosen):
            if value in interval and _pole(formula) != value:
                yield value, formula.at(value)


def _inside(interval: Interval) -> set[Fraction]:
    """Two values inside, or the only one: pieces are monotone, so two show which way a piece goes."""
    value, ends = interval.sample, interval.finite_ends
    return {value, (value + ends[-1]) / 2 if ends else value + 1}


def _whole_ends(interval: Interval) -> set[Fraction]:
    """The first and the last whole number of an interval, or two at its finite end."""
    (low_infinity, low, low_side), (high_infinity, high, high_side) = interval
    first = ceil(low) if low_side < 0 else floor(low) + 1
    last = floor(high) if high_side > 0 else ceil(high) - 1
    if high_infinity:
        return {Fraction(first), Fraction(first + 1)}
    return {Fraction(last - 1 if low_infinity else first), Fraction(last)}


def _add_sides_of_jumps(pieces: list[tuple[Interval, Formula]], values: list[set[Fraction]]) -> None:
    """Between two pieces, one more value on either side, so near to the threshold that the jump shows."""
    for number, ((left, ending), (right, beginning)) in enumerate(pairwise(pieces)):
        end, begin = Fraction(left.upper[1]), Fraction(right.lower[1])
        if _pole(ending) == end or _pole(beginning) == begin:
            continue
        middle = (ending.at(end) + beginning.at(begin)) / 2
        values[number].add(_towards(end, max(values[number]), ending, middle))
        values[number + 1].add(_towards(begin, min(values[number + 1]), beginning, middle))


def _towards(end: Fraction, inside: Fraction, formula: Formula, level: Fraction) -> Fraction:
    """A value between an end and one inside, before the points reach a level."""
    crossing = _crossing(formula, level)
    if crossing is None or not min(end, inside) < crossing < max(end, inside):
        crossing = inside
    return (end + crossing) / 2
