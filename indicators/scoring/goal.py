"""Where a target lies on the axis of achieved values, and where an achievement does."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.dates import CalendarDate, Precision
from indicators.language.achievements import Achievement, Completion, Graded, Measured, MeasuredDate, Stated
from indicators.language.targets import (
    DateTarget,
    PeriodTarget,
    QualitativeTarget,
    QuantityRange,
    QuantityTarget,
    ScaleTarget,
    Target,
)
from indicators.problems import Problem, Severity
from indicators.quantities import Quantity
from indicators.scoring.curve import Axis, AxisKind
from indicators.scoring.intervals import (
    Cut,
    Interval,
    after,
    at_least,
    at_most,
    before,
    exactly,
    less_than,
    more_than,
)
from indicators.vocabulary.grades import Grade
from indicators.vocabulary.signs import Comparator
from indicators.vocabulary.units import PERCENT

GRADE_PLACE: dict[Grade, Fraction] = {
    Grade.NOT_ACHIEVED: Fraction(0),
    Grade.PARTLY: Fraction(1),
    Grade.ACHIEVED: Fraction(2),
}

_DATE_AXES = {
    Precision.YEAR: Axis(AxisKind.YEAR),
    Precision.MONTH: Axis(AxisKind.MONTH),
    Precision.DAY: Axis(AxisKind.DAY),
}
_PRECISIONS = {axis.kind: precision for precision, axis in _DATE_AXES.items()}
_GRADE_AXIS = Axis(AxisKind.GRADE)

_MET = {
    Comparator.AT_LEAST: at_least,
    Comparator.MORE_THAN: more_than,
    Comparator.AT_MOST: at_most,
    Comparator.LESS_THAN: less_than,
    Comparator.EXACTLY: exactly,
}


@dataclass(frozen=True, slots=True)
class Goal:
    """A target placed on its axis: which values meet it, and the one number T where there is one."""

    axis: Axis
    met: Interval
    anchor: Fraction | None
    target: Target

    @property
    def low(self) -> Fraction | None:
        """The mark below which the target is missed; T when the comparator sets no lower bound."""
        return self.anchor if self.met.lower[0] else self._last_met(self.met.lower, above=1)

    @property
    def high(self) -> Fraction | None:
        """The mark above which the target is missed; T when the comparator sets no upper bound."""
        return self.anchor if self.met.upper[0] else self._last_met(self.met.upper, above=-1)

    def _last_met(self, cut: Cut, above: int) -> Fraction:
        """The number at an end of what meets the target; before 9 月 the last month that does is 8 月."""
        is_open = cut[2] == above
        return Fraction(cut[1]) + (above if is_open and self.axis.is_discrete else 0)


def goal_of(target: Target) -> Goal:
    """Place a target (年度指标值) on its axis. Its comparator must be known: see ``selection``."""
    match target:
        case QuantityTarget(comparator, quantity):
            number = Fraction(quantity.number)
            return Goal(_quantity_axis(quantity), _MET[comparator](number), number, target)
        case QuantityRange(low, high, low_open, high_open):
            lowest, highest = low.measured_in(high), Fraction(high.number)
            assert lowest is not None, "the parser refuses ranges in unlike units"
            met = Interval(
                after(lowest) if low_open else before(lowest), before(highest) if high_open else after(highest)
            )
            return Goal(_quantity_axis(high), met, None, target)
        case DateTarget(comparator, date):
            ordinal = Fraction(date.ordinal)
            return Goal(_DATE_AXES[date.precision], _MET[comparator](ordinal), ordinal, target)
        case PeriodTarget(start, end):
            met = Interval(before(start.ordinal), after(end.ordinal))
            return Goal(_DATE_AXES[end.precision], met, None, target)
        case QualitativeTarget() | ScaleTarget():
            return Goal(_GRADE_AXIS, exactly(GRADE_PLACE[Grade.ACHIEVED]), None, target)


def _quantity_axis(quantity: Quantity) -> Axis:
    return Axis(AxisKind.QUANTITY, Quantity(Decimal(1), quantity.scale, quantity.unit))


def place_of(achievement: Achievement, goal: Goal) -> Fraction | Problem:
    """Place a value achieved (实际完成值) on the target's axis, or say why the two do not meet."""
    axis = goal.axis
    match achievement:
        case Measured(quantity, sign) if axis.measure is not None:
            return _sign_problem(achievement, sign, goal) or _quantity_place(quantity, axis.measure)
        case MeasuredDate(date, sign) if axis.kind in _PRECISIONS:
            return _sign_problem(achievement, sign, goal) or _date_place(date, axis.kind, goal)
        case Graded(grade) if axis.kind is AxisKind.GRADE:
            return GRADE_PLACE[grade]
        case Completion(done) if isinstance(goal.target, QualitativeTarget):
            return GRADE_PLACE[Grade.ACHIEVED if done else Grade.NOT_ACHIEVED]
        case Stated(wording) if isinstance(goal.target, QualitativeTarget) and wording == goal.target.wording:
            return GRADE_PLACE[Grade.ACHIEVED]
    return _unlike(achievement, goal)


def _sign_problem(achievement: Measured | MeasuredDate, sign: Comparator, goal: Goal) -> Problem | None:
    """``<95%`` is no value achieved; ``≥266 米`` for a target ``≥200 米`` only repeats the sign."""
    if sign is Comparator.EXACTLY or sign is getattr(goal.target, "comparator", None):
        return None
    return Problem(
        "achieved-sign",
        f"实际完成值写的是「{sign.value}」，不知道到底是多少",
        text=str(achievement),
        expected="实际的数或日期，不带大小符号",
        example=f"={str(achievement).removeprefix(sign.value)}",
    )


def _quantity_place(quantity: Quantity, measure: Quantity) -> Fraction | Problem:
    place = quantity.measured_in(measure)
    if place is not None:
        return place
    if quantity.is_bare and not measure.scale and measure.base_unit != PERCENT:
        return Fraction(quantity.number)  # a plain count; ``check`` reports the missing unit
    if quantity.is_bare:
        return Problem(
            "achieved-without-unit",
            f"实际完成值没有写单位，目标的单位是「{measure.scale}{measure.unit}」",
            text=str(quantity),
            expected="与目标相同的单位",
            example=f"={quantity}{'' if measure.unit == '%' else ' '}{measure.scale}{measure.unit}",
        )
    return Problem(
        "unit-mismatch",
        f"实际完成值与目标的单位不同：{_unit_name(quantity)}与{_unit_name(measure)}",
        text=f"={quantity}",
        expected=f"{_unit_name(measure)}",
        example=f"={Quantity(quantity.number, measure.scale, measure.unit)}",
    )


def _unit_name(quantity: Quantity) -> str:
    return f"「{quantity.scale}{quantity.unit}」" if not quantity.is_bare else "无单位的数"


def _date_place(date: CalendarDate, kind: AxisKind, goal: Goal) -> Fraction | Problem:
    ordinal = date.ordinal_at(_PRECISIONS[kind])
    if ordinal is not None:
        return Fraction(ordinal)
    return Problem(
        "date-precision",
        f"目标写到{kind.value}，实际完成值没有写到{kind.value}",
        text=f"={date}",
        expected=f"写到{kind.value}的日期",
        example=f"={getattr(goal.target, 'date', None) or getattr(goal.target, 'end', date)}",
    )


def _unlike(achievement: Achievement, goal: Goal) -> Problem:
    """The two are of different kinds. Nothing is guessed: the rulebook or a person decides."""
    wanted = {
        AxisKind.QUANTITY: ("实际完成的数和单位", "=28 份"),
        AxisKind.GRADE: ("达成、部分达成或未达成", "达成预期指标"),
    }.get(goal.axis.kind, ("完成的日期", "=2024 年 10 月"))
    return Problem(
        "achieved-other-kind",
        f"实际完成值与目标「{goal.target}」不是一类，无法按规则比较",
        text=str(achievement),
        expected=wanted[0],
        example=wanted[1],
        severity=Severity.OPEN,
    )
