"""Totals against their rows. The table: 9.36 + 20 + 13.33 + 8.29 + 20 + 10 = 80.98; 10 + 20 + 20 + 10 + 30 + 10 = 100."""

from __future__ import annotations

import pytest

from engine.audit.checks.arithmetic import CHECKS
from tests.audit.tables_of import document_of, found

TABLE = """
项目支出绩效自评表 2024
项目名称 | 检查经费
资金 | 年度资金总额 | 60.00 | 51.60 | 48.29 | 10 | 93.59% | 9.36 分
资金 | 其中：当年财政拨款 | 60.00 | 50.00 | 46.69 | — | — | —
资金 | 其他资金 | — | 1.60 | 1.60 | — | — | —
产出指标 | 数量指标 | 检查报告 | ≥20 份 | =28 份 | 20 | 20
        |         | 合作律所 | ≥3 家 | =2 家 | 20 | 13.33
成本指标 | 经济成本指标 | 租用车辆 | ≤10 万元 | =8.29 万元 | 10 | 8.29
效益指标 | 社会效益指标 | 服务质量 | 有效提高 | 部分达成 | 30 | 20
满意度指标 | 服务对象满意度 | 满意度 | ≥90% | =95% | 10 | 10
总分 | 100 | 80.98 分
"""


def everything(*tables: str, rulebook: str = "urumqi-2024") -> list[tuple[str, str]]:
    document = document_of(*tables, rulebook=rulebook)
    return [(check.code, message) for check in CHECKS for message in found(check, document)]


def changed(*changes: tuple[str, str]) -> str:
    text = TABLE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def test_a_table_that_adds_up_says_nothing() -> None:
    assert everything(TABLE) == []


# what is changed → everything that is said: one finding for one mistake
WRONG = [
    (
        [("80.98 分", "81.98 分")],
        [("total-score", "总分印 81.98 分，各项得分加起来是 80.98 分，差 1.00 分")],
    ),
    (
        [("80.98 分", "81 分")],
        [
            (
                "total-score",
                "总分印 81 分，各项得分加起来是 80.98 分，差 0.02 分",
            )
        ],
    ),
    # 分值 100 with 得分 10
    (
        [("80.98 分", "10 分")],
        [("total-score", "总分印 10 分，各项得分加起来是 80.98 分，差 70.98 分")],
    ),
    # a wrong row whose total was added up from what is printed: 80.98 + 1.71 = 82.69
    (
        [("| 8.29\n", "| 10\n"), ("80.98", "82.69")],
        [
            (
                "row-score",
                "得分 10 分，按「成本类按比例（由公开表反推）」应得 8.29 分（10 × 8.29 ÷ 10 = 8.29），差 1.71 分",
            )
        ],
    ),
    # the same row, and the total as if it were right: two mistakes
    (
        [("| 8.29\n", "| 10\n")],
        [
            (
                "row-score",
                "得分 10 分，按「成本类按比例（由公开表反推）」应得 8.29 分（10 × 8.29 ÷ 10 = 8.29），差 1.71 分",
            ),
            ("total-score", "总分印 80.98 分，各项得分加起来是 82.69 分，差 1.71 分"),
        ],
    ),
    (
        [("总分 | 100", "总分 | 90")],
        [("total-weight", "总分一行的分值印 90 分，各项分值加起来是 100 分，差 10 分")],
    ),
    # a weight of 5 too many, in the total as well: 105
    (
        [("| 10 | 10\n", "| 15 | 15\n"), ("总分 | 100 | 80.98", "总分 | 105 | 85.98")],
        [("weights-not-hundred", "各项分值加起来是 105 分，不是 100 分，差 5 分")],
    ),
    # no points beside the money: 20 + 13.33 + 8.29 + 20 + 20 = 81.62 of 100
    (
        [("| 10 | 93.59% | 9.36 分", "| — | 93.59% | —"), ("=95% | 10 | 10", "=95% | 20 | 20")],
        [("total-score", "总分印 80.98 分，各项得分加起来是 81.62 分，差 0.64 分")],
    ),
    # and rows of 80: neither 100 nor, with 10 for execution, 100
    (
        [
            ("| 10 | 93.59% | 9.36 分", "| — | 93.59% | —"),
            ("满意度指标 | 服务对象满意度 | 满意度 | ≥90% | =95% | 10 | 10\n", ""),
            ("80.98", "61.62"),
        ],
        [("total-weight", "总分一行的分值印 100 分，各项分值加起来是 80 分，差 20 分")],
    ),
    # rows of 100 and 10 for execution on top of them: 81.62 + 9.36 = 90.98 of 110
    (
        [("=95% | 10 | 10", "=95% | 20 | 20"), ("80.98", "90.98")],
        [("total-score", "总分印 90.98 分，各项得分加起来是 81.62 分，差 9.36 分")],
    ),
    (
        [("=95% | 10 | 10", "=95% | 20 | 20"), ("100 | 80.98", "110 | 90.98")],
        [("weights-not-hundred", "各项分值加起来是 110 分，不是 100 分，差 10 分")],
    ),
    (
        [("=95% | 10 | 10", "=95% | 20 | 20"), ("100 | 80.98", "90 | 90.98")],
        [("total-weight", "总分一行的分值印 90 分，各项分值加起来是 110 分，差 20 分")],
    ),
    # no total row, and 105 points in all
    (
        [("| 10 | 10\n", "| 15 | 15\n"), ("总分 | 100 | 80.98 分", "")],
        [
            ("weights-not-hundred", "各项分值加起来是 105 分，不是 100 分，差 5 分"),
            ("total-row-missing", "没有总分行，各项得分加起来是 85.98 分"),
        ],
    ),
    # no total row, and rows of 100 with the execution rate among them
    (
        [("=95% | 10 | 10", "=95% | 20 | 20"), ("总分 | 100 | 80.98 分", "")],
        [("total-row-missing", "没有总分行，各项得分加起来是 81.62 分")],
    ),
    # no total row, and a score that is not printed
    (
        [("| 13.33\n", "| 见附件\n"), ("总分 | 100 | 80.98 分", "")],
        [
            ("points-unreadable", "得分一栏写的是「见附件」，不是一个数；这一行没有计入合计，可能是格子错了位"),
            ("total-row-missing", "没有总分行"),
        ],
    ),
    # words where the budget belongs: no rate follows, and that is said
    (
        [("| 60.00 | 51.60 | 48.29 |", "| 60.00 | 见注 | 48.29 |")],
        [("money-unreadable", "全年预算数写的是「见注」，不是一个数，执行率和它的得分没有核对")],
    ),
    # a score that was forgotten: 93.69 of 100 is all that can be added
    (
        [("| 13.33\n", "|\n")],
        [("points-unreadable", "分值 20 分，得分一栏空着，没有计入合计")],
    ),
    # words where points belong: nothing can be added, and that is said
    (
        [("| 13.33\n", "| 见附件\n")],
        [("points-unreadable", "得分一栏写的是「见附件」，不是一个数；这一行没有计入合计，可能是格子错了位")],
    ),
    (
        [("| =2 家 | 20 |", "| =2 家 | 见注 |")],
        [("points-unreadable", "分值一栏写的是「见注」，不是一个数；这一行没有计入合计，可能是格子错了位")],
    ),
    # no total row at all
    (
        [("总分 | 100 | 80.98 分", "")],
        [("total-row-missing", "没有总分行，各项得分加起来是 80.98 分")],
    ),
    # 60.00 + 0; 50.00 + 1.60 = 51.60; 46.69 + 1.60 = 48.29: each column for itself
    (
        [("| 50.00 |", "| 51.00 |")],
        [("funding-parts", "全年预算数总额 51.60 万元，各项资金加起来是 52.60 万元，差 1.00 万元")],
    ),
    # a dash, or no cell at all, counts as nothing: 60.00
    (
        [("| 60.00 | 51.60 |", "| 61.00 | 51.60 |")],
        [("funding-parts", "年初预算数总额 61.00 万元，各项资金加起来是 60.00 万元，差 1.00 万元")],
    ),
    (
        [("| 60.00 | 51.60 |", "| 61.00 | 51.60 |"), ("| — | 1.60 |", "| ~ | 1.60 |")],
        [("funding-parts", "年初预算数总额 61.00 万元，各项资金加起来是 60.00 万元，差 1.00 万元")],
    ),
    (
        [("| 46.69 |", "| 46.68 |")],
        [("funding-parts", "全年执行数总额 48.29 万元，各项资金加起来是 48.28 万元，差 0.01 万元")],
    ),
]


@pytest.mark.parametrize(("changes", "findings"), WRONG)
def test_one_mistake_is_told_once(changes: list[tuple[str, str]], findings: list[tuple[str, str]]) -> None:
    assert everything(changed(*changes)) == findings


SILENT = {
    "a score that is not printed: nothing can be added": [("| 13.33\n", "| —\n")],
    "the rows alone make 100, the points beside the money are one of them": [
        ("| 10 | 93.59% | 9.36 分", "| 10 | 93.59% | 9.36"),
        ("≥90% | =95% | 10 | 10", "≥90% | =95% | 20 | 20"),
        ("80.98", "81.62"),  # 20 + 13.33 + 8.29 + 20 + 20
    ],
    "the form prints no points beside the money: rows of 90, a total of 100 with execution in it": [
        ("| 10 | 93.59% | 9.36 分", "| ~ | 93.59% | ~")
    ],
    "a total row for the indicators alone: 90 of weight, 80.98 - 9.36 of score": [("| 100 | 80.98", "| 90 | 71.62")],
    "the same with a total of scores alone": [
        ("| 10 | 93.59% | 9.36 分", "| ~ | 93.59% | ~"),
        ("100 | 80.98 分", "~ | 80.98 分"),
    ],
    "a total of weights alone": [("100 | 80.98 分", "100 | ~")],
    "a total of scores alone": [("100 | 80.98 分", "~ | 80.98 分")],
    "a weight that is not printed": [("| =2 家 | 20 |", "| =2 家 | — |")],
    "a part that cannot be read": [("| — | 1.60 | 1.60 |", "| — | 见注 | 1.60 |")],
    "no part is a number: the form does not divide the money": [
        ("| 60.00 | 50.00 | 46.69 |", "| — | — | — |"),
        ("| — | 1.60 | 1.60 |", "| — | — | — |"),
    ],
}


@pytest.mark.parametrize("changes", SILENT.values(), ids=SILENT)
def test_what_cannot_be_added_up_or_adds_up_otherwise_is_no_finding(changes: list[tuple[str, str]]) -> None:
    assert everything(changed(*changes)) == []


def test_parts_of_a_part_are_not_added_twice() -> None:
    nested = """
    项目支出绩效自评表 2024
    资金 | 年度资金总额 | 30 | 30 | 30
    资金 | 其中：当年财政拨款 | 25 | 25 | 25
    资金 | 其中：中央补助 | 15 | 15 | 15
    资金 | 省级补助 | 10 | 10 | 10
    资金 | 其他资金 | 5 | {other} | {other}
    """
    # 25 + 5 = 30, although all rows add up to 55
    assert everything(nested.format(other=5)) == []
    assert everything(nested.format(other=4)) == [
        ("funding-parts", "全年预算数总额 30 万元，各项资金加起来是 29 万元，差 1 万元"),
        ("funding-parts", "全年执行数总额 30 万元，各项资金加起来是 29 万元，差 1 万元"),
    ]


def test_parts_are_counted_from_the_first_on() -> None:
    # 财政拨款 opens the parts of the total, 债券资金 stands beside it: 20 + 11
    table = """
    项目支出绩效自评表 2024
    资金 | 年度资金总额 | 30 | 30 | 30
    资金 | 其中：财政拨款 | 20 | 20 | 20
    资金 | 债券资金 | 10 | 11 | 10
    """
    assert everything(table) == [("funding-parts", "全年预算数总额 30 万元，各项资金加起来是 31 万元，差 1 万元")]
