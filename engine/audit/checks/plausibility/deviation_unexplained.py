"""Rows that lost points or missed their targets without a reason (偏差未说明)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity
from engine.audit.checks.plausibility.deviating import far_over, lost, pair, reason_of
from engine.audit.checks.plausibility.listing import at_rows
from engine.audit.checks.plausibility.no_explanation_column import has_column
from engine.audit.document import AuditDocument, AuditRow, AuditTable
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        if rows := _unexplained(table):
            points = sum(map(lost, rows), Fraction(0))
            yield at_rows(
                table,
                rows,
                "与目标不符或没有得满分，没有写偏差原因",
                _detail,
                lambda row: row.printed.deviation_analysis,
                difference=f"-{plain(points)} 分" if points else "",
            )


def _unexplained(table: AuditTable) -> list[AuditRow]:
    """What is far over its target has a check of its own, as has a form without the column."""
    if not has_column(table):
        return []
    over = [id(row) for row in far_over(table)]
    return [row for row in table.rows if _is_short(row) and not reason_of(row) and id(row) not in over]


def _is_short(row: AuditRow) -> bool:
    return lost(row) > 0 or (row.judged is not None and row.judged.is_missed)


def _detail(row: AuditRow) -> str:
    points = lost(row)
    return pair(row) + (f"，扣 {plain(points)} 分" if points else "")


CHECK = Check(
    code="deviation-unexplained",
    title="偏差未说明",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="没有完成或扣了分的指标要写偏差原因和改进措施，这一栏就是为此设的。",
    find=_find,
)
