"""A printed execution rate that divides by the original budget (执行率按年初预算数算)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.adding import gap
from engine.audit.checks.arithmetic.rates import PrintedRate, printed_rate
from engine.audit.document import AuditDocument, AuditMoney, AuditTable
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        for money in table.money:
            rate = printed_rate(table, money)
            if rate is not None and rate.is_from_original:
                yield _observed(table, money, rate)


def _observed(table: AuditTable, money: AuditMoney, rate: PrintedRate) -> Observation:
    printed, follows = rate.text(rate.printed), rate.text(rate.follows)
    original = "" if rate.original_budget is None else f" {plain(rate.original_budget)}"
    message = (
        f"执行率印 {printed}，是除以年初预算数{original} 得来的；"
        f"除以全年预算数 {plain(rate.revised_budget)} 应为 {follows}"
    )
    return at_table(
        table,
        message,
        money.printed.execution_rate,
        row=money.name,
        printed=printed,
        follows=follows,
        difference=gap(rate.printed, rate.follows),
    )


CHECK = Check(
    code="execution-rate-from-original",
    title="执行率按年初预算数计算",
    group=Group.ARITHMETIC,
    severity=Severity.BLOCKING,
    why="预算年中调整过的，执行率要除以调整后的全年预算数；除以年初预算数，得分也跟着错。",
    find=_find,
)
