"""The same where it rests on a reading (依据待定): a target without comparator, a row with a rule of its own, or a
rulebook that nobody named and the printed scores themselves suggest."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity
from engine.audit.checks.arithmetic.rescoring import compared, is_inferred
from engine.audit.document import AuditDocument


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        for row in table.rows:
            if not document.is_rulebook_named or is_inferred(row):
                yield from compared(table, row)


CHECK = Check(
    code="row-score-inferred",
    title="得分与评分办法不符（依据待定）",
    group=Group.ARITHMETIC,
    severity=Severity.WARNING,
    why=(
        "目标没有写 ≥ 或 ≤、这一行另有评分标准，或者评分办法是由文件推断的：重算所用的规则未必是单位所用的，"
        "要由人先定依据，知道办法的写 --rulebook。"
    ),
    find=_find,
)
