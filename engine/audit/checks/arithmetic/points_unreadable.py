"""Words where points belong (分值、得分不是数): the row cannot count, and its sums say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_row, at_table
from engine.audit.document import AuditDocument, AuditRow, AuditTable
from engine.intake.disclosure.figures import is_nothing
from engine.intake.disclosure.tables import Cell
from indicators.numbers import plain

_SHOWN = 30


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        is_scored = any(row.score is not None for row in table.rows)
        for row in table.rows:
            yield from _of(table, row, is_scored)
        for title, cell, number in (
            ("总分值", table.printed.total_weight, table.total_weight),
            ("总分", table.printed.total_score, table.total_score),
        ):
            if number is None and cell is not None and not is_nothing(cell.text):
                message = f"{title}写的是「{_short(cell)}」，不是一个数，没有核对"
                yield at_table(table, message, cell, row="总分", printed=_short(cell))


def _of(table: AuditTable, row: AuditRow, is_scored: bool) -> Iterator[Observation]:
    for title, cell, number in (("分值", row.printed.weight, row.weight), ("得分", row.printed.score, row.score)):
        if number is None and cell is not None and not is_nothing(cell.text):
            message = f"{title}一栏写的是「{_short(cell)}」，不是一个数；这一行没有计入合计，可能是格子错了位"
            yield at_row(table, row, message, cell, printed=_short(cell))
    score = row.printed.score
    if is_scored and row.weight and score is not None and not score.text.strip():
        yield at_row(table, row, f"分值 {plain(row.weight)} 分，得分一栏空着，没有计入合计", score, printed="（空）")


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
