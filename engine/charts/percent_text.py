"""Percentages in pictures (百分比): one decimal, but never a rounded 100 % for what is not quite."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from indicators.numbers import Rounding, plain, rounded


def percent_text(share: Fraction | Decimal) -> str:
    """A number of per cent as people read it.

    >>> percent_text(Fraction(500, 3)), percent_text(Fraction(140)), percent_text(Fraction(9997, 100))
    ('166.7%', '140%', '99.97%')
    """
    exact = Fraction(share)
    candidates = (rounded(exact, places, Rounding.HALF_EVEN) for places in (1, 2, 4, 6))
    shown = next((one for one in candidates if exact == 100 or one != 100), None)
    return "约 100%" if shown is None else f"{plain(Fraction(shown))}%"
