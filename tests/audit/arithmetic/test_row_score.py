"""Scores of rows against the rulebook, each derived; and silence where the office may choose."""

from __future__ import annotations

import pytest

from engine.audit.checks.arithmetic import row_score, row_score_inferred, score_negative, score_over_weight
from engine.audit.checks.plausibility import score_not_checkable
from tests.audit.tables_of import document_of, found

ROW = """
项目支出绩效自评表 2024
项目名称 | 检查经费
产出指标 | 数量指标 | 检查报告 | {row}
"""
RATIO = "按「数值类按比例（由公开表反推）」"
COST = "按「成本类按比例（由公开表反推）」"
STEPS = "20 × 2 ÷ 3 = 40/3 ≈ 13.333333"

# target, achieved, weight, score → the message; "" where nothing is wrong. Derivations under urumqi-2024:
RIGHT = [
    ("≥20 份 | =28 份 | 15 | 15", "28 of 20 is capped at the weight"),
    ("≥3 家 | =2 家 | 20 | 13.33", "20 × 2 ÷ 3 = 13.3333…"),
    ("≤10 万元 | =8.29 万元 | 5 | 4.14", "5 × 8.29 ÷ 10 = 4.145, half to even"),
    ("≤10 万元 | =8.29 万元 | 5 | 4.140 分", "the same number"),
    ("≤1.60 万元 | =0 万元 | 5 | 0", "5 × 0 ÷ 1.6"),
    ("≤2024 年 12 月 | =2024 年 12 月 | 10 | 10", "a date met"),
    ("有效提高 | 完全达到预期目标 | 30 | 30", "achieved: 80 % to 100 % of 30"),
    ("有效提高 | 完全达到预期目标 | 30 | 24", "the lower bound of the same grade"),
    ("有效提高 | 部分达成 | 30 | 18", "partly: from 60 % of 30"),
    ("有效提高 | 部分达成 | 30 | 23.99", "partly: below 80 % of 30 = 24"),
    ("≤10 万元 | =12 万元 | 5 | 3", "more than allowed: a person scores it, any number may be right"),
    ("≥20 份 | =28 份 | — | 15", "no weight: nothing follows"),
    ("≥20 份 | 未统计 | 15 | 15", "nothing that can be read as achieved"),
    ("≥20 份 | =28 份 | 15 | —", "no score printed"),
]


@pytest.mark.parametrize("row", [row for row, _ in RIGHT], ids=[why for _, why in RIGHT])
def test_a_score_that_follows_is_no_finding(row: str) -> None:
    document = document_of(ROW.format(row=row))
    assert found(row_score.CHECK, document) == found(row_score_inferred.CHECK, document) == []


WRONG = [
    # 20 × 2 ÷ 3 = 13.3333… → 13.33
    ("≥3 家 | =2 家 | 20 | 13.34", f"得分 13.34 分，{RATIO}应得 13.33 分（{STEPS}），差 0.01 分"),
    # one decimal, by the same rounding: said, for the calculation was right
    (
        "≥3 家 | =2 家 | 20 | 13.3",
        f"得分 13.3 分，{RATIO}应得 13.33 分（{STEPS}），差 0.03 分（按「四舍六入五成双」取 1 位小数才相符）",
    ),
    # 4.145 half up
    (
        "≤10 万元 | =8.29 万元 | 5 | 4.15",
        f"得分 4.15 分，{COST}应得 4.14 分（5 × 8.29 ÷ 10 = 4.145），差 0.01 分（按「四舍五入」取 2 位小数才相符）",
    ),
    # spent less, paid in full
    ("≤10 万元 | =8.29 万元 | 5 | 5", f"得分 5 分，{COST}应得 4.14 分（5 × 8.29 ÷ 10 = 4.145），差 0.86 分"),
    # met, and yet reduced
    ("≥20 份 | =20 份 | 15 | 14", f"得分 14 分，{RATIO}应得 15.00 分（实际值不小于目标值，得满分），差 1.00 分"),
    # 部分达成 of 30: 60 % = 18 up to, not including, 80 % = 24
    (
        "有效提高 | 部分达成 | 30 | 24",
        "得分 24 分，「部分达成预期指标并具有一定效果，按等次得分」只能在 18~24 分（不含上限）之内",
    ),
    # 达成 of 30: from 80 % = 24
    ("有效提高 | 完全达到预期目标 | 30 | 20", "得分 20 分，「达成预期指标，按等次得分」只能在 24~30 分之内"),
]


@pytest.mark.parametrize(("row", "message"), WRONG)
def test_a_score_that_does_not_follow(row: str, message: str) -> None:
    assert found(row_score.CHECK, document_of(ROW.format(row=row))) == [message]


def test_printed_and_following_score_stand_beside_the_message() -> None:
    (seen,) = row_score.CHECK.find(document_of(ROW.format(row="≥20 份 | =10 份 | 15 | 15")))
    # 15 × 10 ÷ 20 = 7.5; the score is the seventh cell of the third line
    assert (seen.printed, seen.follows, seen.difference) == ("15", "7.50", "7.50")
    assert (seen.table, seen.row, seen.place.row, seen.place.column) == ("检查经费", "检查报告", 3, 7)


def test_a_target_without_a_sign_is_only_a_warning() -> None:
    # 15 × 92 ÷ 100 = 13.8 if more is better; the office meant a ceiling, and 15 would be right
    document = document_of(ROW.format(row="100% | =92% | 15 | 15"))
    assert found(row_score.CHECK, document) == []
    (message,) = found(row_score_inferred.CHECK, document)
    assert message.startswith(
        f"得分 15 分，{RATIO}应得 13.80 分（15 × 92 ÷ 100 = 13.8），差 1.20 分；目标没有写计算符号"
    )
    assert found(row_score_inferred.CHECK, document_of(ROW.format(row="≥100% | =92% | 15 | 15"))) == []


def test_a_row_with_a_rule_of_its_own_is_only_a_warning() -> None:
    # 15 × 10 ÷ 20 = 7.5 by the rulebook; by the row's own rule 0 may be right
    document = document_of(ROW.format(row="≥20 份 | =10 份 | 15 | 0 | ~ | 评分标准: 未完成不得分"))
    assert found(row_score.CHECK, document) == []
    assert found(row_score_inferred.CHECK, document) == [
        (
            f"得分 0 分，{RATIO}应得 7.50 分（15 × 10 ÷ 20 = 7.5），差 7.50 分；"
            "表上另印有评分标准「未完成不得分」，以它为准时请人核对"
        )
    ]


# 0 ≤ score ≤ weight
BOUNDS = [
    ("≥20 份 | =28 份 | 15 | 15.01", score_over_weight, ["得分 15.01 分，分值只有 15 分"]),
    ("≥20 份 | =28 份 | 15 | 15.00", score_over_weight, []),
    ("≥20 份 | =28 份 | 15 | -0.01", score_negative, ["得分 -0.01 分，扣完为止，最低应为 0 分"]),
    ("≥20 份 | =0 份 | 15 | 0", score_negative, []),
]


@pytest.mark.parametrize(("row", "check", "messages"), BOUNDS)
def test_a_score_lies_between_nothing_and_its_weight(row: str, check: object, messages: list[str]) -> None:
    document = document_of(ROW.format(row=row))
    assert found(check.CHECK, document) == messages  # type: ignore[attr-defined]
    assert found(row_score.CHECK, document) == [], "one mistake, one finding"


def test_what_follows_stands_beside_points_above_the_weight() -> None:
    # 15 × 10 ÷ 20 = 7.5, 16 - 7.5; where nothing follows, the weight is the limit: 16 - 15
    for row, follows, difference in (
        ("≥20 份 | =10 份 | 15 | 16", "7.50", "8.50"),
        ("≥20 份 | 未统计 | 15 | 16", "至多 15", "1"),
    ):
        (seen,) = score_over_weight.CHECK.find(document_of(ROW.format(row=row)))
        assert (seen.printed, seen.follows, seen.difference) == ("16", follows, difference)


def test_points_for_execution_lie_in_the_same_bounds() -> None:
    money = "项目支出绩效自评表 2024\n资金 | 年度资金总额 | 10 | 10 | 11 | 10 | 110% | {score}"
    assert found(score_over_weight.CHECK, document_of(money.format(score="11"))) == [
        "预算执行率得分 11 分，分值只有 10 分"
    ]
    assert found(score_negative.CHECK, document_of(money.format(score="-1"))) == [
        "预算执行率得分 -1 分，扣完为止，最低应为 0 分"
    ]


def test_a_row_for_a_person_is_told_with_the_reason_and_its_score_is_not_called_wrong() -> None:
    rows = ("≤10 万元 | =12 万元 | 5 | 3", "≥20 份 | =28 份 | 15 | 15", "≤10 万元 | =12 万元 | 5 | —")
    document = document_of(*(ROW.format(row=row) for row in rows))
    (seen,) = score_not_checkable.CHECK.find(document)
    assert (seen.place.part, seen.row) == ("第 1 张表", "检查报告")
    assert "完成率>100% 须人工评分，范围 0~5 分，并说明理由" in seen.message
