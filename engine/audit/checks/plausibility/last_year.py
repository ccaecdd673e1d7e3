"""What the same rows reached last year (上年实际), from last year's tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.audit.checks.plausibility.alike import alike
from engine.audit.document import AuditTable
from indicators.language.achievements import Measured, parse_achievement
from indicators.quantities import Quantity

_YEAR = re.compile("20[0-9]{2} *(?:年度?)?")


def last_year_of(table: AuditTable, previous: Sequence[AuditTable]) -> dict[str, str]:
    """Values achieved last year, as printed, by the name of the row."""
    before = _same_table(table, previous)
    if before is None:
        return {}
    return {row.name: row.printed.achieved.text for row in before.rows if row.printed.achieved}


def _same_table(table: AuditTable, previous: Sequence[AuditTable]) -> AuditTable | None:
    """The table of the same name, the year aside; else of nearly the same."""
    name = _timeless(table.label)
    like = [one for one in previous if one.is_department is table.is_department and is_earlier(one, table)]
    same = (one for one in like if _timeless(one.label) == name)
    return next(same, None) or next((one for one in like if alike(_timeless(one.label), name)), None)


def is_earlier(one: AuditTable, table: AuditTable) -> bool:
    """Whether a table is of an earlier year, as far as both say theirs."""
    years = one.printed.fiscal_year, table.printed.fiscal_year
    return years[0] is None or years[1] is None or years[0] < years[1]


def _timeless(name: str) -> str:
    return _YEAR.sub("", "".join(name.split()))


def quantity_of(text: str, fiscal_year: int | None) -> Quantity | None:
    """The number of a value achieved; None for dates and words."""
    value = parse_achievement(text, fiscal_year) if text else None
    return value.quantity if isinstance(value, Measured) else None
