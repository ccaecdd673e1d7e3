"""Classes of rows (指标的类): which rows one clause speaks of, in the terms a rulebook's ``when`` can say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from indicators.indicator import Indicator
from indicators.language.targets import DateTarget, QuantityTarget, Target
from indicators.scoring.rulebook import TargetKind, TargetSign
from indicators.scoring.selection import facts_of
from indicators.vocabulary.forms import Dimension, Direction
from indicators.vocabulary.signs import Comparator


class RowClass(Enum):
    """Rows that differ in kind; every row belongs to exactly one."""

    FLOOR = "≥、> 的行"
    EXACT = "= 的行"
    CEILING = "≤、< 的行"
    RANGE = "区间目标的行"
    ZERO = "目标为 0 的行"
    NEGATIVE = "目标为负数的行"
    DATE = "日期目标的行"
    QUALITATIVE = "定性目标的行"
    EXECUTION = "预算执行率"
    ZERO_BUDGET = "预算为 0 的执行率"


NUMERIC = (RowClass.FLOOR, RowClass.EXACT, RowClass.CEILING)
"""Classes whose rows can be divided: A ÷ T."""
OF_ROWS = tuple(one for one in RowClass if one not in (RowClass.EXECUTION, RowClass.ZERO_BUDGET))
SIGNS: dict[RowClass, tuple[Comparator, ...]] = {
    RowClass.FLOOR: (Comparator.AT_LEAST, Comparator.MORE_THAN),
    RowClass.EXACT: (Comparator.EXACTLY,),
    RowClass.CEILING: (Comparator.AT_MOST, Comparator.LESS_THAN),
    RowClass.RANGE: (Comparator.BETWEEN,),
}
_BY_SIGN = {comparator: one for one, comparators in SIGNS.items() for comparator in comparators}


@dataclass(frozen=True, slots=True)
class Reading:
    """How targets without a comparator are read (没有写符号的目标): of cost rows, of all others, of dates."""

    cost: Comparator
    default: Comparator
    date: Comparator = Comparator.AT_MOST

    def said_of(self, bare: Iterable[Indicator]) -> str:
        """What it comes to for some rows; two readings that say the same are one."""
        kinds = {_kind(one) for one in bare}
        said = (("成本指标", self.cost), ("其他指标", self.default), ("日期", self.date))
        return "，".join(f"{kind}当作「{sign.value}」" for kind, sign in said if kind in kinds)


READINGS = (
    Reading(Comparator.AT_MOST, Comparator.AT_LEAST),
    Reading(Comparator.AT_LEAST, Comparator.AT_LEAST),
    Reading(Comparator.EXACTLY, Comparator.EXACTLY, Comparator.EXACTLY),
    Reading(Comparator.AT_MOST, Comparator.AT_MOST),
)
"""Tried in this order, and only where some target has no comparator."""


def _kind(bare: Indicator) -> str:
    """Which part of a reading a row falls under."""
    if isinstance(bare.target.value, DateTarget):
        return "日期"
    return "成本指标" if bare.dimension is Dimension.COST else "其他指标"


def readings_for(bare: Sequence[Indicator]) -> tuple[Reading | None, ...]:
    """The readings to try: one of those that come to the same, none where every comparator is written."""
    if not bare:
        return (None,)
    return tuple({one.said_of(bare): one for one in reversed(READINGS)}.values())[::-1]


def is_bare(indicator: Indicator) -> bool:
    """Whether the comparator of a row is written nowhere."""
    target = indicator.target.value
    if not isinstance(target, QuantityTarget | DateTarget) or target.comparator is not Comparator.UNSTATED:
        return False
    return isinstance(target, DateTarget) or indicator.direction is None


def read_target(indicator: Indicator, reading: Reading | None) -> Target | None:
    """The target with its comparator; None where nothing says which."""
    target = indicator.target.value
    if not isinstance(target, QuantityTarget | DateTarget) or target.comparator is not Comparator.UNSTATED:
        return target
    if isinstance(target, QuantityTarget) and indicator.direction is not None:
        higher = indicator.direction is Direction.HIGHER_IS_BETTER
        return replace(target, comparator=Comparator.AT_LEAST if higher else Comparator.AT_MOST)
    if reading is None:
        return None
    if isinstance(target, DateTarget):
        return replace(target, comparator=reading.date)
    return replace(target, comparator=reading.cost if indicator.dimension is Dimension.COST else reading.default)


def class_of(indicator: Indicator, target: Target) -> RowClass:
    """The class of a row whose comparator is known."""
    facts = facts_of(indicator, target)
    if facts.kind is TargetKind.QUALITATIVE:
        return RowClass.QUALITATIVE
    if facts.kind is TargetKind.DATE:
        return RowClass.DATE
    if facts.sign is TargetSign.ZERO:
        return RowClass.ZERO
    if facts.sign is TargetSign.NEGATIVE:
        return RowClass.NEGATIVE
    assert facts.comparator is not None, "a number has one"
    return _BY_SIGN[facts.comparator]


def class_of_money(revised_budget: Fraction) -> RowClass:
    """The execution rate, or its absence."""
    return RowClass.EXECUTION if revised_budget else RowClass.ZERO_BUDGET
