"""A rate or points for nothing out of nothing (预算和执行都为 0)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.document import AuditDocument, AuditMoney, AuditTable
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        money = table.total
        if money is not None and money.revised_budget == 0 and money.outturn == 0 and not _is_ruled(table, money):
            yield from _observed(table, money)


def _is_ruled(table: AuditTable, money: AuditMoney) -> bool:
    """Whether the rulebook says what 0/0 is worth, and the table prints that."""
    given = table.execution.score if table.execution else None
    return given is not None and given == money.score


def _observed(table: AuditTable, money: AuditMoney) -> Iterator[Observation]:
    rate, score = money.execution_rate, money.score
    printed = [f"执行率 {plain(rate)}%"] if rate is not None else []
    printed += [f"得分 {plain(score)} 分"] if score is not None else []
    if not printed:
        return
    given = table.execution.score if table.execution else None
    follows = "由人评定" if given is None else f"{plain(given)} 分"
    ruled = "评分办法没有规定 0÷0 得几分" if given is None else f"按评分办法应得 {plain(given)} 分"
    message = f"全年预算数和全年执行数都是 0，却印{'、'.join(printed)}；{ruled}"
    cell = money.printed.score if score is not None else money.printed.execution_rate
    yield at_table(table, message, cell, row=money.name, printed="、".join(printed), follows=follows)


CHECK = Check(
    code="zero-budget",
    title="预算为 0 仍印执行率或得分",
    group=Group.ARITHMETIC,
    severity=Severity.WARNING,
    why="0÷0 没有结果，有的地方给满分，有的不给分，要按评分办法来，并写明理由。",
    find=_find,
)
