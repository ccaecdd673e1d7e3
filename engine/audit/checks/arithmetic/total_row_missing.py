"""A scored table without its total (没有总分行)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.arithmetic.points import all_points, execution_is_a_row, row_points
from engine.audit.document import AuditDocument
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        printed = table.printed
        if printed.is_scored and printed.total_score is None and printed.total_weight is None:
            score = (row_points(table) if execution_is_a_row(table) else all_points(table)).score
            known = "" if score is None else f"，各项得分加起来是 {plain(score)} 分"
            yield at_table(
                table, f"没有总分行{known}", row="总分", printed="没有", follows="" if score is None else plain(score)
            )


CHECK = Check(
    code="total-row-missing",
    title="没有总分行",
    group=Group.ARITHMETIC,
    severity=Severity.HINT,
    why="没有总分，读表的人只能自己加，也看不出单位认定的是几分。",
    find=_find,
)
