"""The money of the department's table against the prose (整体支出表与说明不符)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.across.sums import announced, department_tables
from engine.audit.checks.adding import gap
from engine.audit.document import AuditDocument, AuditMoney, AuditTable
from engine.audit.prose_announcements import Announcement, Counted
from engine.intake.disclosure.tables import Cell
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    tables, said = department_tables(document), announced(document, Counted.DEPARTMENT)
    if len(tables) == 1 and len(said) == 1 and tables[0].total is not None:
        yield from _against(tables[0], tables[0].total, said[0])


def _against(table: AuditTable, total: AuditMoney, said: Announcement) -> Iterator[Observation]:
    printed = total.printed
    yield from _compared(table, "全年预算数", said.budget, total.revised_budget, printed.revised_budget)
    yield from _compared(table, "全年执行数", said.outturn, total.outturn, printed.outturn)


def _compared(
    table: AuditTable, title: str, said: Decimal | None, printed: Decimal | None, cell: Cell | None
) -> Iterator[Observation]:
    if said is None or printed is None or said == printed:
        return
    apart = gap(said, printed)
    message = f"{title}印 {plain(printed)} 万元，说明写整体支出 {plain(said)} 万元，差 {apart} 万元"
    yield at_table(table, message, cell, row=title, printed=plain(printed), follows=plain(said), difference=apart)


CHECK = Check(
    code="department-against-prose",
    title="整体支出表与说明不符",
    group=Group.ACROSS,
    severity=Severity.BLOCKING,
    why="同一个数在说明和表里各写一遍，应当一样。",
    find=_find,
)
