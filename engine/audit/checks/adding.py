"""Adding up what is printed (加总): exact, to the decimals of the addends, in no decimal context."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from indicators.numbers import Rounding, plain, quotient_rounded, rounded


def added(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, with as many decimals as the finest addend.

    >>> added([Decimal("24.40"), Decimal("0.3")])
    Decimal('24.70')
    """
    known = tuple(amounts)
    places = max(map(decimals, known), default=0)
    unit = 10**places
    parts = (amount.as_integer_ratio() for amount in known)
    whole = sum(numerator * unit // denominator for numerator, denominator in parts)
    return quotient_rounded(whole, unit, places, Rounding.TRUNCATE)


def gap(first: Decimal, second: Decimal) -> str:
    """How far two numbers lie apart, as people write it.

    >>> gap(Decimal("172.36"), Decimal("172.37"))
    '0.01'
    """
    places = max(decimals(first), decimals(second))
    return plain(rounded(abs(Fraction(first) - Fraction(second)), places, Rounding.TRUNCATE))


def decimals(number: Decimal) -> int:
    """How many decimals are printed."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int), "printed numbers are finite"
    return max(0, -exponent)


def fitting_rounding(exact: Fraction, printed: Decimal) -> str:
    """Which rounding would have printed this number; empty when none does.

    Somebody who rounds otherwise than the rulebook made no mistake in the calculation, and should be told so. A whole
    number shows no rounding: nearly every wrong score lies near one.
    """
    places = decimals(printed)
    if not places:
        return ""
    fitting = (mode for mode in Rounding if rounded(exact, places, mode) == printed)
    mode = next(fitting, None)
    return "" if mode is None else f"（按「{mode.value}」取 {places} 位小数才相符）"
