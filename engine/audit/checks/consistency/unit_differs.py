"""Target and achieved are counted in unlike units (目标与实际单位不同)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_row
from engine.audit.checks.consistency.stated import achieved_of, target_of, text_of
from engine.audit.document import AuditDocument


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        for row in table.rows:
            target, achieved = target_of(row), achieved_of(row)
            if target is None or achieved is None or not (target.unit and achieved.unit):
                continue
            if target.base_unit != achieved.base_unit:
                printed, wanted = text_of(row.printed.achieved), text_of(row.printed.target)
                message = f"目标是 {wanted}，实际写 {printed}，单位「{target.unit}」与「{achieved.unit}」不同，不能比较"
                yield at_row(table, row, message, row.printed.achieved, printed=achieved.unit, follows=target.unit)


CHECK = Check(
    code="unit-differs",
    title="目标与实际单位不同",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    why="人和人次、场和次不是同一种数，单位不同就看不出是否完成。",
    find=_find,
)
