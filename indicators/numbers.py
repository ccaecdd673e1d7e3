"""Exact numbers: Decimal at the border, Fraction inside, one named rounding at the edge.

This module makes every number in the product; nothing else calls ``Decimal`` on a user's text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from indicators.problems import Problem

MAX_INTEGER_DIGITS = 15
MAX_FRACTION_DIGITS = 6

NUMBER = r"(?>[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
"""A number token after folding (see ``indicators.language.text``): 20, 1,612.98, -3.5.

Atomic: a digit that was read is never given back, so no text takes more than linear time.
"""

_NUMBER = re.compile(NUMBER)


class Rounding(Enum):
    """How a value is rounded (修约方式). The value is the wording a rulebook uses."""

    HALF_EVEN = "四舍六入五成双"
    """GB/T 8170."""
    HALF_UP = "四舍五入"
    HALF_DOWN = "五舍六入"
    TRUNCATE = "截尾"


def read_number(token: str) -> Decimal | Problem:
    """Read one folded number token, refusing too many digits before anything is computed.

    >>> read_number("1,612.98")
    Decimal('1612.98')
    >>> read_number("1e9").code
    'number-unreadable'
    """
    if not _NUMBER.fullmatch(token):
        return _unreadable(token)
    digits = token.lstrip("+-").replace(",", "")
    whole, _, part = digits.partition(".")
    if len(whole) > MAX_INTEGER_DIGITS or len(part) > MAX_FRACTION_DIGITS:
        return _too_long(token)
    value = Decimal(digits)
    return value.copy_negate() if token.startswith("-") and value else value


def check_decimal(value: Decimal) -> Problem | None:
    """Hold a number that arrived typed (TOML, JSON) to the limits of a written one.

    Only digits and exponent are looked at: 1E+999999999 is never expanded.
    """
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        return _unreadable(str(value)[:40])
    if len(digits) + exponent > MAX_INTEGER_DIGITS or -exponent > MAX_FRACTION_DIGITS:
        return _too_long(str(value)[:40])
    return None


def _unreadable(token: str) -> Problem:
    return Problem(
        "number-unreadable",
        "不是可以计算的数",
        text=token,
        span=(0, len(token)),
        expected="阿拉伯数字,可带小数点和千位逗号,不用科学记数法",
        example="1,612.98",
    )


def _too_long(token: str) -> Problem:
    return Problem(
        "number-too-long",
        "数字位数过多",
        text=token,
        span=(0, len(token)),
        expected=f"整数部分至多 {MAX_INTEGER_DIGITS} 位、小数部分至多 {MAX_FRACTION_DIGITS} 位",
        example="3.14 万家",
    )


def quotient_rounded(numerator: int, denominator: int, places: int, mode: Rounding) -> Decimal:
    """Round the exact quotient to ``places`` decimals; denominator > 0. Symmetric around zero.

    >>> quotient_rounded(4145, 1000, 2, Rounding.HALF_EVEN)
    Decimal('4.14')
    >>> quotient_rounded(4145, 1000, 2, Rounding.HALF_UP)
    Decimal('4.15')
    """
    whole, rest = divmod(abs(numerator) * 10**places, denominator)
    twice = 2 * rest
    if mode is Rounding.HALF_EVEN:
        up = twice > denominator or (twice == denominator and whole % 2 == 1)
    elif mode is Rounding.HALF_UP:
        up = twice >= denominator
    elif mode is Rounding.HALF_DOWN:
        up = twice > denominator
    else:
        up = False
    sign = "-" if numerator < 0 and whole + up else ""
    # Built from text: arithmetic on Decimal would round in a context that any library can lower.
    return Decimal(f"{sign}{whole + up}E-{places}")


def rounded(value: Fraction, places: int, mode: Rounding) -> Decimal:
    """Round an exact value (修约); the only way from Fraction to a printed score."""
    return quotient_rounded(value.numerator, value.denominator, places, mode)


def plain(value: Fraction | Decimal) -> str:
    """The exact value as people write it: a finite decimal when there is one, else a fraction.

    >>> plain(Fraction(829, 200)), plain(Fraction(12073, 1290)), plain(Decimal("4.50"))
    ('4.145', '12073/1290', '4.50')
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    if value.denominator == 1:
        return str(value.numerator)
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    return format(quotient_rounded(value.numerator, value.denominator, max(twos, fives), Rounding.TRUNCATE), "f")
