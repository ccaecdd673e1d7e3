"""Scoring at a value equals the published formula, written a second time without curves (``formulas.py``)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.dates import CalendarDate
from indicators.language.achievements import Measured, MeasuredDate
from indicators.language.clause_types import Clause, Step
from indicators.language.points import Points
from indicators.language.targets import DateTarget, QuantityTarget, Target
from indicators.quantities import Quantity
from indicators.scoring.constructors import compile_clause
from indicators.scoring.curve import Curve
from indicators.scoring.goal import goal_of, place_of
from indicators.scoring.proof import Trend, prove
from indicators.vocabulary.clauses import Side, StepReading
from indicators.vocabulary.signs import Comparator
from tests.scoring import formulas
from tests.scoring.documents import clause_of
from tests.scoring.strategies import LAW, READINGS, SHORT_LAW, SIGNS, decimals

TARGET = decimals("0.001", "300", 3)
ANY_SIGN = decimals("-100", "300", 3)
ACHIEVED = decimals("-100", "700", 3)
WEIGHT = decimals("0.5", "50")

Formula = Callable[[Fraction, Fraction, Fraction], Fraction]


def points(
    clause: Clause, target: Target, weight: Decimal, achieved: Fraction, reading: StepReading = StepReading.PRO_RATA
) -> Fraction:
    """What a clause gives for a value on the target's axis."""
    curve = compile_clause(clause, goal_of(target), Fraction(weight), reading)
    assert isinstance(curve, Curve), curve
    segment = curve.at(achieved)
    assert segment is not None
    assert segment.formula is not None
    return segment.formula.at(achieved)


def number(comparator: Comparator, value: Decimal, scale: str = "", unit: str = "%") -> QuantityTarget:
    return QuantityTarget(comparator, Quantity(value, scale, unit))


# ---------------------------------------------------------------- formulas

BASES: dict[str, Formula] = {
    "按比例得分": formulas.proportional,
    "按反比例得分": formulas.inverse,
    "按偏差率得分": formulas.deviation_rate,
    "超出部分按比例扣分": formulas.overrun,
    "按实际百分比得分": formulas.actual_percent,
}


@pytest.mark.parametrize("base", BASES)
@LAW
@given(st.sampled_from(SIGNS), TARGET, ACHIEVED, WEIGHT)
def test_a_base_gives_what_its_formula_gives_whatever_the_comparator(
    base: str, sign: Comparator, target: Decimal, achieved: Decimal, weight: Decimal
):
    expected = BASES[base](Fraction(weight), Fraction(target), Fraction(achieved))
    assert points(clause_of(base), number(sign, target), weight, Fraction(achieved)) == expected


VENDOR_RULES = {
    "≥": "按比例得分",
    ">": "按比例得分",
    "=": "按比例得分",
    "≤": "超出部分按比例扣分",
    "<": "超出部分按比例扣分",
}


@pytest.mark.parametrize("sign", SIGNS, ids=[sign.value for sign in SIGNS])
@SHORT_LAW
@given(TARGET, ACHIEVED, WEIGHT)
def test_the_vendor_formula_v1_is_these_clauses(sign: Comparator, target: Decimal, achieved: Decimal, weight: Decimal):
    expected = formulas.vendor(sign.value, Fraction(weight), Fraction(target), Fraction(achieved))
    clause = clause_of(VENDOR_RULES[sign.value])
    assert points(clause, number(sign, target), weight, Fraction(achieved)) == expected


MEETS: dict[Comparator, Callable[[Decimal, Decimal], bool]] = {
    Comparator.AT_LEAST: lambda achieved, target: achieved >= target,
    Comparator.AT_MOST: lambda achieved, target: achieved <= target,
    Comparator.EXACTLY: lambda achieved, target: achieved == target,
    Comparator.MORE_THAN: lambda achieved, target: achieved > target,
    Comparator.LESS_THAN: lambda achieved, target: achieved < target,
}


@pytest.mark.parametrize("sign", MEETS, ids=[sign.value for sign in MEETS])
@SHORT_LAW
@given(ANY_SIGN, ACHIEVED, WEIGHT)
def test_met_is_full_and_missed_is_nothing(sign: Comparator, target: Decimal, achieved: Decimal, weight: Decimal):
    for value in (achieved, target):
        expected = Fraction(weight) if MEETS[sign](value, target) else 0
        assert points(clause_of("达标得满分，否则不得分"), number(sign, target), weight, Fraction(value)) == expected


@pytest.mark.parametrize("base", BASES)
@SHORT_LAW
@given(st.sampled_from(SIGNS), TARGET, ACHIEVED, WEIGHT)
def test_met_else_is_full_where_met_and_the_formula_elsewhere(
    base: str, sign: Comparator, target: Decimal, achieved: Decimal, weight: Decimal
):
    missed = BASES[base](Fraction(weight), Fraction(target), Fraction(achieved))
    expected = Fraction(weight) if MEETS[sign](achieved, target) else missed
    clause = clause_of(f"达标得满分，否则{base}")
    assert points(clause, number(sign, target), weight, Fraction(achieved)) == expected


SHORT_OF = {
    Side.BELOW: lambda achieved, target: target - achieved,
    Side.ABOVE: lambda achieved, target: achieved - target,
    Side.EITHER: lambda achieved, target: abs(achieved - target),
}


@pytest.mark.parametrize("side", Side)
@LAW
@given(READINGS, ANY_SIGN, ACHIEVED, WEIGHT, decimals("0.5", "40", 1), decimals("0.1", "1", 1), st.integers(0, 20))
def test_steps_take_off_what_their_reading_says(
    side: Side,
    reading: StepReading,
    target: Decimal,
    achieved: Decimal,
    weight: Decimal,
    size: Decimal,
    share: Decimal,
    on_a_step: int,
):
    off = (share * weight).quantize(Decimal("0.01"))
    if not off:
        return
    clause = Clause(Step(side, Quantity(size, "", "%"), Points(off)))
    # 任意一个值，和恰好在一步边上的值
    for value in (achieved, target + on_a_step * size, target - on_a_step * size):
        missing = SHORT_OF[side](Fraction(value), Fraction(target))
        expected = formulas.stepped(Fraction(weight), missing, Fraction(size), Fraction(off), reading)
        assert points(clause, number(Comparator.EXACTLY, target), weight, Fraction(value), reading) == expected


MONTHS = st.builds(CalendarDate, st.integers(2020, 2026), st.integers(1, 12))


@LAW
@given(READINGS, MONTHS, MONTHS, WEIGHT, st.integers(1, 4), st.sampled_from(Side))
def test_months_late_are_counted_on_the_calendar(
    reading: StepReading, due: CalendarDate, done: CalendarDate, weight: Decimal, size: int, side: Side
):
    off = (weight / 10).quantize(Decimal("0.01"))
    clause = Clause(Step(side, Quantity(Decimal(size), "", "个月"), Points(off)))
    months = [Fraction(12 * date.year + (date.month or 0)) for date in (done, due)]
    expected = formulas.stepped(
        Fraction(weight), SHORT_OF[side](months[0], months[1]), Fraction(size), Fraction(off), reading
    )
    target = DateTarget(Comparator.AT_MOST, due)
    place = place_of(MeasuredDate(done), goal_of(target))
    assert isinstance(place, Fraction)
    assert points(clause, target, weight, place, reading) == expected


# ---------------------------------------------------------------- scale and unit

Spelling = tuple[str, str, Fraction | int]
SPELLINGS: tuple[Spelling, ...] = (
    ("万", "元", 10**4),
    ("", "元", 1),
    ("千", "元", 10**3),
    ("亿", "元", 10**8),
    ("", "角", Fraction(1, 10)),
)
WHOLE_MONEY = st.integers(1, 10**6).map(lambda tens: tens * 100)  # 元
SCALED_FORMS = (
    "达标得满分，否则不得分",
    "按比例得分",
    "按反比例得分",
    "按偏差率得分",
    "超出部分按比例扣分",
    "每超 0.5 万元扣 1 分，不足一步不扣",
    "每偏离 3000 元扣 0.5 分，不足一步按一步扣",
    "每少 1%扣 0.1 分，不足一步按比例扣",
    "≥50 万元 得 5 分；≥20 万元 得满分的 40%；否则不得分",
    "按比例得分，完成率低于 60% 不得分，实际值>300 万元 扣 2 分",
    "按比例得分，超过目标 130% 的部分每 10% 扣 1 分，不足一步按比例扣",
)


def written(money: int, scale: str, unit: str, worth: Fraction | int) -> Quantity:
    """So many 元 in another spelling; all of them are finite decimals."""
    value = Fraction(money) / worth
    return Quantity(Decimal(value.numerator) / Decimal(value.denominator), scale, unit)


@pytest.mark.parametrize("form", SCALED_FORMS)
@SHORT_LAW
@given(WHOLE_MONEY, WHOLE_MONEY, st.sampled_from(SIGNS), st.data())
def test_the_same_money_written_in_another_scale_gets_the_same_points(
    form: str, target: int, achieved: int, sign: Comparator, data: st.DataObject
):
    def given_points(of_target: Spelling, of_achieved: Spelling) -> Fraction:
        goal = QuantityTarget(sign, written(target, *of_target))
        place = place_of(Measured(written(achieved, *of_achieved)), goal_of(goal))
        assert isinstance(place, Fraction)
        return points(clause_of(form), goal, Decimal(10), place)

    spellings = data.draw(st.tuples(st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS)))
    assert given_points(*spellings) == given_points(SPELLINGS[0], SPELLINGS[1])


@SHORT_LAW
@given(decimals("0", "100"), decimals("1", "100"), st.sampled_from(sorted(BASES)))
def test_per_mille_and_percent_are_one_measure(achieved: Decimal, target: Decimal, base: str):
    in_percent = points(clause_of(base), number(Comparator.AT_LEAST, target), Decimal(10), Fraction(achieved))
    in_per_mille = number(Comparator.AT_LEAST, target * 10, unit="‰")
    assert points(clause_of(base), in_per_mille, Decimal(10), Fraction(achieved) * 10) == in_percent


# ---------------------------------------------------------------- trends

TRENDS = {
    "按比例得分": Trend.RISING,
    "按实际百分比得分": Trend.RISING,
    "按反比例得分": Trend.FALLING,
    "超出部分按比例扣分": Trend.FALLING,
    "按偏差率得分": Trend.NEITHER,
    "得满分": Trend.CONSTANT,
    "不得分": Trend.CONSTANT,
    "须人工评分": Trend.CONSTANT,
    "每少 1%扣 1 分": Trend.RISING,
    "每超 1%扣 1 分": Trend.FALLING,
    "每偏离 1%扣 1 分": Trend.NEITHER,
    "≥95% 得 5 分；≥90% 得 4 分；否则不得分": Trend.RISING,
    "≤95% 得 5 分；否则不得分": Trend.FALLING,
    "按比例得分，超过目标 130% 的部分每 10% 扣 1 分": Trend.NEITHER,
    # 到 90% 升到 4.5，之后只有 4：升过又降，只看段内是看不出来的
    "按比例得分，完成率≥90% 得 4 分": Trend.NEITHER,
    "按反比例得分，完成率>200% 得满分": Trend.NEITHER,
}


@pytest.mark.parametrize("reading", StepReading)
@pytest.mark.parametrize("clause", TRENDS)
def test_each_form_moves_as_its_sentence_says(clause: str, reading: StepReading):
    curve = compile_clause(clause_of(clause), goal_of(number(Comparator.AT_LEAST, Decimal(98))), Fraction(5), reading)
    assert isinstance(curve, Curve), curve
    assert prove(curve).trend is TRENDS[clause]


@pytest.mark.parametrize(
    ("sign", "trend"),
    [
        (Comparator.AT_LEAST, Trend.RISING),
        (Comparator.MORE_THAN, Trend.RISING),
        (Comparator.AT_MOST, Trend.FALLING),
        (Comparator.LESS_THAN, Trend.FALLING),
        (Comparator.EXACTLY, Trend.NEITHER),
    ],
)
@pytest.mark.parametrize("otherwise", ["不得分", "得 3 分", "得满分"])
def test_met_or_not_moves_as_its_comparator_does(sign: Comparator, trend: Trend, otherwise: str):
    curve = compile_clause(
        clause_of(f"达标得满分，否则{otherwise}"), goal_of(number(sign, Decimal(98))), Fraction(5), StepReading.STARTED
    )
    assert isinstance(curve, Curve), curve
    assert prove(curve).trend is (Trend.CONSTANT if otherwise == "得满分" else trend)
