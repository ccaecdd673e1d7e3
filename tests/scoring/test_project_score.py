"""The whole table: execution, rows, total. The total is the sum of the rounded rows, as the form adds them."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.scoring.execution import score_execution
from indicators.scoring.project import describe_total, score_assessment
from indicators.scoring.rulebook import Rulebook
from indicators.scoring.score import ScoreStatus
from tests.scoring.documents import assessment, book, cells, rule, urumqi
from tests.scoring.strategies import LAW, decimals

RATIO = rule("ratio", "按比例得分")
EXECUTION = '[execution]\nclause = "按比例得分"\nsource = "s"\nzero_budget = "{zero}"\n'
CAP = '[[cap]]\nwhen = "执行率<80%"\nat_most = 50\nsource = "s"\n'
RESCALED = {"inapplicable": '"剔除，其余折算为 100 分"'}


def money(zero: str = "满分", *tables: str, **keys: Any) -> Rulebook:
    return book(RATIO, EXECUTION.format(zero=zero), *tables, **keys)


def half(name: str, **more: Any) -> dict[str, Any]:
    """A row of 45 points that gets all of them."""
    return cells("≥20 份", "=20 份", "45", name=name, **more)


class TestExecution:
    @pytest.mark.parametrize(
        ("budget", "outturn", "points", "rate"),
        [
            ("51.60", "48.29", "9.36", "93.59"),  # 公开表：10 × 48.29 ÷ 51.60 = 9.3585…；93.585…%
            ("0.38", "0.38", "10.00", "100.00"),
            ("100", "102.59", "10.00", "102.59"),  # 超支不超过满分，执行率照印
            ("100", "0", "0.00", "0.00"),
            ("0.01", "0.005", "5.00", "50.00"),
        ],
    )
    def test_is_outturn_against_the_revised_budget(self, budget: str, outturn: str, points: str, rate: str):
        scored = score_execution(assessment(half("甲"), budget=budget, outturn=outturn).funding, money())
        assert scored is not None
        assert (str(scored.score), str(scored.printed_rate)) == (points, rate)
        assert scored.rate == Fraction(outturn) / Fraction(budget)
        assert scored.explanation.rule_id == "execution"
        over = {"execution-over-budget"} if Fraction(outturn) > Fraction(budget) else set()
        assert {problem.code for problem in scored.problems} == over

    def test_shows_its_calculation_and_its_deduction(self):
        scored = score_execution(assessment(half("甲"), budget="51.60", outturn="48.29").funding, money())
        assert scored is not None
        assert scored.explanation.calculation == "10 × 48.29 ÷ 51.6 = 4829/516 ≈ 9.358527"
        assert str(scored.deduction) == "0.64"

    @pytest.mark.parametrize(("zero", "points"), [("满分", "10.00"), ("不得分", "0.00")])
    def test_of_nothing_out_of_nothing_is_what_the_rulebook_says(self, zero: str, points: str):
        scored = score_execution(assessment(half("甲"), budget="0", outturn="0").funding, money(zero))
        assert scored is not None
        assert str(scored.score) == points
        assert (scored.rate, scored.printed_rate) == (None, None)

    @pytest.mark.parametrize(("zero", "outturn"), [("须人工评分", "0"), ("满分", "5"), ("不得分", "5")])
    def test_without_a_budget_stays_open_when_a_person_decides_or_money_was_spent(self, zero: str, outturn: str):
        whole = score_assessment(assessment(half("甲"), half("乙"), budget="0", outturn=outturn), money(zero))
        assert whole.execution is not None
        assert (whole.execution.score, whole.execution.deduction, whole.total) == (None, None, None)
        assert [(problem.code, problem.where) for problem in whole.problems] == [("execution-open", ("funding",))]

    def test_is_no_part_of_the_total_where_the_rulebook_has_none(self):
        whole = score_assessment(assessment(half("甲"), half("乙"), outturn="1"), book(RATIO))
        assert whole.execution is None
        assert str(whole.total) == "90.00"

    def test_stays_open_where_its_clause_needs_a_person(self):
        manual = book(RATIO, EXECUTION.format(zero="满分").replace("按比例得分", "须人工评分"))
        assert score_assessment(assessment(half("甲")), manual).total is None

    def test_stays_open_where_its_clause_does_not_suit_money(self):
        points = book(RATIO, EXECUTION.format(zero="满分").replace("按比例得分", "每低 1 个百分点扣 1 分"))
        whole = score_assessment(assessment(half("甲")), points)
        assert whole.total is None
        (problem,) = whole.problems
        assert (problem.code, problem.where) == ("execution-open", ("funding",))
        assert "百分点只用于百分数目标" in problem.message

    def test_takes_the_points_of_a_person_where_it_is_open(self):
        given = assessment(
            half("甲"), half("乙"), budget="0", outturn="0", score=Decimal(7), score_reason="没有安排预算"
        )
        whole = score_assessment(given, money("须人工评分"))
        assert whole.execution is not None
        assert (str(whole.execution.score), str(whole.total), whole.problems) == ("7.00", "97.00", ())

    def test_computed_stands_where_another_score_was_filled_in_and_says_so(self):
        given = assessment(half("甲"), half("乙"), outturn="50", score=Decimal(7), score_reason="…")
        whole = score_assessment(given, money())
        assert (str(whole.total), [problem.code for problem in whole.problems]) == ("95.00", ["score-differs"])

    @pytest.mark.parametrize(
        ("points", "code", "total"), [("7", "score-reason-missing", "97.00"), ("10.01", "score-outside-band", "None")]
    )
    def test_wants_a_reason_and_no_more_than_its_weight_of_a_person(self, points: str, code: str, total: str):
        given = assessment(half("甲"), half("乙"), budget="0", outturn="0", score=Decimal(points))
        whole = score_assessment(given, money("须人工评分"))
        assert str(whole.total) == total
        assert [(problem.code, problem.where) for problem in whole.problems] == [(code, ("funding", "score"))]


class TestTheTotal:
    def test_adds_rounded_rows_and_not_exact_ones(self):
        # 三行各 10 × 1 ÷ 3 = 3.333… → 3.33；合计 9.99，不是 10
        rows = [cells("≥3 份", "=1 份", name=name) for name in "甲乙丙"]
        whole = score_assessment(assessment(*rows), book(RATIO))
        assert (str(whole.total), str(whole.sum_of_rows)) == ("9.99", "9.99")

    def test_is_open_while_a_row_is_and_says_how_far_it_has_come(self):
        whole = score_assessment(assessment(half("甲"), cells("≥20 份", None, "45", name="乙")), money())
        assert (whole.total, str(whole.sum_of_rows), whole.grade) == (None, "55.00", "")
        assert whole.is_open
        assert [row.indicator.name for row in whole.open_rows] == ["乙"]
        assert describe_total(whole) == "待定（已得 55.00，尚有 1 项待定）"

    def test_keeps_what_does_not_apply_at_nothing(self):
        whole = score_assessment(assessment(half("甲"), half("乙", not_applicable="取消")), money())
        assert str(whole.total) == "55.00"  # 45 + 0 + 10

    def test_is_stretched_over_what_does_not_apply_where_it_is_dropped(self):
        whole = score_assessment(assessment(half("甲"), half("乙", not_applicable="取消")), money(**RESCALED))
        assert (str(whole.total), str(whole.sum_of_rows)) == ("100.00", "55.00")  # 55 × 100 ÷ 55

    def test_stretched_points_are_rounded_once(self):
        rows = [half("甲", not_applicable="取消"), cells("≥3 份", "=1 份", "45", name="乙")]
        whole = score_assessment(assessment(*rows), money(**RESCALED))
        assert str(whole.total) == "45.45"  # (15 + 10) × 100 ÷ 55 = 45.4545…

    def test_of_rows_that_all_do_not_apply_stays_open_because_nothing_can_be_stretched(self):
        whole = score_assessment(assessment(half("甲", not_applicable="取消")), book(RATIO, **RESCALED))
        assert whole.total is None
        assert [problem.code for problem in whole.problems] == ["nothing-applicable"]

    @pytest.mark.parametrize(
        ("outturn", "total", "capped"), [("79.99", "50.00", True), ("80", "98.00", False), ("0", "50.00", True)]
    )
    def test_is_lowered_by_a_cap_and_says_so(self, outturn: str, total: str, capped: bool):
        whole = score_assessment(assessment(half("甲"), half("乙"), outturn=outturn), money("满分", CAP))
        assert (str(whole.total), whole.cap is not None) == (total, capped)

    def test_below_a_cap_is_not_lowered(self):
        rows = [half("甲"), cells("≥20 份", "=0 份", "45", name="乙")]
        whole = score_assessment(assessment(*rows, outturn="50"), money("满分", CAP))
        assert (str(whole.total), whole.cap) == ("50.00", None)  # 45 + 0 + 5，恰好等于封顶

    def test_has_the_grade_of_its_points(self):
        whole = score_assessment(assessment(half("甲"), half("乙"), outturn="0"), urumqi())
        assert (str(whole.total), whole.grade) == ("90.00", "优")

    def test_places_each_problem_at_its_row_and_cell(self):
        rows = [half("甲"), cells("≥20 份", "=20 家", "40", name="乙"), cells("20 份", "=20 份", "5", name="丙")]
        whole = score_assessment(assessment(*rows), money())
        assert [(problem.code, problem.where) for problem in whole.problems] == [
            ("unit-mismatch", ("indicator", 1, "achieved")),
            ("comparator-unstated", ("indicator", 2, "target")),
        ]


ROWS = st.lists(
    st.tuples(decimals("1", "40"), decimals("0.001", "300", 3), decimals("0", "400", 3), st.integers(0, 9)),
    min_size=1,
    max_size=8,
)


def drawn_rows(rows: list[tuple[Decimal, Decimal, Decimal, int]]) -> list[dict[str, Any]]:
    """Rows by ratio; one in ten does not apply."""
    return [
        cells(
            f"≥{target:f} 份",
            f"={achieved:f} 份",
            str(weight),
            name=f"第 {number} 行",
            not_applicable="" if chance else "取消",
        )
        for number, (weight, target, achieved, chance) in enumerate(rows)
    ]


@LAW
@given(ROWS, decimals("0.01", "200"), decimals("0", "200"), st.integers(1, 28))
def test_the_total_is_the_sum_of_rounded_rows_and_execution(
    rows: list[tuple[Decimal, Decimal, Decimal, int]], budget: Decimal, outturn: Decimal, precision: int
):
    with localcontext() as context:
        context.prec = precision  # 别的库把精度调低也不变
        whole = score_assessment(assessment(*drawn_rows(rows), budget=str(budget), outturn=str(outturn)), money())
    assert whole.execution is not None
    points = [row.score for row in whole.indicators] + [whole.execution.score]
    cents = [Fraction(each) * 100 for each in points if each is not None]
    assert len(cents) == len(rows) + 1
    assert all(each.denominator == 1 for each in cents)
    assert whole.total is not None
    assert Fraction(whole.total) * 100 == sum(cents)
    assert whole.sum_of_rows == whole.total


@LAW
@given(ROWS, decimals("0.01", "200"), decimals("0", "200"))
def test_every_score_lies_between_nothing_and_its_weight_and_the_deduction_is_the_rest(
    rows: list[tuple[Decimal, Decimal, Decimal, int]], budget: Decimal, outturn: Decimal
):
    whole = score_assessment(assessment(*drawn_rows(rows), budget=str(budget), outturn=str(outturn)), money())
    for row in whole.indicators:
        assert row.score is not None
        assert row.deduction is not None
        assert 0 <= row.score <= row.indicator.weight
        assert Fraction(row.score) + Fraction(row.deduction) == Fraction(row.indicator.weight)


@LAW
@given(ROWS, decimals("0.01", "200"), decimals("0", "200"))
def test_a_capped_total_is_the_cap_and_any_other_is_the_sum(
    rows: list[tuple[Decimal, Decimal, Decimal, int]], budget: Decimal, outturn: Decimal
):
    whole = score_assessment(
        assessment(*drawn_rows(rows), budget=str(budget), outturn=str(outturn)), money("满分", CAP)
    )
    holds = Fraction(outturn) / Fraction(budget) < Fraction(80, 100) and whole.sum_of_rows > 50
    assert (whole.cap is not None) == holds
    assert whole.total == (50 if holds else whole.sum_of_rows)


@LAW
@given(ROWS, decimals("0.01", "200"), decimals("0", "200"))
def test_a_rescaled_total_is_the_share_earned_of_what_applies(
    rows: list[tuple[Decimal, Decimal, Decimal, int]], budget: Decimal, outturn: Decimal
):
    rescaling = money(**RESCALED)
    whole = score_assessment(assessment(*drawn_rows(rows), budget=str(budget), outturn=str(outturn)), rescaling)
    everything = sum(Fraction(row.indicator.weight) for row in whole.indicators) + 10
    applying = [row for row in whole.indicators if row.status is not ScoreStatus.NOT_APPLICABLE]
    if not applying:  # nothing is left to stretch: a person decides
        assert whole.total is None
        assert "nothing-applicable" in {problem.code for problem in whole.problems}
        return
    left = sum(Fraction(row.indicator.weight) for row in applying) + 10
    assert whole.total == rescaling.rounding.total.step.apply(Fraction(whole.sum_of_rows) * everything / left)
