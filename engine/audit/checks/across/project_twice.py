"""The same project in two tables (同一项目重复公开)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.document import AuditDocument, AuditTable
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    seen: dict[tuple[object, ...], AuditTable] = {}
    for table in document.projects:
        name = table.printed.name
        if name is None or not name.text or table.total is None:
            continue
        total = table.total
        amounts = (total.original_budget, total.revised_budget, total.outturn)
        key = (table.printed.kind, table.printed.fiscal_year, "".join(name.text.split()), *amounts)
        first = seen.setdefault(key, table)
        if first is not table:
            spent = "" if total.outturn is None else f"，全年执行数都是 {plain(total.outturn)} 万元"
            message = f"与第 {first.printed.number} 张表同名、金额也相同{spent}，合计时会算两次"
            yield at_table(table, message, name, printed=f"第 {table.printed.number} 张表")


CHECK = Check(
    code="project-twice",
    title="同一项目重复公开",
    group=Group.ACROSS,
    severity=Severity.WARNING,
    why="同一个项目公开了两张表，项目数和金额合计都会多算一次。",
    find=_find,
)
