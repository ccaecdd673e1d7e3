"""Which rows deviate from their targets (有偏差的行), and what is said about it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from engine.audit.document import AuditRow, AuditTable
from engine.intake.disclosure.figures import is_nothing
from indicators.language.conditions import Condition
from indicators.language.targets import QuantityTarget
from indicators.quantities import Quantity
from indicators.scoring.gates import is_overshoot, shown_deviation
from indicators.vocabulary.clauses import Subject
from indicators.vocabulary.signs import Comparator
from indicators.vocabulary.units import PERCENT

FAR_OVER = Condition(Subject.COMPLETION_RATE, Comparator.MORE_THAN, Quantity(Decimal(120), "", PERCENT))
"""From where an overshoot is large, for rulebooks that do not say it."""
NO_REASON = frozenset(("无", "无偏差", "无。", "不适用", "已完成", "按计划完成", "完成"))
"""What people write into the column when there is nothing to explain."""


def reason_of(row: AuditRow) -> str:
    """The reason stated for a deviation (偏差原因); empty where there is none in fact."""
    reason = row.reason.strip()
    return "" if is_nothing(reason) or reason in NO_REASON else reason


def is_full(row: AuditRow) -> bool:
    """Whether all points of the row were given (满分), as printed."""
    return bool(row.weight) and row.score == row.weight


def lost(row: AuditRow) -> Fraction:
    """Points that the row lost (扣分), as printed."""
    if row.weight is None or row.score is None:
        return Fraction(0)
    return max(Fraction(row.weight) - Fraction(row.score), Fraction(0))


def deviates(row: AuditRow) -> bool:
    """Whether there is anything to explain: another value than the target, or points lost."""
    missed = row.judged is not None and row.judged.is_missed
    return missed or bool(row.deviation_rate) or lost(row) > 0


def far_over(table: AuditTable) -> list[AuditRow]:
    """Rows far over their targets (超额较多), most extreme first."""
    condition = table.rulebook.overshoot or FAR_OVER
    over = [row for row in table.rows if _is_far_over(row, condition)]
    return sorted(over, key=lambda row: row.deviation_rate or 0, reverse=True)


def _is_far_over(row: AuditRow, condition: Condition) -> bool:
    judged = row.judged
    if judged is None or judged.goal is None or not row.deviation_rate:
        return False
    # A cost written without a sign is read as a ceiling only in the goal.
    target = judged.goal.target
    ceiling = isinstance(target, QuantityTarget) and target.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN)
    return not ceiling and is_overshoot(judged, condition)


def rate(row: AuditRow) -> str:
    """``+40%``; empty where there is none."""
    return shown_deviation(row.judged) if row.judged else ""


def pair(row: AuditRow) -> str:
    """Target and achieved as printed: ``≥20 份 → =28 份``."""
    cells = (row.printed.target, row.printed.achieved)
    return " → ".join(cell.text if cell and cell.text else "（未填）" for cell in cells)
