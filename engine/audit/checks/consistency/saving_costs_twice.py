"""Money not spent loses points on execution and again on the cost rows (节约扣两次分)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.consistency.cost_rows import cost_rows
from engine.audit.document import AuditDocument, AuditTable
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        money = table.total
        execution = _lost(money.weight, money.score) if money else Fraction(0)
        saved = _saved(table)
        if money is None or execution <= 0 or not saved:
            continue
        lost = sum((points for _, points in saved), Fraction(0))
        names = "、".join(name for name, _ in saved)
        message = f"少花的钱扣了两次分：预算执行率扣 {plain(execution)}，成本指标（{names}）又扣 {plain(lost)}"
        yield at_table(table, message, money.printed.score, printed=plain(execution), follows=plain(lost))


def _saved(table: AuditTable) -> list[tuple[str, Fraction]]:
    """Cost rows below their target that lost points for it."""
    rows = [(one.row, _lost(one.row.weight, one.row.score)) for one in cost_rows(table) if one.achieved < one.target]
    return [(row.name, points) for row, points in rows if points > 0]


def _lost(weight: Decimal | None, score: Decimal | None) -> Fraction:
    return Fraction(weight) - Fraction(score) if weight is not None and score is not None else Fraction(0)


CHECK = Check(
    code="saving-costs-twice",
    title="节约被扣两次分",
    group=Group.CONSISTENCY,
    severity=Severity.HINT,
    why="同一笔没有花的钱既扣预算执行率的分、又扣成本指标的分，节约反而吃亏两次。",
    find=_find,
)
