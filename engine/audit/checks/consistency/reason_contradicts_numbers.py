"""A figure in the reason is not the one that target and achieved give (原因与数不符)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity, at_row
from engine.audit.checks.consistency.reason_roles import Role, role_of
from engine.audit.checks.consistency.stated import numbers_of, rounds_to, shown, text_of
from engine.audit.document import AuditDocument, AuditRow
from indicators.dates import CalendarDate
from indicators.language.achievements import MeasuredDate
from indicators.language.prose import mentions
from indicators.language.prose_mentions import Mention, MentionKind
from indicators.language.targets import DateTarget
from indicators.numbers import Rounding, plain, rounded
from indicators.quantities import Quantity
from indicators.scoring.gates import shown_deviation
from indicators.vocabulary.units import PERCENT


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        for row in table.rows:
            for mention in _claims(row.reason, table.printed.fiscal_year):
                if follows := _what_follows(row, mention):
                    claim = mention.claim or mention.text
                    pair = f"按目标 {text_of(row.printed.target)}、实际 {text_of(row.printed.achieved)}"
                    message = f"原因写「{claim}」，{pair}，应为 {follows}"
                    yield at_row(
                        table, row, message, row.printed.deviation_analysis, printed=mention.text, follows=follows
                    )


def _claims(reason: str, fiscal_year: int | None) -> list[Mention]:
    """Numbers to hold against the row; a deviation told in several parts is no claim about the whole."""
    said = mentions(reason, fiscal_year) if reason else ()
    parts = [one for one in said if one.kind is not MentionKind.PERCENT and role_of(one) is Role.DEVIATION]
    return [one for one in said if len(parts) < 2 or one not in parts]


def _what_follows(row: AuditRow, mention: Mention) -> str:
    """The figure that should stand there; empty where the one that does is right or means something else."""
    role = role_of(mention)
    if role is None:
        return ""
    if isinstance(mention.value, CalendarDate):
        return _date(row, mention.value, role)
    numbers = numbers_of(row)
    if numbers is None or not isinstance(mention.value, Quantity):
        return ""
    measure, target, achieved = numbers
    if mention.kind is MentionKind.PERCENT and _is_about_money(mention) and measure.unit != "元":
        return ""
    if role is Role.COMPLETION:
        return _completion(mention.value, target, achieved)
    if role is Role.DEVIATION and mention.kind is MentionKind.PERCENT:
        return _percent(row, mention.value, measure, target, achieved)
    if measure.base_unit == PERCENT and role is not Role.DEVIATION and mention.kind is not MentionKind.PERCENT:
        return ""
    expected = {Role.DEVIATION: abs(achieved - target), Role.TARGET: target, Role.ACHIEVED: achieved}[role]
    return _amount(mention.value, measure, expected)


_MONEY = re.compile("预算|成本|资金|经费|费用")


def _is_about_money(mention: Mention) -> bool:
    """超出预算 10% says nothing about kilometres."""
    return _MONEY.search(f"{mention.before[-6:]}{mention.claim}") is not None


def _amount(stated: Quantity, measure: Quantity, expected: Fraction) -> str:
    factor = Quantity(Decimal(1), measure.scale, measure.unit).measured_in(stated)
    if factor is None or rounds_to(expected * factor, stated):
        return ""
    return shown(expected, measure)


def _completion(stated: Quantity, target: Fraction, achieved: Fraction) -> str:
    if not target or rounds_to(achieved / target * 100, stated):
        return ""
    return f"{plain(rounded(achieved / target * 100, 2, Rounding.HALF_EVEN))}%"


def _percent(row: AuditRow, stated: Quantity, measure: Quantity, target: Fraction, achieved: Fraction) -> str:
    """For rates a difference in points is meant as often as a share of the target: either may stand."""
    if not target or row.judged is None:
        return ""
    points = measure.base_unit == PERCENT and rounds_to(abs(achieved - target), stated)
    if points or rounds_to(abs(achieved - target) / abs(target) * 100, stated):
        return ""
    return shown_deviation(row.judged)


def _date(row: AuditRow, stated: CalendarDate, role: Role) -> str:
    printed = row.target.date if role is Role.TARGET and isinstance(row.target, DateTarget) else None
    if role is Role.ACHIEVED and isinstance(row.achieved, MeasuredDate):
        printed = row.achieved.date
    if printed is None or stated.precision is not printed.precision or stated == printed:
        return ""
    return str(printed)


CHECK = Check(
    code="reason-contradicts-numbers",
    title="偏差原因与数字不符",
    group=Group.CONSISTENCY,
    severity=Severity.BLOCKING,
    why="同一行里目标、实际和原因说的是一件事，数对不上，读的人不知道该信哪个。",
    find=_find,
)
