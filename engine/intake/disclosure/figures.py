"""Numbers as published tables print them (印出的数): ``10.00 分``, ``1,612.98``, ``93.59%``, ``—``."""

from __future__ import annotations

import re
from decimal import Decimal

from indicators.language.text import fold
from indicators.numbers import NUMBER, read_number
from indicators.problems import Problem

_FIGURE = re.compile(rf"[¥￥]?({NUMBER})(?:%|分|万元)?")
_NOTHING = re.compile("[-—–－/／*]*")


def figure(text: str) -> Decimal | None:
    """The number of a cell that holds one, without its unit; None for anything else, also for ``—``.

    >>> figure("10.00 分"), figure("1,612.98"), figure("93.59 %"), figure("—"), figure("10 分左右")
    (Decimal('10.00'), Decimal('1612.98'), Decimal('93.59'), None, None)
    """
    folded = fold(text)
    if isinstance(folded, Problem):
        return None
    found = _FIGURE.fullmatch("".join(folded.split()))
    if found is None:
        return None
    number = read_number(found[1])
    return None if isinstance(number, Problem) else number


def is_nothing(text: str) -> bool:
    """Whether a cell says that nothing belongs there: empty, or a dash.

    >>> is_nothing("——"), is_nothing(" "), is_nothing("0")
    (True, True, False)
    """
    return _NOTHING.fullmatch("".join(text.split())) is not None
