"""Which comparator and which rule a row gets: the rulebook's choice, never a silent one."""

from __future__ import annotations

from typing import Any

import pytest

from indicators.problems import Problem, Severity
from indicators.scoring.rulebook import Rulebook, When
from indicators.scoring.score import ChosenRule, choose_rule, prepare_row, score_indicator
from indicators.scoring.selection import Resolved, resolve_comparator
from tests.scoring.documents import book, indicator, rule

BARE = '[bare]\ndimensions = { "成本指标" = "≤" }\ndate = "≤"\ndefault = "≥"\n'
UNDECIDED = book()
DECIDED = book(rule("any"), BARE)


def resolved(target: str, declared: Rulebook = DECIDED, **more: Any) -> tuple[str, str]:
    """The target as it is understood, and the code of the finding."""
    outcome = resolve_comparator(indicator(target, **more), declared)
    if isinstance(outcome, Problem):
        return "", outcome.code
    return str(outcome.target), outcome.finding.code if outcome.finding else ""


class TestABareTarget:
    @pytest.mark.parametrize(("direction", "sign"), [("正向", "≥"), ("反向", "≤")])
    def test_is_read_by_its_declared_direction_without_a_finding(self, direction: str, sign: str):
        assert resolved("100%", direction=direction) == (f"{sign}100%", "")
        assert resolved("100%", UNDECIDED, direction=direction) == (f"{sign}100%", "")

    def test_declared_direction_comes_before_what_the_rulebook_infers(self):
        assert resolved("10 万元", dimension="成本指标", direction="正向") == ("≥10 万元", "")

    @pytest.mark.parametrize(
        ("dimension", "sign"), [("成本指标", "≤"), ("成本", "≤"), ("产出指标", "≥"), ("满意度指标", "≥")]
    )
    def test_is_inferred_from_its_dimension_with_a_finding(self, dimension: str, sign: str):
        assert resolved("10 万元", dimension=dimension) == (f"{sign}10 万元", "comparator-inferred")

    def test_the_finding_shows_what_to_write(self):
        outcome = resolve_comparator(indicator("3 万家"), DECIDED)
        assert isinstance(outcome, Resolved)
        assert outcome.finding is not None
        assert outcome.finding.severity is Severity.WARNING
        assert outcome.finding.example == 'target = "≥3 万家"'

    def test_a_date_is_read_as_the_rulebook_says_whatever_the_direction(self):
        assert resolved("2024年10月") == ("≤2024 年 10 月", "comparator-inferred")
        assert resolved("2024年10月", direction="正向") == ("≤2024 年 10 月", "comparator-inferred")

    @pytest.mark.parametrize(
        ("target", "example"),
        [("100%", 'target = "≥100%"，或 direction = "正向"'), ("2024年10月", 'target = "≤2024 年 10 月"')],
    )
    def test_stays_open_where_nothing_says_how_to_read_it(self, target: str, example: str):
        outcome = resolve_comparator(indicator(target), UNDECIDED)
        assert isinstance(outcome, Problem)
        assert (outcome.code, outcome.severity) == ("comparator-unstated", Severity.OPEN)
        assert outcome.example == example

    def test_a_dimension_counts_before_the_default_and_the_default_for_the_rest(self):
        only_cost = book(rule("any"), '[bare]\ndimensions = { "成本" = "≤" }')
        assert resolved("10 万元", only_cost, dimension="成本指标")[0] == "≤10 万元"
        assert resolved("10 万元", only_cost)[1] == "comparator-unstated"

    def test_the_row_is_scored_by_the_comparator_found_and_says_so(self):
        row = score_indicator(indicator("10 万元", "=8 万元", dimension="成本指标"), DECIDED)
        assert str(row.score) == "10.00"  # 8 ≤ 10，达标
        assert [problem.code for problem in row.problems] == ["comparator-inferred"]


@pytest.mark.parametrize("target", ["≥20 份", "≤10 万元", "=0 起", ">97%", "<5 天"])
@pytest.mark.parametrize("direction", ["正向", "反向"])
def test_a_sign_that_was_written_stands_whatever_the_direction(target: str, direction: str):
    assert resolved(target, direction=direction) == (target, "")


@pytest.mark.parametrize("target", ["80%~90%", "±10%", "2020 年 1 月~2020 年 11 月", "有效改善", "定性 优良中低差"])
def test_ranges_periods_and_words_need_no_comparator(target: str):
    assert resolved(target, UNDECIDED) == (target, "")


class TestTheRuleOfARow:
    def test_its_own_clause_beats_every_rule(self):
        row = prepare_row(indicator("≥20 份", scoring_rule="按比例得分"), book(rule("any", "不得分")))
        assert row.rule is not None
        assert (row.rule.id, str(row.rule.clause)) == ("own", "按比例得分")
        assert row.rule.citation.title == "指标自带的计分规则"

    def test_the_first_rule_that_matches_wins(self):
        two = book(rule("first", "得满分"), rule("second", "不得分"))
        assert chosen("≥20 份", two).id == "first"

    def test_a_rule_cites_its_source(self):
        assert chosen("≥20 份", book()).citation.title == "测试来源"

    def test_without_any_rule_the_row_stays_open(self):
        only_dates = book(rule("dates", when='{ kind = ["日期"] }'))
        row = score_indicator(indicator("≥20 份", "=20 份"), only_dates)
        assert row.score is None
        assert [(problem.code, problem.severity) for problem in row.problems] == [("rule-missing", Severity.OPEN)]

    def test_a_rule_with_a_weight_is_for_rows_of_that_weight(self):
        fixed = book(rule("fixed", "得满分", more="weight = 5"))
        assert str(score_indicator(indicator("≥20 份", "=1 份", "5"), fixed).score) == "5.00"
        row = score_indicator(indicator("≥20 份", "=1 份", "6"), fixed)
        assert row.score is None
        assert [(problem.code, problem.example) for problem in row.problems] == [("weight-not-of-rule", "weight = 5")]

    def test_a_row_with_its_own_clause_keeps_its_own_weight(self):
        fixed = book(rule("fixed", "得满分", more="weight = 5"))
        row = score_indicator(indicator("≥20 份", "=20 份", "6", scoring_rule="按比例得分"), fixed)
        assert str(row.score) == "6.00"


def chosen(target: str, rulebook: Rulebook, **more: Any) -> ChosenRule:
    row = indicator(target, **more)
    outcome = resolve_comparator(row, rulebook)
    assert isinstance(outcome, Resolved)
    found = choose_rule(row, outcome.target, rulebook)
    assert isinstance(found, ChosenRule), found
    return found


WHEN = [
    # when, a row it is for, a row it is not for
    ('comparator = ["≥"]', {"target": "≥20 份"}, {"target": ">20 份"}),
    ('comparator = ["≥", ">"]', {"target": ">20 份"}, {"target": "=20 份"}),
    ('comparator = ["~"]', {"target": "80%~90%"}, {"target": "≥80%"}),
    ('comparator = ["~"]', {"target": "2020年1月~2020年11月"}, {"target": "有效改善"}),
    ('comparator = ["≤"]', {"target": "≤2024年10月"}, {"target": "<2024年10月"}),
    ('kind = ["数值"]', {"target": "≥20 份"}, {"target": "≤2024年10月"}),
    ('kind = ["数值"]', {"target": "80%~90%"}, {"target": "有效改善"}),
    ('kind = ["日期"]', {"target": "2020年1月~2020年11月"}, {"target": "≥20 份"}),
    ('kind = ["定性"]', {"target": "有效改善"}, {"target": "≤2024年10月"}),
    ('kind = ["定性"]', {"target": "定性 优良中低差"}, {"target": "≥20 份"}),
    ('dimension = ["成本指标"]', {"dimension": "成本指标"}, {"dimension": "产出指标"}),
    ('dimension = ["成本", "满意度"]', {"dimension": "满意度指标"}, {"dimension": "效益指标"}),
    ('category = ["数量指标"]', {"category": "数量指标"}, {"category": "质量指标"}),
    ('category = ["时效"]', {"category": "进度指标"}, {"category": "预算执行"}),
    ('direction = ["反向"]', {"direction": "反向"}, {"direction": "正向"}),
    ('direction = ["反向"]', {"direction": "反向"}, {}),
    ('sign = ["正"]', {"target": "≥1 份"}, {"target": "=0 起"}),
    ('sign = ["零"]', {"target": "=0 起"}, {"target": "≥-5 ℃"}),
    ('sign = ["负"]', {"target": "≥-5 ℃"}, {"target": "±10%"}),
    ('sign = ["正"]', {"target": "≤2024年10月"}, {"target": "=0 起"}),
    ('name = ["在职控制率"]', {"name": "在职控制率"}, {"name": "三公控制率"}),
    ('kind = ["数值"], sign = ["零"]', {"target": "=0 起"}, {"target": "≥1 份"}),
    ('kind = ["数值"], sign = ["零"]', {"target": "=0 起"}, {"target": "有效改善"}),
    ("", {}, None),
]


@pytest.mark.parametrize(("when", "matching", "other"), WHEN)
def test_each_key_of_when_allows_what_it_names(when: str, matching: dict[str, str], other: dict[str, str] | None):
    choice = book(rule("asked", when=f"{{ {when} }}"), rule("rest"), BARE)
    usual = {"target": "≥20 份"}
    assert chosen(**(usual | matching), rulebook=choice).id == "asked"
    if other is not None:
        assert chosen(**(usual | other), rulebook=choice).id == "rest"


def test_every_key_of_when_is_tried():
    tried = {key for when, _, _ in WHEN for key in When.model_fields if f"{key} =" in when}
    assert tried == set(When.model_fields)
