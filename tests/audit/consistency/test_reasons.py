"""Reasons held against their own rows: what contradicts, the same mended, and what only looks like it."""

from __future__ import annotations

import pytest

from engine.audit.checks.consistency import comparator_contradicts_reason, reason_contradicts_numbers
from tests.audit.tables_of import document_of, found

FIGURES = reason_contradicts_numbers.CHECK
WORDS = comparator_contradicts_reason.CHECK


def row(target: str, achieved: str, reason: str, name: str = "检查报告") -> str:
    """A table of one row."""
    return f"""
    项目支出绩效自评表 2024
    项目名称 | 检查经费
    产出指标 | 数量指标 | {name} | {target} | {achieved} | 15 | 15 | {reason}
    """


# target, achieved, reason, what should stand there:
#   28 / 20 = +40 %; 28 - 20 = 8; 10 - 8.29 = 1.71 万元; 82 / 50 = 164 %; 8 / 20 = -60 %
WRONG = [
    (">=20 份", "=28 份", "论证不够，实际超出 25%。", "原因写「超出 25%」，按目标 >=20 份、实际 =28 份，应为 +40%"),
    (">=20 份", "=8 份", "比目标少 50%", "原因写「少 50%」，按目标 >=20 份、实际 =8 份，应为 -60%"),
    (">=20 家", "=28 家", "超出 5 家", "原因写「超出 5 家」，按目标 >=20 家、实际 =28 家，应为 8 家"),
    (
        "≤10 万元",
        "=8.29 万元",
        "节约 3 万元",
        "原因写「节约 3 万元」，按目标 ≤10 万元、实际 =8.29 万元，应为 1.71 万元",
    ),
    (
        "≤10 万元",
        "=8.29 万元",
        "节约 17200 元",
        "原因写「节约 17200 元」，按目标 ≤10 万元、实际 =8.29 万元，应为 1.71 万元",
    ),
    ("≥50 家", "=82 家", "完成率 160%", "原因写「160%」，按目标 ≥50 家、实际 =82 家，应为 164.00%"),
    (">=20 份", "=28 份", "实际完成 30 份", "原因写「30 份」，按目标 >=20 份、实际 =28 份，应为 28 份"),
    (">=20 份", "=28 份", "计划 25 份，任务追加", "原因写「25 份」，按目标 >=20 份、实际 =28 份，应为 20 份"),
    (
        "<=2024 年 10 月",
        "=2024 年 12 月",
        "设备晚到，实际于 11 月完成",
        "原因写「11 月」，按目标 <=2024 年 10 月、实际 =2024 年 12 月，应为 2024 年 12 月",
    ),
]


@pytest.mark.parametrize(("target", "achieved", "reason", "message"), WRONG, ids=[case[2] for case in WRONG])
def test_a_figure_in_the_reason_that_does_not_follow(target: str, achieved: str, reason: str, message: str) -> None:
    assert found(FIGURES, document_of(row(target, achieved, reason))) == [message]


# the same mended, and near misses:
#   8.29 is 1.71 below 10, printed without decimals 2; 100 - 98 = 2 points and 2.04 % of 98, both are called 2 %
RIGHT = [
    (">=20 份", "=28 份", "实际超出 40%"),
    (">=20 份", "=8 份", "比目标少 60%"),
    (">=20 家", "=28 家", "超出 8 家"),
    ("≤10 万元", "=8.29 万元", "节约 2 万元"),
    ("≤10 万元", "=8.29 万元", "节约 1.71 万元"),
    ("≥50 家", "=82 家", "完成率 164%"),
    (">=98%", "=100%", "超出 2%"),
    (">=98%", "=100%", "出勤率 100% 完成"),
    (">=20 份", "=28 份", "同比增长 5%"),
    (">=20 份", "=28 份", "实际超出约 35%"),
    (">=20 份", "=28 份", "下年超出 10% 时按程序调整"),
    (">=20 份", "=28 份", "年中增加 3 份抽查任务"),
    (">=20 份", "=28 份", "东区超出 3 份，西区超出 5 份"),
    (">=20 份", "=28 份", "走访超过 25 份的单位"),
    (">=20 份", "=28 份", "按 2 个片区设置，上年完成 30 份"),
    (">=20 份", "=18 份", "材料涨价，超出预算 10%"),
    ("提升", "达成预期指标", "超出 25%"),
    ("<=2024 年 10 月", "=2024 年 12 月", "实际于 12 月完成，原定 10 月"),
]


@pytest.mark.parametrize(("target", "achieved", "reason"), RIGHT, ids=[case[2] for case in RIGHT])
def test_a_figure_that_follows_or_means_something_else(target: str, achieved: str, reason: str) -> None:
    assert found(FIGURES, document_of(row(target, achieved, reason))) == []


OPPOSITE = [
    (">=20 份", "=18 份", "人手增加，最终有所超出", "原因写「有所超出」，目标 >=20 份、实际 =18 份，实际低于目标"),
    ("≤10 万元", "=12 万元", "租车费有所节约", "原因写「有所节约」，目标 ≤10 万元、实际 =12 万元，实际高于目标"),
    (">=20 份", "=20 份", "超额完成任务", "原因写「超额完成」，目标 >=20 份、实际 =20 份，正好等于目标"),
    (">=20 份", "=28 份", "未完成，设备到货晚", "原因写「未完成」，目标 >=20 份、实际 =28 份，目标已经完成"),
    ("≤10 万元", "=12 万元", "支出节约", "原因写「支出节约」，目标 ≤10 万元、实际 =12 万元，实际高于目标"),
]


@pytest.mark.parametrize(("target", "achieved", "reason", "message"), OPPOSITE, ids=[case[2] for case in OPPOSITE])
def test_words_that_say_the_opposite(target: str, achieved: str, reason: str, message: str) -> None:
    assert found(WORDS, document_of(row(target, achieved, reason))) == [message]


FITTING = [
    (">=20 份", "=28 份", "最终有所超出"),
    ("≤10 万元", "=8.29 万元", "有所节约"),
    (">=20 份", "=18 份", "未完成，设备到货晚"),
    (">=20 份", "=28 份", "部分乡镇未完成整改"),
    (">=20 份", "=18 份", "上年有所超出，本年核减"),
    (">=20 份", "=28 份", "未充分统计往年完成数据"),
    ("≤10 万元", "=12 万元", "下年力争支出节约"),
    ("提升", "达成预期指标", "有所超出"),
    (">=20 份", "=20 份", "按计划完成，无偏差"),
]


@pytest.mark.parametrize(("target", "achieved", "reason"), FITTING, ids=[case[2] for case in FITTING])
def test_words_that_fit_or_speak_of_something_else(target: str, achieved: str, reason: str) -> None:
    assert found(WORDS, document_of(row(target, achieved, reason))) == []


def test_the_observation_carries_both_figures_and_its_cell() -> None:
    (seen,) = FIGURES.find(document_of(row(">=20 份", "=28 份", "实际超出 25%")))
    assert (seen.printed, seen.follows, seen.place.column) == ("25%", "+40%", 8)
