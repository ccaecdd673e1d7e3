"""Printed scores that no rule settles (得分无从核对), and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity
from engine.audit.checks.plausibility.comparator_missing import is_bare
from engine.audit.checks.plausibility.listing import at_rows
from engine.audit.document import AuditDocument, AuditRow


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        if rows := [row for row in table.rows if _is_open(row)]:
            yield at_rows(table, rows, "印有得分，但无从核对", _missing, lambda row: row.printed.score)


def _is_open(row: AuditRow) -> bool:
    """A target without a sign, which nothing can be computed from, has a check of its own."""
    judged = row.judged
    if judged is None or row.score is None or row.follows is not None:
        return False
    return not (is_bare(row) and judged.goal is None)


def _missing(row: AuditRow) -> str:
    return row.problems[-1].message if row.problems else ""


CHECK = Check(
    code="score-not-checkable",
    title="得分无从核对",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="评分办法管不到的得分是人给的，请按佐证材料复核，不能当作已经核过。",
    find=_find,
)
