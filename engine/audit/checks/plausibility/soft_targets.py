"""Targets no stricter than last year's result (目标不高于上年实际)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.audit.check import Check, Group, Observation, Severity, at_document
from engine.audit.checks.plausibility.last_year import is_earlier, last_year_of, quantity_of
from engine.audit.checks.plausibility.listing import at_rows
from engine.audit.document import AuditDocument, AuditRow, AuditTable
from indicators.language.targets import QuantityTarget
from indicators.quantities import Quantity
from indicators.vocabulary.signs import Comparator
from indicators.vocabulary.units import PERCENT


class Soft(NamedTuple):
    """A row and what was reached last year."""

    row: AuditRow
    last: str


def _find(document: AuditDocument) -> Iterator[Observation]:
    if document.previous and not any(is_earlier(one, table) for one in document.previous for table in document.tables):
        year = document.previous[0].printed.fiscal_year
        yield at_document(document, f"对照用的文件是 {year} 年度的，不早于这一份，没有采用", printed=f"{year} 年度")
    for table in document.tables:
        soft = {id(one.row): one for one in _soft(table, document)}
        if rows := [one.row for one in soft.values()]:
            yield at_rows(
                table,
                rows,
                "目标没有比上年实际更进一步",
                lambda row, soft=soft: f"目标 {_written(row)}，上年实际 {soft[id(row)].last}",  # type: ignore[misc]
                lambda row: row.printed.target,
                printed="；".join(map(_written, rows)),
                follows="；".join(one.last for one in soft.values()),
            )


def _soft(table: AuditTable, document: AuditDocument) -> Iterator[Soft]:
    before = last_year_of(table, document.previous)
    for row in table.rows:
        own = row.printed.previous_achieved
        last = own.text if own and own.text else before.get(row.name, "")
        quantity = quantity_of(last, table.printed.fiscal_year)
        if quantity is not None and _is_soft(row, quantity):
            yield Soft(row, last)


def _is_soft(row: AuditRow, last: Quantity) -> bool:
    """Equal counts too, except where nothing stricter exists: 100 % reached again, 0 kept again."""
    target = row.judged.goal.target if row.judged and row.judged.goal else None
    if not isinstance(target, QuantityTarget):
        return False
    reached, asked = last.measured_in(target.quantity), target.quantity.number
    if reached is None:
        return False
    if target.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        return asked <= reached and not (target.quantity.unit == PERCENT and asked >= 100)
    if target.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return asked >= reached and asked != 0
    return asked < reached


def _written(row: AuditRow) -> str:
    return row.printed.target.text if row.printed.target else ""


CHECK = Check(
    code="soft-targets",
    title="目标不高于上年实际",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="上年已经做到的再定为目标，不用多做就能完成；确有原因的应在指标值设定依据里写明。",
    find=_find,
)
