"""What an explanation says is what was computed: its text, given to a calculator, yields the exact value."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indicators.language.targets import QuantityTarget
from indicators.numbers import Rounding, rounded
from indicators.quantities import Quantity
from indicators.scoring.constructors import compile_clause
from indicators.scoring.curve import Curve, Segment
from indicators.scoring.explanation import Citation, Explanation, RoundingStep, RulebookName
from indicators.scoring.goal import goal_of
from indicators.vocabulary.clauses import StepReading
from indicators.vocabulary.signs import Comparator
from tests.scoring.calculator import calculated
from tests.scoring.documents import clause_of, target_of
from tests.scoring.strategies import COMPILED, LAW, READINGS, SHORT_LAW, Suited, decimals, telling_values

CENTS = RoundingStep(Rounding.HALF_EVEN, 2)


def explanation_of(curve: Curve, segment: Segment, achieved: Fraction, weight: Decimal) -> Explanation:
    """The explanation of one value achieved, as ``score`` makes it."""
    assert segment.formula is not None
    exact = segment.formula.at(achieved)
    return Explanation(
        rulebook=RulebookName("test", "测试", "", "custom"),
        rule_id="own",
        rule="自带",
        clause=None,
        citation=Citation("测试"),
        says=segment.says,
        formula=segment.formula.text,
        weight=weight,
        target=curve.target,
        achieved=achieved,
        exact=exact,
        rounding=CENTS,
        result=CENTS.apply(exact),
    )


def sides(calculation: str) -> tuple[str, str, str]:
    """``filled = value ≈ six decimals``; what is missing is what stands before it."""
    filled, _, value = calculation.partition(" = ")
    value, _, about = (value or filled).partition(" ≈ ")
    return filled, value, about


def assert_text_is_true(explanation: Explanation):
    filled, value, about = sides(explanation.calculation)
    assert calculated(filled) == explanation.exact
    assert calculated(value) == explanation.exact
    assert bool(about) == ("/" in value)
    if about:
        assert explanation.exact is not None
        assert Decimal(about) == rounded(explanation.exact, 6, Rounding.HALF_EVEN)


@LAW
@given(COMPILED, st.data())
def test_the_text_computes_to_the_exact_value_for_every_clause(suited: Suited, data: st.DataObject):
    curve = suited.curve
    assert isinstance(curve, Curve)
    for achieved in telling_values(curve):
        segment = curve.at(achieved)
        if segment is not None and segment.formula is not None:
            assert_text_is_true(explanation_of(curve, segment, achieved, suited.weight))


FORMS = (
    "达标得满分，否则不得分",
    "按比例得分",
    "按反比例得分",
    "按偏差率得分",
    "超出部分按比例扣分",
    "按实际百分比得分",
    "每低 1 个百分点扣 0.5 分",
    "每超 1 个百分点扣 0.5 分",
    "每偏离 0.3 个百分点扣 0.5 分",
    "≥95% 得 5 分；≥90% 得满分的 80%；否则按比例得分",
    "≥95% 得 5 分；每低 1 个百分点扣 1 分",
    "完成率≥100% 得满分；每低 7 个百分点扣 1 分",
    "按比例得分，完成率低于 60% 不得分",
    "按比例得分，超过目标 130% 的部分每 10% 扣 1 分",
    "按反比例得分，偏差率>20% 扣 1 分",
    "按偏差率得分，每偏离 3 个百分点扣 0.7 分，偏差>2 扣满分的 3%",
    "得满分的 12.5%，实际值<0 扣 0.1 分",
)


@pytest.mark.parametrize("form", FORMS)
@SHORT_LAW
@given(decimals("0.001", "200", 3), decimals("-50", "400", 3), decimals("5", "50"), READINGS)
@example(Decimal(129), Decimal("120.73"), Decimal(10), StepReading.COMPLETE)
def test_the_text_computes_to_the_exact_value_for_each_form(
    form: str, target: Decimal, achieved: Decimal, weight: Decimal, reading: StepReading
):
    goal = goal_of(QuantityTarget(Comparator.AT_LEAST, Quantity(target, "", "%")))
    curve = compile_clause(clause_of(form), goal, Fraction(weight), reading)
    assert isinstance(curve, Curve), curve
    segment = curve.at(Fraction(achieved))
    assert segment is not None
    assert segment.formula is not None
    assert_text_is_true(explanation_of(curve, segment, Fraction(achieved), weight))


@pytest.mark.parametrize(
    ("clause", "target", "achieved", "calculation"),
    [
        # 有分母的步长要加括号，否则 ÷ 1/60 读作除以 1 再除以 60
        ("每少 1 分钟扣 1 分", "≥2 小时", Fraction(119, 60), "10 - (2 - (119/60)) ÷ (1/60) × 1 = 9"),
        # 负的起扣点要加括号，减负数不能写成 - -5
        ("每超 1 ℃扣 1 分", "≤-5 ℃", Fraction(-4), "10 - ((-4) - (-5)) ÷ 1 × 1 = 9"),
        ("按比例得分", "≥12.9 份", Fraction("12.073"), "10 × 12.073 ÷ 12.9 = 12073/1290 ≈ 9.358915"),
        ("达标得满分，否则不得分", "≥12 份", Fraction(12), "10"),
        ("达标得满分，否则不得分", "≥12 份", Fraction(11), "0"),
        ("按比例得分，偏差率>30% 扣 2 分", "≥20 份", Fraction(13), "10 × 13 ÷ 20 - 2 = 4.5"),
        ("按反比例得分，完成率>200% 扣 1 分", "≤10 份", Fraction(49), "10 × 10 ÷ 49 - 1 = 51/49 ≈ 1.040816"),
    ],
)
def test_the_calculation_reads(clause: str, target: str, achieved: Fraction, calculation: str):
    suited = Suited(clause_of(clause), target_of(target), Decimal(10), StepReading.PRO_RATA)
    curve = suited.curve
    assert isinstance(curve, Curve), curve
    segment = curve.at(achieved)
    assert segment is not None
    assert explanation_of(curve, segment, achieved, Decimal(10)).calculation == calculation


def test_other_roundings_are_those_that_differ():
    # 4.145：五成双 4.14，四舍五入 4.15，五舍六入 4.14，截尾 4.14
    explanation = Explanation(
        RulebookName("test", "测试", "", "custom"), "own", "自带", None, Citation("测试"), "", "4.145",
        Decimal(5), None, None, Fraction("4.145"), CENTS, Decimal("4.14"),
    )  # fmt: skip
    assert explanation.other_roundings == ((Rounding.HALF_UP, Decimal("4.15")),)
    assert explanation._replace(result=None).other_roundings == ()


@pytest.mark.parametrize(
    ("weight", "result", "deduction"),
    [
        ("15", "4.14", "10.86"),
        ("15.00", "15.00", "0.00"),
        ("5", "0", "5"),
        ("5.555", "0.00", "5.555"),
        ("123456789012345.67", "0.01", "123456789012345.66"),
    ],
)
def test_the_deduction_is_exact_whatever_decimal_context_others_set(weight: str, result: str, deduction: str):
    explanation = Explanation(
        RulebookName("test", "测试", "", "custom"), "own", "自带", None, Citation("测试"), "", result,
        Decimal(weight), None, None, Fraction(result), CENTS, Decimal(result),
    )  # fmt: skip
    with localcontext() as context:
        context.prec = 2
        assert str(explanation.deduction) == deduction
        assert explanation._replace(result=None).deduction is None


@pytest.mark.parametrize(
    ("citation", "printed"),
    [
        (Citation("办法", "第九条", verified=True), "办法，第九条"),
        (Citation("办法", verified=True), "办法"),
        (Citation("办法", "第九条"), "办法（未核实，不作引用）"),
    ],
)
def test_a_place_that_was_not_seen_is_never_cited(citation: Citation, printed: str):
    assert str(citation) == printed
