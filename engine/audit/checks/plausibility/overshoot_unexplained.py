"""Rows far over their targets without a word about it (超额未说明)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity
from engine.audit.checks.plausibility.deviating import far_over, pair, rate, reason_of
from engine.audit.checks.plausibility.listing import at_rows
from engine.audit.document import AuditDocument


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        if rows := [row for row in far_over(table) if not reason_of(row)]:
            yield at_rows(
                table,
                rows,
                "实际值超出目标很多，没有说明原因",
                rate,
                lambda row: row.printed.achieved,
                printed="；".join(map(pair, rows)),
                difference="、".join(map(rate, rows)),
            )


CHECK = Check(
    code="overshoot-unexplained",
    title="超额未说明",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="超出目标较多的要说明原因：是工作量变了，还是目标当初定低了。",
    find=_find,
)
