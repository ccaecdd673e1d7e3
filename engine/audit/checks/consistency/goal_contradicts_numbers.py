"""A number of the goal is not the one in the row it names (总体目标与指标的数不同)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity, at_row
from engine.audit.checks.consistency.naming import Named, named_rows
from engine.audit.checks.consistency.stated import achieved_of, rounds_to, target_of, text_of
from engine.audit.document import AuditDocument, AuditRow, AuditTable
from engine.intake.disclosure.tables import Cell
from indicators.dates import CalendarDate, Precision
from indicators.language.prose import mentions
from indicators.language.targets import DateTarget
from indicators.quantities import Quantity
from indicators.vocabulary.signs import Comparator

_FLOORS = (Comparator.AT_LEAST, Comparator.MORE_THAN)
_CEILINGS = (Comparator.AT_MOST, Comparator.LESS_THAN)


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        if table.planned:
            yield from _numbers(table, table.planned, "总体目标", is_plan=True)
            yield from _deadline(table, table.planned)
        if table.done:
            yield from _numbers(table, table.done, "完成情况", is_plan=False)


def _numbers(table: AuditTable, cell: Cell, label: str, is_plan: bool) -> Iterator[Observation]:
    """A row named once, with another number. Named twice, it may be told in parts."""
    by_row: defaultdict[int, list[Named]] = defaultdict(list)
    for named in named_rows(table.rows, mentions(cell.text, table.printed.fiscal_year)):
        by_row[id(named.row)].append(named)
    for said in by_row.values():
        row, mention, stated = said[0].row, said[0].mention, said[0].stated
        quantity = target_of(row) if is_plan else achieved_of(row)
        if len(said) > 1 or quantity is None or _agrees(stated, quantity, mention.comparator, is_plan):
            continue
        own = row.printed.target if is_plan else row.printed.achieved
        column, printed = ("指标值" if is_plan else "实际完成值"), text_of(own)
        message = f"{label}写「{row.name}」{mention.text}，指标表的{column}是 {printed}"
        difference = _difference(stated, quantity)
        yield at_row(table, row, message, own, printed=printed, follows=mention.text, difference=difference)


def _agrees(stated: Quantity, quantity: Quantity, comparator: Comparator, is_plan: bool) -> bool:
    exact = quantity.measured_in(stated)
    if exact is None:
        return True
    if is_plan:
        return exact == stated.number
    if comparator in _FLOORS:
        return exact >= stated.number
    return exact <= stated.number if comparator in _CEILINGS else rounds_to(exact, stated)


def _difference(stated: Quantity, quantity: Quantity) -> str:
    exact = quantity.measured_in(stated) or Fraction(0)
    gap = abs(exact - Fraction(stated.number))
    return str(Quantity(Decimal(gap.numerator), stated.scale, stated.unit)) if gap.denominator == 1 else ""


def _deadline(table: AuditTable, cell: Cell) -> Iterator[Observation]:
    """One deadline in the goal, one in the table, and not the same month."""
    rows = [row for row in table.rows if isinstance(row.target, DateTarget)]
    said = [
        (mention, mention.value)
        for mention in mentions(cell.text, table.printed.fiscal_year)
        if isinstance(mention.value, CalendarDate) and mention.comparator in _CEILINGS
    ]
    if len(rows) == 1 and len(said) == 1 and not _same_deadline(rows[0], said[0][1]):
        printed, text = text_of(rows[0].printed.target), said[0][0].text
        message = f"总体目标的期限是 {text}，「{rows[0].name}」的指标值是 {printed}"
        yield at_row(table, rows[0], message, rows[0].printed.target, printed=printed, follows=text)


def _same_deadline(row: AuditRow, stated: CalendarDate) -> bool:
    assert isinstance(row.target, DateTarget)
    precision = min(row.target.date.precision, stated.precision)
    same = row.target.date.ordinal_at(precision) == stated.ordinal_at(precision)
    return precision is Precision.YEAR or row.target.comparator not in _CEILINGS or same


CHECK = Check(
    code="goal-contradicts-numbers",
    title="总体目标与指标数字不符",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    why="总体目标和指标表说的是同一件事，数不一样，就不知道按哪个考核。",
    find=_find,
)
