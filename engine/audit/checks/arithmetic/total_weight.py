"""A printed total weight that the weights do not add up to (总分值与各项分值之和不符)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.adding import gap
from engine.audit.checks.arithmetic.points import (
    Points,
    all_points,
    execution_counts_elsewhere,
    execution_is_a_row,
    row_points,
)
from engine.audit.document import AuditDocument, AuditTable
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        printed, follows = table.total_weight, all_points(table).weight
        if printed is None or follows is None or printed == follows or _is_explained(table):
            continue
        apart = gap(printed, follows)
        message = f"总分一行的分值印 {plain(printed)} 分，各项分值加起来是 {plain(follows)} 分，差 {apart} 分"
        cell = table.printed.total_weight
        yield at_table(
            table, message, cell, row="总分", printed=plain(printed), follows=plain(follows), difference=apart
        )


def _is_explained(table: AuditTable) -> bool:
    """Execution counts although its points are not to be seen, is one of the rows, or is left out of both totals."""
    is_left_out = row_points(table) == Points(table.total_weight, table.total_score)
    return is_left_out or execution_is_a_row(table) or execution_counts_elsewhere(table)


CHECK = Check(
    code="total-weight",
    title="总分值与各项分值之和不符",
    group=Group.ARITHMETIC,
    severity=Severity.BLOCKING,
    why="各项分值之和就是总分值；加不上，说明漏了一行指标，或者某一行的分值填错了。",
    find=_find,
)
