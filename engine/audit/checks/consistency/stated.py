"""Typed numbers of a row (行里的数) and how two of them are held against each other."""

from __future__ import annotations

from fractions import Fraction

from engine.audit.document import AuditRow
from engine.intake.disclosure.tables import Cell
from indicators.language.achievements import Measured
from indicators.language.prose_mentions import Mention
from indicators.language.targets import QuantityTarget
from indicators.numbers import plain
from indicators.quantities import Quantity

HALF = Fraction(1, 2)


def target_of(row: AuditRow) -> Quantity | None:
    """The number to reach, where the target is one."""
    return row.target.quantity if isinstance(row.target, QuantityTarget) else None


def achieved_of(row: AuditRow) -> Quantity | None:
    """The number achieved, where it is one."""
    return row.achieved.quantity if isinstance(row.achieved, Measured) else None


def numbers_of(row: AuditRow) -> tuple[Quantity, Fraction, Fraction] | None:
    """Measure of the target, target and achieved in it; None where they are no two like numbers."""
    target, achieved = target_of(row), achieved_of(row)
    if target is None or achieved is None:
        return None
    actual = achieved.measured_in(target)
    return None if actual is None else (target, Fraction(target.number), actual)


def rounds_to(exact: Fraction, stated: Quantity) -> bool:
    """Whether the exact value, in the measure of what is stated, may be printed as that number (取整后相同)."""
    exponent = stated.number.as_tuple().exponent
    assert isinstance(exponent, int), "the reader makes finite numbers only"
    return abs(exact - Fraction(stated.number)) <= HALF * Fraction(10) ** min(exponent, 0)


def text_of(cell: Cell | None) -> str:
    """A cell as printed; 未填 where nothing stands in it."""
    return cell.text if cell and cell.text else "（未填）"


def shown(value: Fraction, measure: Quantity) -> str:
    """A number with the unit of another: ``8 家``."""
    gap = "" if measure.unit in ("%", "‰") and not measure.scale else " "
    return f"{plain(value)}{gap}{measure.scale}{measure.unit}".rstrip()


def quantity_in(mention: Mention) -> Quantity | None:
    """The quantity that a sentence surely states: not blurred, no range, no date."""
    return mention.value if isinstance(mention.value, Quantity) and not mention.is_vague else None
