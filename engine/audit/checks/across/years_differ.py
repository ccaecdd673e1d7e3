"""Tables of different years in one document (年度不一致)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.document import AuditDocument
from engine.intake.disclosure.tables import TableKind


def _find(document: AuditDocument) -> Iterator[Observation]:
    # Targets for the next year are published beside the self-assessment of the last.
    tables = [table for table in document.tables if table.printed.kind is not TableKind.DECLARATION]
    years = Counter(table.printed.fiscal_year for table in tables if table.printed.fiscal_year)
    if len(years) < 2:
        return
    usual, number = years.most_common(1)[0]  # the first of them where two are as frequent
    for table in tables:
        year = table.printed.fiscal_year
        if year and year != usual:
            message = f"这张表印 {year} 年度，另有 {number} 张表印 {usual} 年度"
            yield at_table(table, message, row="年度", printed=f"{year} 年度", follows=f"{usual} 年度")


CHECK = Check(
    code="years-differ",
    title="各表年度不一致",
    group=Group.ACROSS,
    severity=Severity.WARNING,
    why="一份公开说明只公开一个年度的自评，年度不同的表可能是沿用了旧表。",
    find=_find,
)
