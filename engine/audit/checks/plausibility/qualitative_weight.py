"""How many points of all project tables rest on words, all of them given (定性指标占比)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity, at_document
from engine.audit.checks.plausibility.all_full import MANY
from engine.audit.checks.plausibility.deviating import is_full
from engine.audit.checks.plausibility.heavy_qualitative_row import is_qualitative
from engine.audit.document import AuditDocument, AuditTable
from indicators.numbers import Rounding, plain, rounded

USUAL = Fraction(30, 100)
"""The national frame gives 效益 30 of 100, and words usually stand there."""


def _find(document: AuditDocument) -> Iterator[Observation]:
    tables = [table for table in document.projects if table.printed.is_scored]
    words = [row for table in tables for row in table.rows if is_qualitative(row)]
    points = sum((Fraction(row.weight or 0) for row in words), Fraction(0))
    whole = sum(map(_points, tables), Fraction(0))
    if len(tables) >= MANY and points > USUAL * whole and all(map(is_full, words)):
        share = plain(rounded(points / whole * 100, 1, Rounding.HALF_EVEN)).removesuffix(".0")
        message = (
            f"{len(tables)} 张项目表共 {plain(whole)} 分，其中 {plain(points)} 分（{share}%）是定性指标，全部得满分"
        )
        yield at_document(document, message, printed=f"{plain(points)} 分", follows=f"{plain(whole)} 分")


def _points(table: AuditTable) -> Fraction:
    """All points of a table: its rows and its money."""
    weights: list[Decimal | None] = [row.weight for row in table.rows]
    weights += [money.weight for money in table.money[:1]]
    return sum((Fraction(weight or 0) for weight in weights), Fraction(0))


CHECK = Check(
    code="qualitative-weight",
    title="定性指标占比",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="定性指标项项满分，这一部分分数就没有区分度，看不出哪个项目做得好。",
    find=_find,
)
