"""Words where amounts belong (金额不是数): the execution rate cannot be checked, and that must be said."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.document import AuditDocument, AuditTable
from engine.intake.disclosure.figures import is_nothing
from engine.intake.disclosure.tables import Cell


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        if table.total is not None and table.total.weight is not None:
            yield from _of(table)


def _of(table: AuditTable) -> Iterator[Observation]:
    total = table.total
    assert total is not None, "only called with a total"
    printed = total.printed
    for title, cell, number in (
        ("全年预算数", printed.revised_budget, total.revised_budget),
        ("全年执行数", printed.outturn, total.outturn),
    ):
        if number is None:
            message = f"{title}{_said(cell)}，执行率和它的得分没有核对"
            yield at_table(table, message, cell, row=total.name, printed=cell.text if cell else "")


def _said(cell: Cell | None) -> str:
    if cell is None:
        return "一栏没有找到"
    return "一栏空着" if is_nothing(cell.text) else f"写的是「{cell.text}」，不是一个数"


CHECK = Check(
    code="money-unreadable",
    title="资金数读不出",
    group=Group.ARITHMETIC,
    severity=Severity.WARNING,
    why="没有全年预算数或全年执行数，执行率无从重算；印着得分却核不了，要由人看一眼。",
    find=_find,
)
