"""Corners of the sources: explanations of money, open rows, heavy deductions, standards known by name."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from indicators.indicator import Indicator, SelfAssessment
from indicators.scoring.project import ProjectScore, score_assessment
from indicators.scoring.rulebook import Rulebook
from indicators.scoring.score import score_indicator
from indicators.validation import validate

Named = Callable[[str], Rulebook]


def row(**fields: Any) -> dict[str, Any]:
    return {"dimension": "产出指标", "category": "数量指标", "name": "指标", "weight": 90, **fields}


def scored(rulebook: Rulebook, outturn: str, *rows: dict[str, Any]) -> ProjectScore:
    amounts = {"original_budget": 100, "revised_budget": 100, "outturn": Decimal(outturn)}
    document = {
        "project": {"name": "项目", "fiscal_year": 2024},
        "funding": amounts,
        "indicator": list(rows),
    }
    assessment = validate(SelfAssessment, document, {"fiscal_year": 2024})
    assert isinstance(assessment, SelfAssessment), assessment
    return score_assessment(assessment, rulebook)


def points(rulebook: Rulebook, **fields: Any) -> str:
    indicator = validate(Indicator, row(**fields), {"fiscal_year": 2024})
    assert isinstance(indicator, Indicator), indicator
    return str(score_indicator(indicator, rulebook).score)


def test_low_execution_is_explained_once_at_the_money_v10(rulebook_named: Named):
    rows = (row(target="≥1 次", achieved="=1 次", weight=45),) * 2
    problems = scored(rulebook_named("sichuan"), "89.99", *rows).problems
    assert [problem.where[0] for problem in problems] == ["funding"]


def test_an_open_row_is_refused_too_v5(rulebook_named: Named):
    given = row(target="≥20 份", achieved="=26 份", scoring_rule="须人工评分")
    codes = [p.code for p in scored(rulebook_named("guangxi"), "100", given).problems]
    assert "explanation-missing" in codes


def test_a_deduction_above_the_weight_takes_all_v18(rulebook_named: Named):
    # 1 − 2 < 0 → 0
    book = rulebook_named("integrated-manual")
    assert points(book, target="≥20 份", achieved="=26 份", weight=1) == "0.00"


def test_a_standard_by_name_needs_no_comparator_v9(rulebook_named: Named):
    # 92 % ≤ 100 % → 5；公开表里这一行大多只写 100%
    book = rulebook_named("hunan-overall")
    given = {"name": "财政供养人员控制率", "target": "100%", "achieved": "=92%", "weight": 5}
    assert points(book, **given) == "5.00"
