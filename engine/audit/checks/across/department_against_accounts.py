"""What the department's table says was spent against 本年支出 of the prose (整体支出表与决算不符)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.across.sums import department_tables
from engine.audit.checks.adding import gap
from engine.audit.document import AuditDocument, AuditTable
from engine.audit.prose_expenditure import Expenditure, expenditure_in
from engine.audit.prose_text import prose_text
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    tables, spent = department_tables(document), expenditure_in(prose_text(document.prose))
    if len(tables) == 1 and spent is not None:
        yield from _compared(tables[0], spent)


def _compared(table: AuditTable, spent: Expenditure) -> Iterator[Observation]:
    printed = table.total.outturn if table.total else None
    if table.total is None or printed is None or printed == spent.total:
        return
    apart = gap(printed, spent.total)
    message = f"全年执行数 {plain(printed)} 万元，决算本年支出 {plain(spent.total)} 万元，差 {apart} 万元"
    yield at_table(
        table,
        message,
        table.total.printed.outturn,
        row=table.total.name,
        printed=plain(printed),
        follows=plain(spent.total),
        difference=apart,
    )


CHECK = Check(
    code="department-against-accounts",
    title="整体支出表与决算不符",
    group=Group.ACROSS,
    severity=Severity.WARNING,
    why="整体支出表说的是部门全年花了多少钱，应当就是决算的本年支出；口径不同要写明。",
    find=_find,
)
