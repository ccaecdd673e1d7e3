"""Percents and scores of the prose against its own amounts and the tables (说明里的百分数、得分)."""

from __future__ import annotations

import pytest

from engine.audit.checks.across import percent_in_prose, score_in_prose
from tests.audit.tables_of import document_of, found

TABLE = """
项目支出绩效自评表 2024
项目名称 | 检查经费
资金 | 年度资金总额 | 51.60 | 51.60 | 48.29 | 10 | 93.59% | 9.36
产出指标 | 数量指标 | 检查报告 | ≥20 份 | =20 份 | 90 | 90
总分 | 100 | 99.36
"""

# prose; what is said of it. 171.10 ÷ 900.00 = 19.0111 %; 48.29 ÷ 51.60 = 93.5852 %
PERCENTS = [
    ("本年支出 900.00 万元，其中：项目支出 171.10 万元，占 19.01%。", []),
    ("本年支出 900.00 万元，其中：项目支出 171.10 万元，占 19%。", []),
    (
        "本年支出 900.00 万元，其中：项目支出 171.10 万元，占 29.01%。",
        ["说明写项目支出占比 29.01%，171.10 ÷ 900.00 应为 19.01%"],
    ),
    ("全年预算数 51.60 万元，全年执行数 48.29 万元，执行率 93.59%。", []),
    ("全年预算数 51.60 万元，全年执行数 48.29 万元，执行率 93.58%。", []),  # cut off, not rounded: nobody says how
    (
        "全年预算数 51.60 万元，全年执行数 48.29 万元，执行率 95.39%。",
        ["说明写执行率 95.39%，48.29 ÷ 51.60 应为 93.59%"],
    ),
    ("本年支出 0.00 万元，其中：项目支出 0.00 万元，占 0.00%。", []),  # nothing to divide by
    ("授予中小企业合同金额 5.40 万元，占政府采购支出总额的 57.69%。", []),  # the whole is named elsewhere
]


@pytest.mark.parametrize(("prose", "messages"), PERCENTS)
def test_a_percent_is_what_its_amounts_give(prose: str, messages: list[str]) -> None:
    assert found(percent_in_prose.CHECK, document_of(TABLE, prose=prose)) == messages


# 99.36 is printed; 98.00 is the other table's; (99.36 + 98.00) ÷ 2 = 98.68
SCORES = [
    ("项目自评得分 99.36 分。", []),
    ("平均自评得分 98.68 分。", []),
    ("自评得分为 98 分。", []),
    ("项目自评得分 93.69 分。", ["说明写自评得分 93.69 分，表里的总分是 98 分、99.36 分"]),
    ("专家评价得分 93.69 分。", []),
]


@pytest.mark.parametrize(("prose", "messages"), SCORES)
def test_a_score_is_one_that_a_table_prints(prose: str, messages: list[str]) -> None:
    other = TABLE.replace("检查经费", "培训经费").replace("99.36", "98.00")
    assert found(score_in_prose.CHECK, document_of(TABLE, other, prose=prose)) == messages
