"""Parts of the money that do not add up to its total (资金来源合计不符)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.adding import added, gap
from engine.audit.checks.arithmetic.money_rows import is_breakdown, own_parts
from engine.audit.document import AuditDocument, AuditMoney, AuditTable
from engine.intake.disclosure.figures import is_nothing
from engine.intake.disclosure.tables import Cell, MoneyRow
from indicators.numbers import plain

COLUMNS: tuple[tuple[str, Callable[[AuditMoney], Decimal | None], Callable[[MoneyRow], Cell | None]], ...] = (
    ("年初预算数", lambda money: money.original_budget, lambda row: row.original_budget),
    ("全年预算数", lambda money: money.revised_budget, lambda row: row.revised_budget),
    ("全年执行数", lambda money: money.outturn, lambda row: row.outturn),
)


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        complete = is_breakdown(own_parts(table.money))
        for title, amount, cell in COLUMNS:
            total = amount(table.total) if table.total else None
            sums = [_sum(parts, amount, cell) for parts in (own_parts(table.money), table.money[1:])]
            if total is None or sums[0] is None or total in sums:
                continue
            if complete or sums[0] > total:
                yield _observed(table, title, total, sums[0], cell)


def _sum(
    parts: Sequence[AuditMoney],
    amount: Callable[[AuditMoney], Decimal | None],
    cell: Callable[[MoneyRow], Cell | None],
) -> Decimal | None:
    """The parts added up, a dash as nothing; None when none is a number, or one is something else."""
    known = [number for part in parts if (number := amount(part)) is not None]
    others = [cell(part.printed) for part in parts if amount(part) is None]
    readable = all(one is None or is_nothing(one.text) for one in others)
    return added(known) if known and readable else None


def _observed(
    table: AuditTable, title: str, total: Decimal, follows: Decimal, cell: Callable[[MoneyRow], Cell | None]
) -> Observation:
    assert table.total is not None, "only called with a total"
    apart = gap(total, follows)
    message = f"{title}总额 {plain(total)} 万元，各项资金加起来是 {plain(follows)} 万元，差 {apart} 万元"
    return at_table(
        table,
        message,
        cell(table.total.printed),
        row=table.total.name,
        printed=plain(total),
        follows=plain(follows),
        difference=apart,
    )


CHECK = Check(
    code="funding-parts",
    title="资金来源合计不符",
    group=Group.ARITHMETIC,
    severity=Severity.BLOCKING,
    why="各项资金来源之和就是年度资金总额；加不上，执行率就不知道该用哪个数算。",
    find=_find,
)
