"""Rows over and under their targets, and what is said about them; silence where nothing is to be asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audit.checks.plausibility import (
    deviation_unexplained,
    exact_target_missed,
    no_explanation_column,
    overshoot_full,
    overshoot_unexplained,
)
from tests.audit.tables_of import document_of, found

HEAD = """
项目支出绩效自评表 2024
项目名称 | 检查经费
"""
FULL, UNEXPLAINED = overshoot_full.CHECK, overshoot_unexplained.CHECK
DEVIATION, COLUMN, EXACT = deviation_unexplained.CHECK, no_explanation_column.CHECK, exact_target_missed.CHECK


def table(*rows: str) -> str:
    first, *rest = rows
    return HEAD + "\n".join([f"产出指标 | 数量指标 | {first}", *(f" | | {row}" for row in rest)])


# 28 ÷ 20 = 140 %: +40 %; 2 ÷ 1 = 200 %: +100 %; 37 ÷ 26 = 142.3 %: +42.3 %. The rulebook's threshold is 120 %.
OVER = "检查报告 | ≥20 份 | =28 份 | 15 | 15 |"
TWICE = "活动次数 | ≥1 次 | =2 次 | 10 | 10 |"
MORE = "参与人数 | ≥26 人 | =37 人 | 10 | 10 |"


def test_rows_far_over_and_full_are_told_once_most_extreme_first() -> None:
    (seen,) = FULL.find(document_of(table(OVER, TWICE, MORE)))
    expected = "3 行超出目标很多仍得满分，目标可能定得偏低：活动次数（+100%）、参与人数（+42.3%）、检查报告（+40%）"
    assert (seen.message, seen.row) == (expected, "")
    assert seen.printed == "≥1 次 → =2 次；≥26 人 → =37 人；≥20 份 → =28 份"
    assert seen.difference == "+100%、+42.3%、+40%"
    # The cell of the most extreme row: the second row of the table, line 4 of the notation, target in cell 4.
    assert (seen.place.row, seen.place.column) == (4, 4)


def test_a_single_row_is_named_by_its_place() -> None:
    (seen,) = FULL.find(document_of(table(OVER)))
    assert (seen.row, seen.message) == ("检查报告", "超出目标很多仍得满分，目标可能定得偏低（+40%）")


NOT_OVER = [
    ("检查报告 | ≥20 份 | =24 份 | 15 | 15", "24 ÷ 20 = 120 %, not above it"),
    ("检查报告 | ≥20 份 | =20 份 | 15 | 15", "met"),
    ("检查报告 | ≥20 份 | =28 份 | 15 | 12", "reduced by the office"),
    ("检查报告 | ≥20 份 | =28 份 | 15 | —", "no score printed"),
    ("租车费 | ≤10 万元 | =14 万元 | 15 | 15", "over a ceiling says nothing about a low target"),
    ("满意度 | 有效提高 | 完全达到预期目标 | 15 | 15", "words"),
    ("完成时间 | ≤2024 年 12 月 | =2024 年 6 月 | 15 | 15", "a date"),
    ("检查报告 | ≥0 份 | =28 份 | 15 | 15", "nothing to divide by"),
]


@pytest.mark.parametrize("row", [row for row, _ in NOT_OVER], ids=[why for _, why in NOT_OVER])
def test_what_is_not_far_over_and_full_is_no_finding(row: str) -> None:
    assert found(FULL, document_of(table(row))) == []


def test_a_bare_cost_is_a_ceiling() -> None:
    text = HEAD + "成本指标 | 经济成本指标 | 租车费 | 10 万元 | =14 万元 | 15 | 15"
    assert found(FULL, document_of(text)) == found(UNEXPLAINED, document_of(text)) == []


def test_a_rulebook_without_a_threshold_takes_120_percent() -> None:
    """mof-2020 names none: 24 of 20 is silent, 25 of 20 = 125 % is not."""
    near, far = (table(f"检查报告 | ≥20 份 | ={done} 份 | 15 | 15 |") for done in (24, 25))
    assert found(FULL, document_of(near, rulebook="mof-2020")) == []
    assert len(found(FULL, document_of(far, rulebook="mof-2020"))) == 1


def test_an_overshoot_wants_a_reason() -> None:
    silent = document_of(table(f"{OVER} 新增两批企业，下年按三年平均数定目标"))
    assert found(UNEXPLAINED, document_of(table(OVER))) == ["实际值超出目标很多，没有说明原因（+40%）"]
    assert found(UNEXPLAINED, document_of(table(f"{OVER} 无"))) == found(UNEXPLAINED, document_of(table(OVER)))
    assert found(UNEXPLAINED, silent) == []


@given(target=st.integers(1, 500), done=st.integers(0, 1500))
def test_law_far_over_is_more_than_six_fifths_of_the_target(target: int, done: int) -> None:
    """A ≥ target is far over when, and only when, 5·A > 6·T."""
    document = document_of(table(f"检查报告 | ≥{target} 份 | ={done} 份 | 15 | 15"))
    assert bool(found(FULL, document)) == (5 * done > 6 * target)


# 15 × 12 ÷ 20 = 9: 6 points lost; 5 × 8.29 ÷ 10 = 4.145, printed 4.14: 0.86 lost; together 6.86.
SHORT = "检查报告 | ≥20 份 | =12 份 | 15 | 9 |"
SAVED = "租车费 | ≤10 万元 | =8.29 万元 | 5 | 4.14 |"


def test_points_lost_without_a_reason_are_told_once() -> None:
    (seen,) = DEVIATION.find(document_of(table(SHORT, SAVED, "走访 | ≥1 家 | =1 家 | 5 | 5 |")))
    assert seen.message == (
        "2 行与目标不符或没有得满分，没有写偏差原因："
        "检查报告（≥20 份 → =12 份，扣 6 分）、租车费（≤10 万元 → =8.29 万元，扣 0.86 分）"
    )
    assert seen.difference == "-6.86 分"


EXPLAINED = [
    (f"{SHORT} 两家企业停业，下年改为抽查", "a reason"),
    ("检查报告 | ≥20 份 | =20 份 | 15 | 15 |", "met"),
    ("检查报告 | ≥20 份 | =28 份 | 15 | 15 |", "far over: the other check asks"),
    ("检查报告 | =20 份 | =28 份 | 15 | 15 |", "far over an exact target: the other check asks"),
    ("检查报告 | ≥20 份 | =21 份 | 15 | 15 |", "a little over, full"),
    ("检查报告 | ≥20 份 | =12 份 | 15 | 9", "a form without the column"),
]


@pytest.mark.parametrize("row", [row for row, _ in EXPLAINED], ids=[why for _, why in EXPLAINED])
def test_no_deviation_is_left_unexplained(row: str) -> None:
    assert found(DEVIATION, document_of(table(row))) == []


def test_a_target_missed_but_paid_in_full_wants_a_reason_too() -> None:
    """12 万元 on ≤ 10 万元: missed, though nothing was taken off."""
    message = "与目标不符或没有得满分，没有写偏差原因（≤10 万元 → =12 万元）"
    assert found(DEVIATION, document_of(table("租车费 | ≤10 万元 | =12 万元 | 5 | 5 |"))) == [message]


def test_a_form_without_the_column_for_reasons() -> None:
    met, short = "走访 | ≥1 家 | =1 家 | 5 | 5", "检查报告 | ≥20 份 | =12 份 | 15 | 9"
    says = "表中没有「偏差原因分析及改进措施」一栏"
    assert found(COLUMN, document_of(table(met))) == [says]
    assert found(COLUMN, document_of(table(met, short))) == [f"{says}，1 行扣了分无处说明：检查报告"]
    assert found(COLUMN, document_of(table(f"{met} |", short))) == []
    assert found(COLUMN, document_of(table("走访 | ≥1 家 | =1 家"))) == [], "a form without points asks for no reasons"


def test_an_exact_target_exceeded_in_full_was_a_minimum() -> None:
    """610 is not 600: +10 of 600 = +1.7 %."""
    (seen,) = EXACT.find(document_of(table("培训人数 | =600 人次 | =610 人次 | 10 | 10 |")))
    assert seen.message == "目标写 =600 人次，实际 =610 人次，并不相等却得满分，可能应写 ≥"
    assert (seen.printed, seen.follows, seen.difference) == ("=600 人次", "≥600 人次", "+1.7%")


def test_an_exact_target_not_reached_in_full_was_a_maximum() -> None:
    (message,) = found(EXACT, document_of(table("控制率 | =100% | =92% | 10 | 10 |")))
    assert message.endswith("可能应写 ≤")


EQUAL = [
    ("培训人数 | =600 人次 | =600 人次 | 10 | 10", "equal"),
    ("培训人数 | ≥600 人次 | =610 人次 | 10 | 10", "mended"),
    ("培训人数 | =600 人次 | =590 人次 | 10 | 9.83", "missed and reduced: 10 × 590 ÷ 600"),
    ("覆盖率 | =100% | =100% | 10 | 10", "a rate kept"),
]


@pytest.mark.parametrize("row", [row for row, _ in EQUAL], ids=[why for _, why in EQUAL])
def test_exact_targets_kept_are_no_finding(row: str) -> None:
    assert found(EXACT, document_of(table(row))) == []
