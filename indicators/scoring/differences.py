"""Where two curves award different points, each place with a value that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from indicators.scoring.curve import Axis, Curve, Formula, Segment
from indicators.scoring.intervals import Interval, exactly


@dataclass(frozen=True, slots=True)
class Difference:
    """Values for which two curves differ, and an example with the points of each (None: a person decides)."""

    interval: Interval
    example: Fraction
    first: Fraction | None
    second: Fraction | None


def differences(first: Curve, second: Curve) -> tuple[Difference, ...]:
    """Every interval on which the two curves award different points.

    Both curves must lie on one axis: the same target or the same unit.
    """
    if first.axis != second.axis:
        raise ValueError(f"curves on different axes: {first.axis} and {second.axis}")
    return tuple(_joined(_pieces(first, second)))


def _pieces(first: Curve, second: Curve) -> Iterator[Difference]:
    for mine in first.segments:
        for other in second.segments:
            common = mine.interval.meet(other.interval)
            if not common.is_empty:
                yield from _difference(common, mine, other, first.axis)


def _difference(common: Interval, mine: Segment, other: Segment, axis: Axis) -> Iterator[Difference]:
    for value in _trials(common, axis):
        points = _points(mine.formula, value), _points(other.formula, value)
        if points[0] != points[1] or (mine.formula is None and mine.band != other.band):
            yield Difference(common, value, *points)
            return


def _points(formula: Formula | None, value: Fraction) -> Fraction | None:
    return formula.at(value) if formula else None


def _trials(interval: Interval, axis: Axis) -> list[Fraction]:
    """Three values inside: two different linear-fractional formulas agree on at most two."""
    trials: list[Fraction] = []
    left = [interval]
    while left and len(trials) < 3:
        piece = left.pop(0)
        value = axis.member(piece)
        if value is not None:
            trials.append(value)
            left += piece.without(exactly(value))
    return trials


def _joined(pieces: Iterator[Difference]) -> Iterator[Difference]:
    """Neighbouring pieces become one where both formulas go on; kept apart they would read as noise."""
    waiting: Difference | None = None
    for piece in pieces:
        if waiting and waiting.interval.upper == piece.interval.lower:
            waiting = Difference(
                Interval(waiting.interval.lower, piece.interval.upper), waiting.example, waiting.first, waiting.second
            )
            continue
        if waiting:
            yield waiting
        waiting = piece
    if waiting:
        yield waiting
