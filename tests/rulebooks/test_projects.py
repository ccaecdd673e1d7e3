"""Whole projects under each rulebook: execution, caps on the total, rescaling, gates.

Every expected number is derived in the comment beside it.
"""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from indicators.indicator import SelfAssessment
from indicators.problems import Problem, Severity
from indicators.scoring.project import ProjectScore, score_assessment
from indicators.scoring.rulebook import Rulebook
from indicators.validation import validate

Named = Callable[[str], Rulebook]
Row = dict[str, Any]

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "examples" / "urumqi-2024" / "04-supervision.toml"

WITH_EXECUTION = ["mof-2020", "vendor-reverse", "guangxi", "hubei", "jiangxi-2017", "sichuan"]
ALL_BOOKS = [
    *WITH_EXECUTION,
    "hunan-overall",
    "handan",
    "satisfaction-absolute",
    "integrated-manual",
]


def row(target: str, weight: int, achieved: str = "", **more: str) -> Row:
    """A row of the form; 产出 unless ``more`` says otherwise."""
    place = {"dimension": "产出指标", "category": "数量指标", "name": "指标"}
    written = {"achieved": achieved} if achieved else {}
    return {**place, "target": target, "weight": weight, **written, **more}


def score(rulebook: Rulebook, budget: str, outturn: str, *rows: Row) -> ProjectScore:
    amounts = {"original_budget": budget, "revised_budget": budget, "outturn": outturn}
    document = {
        "project": {"name": "项目", "fiscal_year": 2024},
        "funding": {key: Decimal(value) for key, value in amounts.items()},
        "indicator": list(rows),
    }
    return scored(document, rulebook)


def scored(document: dict[str, Any], rulebook: Rulebook) -> ProjectScore:
    assessment = validate(SelfAssessment, document, {"fiscal_year": 2024})
    assert isinstance(assessment, SelfAssessment), assessment
    return score_assessment(assessment, rulebook)


def with_code(project: ProjectScore, code: str) -> list[Problem]:
    return [problem for problem in project.problems if problem.code == code]


# ---------------------------------------------------------------- the published project


def test_published_project_v1(rulebook_named: Named):
    """金融监管工作经费: every ≤ row is met, so only the execution rate costs points."""
    document = tomllib.loads(PUBLISHED.read_text(encoding="utf-8"), parse_float=Decimal)
    project = scored(document, rulebook_named("vendor-reverse"))
    assert project.execution is not None
    # 48.29 ÷ 51.60 = 93.585…%; 10 × 0.93585… = 9.3585… → 9.36
    assert str(project.execution.printed_rate) == "93.59"
    assert str(project.execution.score) == "9.36"
    # 15 + 15 + 10 + 5 + 5 + 5 + 5 + 30 = 90 of 90; 90 + 9.36 = 99.36 = 100 − 0.64
    assert [row.deduction for row in project.indicators] == [0] * 8
    assert str(project.total) == "99.36"
    assert project.grade == "优"


# ---------------------------------------------------------------- execution


EXECUTION = [
    # rulebook, budget, outturn, points
    ("mof-2020", "51.60", "48.29", "9.36"),  # 10 × 48.29 ÷ 51.60 = 9.3585…
    ("mof-2020", "100", "102.59", "10.00"),  # 102.59 % 不超过分值
    ("mof-2020", "100", "0", "0.00"),  # 10 × 0
    ("vendor-reverse", "23.17", "21.29", "9.19"),  # 10 × 21.29 ÷ 23.17 = 9.1886…
    ("vendor-reverse", "100", "102.59", "10.00"),  # 不超过分值
    ("guangxi", "100", "87.5", "8.75"),  # 10 × 0.875
    ("hubei", "1.56", "1.56", "20.00"),  # 20 × 1，与公开表相同
    ("hubei", "100", "87.5", "17.50"),  # 20 × 0.875
    ("hubei", "100", "120", "20.00"),  # 不超过分值
    ("jiangxi-2017", "100", "33", "3.30"),  # 10 × 0.33
    ("jiangxi-2017", "100", "102.59", "10.00"),  # 不超过分值
    ("sichuan", "251.89", "251.89", "10.00"),  # 10 × 1，与公开表相同
    ("integrated-manual", "100", "79.9", "7.99"),  # 10 × 0.799
]


@pytest.mark.parametrize(("book", "budget", "outturn", "points"), EXECUTION)
def test_execution_score(book: str, budget: str, outturn: str, points: str, rulebook_named: Named):
    project = score(rulebook_named(book), budget, outturn, row("≥1 次", 10, "=1 次"))
    assert project.execution is not None
    assert str(project.execution.score) == points


@pytest.mark.parametrize("book", WITH_EXECUTION)
@pytest.mark.parametrize("outturn", ["0", "5"])
def test_no_budget_needs_a_person(book: str, outturn: str, rulebook_named: Named):
    """0/0 is printed both as 0 and as 100 %; no source says which, so the total stays open."""
    project = score(rulebook_named(book), "0", outturn, row("≥1 次", 90, "=1 次"))
    assert project.total is None
    (problem,) = with_code(project, "execution-open")
    assert problem.severity is Severity.OPEN


def test_execution_is_no_part_of_the_total_v9(rulebook_named: Named):
    project = score(rulebook_named("hunan-overall"), "0", "0", row("≥1 次", 100, "=1 次"))
    assert project.execution is None
    assert str(project.total) == "100.00"


WEIGHTS = [
    ("mof-2020", "10", "90"),
    ("vendor-reverse", "10", "90"),
    ("guangxi", "10", "90"),
    ("hubei", "20", "80"),
    ("jiangxi-2017", "10", "90"),
    ("hunan-overall", "0", "100"),
    ("sichuan", "10", "90"),
]


@pytest.mark.parametrize(("book", "execution", "indicators"), WEIGHTS)
def test_weights(book: str, execution: str, indicators: str, rulebook_named: Named):
    weights = rulebook_named(book).weights
    assert (str(weights.execution), str(weights.indicators)) == (execution, indicators)


def test_weights_of_dimensions_can_add_up(rulebook_named: Named):
    for book in ("mof-2020", "hubei"):
        weights = rulebook_named(book).weights
        low = sum(bounds[0] for bounds in weights.dimensions.values())
        high = sum(bounds[1] for bounds in weights.dimensions.values())
        assert low <= weights.indicators <= high


# ---------------------------------------------------------------- rounding and steps


@pytest.mark.parametrize("book", ALL_BOOKS)
def test_scores_round_half_to_even(book: str, rulebook_named: Named):
    given = row("≥20 份", 15, "=19.9 份", scoring_rule="按比例得分")
    (scored_row,) = score(rulebook_named(book), "100", "100", given).indicators
    assert str(scored_row.score) == "14.92"  # 15 × 19.9 ÷ 20 = 14.925


@pytest.mark.parametrize("book", WITH_EXECUTION)
def test_rates_round_half_to_even(book: str, rulebook_named: Named):
    execution = score(rulebook_named(book), "100", "12.345", row("≥1 次", 1, "=1 次")).execution
    assert execution is not None
    assert str(execution.printed_rate) == "12.34"  # 12.345 %


@pytest.mark.parametrize("book", ALL_BOOKS)
def test_an_incomplete_step_is_not_deducted(book: str, rulebook_named: Named):
    given = row("≥20 份", 10, "=17.5 份", scoring_rule="每少 1 份扣 2 分")
    (scored_row,) = score(rulebook_named(book), "100", "100", given).indicators
    assert str(scored_row.score) == "6.00"  # 少 2.5 份，两整步：10 − 2 × 2


# ---------------------------------------------------------------- grades


GRADES = [
    # achieved of ≥100 % with 90 points, total, grade; execution is 10 of 10
    ("=100%", "100.00", "优"),  # 10 + 90
    ("=89%", "90.10", "优"),  # 10 + 90 × 0.89 = 90.1
    ("=88%", "89.20", "良"),  # 10 + 79.2
    ("=77.8%", "80.02", "良"),  # 10 + 70.02
    ("=77.7%", "79.93", "中"),  # 10 + 69.93
    ("=55.6%", "60.04", "中"),  # 10 + 50.04
    ("=55.5%", "59.95", "差"),  # 10 + 49.95
    ("=0%", "10.00", "差"),  # 10 + 0
]


@pytest.mark.parametrize("book", ["mof-2020", "vendor-reverse", "guangxi"])
@pytest.mark.parametrize(("achieved", "total", "grade"), GRADES)
def test_grade(book: str, achieved: str, total: str, grade: str, rulebook_named: Named):
    project = score(rulebook_named(book), "100", "100", row("≥100%", 90, achieved))
    assert (str(project.total), project.grade) == (total, grade)


@pytest.mark.parametrize("book", ["mof-2020", "vendor-reverse", "guangxi"])
def test_nothing_at_all_is_the_lowest_grade(book: str, rulebook_named: Named):
    project = score(rulebook_named(book), "100", "0", row("≥100%", 90, "=0%"))
    assert (str(project.total), project.grade) == ("0.00", "差")


@pytest.mark.parametrize("book", ["hubei", "jiangxi-2017", "hunan-overall"])
def test_no_grade_where_no_source_names_one(book: str, rulebook_named: Named):
    assert rulebook_named(book).grade == ()


# ---------------------------------------------------------------- V18: caps on the total


CAPS = [
    # outturn of 100, points of 90 earned, sum = execution + earned, total after the cap
    ("100", 90, "100.00", "100.00"),  # 执行率 100 %，不封顶
    ("80", 90, "98.00", "98.00"),  # 80 % 不低于 80 %，不封顶：8 + 90
    ("79.99", 90, "98.00", "89.00"),  # 10 × 0.7999 = 7.999 → 8.00；低于 80 % → 89
    ("70", 90, "97.00", "89.00"),  # 70 % 不低于 70 % → 89
    ("69.99", 90, "97.00", "79.00"),  # 6.999 → 7.00；低于 70 % → 79
    ("60", 90, "96.00", "79.00"),  # 60 % 不低于 60 % → 79
    ("59.99", 90, "96.00", "69.00"),  # 低于 60 % → 69
    ("50", 90, "95.00", "69.00"),  # 50 % 不低于 50 % → 69
    ("49.99", 90, "95.00", "59.00"),  # 低于 50 % → 59
    ("0", 90, "90.00", "59.00"),  # 低于 50 % → 59
    ("75", 80, "87.50", "87.50"),  # 7.5 + 80 = 87.5，本来就在 89 以下
    ("45", 50, "54.50", "54.50"),  # 4.5 + 50 = 54.5，本来就在 59 以下
]


@pytest.mark.parametrize(("outturn", "earned", "added", "total"), CAPS)
def test_cap_v18(outturn: str, earned: int, added: str, total: str, rulebook_named: Named):
    rows = (row("≥1 次", earned, "=1 次"), row("≤0 起", 90 - earned, "=1 起"))
    project = score(rulebook_named("integrated-manual"), "100", outturn, *rows)
    assert (str(project.sum_of_rows), str(project.total)) == (added, total)
    assert (project.cap is not None) == (added != total)


def test_no_cap_on_an_open_total_v18(rulebook_named: Named):
    rows = (row("≥1 次", 80, "=1 次"), row("≥1 次", 10))
    project = score(rulebook_named("integrated-manual"), "100", "40", *rows)
    assert project.total is None
    assert project.cap is None


@pytest.mark.parametrize("book", ["mof-2020", "vendor-reverse", "hubei", "jiangxi-2017"])
def test_no_cap_elsewhere(book: str, rulebook_named: Named):
    project = score(rulebook_named(book), "100", "40", row("≥1 次", 90, "=1 次"))
    assert project.cap is None


# ---------------------------------------------------------------- V7: rows that do not apply


def test_rescaled_to_100_v7(rulebook_named: Named):
    rows = (
        row("≥20 份", 50, "=20 份"),  # 50
        row("≥20 份", 30, "=10 份"),  # 30 × 10 ÷ 20 = 15
        row("≥20 份", 10, not_applicable="本年不开展"),
    )
    project = score(rulebook_named("jiangxi-2017"), "100", "100", *rows)
    # 10 + 50 + 15 = 75 of 90; 75 × 100 ÷ 90 = 83.333…
    assert str(project.sum_of_rows) == "75.00"
    assert str(project.total) == "83.33"


def test_full_marks_rescale_to_exactly_100_v7(rulebook_named: Named):
    rows = (row("≥20 份", 77, "=20 份"), row("≥20 份", 13, not_applicable="本年不开展"))
    project = score(rulebook_named("jiangxi-2017"), "100", "100", *rows)
    # 10 + 77 = 87 of 87; 87 × 100 ÷ 87 = 100
    assert str(project.total) == "100.00"


def test_rescaled_total_is_rounded_half_to_even_v7(rulebook_named: Named):
    rows = (row("≥7000 份", 70, "=2 份"), row("≥20 份", 20, not_applicable="本年不开展"))
    project = score(rulebook_named("jiangxi-2017"), "100", "100", *rows)
    # 10 + 70 × 2 ÷ 7000 = 10.02 of 80; 10.02 × 100 ÷ 80 = 12.525 → 12.52
    assert str(project.total) == "12.52"


def test_nothing_to_rescale_v7(rulebook_named: Named):
    project = score(rulebook_named("jiangxi-2017"), "100", "100", row("≥20 份", 90, "=10 份"))
    assert str(project.total) == "55.00"  # 10 + 90 × 10 ÷ 20 = 10 + 45


@pytest.mark.parametrize("book", ["mof-2020", "vendor-reverse", "hubei", "hunan-overall"])
def test_not_rescaled_elsewhere(book: str, rulebook_named: Named):
    rulebook = rulebook_named(book)
    rows = (row("≥1 次", 60, "=1 次"), row("≥1 次", 10, not_applicable="本年不开展"))
    project = score(rulebook, "100", "100", *rows)
    assert str(project.total) == f"{60 + rulebook.weights.execution}.00"  # 不适用行计 0 分


# ---------------------------------------------------------------- V5: the gate of guangxi


REFUSED_V5 = [
    row("≥20 份", 10, "=26 份"),  # 26 = 1.3 × 20
    row("≥20 份", 10, "=26.1 份"),
    row(">20 份", 10, "=26 份"),
    row("=600 人次", 10, "=780 人次"),  # 780 = 1.3 × 600
    row("≤10 万元", 10, "=13 万元"),  # 13 = 1.3 × 10
    row("≥0.7 %", 10, "=0.91 %"),  # 0.91 = 1.3 × 0.7，浮点数会算成 1.2999…
    row("≥0 起", 10, "=30 起"),  # T = 0，A ≥ 30
    row("=0 起", 10, "=31 起"),
]
SILENT_V5 = [
    row("≥20 份", 10, "=25.99 份"),  # 129.95 %
    row("≥20 份", 10, "=20 份"),
    row("≥20 份", 10, "=2 份"),  # 没有完成，但不是超额
    row("=600 人次", 10, "=779 人次"),  # 129.8 %
    row("≤10 万元", 10, "=12.99 万元"),  # 129.9 %
    row("≥0.7 %", 10, "=0.909999 %"),
    row("≥0 起", 10, "=29.99 起"),  # T = 0，A < 30
    row("提升", 10, "达成预期指标"),  # 定性不受此限
    row("≤2024 年 10 月", 10, "=2024 年 1 月"),  # 只管数值
    row("80%~90%", 10, "=85%"),  # 区间没有单一的 T
    row("≥20 份", 10, "=26 份", deviation_analysis="年初测算偏保守"),  # 已说明
]


def named_by_row(value: Row) -> str:
    return f"{value['target']} {value['achieved']}"


@pytest.mark.parametrize("given", REFUSED_V5, ids=map(named_by_row, REFUSED_V5))
def test_refused_without_explanation_v5(given: Row, rulebook_named: Named):
    project = score(rulebook_named("guangxi"), "100", "100", given)
    (problem,) = with_code(project, "explanation-missing")
    assert problem.severity is Severity.ERROR
    assert problem.where == ("indicator", 0, "deviation_analysis")


@pytest.mark.parametrize("given", SILENT_V5, ids=map(named_by_row, SILENT_V5))
def test_silent_v5(given: Row, rulebook_named: Named):
    project = score(rulebook_named("guangxi"), "100", "100", given)
    assert with_code(project, "explanation-missing") == []


def test_only_guangxi_refuses_v5(rulebook_named: Named):
    project = score(rulebook_named("vendor-reverse"), "100", "100", REFUSED_V5[0])
    assert with_code(project, "explanation-missing") == []


# ---------------------------------------------------------------- explanations elsewhere


@pytest.mark.parametrize("book", ["mof-2020", "hubei", "sichuan"])
def test_lost_points_ask_for_an_explanation(book: str, rulebook_named: Named):
    rows = (row("≥20 份", 45, "=19.9 份"), row("≥20 份", 45, "=20 份"))
    (problem,) = with_code(score(rulebook_named(book), "100", "100", *rows), "explanation-missing")
    assert problem.where == ("indicator", 0, "deviation_analysis")
    assert problem.severity is Severity.WARNING


def test_any_overshoot_is_mentioned_by_mof(rulebook_named: Named):
    """No source says how much is much: every deviation is mentioned, none is deducted."""
    project = score(rulebook_named("mof-2020"), "100", "100", row("≥20 份", 90, "=20.1 份"))
    assert str(project.total) == "100.00"
    (problem,) = with_code(project, "explanation-missing")
    assert problem.severity is Severity.WARNING


def test_execution_of_90_percent_needs_no_word_v10(rulebook_named: Named):
    project = score(rulebook_named("sichuan"), "100", "90", row("≥1 次", 90, "=1 次"))
    assert project.problems == ()


def test_execution_below_90_percent_must_be_explained_v10(rulebook_named: Named):
    project = score(rulebook_named("sichuan"), "100", "89.99", row("≥1 次", 90, "=1 次"))
    assert with_code(project, "explanation-missing")
