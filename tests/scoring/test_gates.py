"""When a 偏差原因分析 is required, and when an overshoot is called large: as the rulebook says, for each row."""

from __future__ import annotations

from typing import Any

import pytest

from indicators.problems import Severity
from indicators.scoring.gates import shown_deviation
from indicators.scoring.project import score_assessment
from indicators.scoring.rulebook import Rulebook
from indicators.scoring.score import score_indicator
from tests.scoring.documents import assessment, book, cells, indicator, rule

ANY = rule("any", "达标得满分，否则得 5 分")


def gated(when: str, more: str = "", **keys: str) -> Rulebook:
    return book(ANY, f'[[explanation]]\nwhen = "{when}"\nsource = "s"\n{more}', **keys)


def asked(rulebook: Rulebook, target: str, achieved: str | None, outturn: str = "100", **more: Any) -> list[str]:
    """The problems of one row, by code."""
    rows = assessment(cells(target, achieved, **more), outturn=outturn)
    return [problem.code for problem in score_assessment(rows, rulebook).problems]


FIRES = [
    # 条件、目标、刚好成立、刚好不成立
    ("偏差率>0%", "≥20 份", "=20.01 份", "=20 份"),
    ("偏差率≥30%", "≥20 份", "=26 份", "=25.99 份"),
    ("偏差率≥30%", "≥20 份", "=14 份", "=14.01 份"),
    ("偏差率>20%", "≥-5 ℃", "=-3.99 ℃", "=-4 ℃"),
    ("超出率≥30%", "≥20 份", "=26 份", "=14 份"),
    ("完成率≥130%", "≥20 份", "=26 份", "=25.99 份"),
    ("完成率<100%", "≥20 份", "=19.99 份", "=20 份"),
    ("实际值≥30", "=0 起", "=30 起", "=29.99 起"),
    ("偏差>5", "≥80%", "=85.01%", "=85%"),
    ("得分率<100%", "≥20 份", "=19 份", "=20 份"),
]
SILENT = [
    ("偏差率>0%", "=0 起", "=3 起"),  # 零目标没有偏差率
    ("完成率<100%", "≥-5 ℃", "=-9 ℃"),  # 负目标没有完成率
    ("偏差率>0%", "80%~90%", "=95%"),  # 区间没有一个 T
    ("实际值≥0", "≤2024年10月", "=2024年11月"),  # 日期不是数
    ("偏差率>0%", "有效改善", "未达成预期指标"),  # 定性没有偏差
]


@pytest.mark.parametrize(("when", "target", "fires", "rests"), FIRES)
def test_a_reason_is_asked_for_exactly_where_the_condition_holds(when: str, target: str, fires: str, rests: str):
    assert asked(gated(when), target, fires) == ["explanation-missing"]
    assert asked(gated(when), target, rests) == []


@pytest.mark.parametrize(("when", "target", "achieved"), SILENT)
def test_nothing_is_asked_where_there_is_no_such_number(when: str, target: str, achieved: str):
    assert asked(gated(when), target, achieved) == []


def test_a_reason_that_was_given_is_enough():
    assert asked(gated("偏差率>0%"), "≥20 份", "=28 份", deviation_analysis="需求增加") == []


def test_a_row_that_does_not_apply_needs_no_reason():
    assert asked(gated("得分率<100%"), "≥20 份", None, not_applicable="取消") == []


@pytest.mark.parametrize(("outturn", "codes"), [("89.99", ["explanation-missing"]), ("90", [])])
def test_a_low_execution_rate_can_ask_too(outturn: str, codes: list[str]):
    assert asked(gated("执行率<90%"), "≥20 份", "=20 份", outturn=outturn) == codes


@pytest.mark.parametrize(
    ("more", "target", "achieved", "codes"),
    [
        ('kind = ["数值"]', "≥20 份", "=19 份", ["explanation-missing"]),
        ('kind = ["定性"]', "≥20 份", "=19 份", []),
        ('sign = ["零"]', "=0 起", "=1 起", ["explanation-missing"]),
        ('sign = ["零"]', "≥20 份", "=19 份", []),
        ('sign = ["正"]', "80%~90%", "=10%", ["explanation-missing"]),
    ],
)
def test_a_gate_is_for_the_kinds_and_signs_it_names(more: str, target: str, achieved: str, codes: list[str]):
    assert asked(gated("得分率<100%", more), target, achieved) == codes


def test_the_first_gate_that_holds_says_how_much_it_weighs():
    mild = '[[explanation]]\nwhen = "偏差率≥30%"\nsource = "s"\nseverity = "错误"\n'
    both = book(ANY, mild, mild.replace("30%", "10%").replace("错误", "提示"))
    found = {}
    for achieved in ("=26 份", "=22 份"):
        (problem,) = score_assessment(assessment(cells("≥20 份", achieved)), both).problems
        found[achieved] = problem.severity
    assert found == {"=26 份": Severity.ERROR, "=22 份": Severity.WARNING}


@pytest.mark.parametrize(("achieved", "codes"), [("=24.01 份", ["overshoot-large"]), ("=24 份", []), ("=10 份", [])])
def test_a_large_overshoot_is_said_even_where_it_is_explained(achieved: str, codes: list[str]):
    doubting = book(ANY, overshoot='"完成率>120%"')
    assert asked(doubting, "≥20 份", achieved, deviation_analysis="需求增加") == codes


@pytest.mark.parametrize(
    ("target", "achieved", "shown"),
    [
        ("≥20 份", "=28 份", "+40%"),
        ("≤10 万元", "=8.29 万元", "-17.1%"),
        ("≥3 份", "=5 份", "+66.7%"),  # 2 ÷ 3 = 66.66…%
        ("≥20 份", "=20 份", "0%"),
        ("=0 起", "=1 起", ""),
        ("有效改善", "达成预期指标", ""),
    ],
)
def test_a_deviation_is_shown_with_its_sign(target: str, achieved: str, shown: str):
    assert shown_deviation(score_indicator(indicator(target, achieved), book())) == shown
