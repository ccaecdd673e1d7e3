"""Words where points belong (分值、得分不是数): the row cannot count, and its sums say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_row
from engine.audit.document import AuditDocument, AuditRow, AuditTable
from engine.intake.disclosure.figures import is_nothing
from engine.intake.disclosure.tables import Cell

_SHOWN = 30


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        for row in table.rows:
            yield from _of(table, row)


def _of(table: AuditTable, row: AuditRow) -> Iterator[Observation]:
    for title, cell, number in (("分值", row.printed.weight, row.weight), ("得分", row.printed.score, row.score)):
        if number is None and cell is not None and not is_nothing(cell.text):
            message = f"{title}一栏写的是「{_short(cell)}」，不是一个数；这一行没有计入合计，可能是格子错了位"
            yield at_row(table, row, message, cell, printed=_short(cell))


def _short(cell: Cell) -> str:
    text = " ".join(cell.text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


CHECK = Check(
    code="points-unreadable",
    title="分值、得分不是数",
    group=Group.ARITHMETIC,
    severity=Severity.BLOCKING,
    why="分值和得分是要加起来的数；写成别的，总分就加不出来，后面的核查也都靠不住。",
    find=_find,
)
