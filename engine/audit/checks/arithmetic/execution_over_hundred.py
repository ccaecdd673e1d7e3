"""More was spent than there was to spend (执行率超过 100%)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.adding import gap
from engine.audit.document import AuditDocument, AuditMoney, AuditTable
from indicators.numbers import Rounding, plain, rounded


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        over = [seen for money in table.money for seen in _overspent(table, money)]
        # A part overspent is told by the total where that is over as well.
        yield from over[:1] if over and over[0].row == table.money[0].name else over


def _overspent(table: AuditTable, money: AuditMoney) -> Iterator[Observation]:
    budget, outturn = money.revised_budget, money.outturn
    if budget is None or outturn is None or not 0 <= budget < outturn:
        return
    over = gap(outturn, budget)
    message = f"全年执行数 {plain(outturn)} 万元，超过全年预算数 {plain(budget)} 万元，多 {over} 万元"
    yield at_table(
        table,
        message + _rate(outturn, budget),
        money.printed.outturn,
        row=money.name,
        printed=plain(outturn),
        follows=f"不超过 {plain(budget)}",
        difference=over,
    )


def _rate(outturn: Decimal, budget: Decimal) -> str:
    if not budget:
        return ""
    return f"，执行率 {rounded(Fraction(outturn) * 100 / Fraction(budget), 2, Rounding.HALF_EVEN)}%"


CHECK = Check(
    code="execution-over-hundred",
    title="执行数超过预算数",
    group=Group.ARITHMETIC,
    severity=Severity.WARNING,
    why="没有预算不得支出；执行率超过 100%，多半是预算调整没有填进全年预算数，或者数填错了行。",
    find=_find,
)
