"""Which rows of the money block are parts of the total, and which are parts of a part (资金行的层次)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.audit.document import AuditMoney

_AMONG = re.compile("[ \u3000]*其[ \u3000]*中")
_OWN = re.compile("当年|结转|结余|其他|其它|单位资金|自有|自筹|专户|事业收入|经营收入|社会")


def own_parts(money: Sequence[AuditMoney]) -> tuple[AuditMoney, ...]:
    """The parts of the total alone.

    The first 其中 opens the parts of the total; a later one the parts of the row before it, which end where a name
    comes that stands beside the first (上年结转资金, 其他资金).
    """
    parts: list[AuditMoney] = []
    is_nested = False
    for row in money[1:]:
        if _OWN.search(row.name):
            is_nested = False
        elif parts and _AMONG.match(row.name):
            is_nested = True
        if not is_nested:
            parts.append(row)
    return tuple(parts)


def is_breakdown(parts: Sequence[AuditMoney]) -> bool:
    """Whether the parts are meant to be all of the total: one line 其中：财政拨款 alone names a part, not the whole."""
    return len(parts) > 1 or not (parts and _AMONG.match(parts[0].name))
