"""More points than there are (得分超过分值)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_row, at_table
from engine.audit.checks.adding import gap
from engine.audit.document import AuditDocument, AuditMoney, AuditRow, AuditTable
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        yield from (seen for money in table.money for seen in _in_money(table, money))
        yield from (seen for row in table.rows for seen in _in_row(table, row))


def _in_money(table: AuditTable, money: AuditMoney) -> Iterator[Observation]:
    score, weight = money.score, money.weight
    if score is not None and weight is not None and score > weight:
        message = f"预算执行率得分 {plain(score)} 分，分值只有 {plain(weight)} 分"
        yield at_table(
            table,
            message,
            money.printed.score,
            row=money.name,
            printed=plain(score),
            follows=f"至多 {plain(weight)}",
            difference=gap(score, weight),
        )


def _in_row(table: AuditTable, row: AuditRow) -> Iterator[Observation]:
    score, weight = row.score, row.weight
    if score is not None and weight is not None and score > weight:
        message = f"得分 {plain(score)} 分，分值只有 {plain(weight)} 分"
        follows = f"至多 {plain(weight)}" if row.follows is None else plain(row.follows)
        difference = gap(score, weight if row.follows is None else row.follows)
        yield at_row(
            table, row, message, row.printed.score, printed=plain(score), follows=follows, difference=difference
        )


CHECK = Check(
    code="score-over-weight",
    title="得分超过分值",
    group=Group.ARITHMETIC,
    severity=Severity.BLOCKING,
    why="一项的得分不能高于这一项的分值，多出的分会抬高总分。",
    find=_find,
)
