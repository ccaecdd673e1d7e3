"""A department's own table that counts activities and nothing else (整体表只有数量指标)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.document import AuditDocument, AuditTable
from indicators.numbers import plain
from indicators.vocabulary.forms import CATEGORY_NAMES, Category


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        if table.is_department and table.rows and _only_quantity(table):
            points = plain(sum((Fraction(row.weight or 0) for row in table.rows), Fraction(0)))
            message = f"{len(table.rows)} 行全是数量指标，占 {points} 分，没有质量、时效、成本、效益、满意度指标"
            yield at_table(table, message, table.rows[0].printed.category, printed=f"{points} 分")


def _only_quantity(table: AuditTable) -> bool:
    categories = (row.printed.category for row in table.rows)
    return all(cell and CATEGORY_NAMES.get("".join(cell.text.split())) is Category.QUANTITY for cell in categories)


CHECK = Check(
    code="department-only-quantity",
    title="整体表只有数量指标",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="只数开展了几次，看不出整个部门履职的质量和效果。",
    find=_find,
)
