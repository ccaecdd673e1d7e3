"""The points of a table added up as printed (分值与得分合计): rows and, where the money block has points, execution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.audit.checks.adding import added
from engine.audit.document import AuditTable
from engine.intake.disclosure.figures import is_nothing
from engine.intake.disclosure.tables import Cell


@dataclass(frozen=True, slots=True)
class Points:
    """Weights and scores added up; None where one of them is not a number, so that nothing follows."""

    weight: Decimal | None
    score: Decimal | None


def all_points(table: AuditTable) -> Points:
    """Rows and execution."""
    weights, scores = _rows(table)
    total = table.total
    if total is not None and not _prints_no_points(total.printed.weight, total.printed.score):
        weights, scores = [*weights, total.weight], [*scores, total.score]
    return Points(_sum(weights), _sum(scores))


def row_points(table: AuditTable) -> Points:
    """Rows alone."""
    weights, scores = _rows(table)
    return Points(_sum(weights), _sum(scores))


def execution_counts_elsewhere(table: AuditTable) -> bool:
    """Rows of 90 in a form of 100 whose money block prints no points: those of execution are not to be seen."""
    total = table.total
    hidden = total is None or _prints_no_points(total.printed.weight, total.printed.score)
    return hidden and row_points(table).weight == table.rulebook.weights.indicators != 100


def execution_is_a_row(table: AuditTable) -> bool:
    """Rows that make 100 alone hold the execution rate already, unless the table says that they do not."""
    return row_points(table).weight == 100 and table.total_weight in (None, 100)


def _rows(table: AuditTable) -> tuple[list[Decimal | None], list[Decimal | None]]:
    """A row with neither weight nor score takes no part in any sum."""
    rows = [row for row in table.rows if not _prints_no_points(row.printed.weight, row.printed.score)]
    return [row.weight for row in rows], [row.score for row in rows]


def _prints_no_points(*cells: Cell | None) -> bool:
    return all(cell is None or is_nothing(cell.text) for cell in cells)


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return added(known) if known and len(known) == len(amounts) else None
