"""Cost rows that add up to almost, but not exactly, the money (成本合计与资金不符)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.consistency.cost_rows import cost_rows
from engine.audit.document import AuditDocument, AuditTable
from engine.forms.figures import money as amount

NEAR = Fraction(1, 20)
"""Cost rows within a twentieth of the money are meant to be the money, so they must equal it."""


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        yield from _of(table)


def _of(table: AuditTable) -> Iterator[Observation]:
    rows, money = cost_rows(table), table.total
    if not rows or money is None:
        return
    targets = sum((row.target for row in rows), Fraction(0))
    actuals = sum((row.achieved for row in rows), Fraction(0))
    for label, added, money_label, printed, cell in (
        ("成本指标目标值", targets, "全年预算数", money.revised_budget, money.printed.revised_budget),
        ("成本指标实际值", actuals, "全年执行数", money.outturn, money.printed.outturn),
    ):
        gap = abs(added - Fraction(printed)) if printed is not None else Fraction(0)
        if printed is not None and 0 < gap <= NEAR * Fraction(printed):
            message = f"{label}合计 {amount(added)} 万元，{money_label} {amount(printed)} 万元，差 {amount(gap)} 万元"
            figures = {"printed": amount(printed), "follows": amount(added), "difference": amount(gap)}
            yield at_table(table, message, cell, **figures)


CHECK = Check(
    code="cost-rows-against-money",
    title="成本指标合计与资金不符",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    why="成本指标逐项列的就是这笔钱，合计应当与预算数、执行数一分不差。",
    find=_find,
)
