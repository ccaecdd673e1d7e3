"""Intervals of the achieved value, with exact open or closed ends.

An end is a *cut*: a place just before or just after a number. With cuts, open and closed ends need no
cases: intersection is max and min, and two intervals touch when one's upper cut is the other's lower.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple

from indicators.numbers import plain

Cut = tuple[int, Fraction | int, int]
"""(infinity sign, number, -1 just before it or +1 just after it)."""

BEFORE_ALL: Cut = (-1, 0, 0)
AFTER_ALL: Cut = (1, 0, 0)


def _whole(value: Fraction | int) -> Fraction | int:
    """Whole numbers as int: the same number, compared several times as fast."""
    return value.numerator if value.denominator == 1 else value


def before(value: Fraction | int) -> Cut:
    """The cut just before a number: the number itself lies above it."""
    return (0, _whole(value), -1)


def after(value: Fraction | int) -> Cut:
    """The cut just after a number: the number itself lies below it."""
    return (0, _whole(value), 1)


def lies_above(numerator: int, denominator: int, cut: Cut) -> bool:
    """Whether a number lies above a cut; on whole numbers, because scoring asks this for every row."""
    infinity, value, side = cut
    if infinity:
        return infinity < 0
    difference = numerator * value.denominator - value.numerator * denominator
    return difference > 0 or (difference == 0 and side < 0)


class Interval(NamedTuple):
    """All values between two cuts.

    >>> print(Interval(before(Fraction(3)), after(Fraction(5))))
    [3, 5]
    """

    lower: Cut
    upper: Cut

    @property
    def is_empty(self) -> bool:
        return self.lower >= self.upper

    def __contains__(self, value: object) -> bool:
        assert isinstance(value, Fraction | int)
        return self.lower < (0, value, 0) < self.upper

    def meet(self, other: Interval) -> Interval:
        """What lies in both; may be empty."""
        return Interval(max(self.lower, other.lower), min(self.upper, other.upper))

    def without(self, other: Interval) -> tuple[Interval, ...]:
        """What lies here and not in ``other``: at most two pieces."""
        pieces = Interval(self.lower, min(self.upper, other.lower)), Interval(max(self.lower, other.upper), self.upper)
        return tuple(piece for piece in pieces if not piece.is_empty) if not self.meet(other).is_empty else (self,)

    @property
    def sample(self) -> Fraction:
        """Some value inside, off its ends where it has an inside; for a counter-example a person can try."""
        if self.lower[0] < 0:
            return Fraction(0) if self.upper[0] > 0 else Fraction(self.upper[1] - 1)
        if self.upper[0] > 0:
            return Fraction(self.lower[1] + 1)
        return Fraction(self.lower[1] + self.upper[1]) / 2

    @property
    def finite_ends(self) -> tuple[Fraction, ...]:
        """The numbers at its ends."""
        return tuple(Fraction(cut[1]) for cut in self if cut[0] == 0)

    def text(self, written: Callable[[Fraction], str]) -> str:
        """``[3, 5)`` with its ends as ``written`` puts them."""
        low = "(-∞" if self.lower[0] < 0 else f"{'[' if self.lower[2] < 0 else '('}{written(Fraction(self.lower[1]))}"
        high = "+∞)" if self.upper[0] > 0 else f"{written(Fraction(self.upper[1]))}{')' if self.upper[2] < 0 else ']'}"
        return f"{low}, {high}"

    def __str__(self) -> str:
        return self.text(plain)


EVERYTHING = Interval(BEFORE_ALL, AFTER_ALL)


def at_least(value: Fraction | int) -> Interval:
    return Interval(before(value), AFTER_ALL)


def more_than(value: Fraction | int) -> Interval:
    return Interval(after(value), AFTER_ALL)


def at_most(value: Fraction | int) -> Interval:
    return Interval(BEFORE_ALL, after(value))


def less_than(value: Fraction | int) -> Interval:
    return Interval(BEFORE_ALL, before(value))


def exactly(value: Fraction | int) -> Interval:
    return Interval(before(value), after(value))


def subtract_all(whole: Iterable[Interval], taken: Interval) -> list[Interval]:
    """What is left of several intervals when one is taken away."""
    return [piece for interval in whole for piece in interval.without(taken)]
