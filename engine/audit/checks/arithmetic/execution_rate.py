"""A printed execution rate that is not outturn ÷ revised budget (执行率与金额不符)."""

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
            if rate is not None and not rate.is_right and not rate.is_from_original:
                yield _observed(table, money, rate)


def _observed(table: AuditTable, money: AuditMoney, rate: PrintedRate) -> Observation:
    printed, follows = rate.text(rate.printed), rate.text(rate.follows)
    division = f"全年执行数 {plain(rate.outturn)} ÷ 全年预算数 {plain(rate.revised_budget)}"
    return at_table(
        table,
        f"执行率印 {printed}，{division} 应为 {follows}{rate.other_rounding}",
        money.printed.execution_rate,
        row=money.name,
        printed=printed,
        follows=follows,
        difference=gap(rate.printed, rate.follows),
    )


CHECK = Check(
    code="execution-rate",
    title="执行率与金额不符",
    group=Group.ARITHMETIC,
    severity=Severity.BLOCKING,
    why="执行率 = 全年执行数 ÷ 全年预算数，两个数就印在旁边，谁都能重算。",
    find=_find,
)
