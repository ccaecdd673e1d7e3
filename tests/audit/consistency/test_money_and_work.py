"""Cost rows, savings, budgets, carry-over and coverage inside one table."""

from __future__ import annotations

import pytest

from engine.audit.checks.consistency import (
    budget_rewritten,
    carry_over_row_missing,
    cost_rows_against_money,
    covered_without_work,
    saving_costs_twice,
)
from tests.audit.tables_of import document_of, found

COSTS, TWICE = cost_rows_against_money.CHECK, saving_costs_twice.CHECK
REWRITTEN, CARRIED = budget_rewritten.CHECK, carry_over_row_missing.CHECK
COVERED = covered_without_work.CHECK

OFFICE = """
项目支出绩效自评表 2024
项目名称 | 专项工作经费
资金 | 年度资金总额 | 23.70 | 21.29 | 21.29 | 10 | 100.00% | 10.00 分
成本指标 | 经济成本指标 | 差旅费 | ≤6 万元 | =6 万元 | 4 | 4
 | | 办公费 | ≤7.42 万元 | =7.42 万元 | 4 | 4
 | | 培训费 | ≤1.38 万元 | =1.38 万元 | 4 | 4
 | | 委托业务费 | ≤4.50 万元 | =4.5 万元 | 4 | 4
 | | 奖励经费 | ≤2 万元 | =20000 元 | 4 | 4
"""


def test_cost_rows_add_up_to_another_sum() -> None:
    # 6 + 7.42 + 1.38 + 4.5 + 2 = 21.30 against 21.29, for targets and for actuals
    seen = list(COSTS.find(document_of(OFFICE)))
    assert [(one.printed, one.follows, one.difference) for one in seen] == [("21.29", "21.30", "0.01")] * 2
    assert seen[0].message == "成本指标目标值合计 21.30 万元，全年预算数 21.29 万元，差 0.01 万元"


def test_cost_rows_that_add_up_or_are_only_some_of_the_money() -> None:
    assert found(COSTS, document_of(OFFICE.replace("21.29", "21.30"))) == []
    # 21.30 is less than nineteen twentieths of 30: the rows are not all the money
    assert found(COSTS, document_of(OFFICE.replace("21.29", "30.00"))) == []
    unit_costs = OFFICE.replace("万元 |", "元/人 |").replace("20000 元", "2 元/人")
    assert found(COSTS, document_of(unit_costs)) == []


SUPERVISION = """
项目支出绩效自评表 2024
项目名称 | 监管经费
资金 | 年度资金总额 | 51.60 | 51.60 | 48.29 | 10 | 93.59% | 9.36 分
产出指标 | 质量指标 | 现场检查覆盖率 | =100% | =100% | 10 | 10
成本指标 | 经济成本指标 | 租用车辆 | ≤10 万元 | =8.29 万元 | 5 | 4.14
 | | 开展现场检查 | ≤1.60 万元 | =0 万元 | 5 | 0
"""


def test_money_not_spent_loses_points_twice() -> None:
    # 10 - 9.36 = 0.64; 5 - 4.14 + 5 - 0 = 5.86
    message = "少花的钱扣了两次分：预算执行率扣 0.64，成本指标（租用车辆、开展现场检查）又扣 5.86"
    assert found(TWICE, document_of(SUPERVISION)) == [message]


def test_money_that_loses_points_once_or_never() -> None:
    assert found(TWICE, document_of(SUPERVISION.replace("9.36 分", "10 分"))) == []
    full = SUPERVISION.replace("| 5 | 4.14", "| 5 | 5").replace("| 5 | 0", "| 5 | 5")
    assert found(TWICE, document_of(full)) == []
    overspent = SUPERVISION.replace("=8.29", "=12").replace("=0 万元", "=2 万元")
    assert found(TWICE, document_of(overspent)) == []


def test_work_that_was_not_done_covers_nothing() -> None:
    message = "「开展现场检查」实际为 0，「现场检查覆盖率」却报 =100% 得满分"
    assert found(COVERED, document_of(SUPERVISION)) == [message]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("=0 万元", "=1.60 万元"),
        ("=100% | 10 | 10", "=0% | 10 | 0"),
        ("现场检查覆盖率", "现场验收合格率"),
        ("≤1.60 万元 | =0 万元", "=0 万元 | =0 万元"),
    ],
)
def test_coverage_with_work_or_of_other_work(old: str, new: str) -> None:
    assert old in SUPERVISION
    assert found(COVERED, document_of(SUPERVISION.replace(old, new))) == []


CADRES = """
项目支出绩效自评表 2024
项目名称 | 好班子（上年结转资金）
资金 | 年度资金总额 | 97.83 | 0.38 | 0.38 | 10 | 100.00% | 10.00 分
资金 | 其中：当年财政拨款 | 0.00 | 0.00 | 0.00 | — | — | —
资金 | 其他资金 | 97.83 | 0.38 | 0.38 | — | — | —
预期目标 | 活动不少于 1 次
产出指标 | 数量指标 | 活动次数 | >=1 次 | =2 次 | 10 | 10 | 活动次数估计过小
"""


def test_a_budget_rewritten_without_a_word() -> None:
    (seen,) = REWRITTEN.find(document_of(CADRES))
    assert seen.message == "年初预算 97.83 万元，全年预算 0.38 万元，表中没有说明"
    assert (seen.printed, seen.follows, seen.difference) == ("0.38", "97.83", "97.45")  # 97.83 - 0.38


def test_an_unrelated_paragraph_explains_nothing() -> None:
    prose = "年初预算数 1,612.98 万元，年中调减奖补资金。"
    assert len(found(REWRITTEN, document_of(CADRES, prose=prose))) == 1


def test_a_budget_that_is_explained_or_hardly_changed() -> None:
    assert found(REWRITTEN, document_of(CADRES, prose="年初预算数 97.83 万元，年中按程序调减 97.45 万元。")) == []
    told = CADRES.replace("活动次数估计过小", "年中预算调减，活动次数估计过小")
    assert found(REWRITTEN, document_of(told)) == []
    # 0.50 to 0.38 is less than half
    assert found(REWRITTEN, document_of(CADRES.replace("97.83", "0.50"))) == []
    assert found(REWRITTEN, document_of(CADRES.replace("97.83", "0.00"))) == []


def test_carry_over_without_a_row_of_its_own() -> None:
    message = "名称写「结转」，资金表没有上年结转资金一行，钱列在「其他资金」（年初预算 97.83 万元）"
    assert found(CARRIED, document_of(CADRES)) == [message]


@pytest.mark.parametrize(("old", "new"), [("| 其他资金 |", "| 上年结转资金 |"), ("好班子（上年结转资金）", "好班子")])
def test_carry_over_that_is_listed_or_none(old: str, new: str) -> None:
    assert old in CADRES
    assert found(CARRIED, document_of(CADRES.replace(old, new))) == []


def test_a_form_without_parts_lists_nothing() -> None:
    only_total = "\n".join(line for line in CADRES.splitlines() if "财政拨款" not in line and "其他资金" not in line)
    assert found(CARRIED, document_of(only_total)) == []
