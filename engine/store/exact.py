"""Exact totals in the database (总分的存法): Decimal outside, a whole number of millionths inside, never float.

SQLite has no decimal type: it would keep 4.145 as a binary fraction and give back 4.14.
"""

from __future__ import annotations

from decimal import Decimal

PLACES = 6
SHOWN_PLACES = 2
LARGEST = 2**63 - 1


def to_millionths(value: Decimal) -> int:
    """The whole number of millionths of a Decimal; whatever is not exactly one is refused.

    >>> to_millionths(Decimal("4.145"))
    4145000
    """
    if not isinstance(value, Decimal):
        raise TypeError(f"只接受 Decimal，不接受 {type(value).__name__}")
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError("总分不是有限的数")
    scaled = _shift("".join(map(str, digits)), exponent + PLACES) if any(digits) else 0
    if scaled is None:
        raise ValueError(f"总分应在 15 位整数、{PLACES} 位小数以内")
    return -scaled if sign else scaled


def _shift(digits: str, places: int) -> int | None:
    """``digits`` times ten to the power of ``places``; None when that is not whole or does not fit."""
    if places < 0:
        digits, cut = digits[:places], digits[places:]
        if cut.strip("0") or -places > len(cut):
            return None
    elif places > PLACES + len(str(LARGEST)):
        return None
    number = int(digits or "0") * 10 ** max(places, 0)
    return number if number <= LARGEST else None


def from_millionths(scaled: int) -> Decimal:
    """The Decimal, with at least two places and no more than it needs.

    >>> from_millionths(93500000), from_millionths(4145000), from_millionths(0)
    (Decimal('93.50'), Decimal('4.145'), Decimal('0.00'))
    """
    number, places = abs(scaled), PLACES
    while places > SHOWN_PLACES and number % 10 == 0:
        number //= 10
        places -= 1
    # From digits, not by arithmetic: no context of the calling thread can round it.
    return Decimal((int(scaled < 0), tuple(map(int, str(number))), -places))
