"""Exact values placed on a picture (坐标). The only place where a value becomes a float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from values ``low … high`` to pixels ``start … end``."""

    low: Fraction
    high: Fraction
    start: float
    end: float

    def at(self, value: Fraction | Decimal) -> float:
        """The pixel of a value."""
        share = (Fraction(value) - self.low) / (self.high - self.low)
        return self.start + float(share) * (self.end - self.start)


def nice_step(span: Fraction, most: int) -> Fraction:
    """A step of 1, 2 or 5 times a power of ten that divides a span into at most ``most`` pieces.

    >>> nice_step(Fraction(13), 8), nice_step(Fraction(7, 10), 8)
    (Fraction(2, 1), Fraction(1, 10))
    """
    assert span > 0
    power = Fraction(1)
    while power * most < span:
        power *= 10
    while power * most >= span * 10:
        power /= 10
    return next(power * part / 10 for part in (1, 2, 5, 10) if power * part * most >= span * 10)


def multiples(step: Fraction, low: Fraction, high: Fraction) -> list[Fraction]:
    """The multiples of a step between two values."""
    first, last = -(-low // step), high // step
    return [step * index for index in range(first, last + 1)]
