"""A form without a column for reasons (没有偏差原因栏)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.plausibility.deviating import lost
from engine.audit.checks.plausibility.listing import names, no_detail
from engine.audit.document import AuditDocument, AuditTable


def has_column(table: AuditTable) -> bool:
    """Whether the form asks for reasons at all."""
    return any(row.printed.deviation_analysis is not None for row in table.rows)


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        if table.rows and table.printed.is_scored and not has_column(table):
            yield at_table(table, f"表中没有「偏差原因分析及改进措施」一栏{_unexplained(table)}")


def _unexplained(table: AuditTable) -> str:
    rows = [row for row in table.rows if lost(row) > 0]
    if not rows:
        return ""
    return f"，{len(rows)} 行扣了分无处说明：{names(rows, no_detail)}"


CHECK = Check(
    code="no-explanation-column",
    title="没有偏差原因栏",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="没有这一栏，完成得多了少了都无从说明，看表的人只能猜。",
    find=_find,
)
