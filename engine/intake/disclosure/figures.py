"""Numbers as published tables print them (印出的数): ``10.00 分``, ``1,612.98``, ``93.59%``, ``—``."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from indicators.language.text import fold
from indicators.numbers import MAX_FRACTION_DIGITS, NUMBER, Rounding, read_number, rounded
from indicators.problems import Problem

_FIGURE = re.compile(rf"[¥￥]?({NUMBER})(?:%|分|万元)?(?:\([^()0-9]*\))?")
_LONG = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{7,18}")
"""What a spreadsheet keeps of a quotient that nobody rounded: 33.3333333333333."""
_APART = re.compile("[0-9][ \t\n]+[0-9]")
_NOTHING = re.compile("[-—–－/／*]*")


def figure(text: str) -> Decimal | None:
    """The number of a cell that holds one, without its unit; None for anything else, also for ``—``.

    >>> figure("10.00 分"), figure("1,612.98"), figure("99（优）"), figure("—"), figure("10 分左右"), figure("20 16")
    (Decimal('10.00'), Decimal('1612.98'), Decimal('99'), None, None, None)
    """
    folded = fold(text)
    if isinstance(folded, Problem):
        return None
    if _APART.search(folded):
        return None  # 20 16 is two numbers, or one that was cut: not for us to say
    found = _FIGURE.fullmatch(_LONG.sub(_shortened, "".join(folded.split())))
    if found is None:
        return None
    number = read_number(found[1])
    return None if isinstance(number, Problem) else number


def _shortened(long: re.Match[str]) -> str:
    return f"{rounded(Fraction(long[0]), MAX_FRACTION_DIGITS, Rounding.HALF_EVEN):f}"


def is_nothing(text: str) -> bool:
    """Whether a cell says that nothing belongs there: empty, or a dash.

    >>> is_nothing("——"), is_nothing(" "), is_nothing("0")
    (True, True, False)
    """
    return _NOTHING.fullmatch("".join(text.split())) is not None
