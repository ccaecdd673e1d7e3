"""Numbers as the official form prints them (表中数字).

Exact values in, text out. Zeros are padded or trimmed as the form has it; nothing is ever rounded
here: rounding belongs to the rulebook.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from indicators.numbers import plain

MONEY_PLACES = 2


def at_least_two_places(value: Decimal | Fraction) -> str:
    """Two decimals, more when the value has more, thousands commas.

    >>> at_least_two_places(Decimal("1612.98")), at_least_two_places(Fraction(-1, 2))
    ('1,612.98', '-0.50')
    """
    exact = Decimal(plain(Fraction(value)))
    _, _, part = format(exact, "f").partition(".")
    return f"{exact:,.{max(MONEY_PLACES, len(part))}f}"


def money(amount: Decimal | Fraction) -> str:
    """Money in 万元 (金额): ``1,612.98``, ``0.38``, ``51.60``."""
    return at_least_two_places(amount)


def points(value: Decimal | Fraction) -> str:
    """A weight or a row's score (分值、得分) without needless zeros.

    >>> points(Decimal("10.00")), points(Decimal("4.14")), points(Decimal("0.00"))
    ('10', '4.14', '0')
    """
    return plain(Fraction(value))


def points_with_unit(score: Decimal) -> str:
    """A score with its unit (得分), with just the decimals the rulebook rounded to: ``9.36 分``."""
    return f"{score:f} 分"


def percent(rate: Decimal) -> str:
    """A rate already in % (执行率), with just the decimals the rulebook rounded to: ``93.59%``."""
    return f"{rate:f}%"


def short_percent(rate: Decimal) -> str:
    """A rate already in %, without needless zeros, as the department form has it: ``100%``."""
    return f"{points(rate)}%"
