"""A printed score that the rulebook does not give (得分与评分办法不符)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity
from engine.audit.checks.arithmetic.rescoring import compared, is_inferred
from engine.audit.document import AuditDocument


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables if document.is_rulebook_named else ():
        for row in table.rows:
            if not is_inferred(row):
                yield from compared(table, row)


CHECK = Check(
    code="row-score",
    title="得分与评分办法不符",
    group=Group.ARITHMETIC,
    severity=Severity.BLOCKING,
    why="得分应当能由年度指标值、实际完成值和评分办法重新算出；算不出来的得分说不清来历。",
    find=_find,
)
