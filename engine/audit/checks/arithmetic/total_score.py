"""A printed total that its own rows do not add up to (总分与各项得分之和不符)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.adding import fitting_rounding, gap
from engine.audit.checks.arithmetic.points import all_points, execution_counts_elsewhere, execution_is_a_row, row_points
from engine.audit.document import AuditDocument, AuditTable
from indicators.numbers import plain
from indicators.scoring.rulebook import Inapplicable
from indicators.scoring.score import ScoreStatus


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        printed = table.total_score
        if printed is None or _is_rescaled(table) or execution_counts_elsewhere(table):
            continue
        sums = _sums(table)
        if sums and all(printed != _capped(table, score) for score in sums):
            yield _observed(table, printed, sums[0])


def _sums(table: AuditTable) -> list[Decimal]:
    """What may have been added up: rows and execution, or rows alone where they weigh as much as the total."""
    everything, rows = all_points(table), row_points(table)
    if execution_is_a_row(table):
        sums = [rows.score]
    else:
        sums = [everything.score] + ([rows.score] if rows.weight == table.total_weight else [])
    return [score for score in sums if score is not None]


def _capped(table: AuditTable, score: Decimal) -> Decimal:
    """A rulebook may cap the total while too little was spent."""
    cap = table.rulebook.cap_for(table.execution.rate) if table.execution else None
    return score if cap is None else min(score, cap.at_most)


def _is_rescaled(table: AuditTable) -> bool:
    """Rows that did not apply were dropped and the rest stretched: no longer a sum."""
    dropped = any(row.judged is not None and row.judged.status is ScoreStatus.NOT_APPLICABLE for row in table.rows)
    return dropped and table.rulebook.inapplicable is Inapplicable.RESCALED


def _observed(table: AuditTable, printed: Decimal, score: Decimal) -> Observation:
    follows = _capped(table, score)
    apart, rounding = gap(printed, follows), fitting_rounding(Fraction(follows), printed)
    cap = f"，按评分办法封顶 {plain(follows)} 分" if follows != score else ""
    message = f"总分印 {plain(printed)} 分，各项得分加起来是 {plain(score)} 分{cap}，差 {apart} 分{rounding}"
    return at_table(
        table,
        message,
        table.printed.total_score,
        row="总分",
        printed=plain(printed),
        follows=plain(follows),
        difference=apart,
    )


CHECK = Check(
    code="total-score",
    title="总分与各项得分之和不符",
    group=Group.ARITHMETIC,
    severity=Severity.BLOCKING,
    why="总分就是各项得分之和；加不上，总分或者某一项必有一个是错的。",
    find=_find,
)
