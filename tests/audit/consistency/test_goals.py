"""Goals held against the rows: numbers, units, deadlines; only where a name leaves no doubt."""

from __future__ import annotations

import pytest

from engine.audit.checks.consistency import (
    boundary_differs,
    goal_contradicts_numbers,
    goal_without_indicator,
    unit_differs,
    unit_swapped_with_goal,
)
from tests.audit.tables_of import document_of, found

NUMBERS = goal_contradicts_numbers.CHECK
MISSING = goal_without_indicator.CHECK
BOUNDARY = boundary_differs.CHECK
SWAPPED = unit_swapped_with_goal.CHECK
UNITS = unit_differs.CHECK


def table(planned: str, done: str, *rows: str) -> str:
    """A table with its goal and rows: ``name | target | achieved``."""
    lines = "\n".join(f"产出指标 | 数量指标 | {row} | 10 | 10" for row in rows)
    return f"项目支出绩效自评表 2024\n项目名称 | 检查经费\n预期目标 | {planned}\n完成情况 | {done}\n{lines}"


PEOPLE = "企业上市培训人数 | ≥500 人次 | =610 人次"
REPORTS = "出具专项检查报告 | ≥20 份 | =28 份"
VISITS = "走访调研各类机构家数 | ≥20 家 | =28 家"
DATE = "开展活动截止时间 | <=2024 年 12 月 | =2024 年 12 月"


def test_the_plan_names_another_number_than_the_target() -> None:
    said = found(NUMBERS, document_of(table("企业上市培训人数 600 人次", "", PEOPLE)))
    assert said == ["总体目标写「企业上市培训人数」600 人次，指标表的指标值是 ≥500 人次"]


def test_the_result_names_another_number_than_the_row() -> None:
    said = found(NUMBERS, document_of(table("", "向受检公司出具专项检查报告 30 份", REPORTS)))
    assert said == ["完成情况写「出具专项检查报告」30 份，指标表的实际完成值是 =28 份"]


def test_the_deadline_of_the_plan_is_another_month() -> None:
    said = found(NUMBERS, document_of(table("于 11 月底前完成", "", DATE)))
    assert said == ["总体目标的期限是 11 月，「开展活动截止时间」的指标值是 <=2024 年 12 月"]


SAME = [
    ("企业上市培训 500 人次", "企业上市培训参与总人数达 610 人次", PEOPLE),
    ("", "企业上市培训超过 600 人次", PEOPLE),
    ("", "企业上市培训约 600 人次", PEOPLE),
    ("", "企业上市培训 610 人次，其中线上企业上市培训 200 人次", PEOPLE),
    ("企业上市培训上半年 300 人次", "", PEOPLE),
    ("企业上市培训 20 场", "", PEOPLE),
    ("企业上市培训同比增加 100 人次", "", PEOPLE),
    ("三年内企业上市培训 1500 人次", "", PEOPLE),
    ("业务骨干 600 人次", "", PEOPLE),
    ("企业座谈和业务培训 300 人次", "", PEOPLE),
    ("", "走访调研各类机构 28 家（其中部分机构有多次走访）", VISITS),
    ("12 月底前完成", "", DATE),
    ("2024 年底前完成", "", DATE),
    ("10 月底前培训，12 月底前完成", "", DATE),
    ("", "平台纳入监测企业 3.1 万家", "平台纳入监测企业数 | ≥3 万家 | =3.14 万家"),
]


@pytest.mark.parametrize(("planned", "done", "row"), SAME, ids=[planned + done for planned, done, _ in SAME])
def test_numbers_that_agree_or_are_not_surely_the_rows(planned: str, done: str, row: str) -> None:
    assert found(NUMBERS, document_of(table(planned, done, row))) == []


def test_two_rows_of_like_names_are_never_confused() -> None:
    rows = ("走访调研企业家数 | ≥20 家 | =20 家", "走访调研企业回访 | ≥5 家 | =5 家")
    assert found(NUMBERS, document_of(table("走访调研企业 9 家", "", rows[1], rows[1]))) == []
    assert found(NUMBERS, document_of(table("走访调研企业 20 家，走访调研企业回访 5 家", "", *rows))) == []


def test_a_count_that_no_row_carries() -> None:
    said = found(MISSING, document_of(table("全年查处案件 30 起", "", REPORTS)))
    assert said == ["总体目标写「全年查处案件 30 起」，指标里没有 30 起"]


CARRIED = [
    "出具报告 20 份",
    "出具 20 期简报",
    "出具专项检查报告 25 份",
    "服务人口 30 万人",
    "查处案件约 30 起",
    "在上年查处 30 起的基础上提高",
    "查处案件同比增加 3 起",
    "培训 3 天",
    "安排培训经费 6 万元",
]


@pytest.mark.parametrize("planned", CARRIED)
def test_counts_that_a_row_carries_or_that_promise_nothing(planned: str) -> None:
    assert found(MISSING, document_of(table(planned, "", REPORTS))) == []


def test_before_a_month_is_not_up_to_it() -> None:
    said = found(BOUNDARY, document_of(table("于 2024 年 12 月前完成", "", DATE)))
    assert said == ["总体目标写「12 月前」（不含当月），指标写 <=2024 年 12 月（含当月）"]


@pytest.mark.parametrize(
    "planned", ["12 月底前完成", "12 月 31 日前完成", "11 月前完成", "12 月完成", "2023 年 12 月前完成"]
)
def test_boundaries_that_are_the_same_or_of_another_month(planned: str) -> None:
    assert found(BOUNDARY, document_of(table(planned, "", DATE))) == []


SURVEYS = "企业上市调研指导活动 | ≥4 场 | =4 场"
SERVICES = "组织金融机构现场服务活动 | ≥4 次 | =4 次"


def test_units_that_stand_the_other_way_round() -> None:
    planned = "企业上市调研指导不少于 4 次，金融机构现场服务至少 4 场"
    (said,) = found(SWAPPED, document_of(table(planned, "", SURVEYS, SERVICES)))
    rows = "「企业上市调研指导活动」「组织金融机构现场服务活动」的指标值是 ≥4 场、≥4 次"
    assert said == f"{rows}，总体目标写 4 次、4 场，两个单位可能写反了"


@pytest.mark.parametrize(
    "planned",
    [
        "企业上市调研指导不少于 4 场，金融机构现场服务至少 4 次",
        "企业上市调研指导不少于 4 次，金融机构现场服务至少 4 次",
        "培训 4 次，会议 4 场",
    ],
)
def test_units_that_fit_or_only_one_that_differs(planned: str) -> None:
    assert found(SWAPPED, document_of(table(planned, "", SURVEYS, SERVICES))) == []


def test_persons_are_not_attendances() -> None:
    said = found(UNITS, document_of(table("", "", "培训人数 | ≥50 人 | =50 人次")))
    assert said == ["目标是 ≥50 人，实际写 =50 人次，单位「人」与「人次」不同，不能比较"]


@pytest.mark.parametrize(
    "row",
    ["培训人数 | ≥50 人 | =50 名", "租车 | ≤1 万元 | =9000 元", "报告 | ≥5 份 | =5", "效果 | 提升 | 达成预期指标"],
)
def test_units_of_one_kind(row: str) -> None:
    assert found(UNITS, document_of(table("", "", row))) == []
