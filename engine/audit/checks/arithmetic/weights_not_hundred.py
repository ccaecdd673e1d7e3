"""Weights that do not make a hundred (分值合计不是 100)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.adding import gap
from engine.audit.checks.arithmetic.points import all_points, execution_counts_elsewhere, execution_is_a_row
from engine.audit.document import AuditDocument, AuditTable
from indicators.numbers import plain

HUNDRED = Decimal(100)


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        weight = all_points(table).weight
        # A total weight that differs from the sum is a finding of its own.
        if weight is not None and weight != HUNDRED and table.total_weight in (None, weight):
            yield from _observed(table, weight)


def _observed(table: AuditTable, weight: Decimal) -> Iterator[Observation]:
    if execution_is_a_row(table) or execution_counts_elsewhere(table):
        return
    apart = gap(weight, HUNDRED)
    message = f"各项分值加起来是 {plain(weight)} 分，不是 100 分，差 {apart} 分"
    yield at_table(table, message, row="分值", printed=plain(weight), follows="100", difference=apart)


CHECK = Check(
    code="weights-not-hundred",
    title="分值合计不是 100",
    group=Group.ARITHMETIC,
    severity=Severity.BLOCKING,
    why="自评按百分制，分值合计不是 100，得分就不能与别的表相比，等级也定不了。",
    find=_find,
)
