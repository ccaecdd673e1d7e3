"""Rows far over their targets and paid in full (超额满分): the target was probably set too low."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity
from engine.audit.checks.plausibility.deviating import far_over, is_full, pair, rate
from engine.audit.checks.plausibility.listing import at_rows
from engine.audit.document import AuditDocument


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        if rows := [row for row in far_over(table) if is_full(row)]:
            yield at_rows(
                table,
                rows,
                "超出目标很多仍得满分，目标可能定得偏低",
                rate,
                lambda row: row.printed.target,
                printed="；".join(map(pair, rows)),
                difference="、".join(map(rate, rows)),
            )


CHECK = Check(
    code="overshoot-full",
    title="目标定得偏低",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="目标定得低，满分就说明不了什么；下年应按实际完成情况重新测算目标。",
    find=_find,
)
