"""Weights that the rulebook does not allow (分值不在评分办法的范围)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.adding import added, gap
from engine.audit.document import AuditDocument, AuditTable
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        yield from _execution(table)
        yield from _dimensions(table)


def _execution(table: AuditTable) -> Iterator[Observation]:
    money, ruled = table.total, table.rulebook.weights.execution
    if money is not None and money.weight is not None and money.weight != ruled:
        message = f"预算执行率分值 {plain(money.weight)} 分，评分办法定为 {plain(ruled)} 分"
        yield at_table(
            table,
            message,
            money.printed.weight,
            row=money.name,
            printed=plain(money.weight),
            follows=plain(ruled),
            difference=gap(money.weight, ruled),
        )


def _dimensions(table: AuditTable) -> Iterator[Observation]:
    """Only dimensions that the table has: which ones are missing is another check's."""
    ranges = table.rulebook.weights.dimensions
    for name, weight in _by_dimension(table).items() if not table.is_department else ():
        low, high = ranges.get(name, (weight, weight))
        if not low <= weight <= high:
            allowed = plain(low) if low == high else f"{plain(low)}~{plain(high)}"
            message = f"{name}分值合计 {plain(weight)} 分，评分办法建议 {allowed} 分"
            difference = gap(weight, low if weight < low else high)
            yield at_table(table, message, row=name, printed=plain(weight), follows=allowed, difference=difference)


def _by_dimension(table: AuditTable) -> dict[str, Decimal]:
    """Weights by dimension; empty when a row cannot be placed."""
    found: dict[str, list[Decimal]] = {}
    for row in table.rows:
        if row.indicator is None or row.weight is None:
            return {}
        found.setdefault(row.indicator.dimension.value, []).append(row.weight)
    return {name: added(weights) for name, weights in found.items()}


CHECK = Check(
    code="weights-outside-range",
    title="分值不在评分办法的范围",
    group=Group.ARITHMETIC,
    severity=Severity.WARNING,
    why="各类指标占多少分，评分办法有规定或建议；偏离了，同类项目的得分就不好比。",
    find=_find,
)
