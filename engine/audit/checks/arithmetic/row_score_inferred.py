"""The same where it rests on a reading (依据待定): a target without comparator, or a row with a rule of its own."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity
from engine.audit.checks.arithmetic.rescoring import compared, is_inferred
from engine.audit.document import AuditDocument


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        for row in table.rows:
            if is_inferred(row):
                yield from compared(table, row)


CHECK = Check(
    code="row-score-inferred",
    title="得分与评分办法不符（依据待定）",
    group=Group.ARITHMETIC,
    severity=Severity.WARNING,
    why="目标没有写 ≥ 或 ≤，或者这一行另有评分标准：重算所用的规则未必是单位所用的，要由人先定依据。",
    find=_find,
)
