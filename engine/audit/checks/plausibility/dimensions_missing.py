"""A project table without cost or satisfaction indicators (缺成本或满意度指标)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.document import AuditDocument, AuditTable
from engine.intake.disclosure.tables import TableKind

ASKED = ("成本", "满意度")


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        if table.printed.kind is not TableKind.PROJECT:
            continue
        headings = _headings(table)
        missing = [f"{word}指标" for word in ASKED if word not in headings]
        if headings and missing:
            yield at_table(table, f"没有设{'、'.join(missing)}")


def _headings(table: AuditTable) -> str:
    """Level 1 and level 2: forms before 2021 put cost under output, satisfaction under outcome."""
    rows = [row.printed for row in table.rows]
    return "/".join(cell.text for row in rows for cell in (row.dimension, row.category) if cell and cell.text)


CHECK = Check(
    code="dimensions-missing",
    title="缺成本或满意度指标",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="没有成本指标看不出花得值不值，没有满意度指标看不出受益的人怎么看。",
    find=_find,
)
