"""Points below nothing (得分为负)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_row, at_table
from engine.audit.document import AuditDocument
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        for money in table.money:
            if money.score is not None and money.score < 0:
                printed = plain(money.score)
                message = f"预算执行率得分 {printed} 分，扣完为止，最低应为 0 分"
                yield at_table(table, message, money.printed.score, row=money.name, printed=printed, follows="不低于 0")
        for row in table.rows:
            if row.score is not None and row.score < 0:
                printed = plain(row.score)
                message = f"得分 {printed} 分，扣完为止，最低应为 0 分"
                yield at_row(table, row, message, row.printed.score, printed=printed, follows="不低于 0")


CHECK = Check(
    code="score-negative",
    title="得分为负",
    group=Group.ARITHMETIC,
    severity=Severity.BLOCKING,
    why="得分扣完为止，负分会把别的指标的得分也扣掉。",
    find=_find,
)
