"""Every way a row can end: scored, scored by a person, kept out, or left open with the reason."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from indicators.language.achievements import parse_achievement
from indicators.problems import Problem, Severity
from indicators.scoring.rulebook import Rulebook
from indicators.scoring.score import IndicatorScore, ScoreStatus, prepare_row, score_indicator
from tests.scoring.documents import book, indicator, rule, urumqi

GRADES = "按等次得分：达成 100%~80%，部分达成 80%~60%，未达成 60%~0%"
WORDS = book(rule("grades", GRADES, when='{ kind = ["定性"] }'), rule("ratio", "按比例得分，超过目标须人工评分"))
PARTLY, ACHIEVED, NOT_ACHIEVED = "部分达成预期指标", "达成预期指标", "未达成预期指标"


def scored(target: str, achieved: str | None, rulebook: Rulebook | None = None, **more: Any) -> IndicatorScore:
    return score_indicator(indicator(target, achieved, **more), rulebook or WORDS)


def codes(row: IndicatorScore) -> list[str]:
    return [problem.code for problem in row.problems]


def assert_open(row: IndicatorScore, code: str, severity: Severity = Severity.OPEN):
    """No points, and the reason is said."""
    assert row.status is ScoreStatus.NEEDS_PERSON
    assert row.score is None
    assert row.deduction is None
    assert row.explanation.exact is None
    assert row.explanation.calculation == ""
    found = [problem for problem in row.problems if problem.code == code]
    assert [problem.severity for problem in found] == [severity]
    assert row.explanation.says == found[0].message


class TestARowScoredByRule:
    def test_has_points_a_deduction_and_the_whole_explanation(self):
        # 公开表：5 × 8.29 ÷ 10 = 4.145，五成双 4.14
        row = scored("≤10 万元", "=8.29 万元", urumqi(), weight="5", dimension="成本指标")
        assert row.status is ScoreStatus.SCORED
        assert (str(row.score), str(row.deduction)) == ("4.14", "0.86")
        assert row.explanation.calculation == "5 × 8.29 ÷ 10 = 4.145"
        assert (row.explanation.rule_id, row.explanation.rulebook.id) == ("cost-ratio", "urumqi-2024")
        assert (row.explanation.target, row.explanation.achieved) == (Fraction(10), Fraction("8.29"))
        assert row.deviation_rate == Fraction("-0.171")
        assert row.problems == ()

    @pytest.mark.parametrize(
        ("target", "achieved", "deviation"),
        [
            ("≥20 份", "=28 份", Fraction(2, 5)),
            ("≥-5 ℃", "=-4 ℃", Fraction(1, 5)),  # (-4 + 5) ÷ |-5|
            ("≥-5 ℃", "=-6 ℃", Fraction(-1, 5)),
            ("=0 起", "=1 起", None),  # 零目标没有偏差率
            ("80%~90%", "=95%", None),  # 区间没有一个 T
            ("≤2024年10月", "=2024年11月", None),  # 日期不相除
            ("有效改善", ACHIEVED, None),
        ],
    )
    def test_deviates_from_a_number_by_a_share_of_it(self, target: str, achieved: str, deviation: Fraction | None):
        assert scored(target, achieved, book()).deviation_rate == deviation

    def test_a_score_that_agrees_is_no_matter(self):
        assert codes(scored("≥20 份", "=19 份", score="9.50")) == []

    def test_a_score_that_differs_is_said_and_the_computed_one_stands(self):
        row = scored("≥20 份", "=19 份", score="9.6")
        assert (row.status, str(row.score)) == (ScoreStatus.SCORED, "9.50")
        assert [(problem.code, problem.severity, problem.expected) for problem in row.problems] == [
            ("score-differs", Severity.WARNING, "9.50")
        ]

    def test_rounding_is_compared_not_the_exact_value(self):
        # 10 × 599 ÷ 600 = 9.98333…
        assert codes(scored("≥600 人次", "=599 人次", score="9.98")) == []
        assert codes(scored("≥600 人次", "=599 人次", score="9.983")) == ["score-differs"]


class TestAGradeWithABand:
    @pytest.mark.parametrize(
        ("achieved", "points"), [(ACHIEVED, "10.00"), (PARTLY, "6.00"), (NOT_ACHIEVED, "0.00"), ("完成", "10.00")]
    )
    def test_gets_its_default_unless_a_person_chooses(self, achieved: str, points: str):
        row = scored("有效改善", achieved)
        assert (row.status, str(row.score), codes(row)) == (ScoreStatus.SCORED, points, [])
        assert row.band is not None

    @pytest.mark.parametrize(
        ("achieved", "chosen"),
        [
            (ACHIEVED, "8"),  # 80%（含）
            (ACHIEVED, "10"),
            (ACHIEVED, "9.99"),
            (PARTLY, "6"),  # 60%（含）
            (PARTLY, "7.99"),
            (NOT_ACHIEVED, "0"),
            (NOT_ACHIEVED, "5.99"),
        ],
    )
    def test_takes_points_inside_its_band(self, achieved: str, chosen: str):
        row = scored("有效改善", achieved, score=chosen)
        assert (row.status, codes(row)) == (ScoreStatus.SCORED, [])
        assert row.score == Decimal(chosen)
        assert "由人工在" in row.explanation.says

    @pytest.mark.parametrize(
        ("achieved", "chosen"),
        [
            (ACHIEVED, "7.99"),
            (ACHIEVED, "10.01"),
            (PARTLY, "8"),  # 80% 归「达成」
            (PARTLY, "7.999"),  # 修约后是 8.00，也归「达成」
            (PARTLY, "5.99"),
            (NOT_ACHIEVED, "6"),  # 60% 归「部分达成」
        ],
    )
    def test_refuses_points_outside_its_band(self, achieved: str, chosen: str):
        row = scored("有效改善", achieved, score=chosen)
        assert_open(row, "score-outside-band", Severity.ERROR)
        assert row.band is not None
        assert row.problems[0].text == chosen

    def test_a_band_of_one_number_takes_that_number(self):
        fixed = book(rule("any", "按等次得分：达成 100%~100%，部分达成 50%~50%，未达成 0%~0%"))
        for achieved, points in ((ACHIEVED, "10"), (PARTLY, "5"), (NOT_ACHIEVED, "0")):
            assert codes(scored("有效改善", achieved, fixed, score=points)) == []


class TestARowAPersonMustScore:
    def test_is_open_and_says_between_which_points(self):
        row = scored("≤10 万元", "=12 万元", score_reason="…")
        assert_open(row, "score-needed")
        assert str(row.band) == "0~10 分"

    def test_is_scored_once_a_person_gave_points_and_a_reason(self):
        row = scored("≤10 万元", "=12 万元", score="3.5", score_reason="超支已批准")
        assert (row.status, str(row.score), codes(row)) == (ScoreStatus.SCORED, "3.50", [])
        assert (row.explanation.target, row.explanation.achieved) == (Fraction(10), Fraction(12))

    def test_wants_the_reason(self):
        row = scored("≤10 万元", "=12 万元", score="3.5")
        assert (row.status, str(row.score)) == (ScoreStatus.SCORED, "3.50")
        assert [(problem.code, problem.severity) for problem in row.problems] == [
            ("score-reason-missing", Severity.ERROR)
        ]

    def test_refuses_points_above_the_weight(self):
        assert_open(
            scored("≤10 万元", "=12 万元", score="10.01", score_reason="…"), "score-outside-band", Severity.ERROR
        )

    def test_points_are_rounded_as_the_rulebook_rounds(self):
        # 4.145 是一半，四舍六入五成双取 4.14
        row = scored("≤10 万元", "=12 万元", score="4.145", score_reason="…")
        assert str(row.score) == "4.14"
        assert row.explanation.exact == Fraction("4.145")


class TestARowThatDoesNotApply:
    def test_gets_nothing_and_says_why(self):
        row = scored("≥20 份", None, not_applicable="任务取消")
        assert (row.status, str(row.score), codes(row)) == (ScoreStatus.NOT_APPLICABLE, "0.00", [])
        assert row.explanation.says == "不适用：任务取消；保留，计 0 分"

    def test_does_so_even_where_no_rule_would_suit(self):
        row = scored("=0 起", "=1 起", book(rule("ratio", "按比例得分")), not_applicable="任务取消")
        assert row.status is ScoreStatus.NOT_APPLICABLE

    def test_says_how_the_rulebook_treats_it(self):
        dropped = book(inapplicable='"剔除，其余折算为 100 分"')
        assert "剔除" in scored("≥20 份", None, dropped, not_applicable="任务取消").explanation.says


TREATMENTS = [("missing_achievement", None, "achieved-missing"), ("done_for_number", "完成", "done-for-number")]
UNMEASURED = pytest.mark.parametrize(("key", "achieved", "code"), TREATMENTS)


@UNMEASURED
class TestARowWithoutANumber:
    def test_is_open_where_a_person_decides(self, key: str, achieved: str | None, code: str):
        row = scored("≥20 份", achieved, book(**{key: '"须人工评分"'}))
        assert_open(row, code)
        assert str(row.band) == "0~10 分"

    def test_takes_the_points_of_a_person(self, key: str, achieved: str | None, code: str):
        row = scored("≥20 份", achieved, book(**{key: '"须人工评分"'}), score="7", score_reason="已核实")
        assert (row.status, str(row.score), codes(row)) == (ScoreStatus.SCORED, "7.00", [])

    def test_wants_the_reason_of_a_person(self, key: str, achieved: str | None, code: str):
        row = scored("≥20 份", achieved, book(**{key: '"须人工评分"'}), score="7")
        assert codes(row) == ["score-reason-missing"]

    @pytest.mark.parametrize(("treatment", "points"), [("满分", "10.00"), ("不得分", "0.00")])
    def test_gets_all_or_nothing_with_a_warning(
        self, key: str, achieved: str | None, code: str, treatment: str, points: str
    ):
        row = scored("≥20 份", achieved, book(**{key: f'"{treatment}"'}))
        assert (row.status, str(row.score)) == (ScoreStatus.SCORED, points)
        assert [(problem.code, problem.severity) for problem in row.problems] == [(code, Severity.WARNING)]

    def test_says_that_a_score_filled_in_is_not_the_one(self, key: str, achieved: str | None, code: str):
        row = scored("≥20 份", achieved, book(**{key: '"不得分"'}), score="7")
        assert (str(row.score), codes(row)) == ("0.00", [code, "score-differs"])


def test_not_done_is_no_number_either():
    assert_open(scored("≥20 份", "未完成"), "done-for-number")
    assert_open(scored("≤2024年10月", "完成", book()), "done-for-number")


OPEN = [
    # 目标、实际、办法、问题、程度
    ("≥20 份", "=20 家", WORDS, "unit-mismatch", Severity.ERROR),
    ("≥3 万家", "=3", WORDS, "achieved-without-unit", Severity.ERROR),
    ("≥90%", "=0.9", WORDS, "achieved-without-unit", Severity.ERROR),
    ("≥95%", "<95%", WORDS, "achieved-sign", Severity.ERROR),
    ("≤2024年10月", "≥2024年10月", book(), "achieved-sign", Severity.ERROR),
    ("≥20 份", "=2024年10月", WORDS, "achieved-other-kind", Severity.OPEN),
    ("≥20 份", ACHIEVED, WORDS, "achieved-other-kind", Severity.OPEN),
    ("≥20 份", "好", WORDS, "achieved-other-kind", Severity.OPEN),
    ("有效改善", "=20 份", WORDS, "achieved-other-kind", Severity.OPEN),
    ("有效改善", "明显好转", WORDS, "achieved-other-kind", Severity.OPEN),
    ("≤2024年10月", "=20 份", book(), "achieved-other-kind", Severity.OPEN),
    ("≤2024年10月", "=2024年", book(), "date-precision", Severity.ERROR),
    ("≤2024年10月31日", "=2024年10月", book(), "date-precision", Severity.ERROR),
    ("2020年1月1日~2020年11月30日", "=2020年11月", book(), "date-precision", Severity.ERROR),
    ("20 份", "=20 份", WORDS, "comparator-unstated", Severity.OPEN),
    ("=0 起", "=0 起", WORDS, "clause-unsuitable", Severity.OPEN),
    ("≥20 份", "=20 份", book(rule("dates", when='{ kind = ["日期"] }')), "rule-missing", Severity.OPEN),
    ("≥20 份", "=20 份", book(rule("a", more="weight = 5")), "weight-not-of-rule", Severity.OPEN),
]


@pytest.mark.parametrize(("target", "achieved", "rulebook", "code", "severity"), OPEN)
def test_what_cannot_be_scored_is_open_and_says_why(
    target: str, achieved: str, rulebook: Rulebook, code: str, severity: Severity
):
    row = scored(target, achieved, rulebook)
    assert_open(row, code, severity)
    problem = next(problem for problem in row.problems if problem.code == code)
    assert problem.expected


LIKE = [
    ("≥200 米", "≥266 米"),  # 照抄目标的符号
    ("≥20 份", "=20"),  # 没有写单位的数
    ("≥20 份", "=0"),
    ("≥3 万家", "=0"),  # 零不需要单位
    ("≥90%", "=0"),
    ("≥3 万家", "=30000 家"),
    ("≥90%", "=900‰"),
    ("≤2024年10月", "=2024年10月31日"),  # 写得更细
    ("≤2024年", "=2024-10"),
]


@pytest.mark.parametrize(("target", "achieved"), LIKE)
def test_what_can_be_compared_is_scored(target: str, achieved: str):
    assert scored(target, achieved, book()).status is ScoreStatus.SCORED


def test_full_marks_must_be_a_score_that_can_be_printed():
    # 5.555 会修约成 5.56，高于分值
    row = scored("≥20 份", "=20 份", weight="5.555")
    assert_open(row, "weight-too-fine")
    whole = book(rounding="{ score = { mode = '四舍五入', places = 0 }, rate = { mode = '四舍五入', places = 2 },"
                 " total = { mode = '四舍五入', places = 2 } }")  # fmt: skip
    assert_open(scored("≥20 份", "=20 份", whole, weight="2.5"), "weight-too-fine")
    assert str(scored("≥20 份", "=20 份", whole, weight="2.0").score) == "2"


def test_every_result_is_as_the_explanation_says():
    row = scored("≥20 份", "=19 份")
    assert row.score is row.explanation.result
    assert row.explanation.rounding.apply(row.explanation.exact or Fraction(0)) == row.score


def test_one_prepared_row_answers_what_if():
    prepared = prepare_row(indicator("≥20 份", "=1 份"), WORDS)
    answers = {}
    for text in ("=10 份", "=20 份", "=5 份"):
        achieved = parse_achievement(text)
        assert not isinstance(achieved, Problem)
        answers[text] = str(prepared.score(achieved).score)
    assert answers == {"=10 份": "5.00", "=20 份": "10.00", "=5 份": "2.50"}
    assert codes(prepared.score(None)) == ["achieved-missing"]
