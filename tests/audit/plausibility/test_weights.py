"""Where the points lie: words, quantity alone, dimensions that are missing, everything full."""

from __future__ import annotations

import pytest

from engine.audit.checks.plausibility import (
    all_full,
    department_only_quantity,
    dimensions_missing,
    heavy_qualitative_row,
    qualitative_weight,
)
from tests.audit.tables_of import document_of, found

HEAVY, SHARE, FULL = heavy_qualitative_row.CHECK, qualitative_weight.CHECK, all_full.CHECK
QUANTITY, DIMENSIONS = department_only_quantity.CHECK, dimensions_missing.CHECK


def project(words: int, name: str, score: int | None = None, total: str = "100.00 分") -> str:
    """100 points: execution 10, words so many, the rest on a number."""
    return f"""
    项目支出绩效自评表 2024
    项目名称 | {name}
    资金 | 年度资金总额 | 20 | 20 | 20 | 10 | 100% | 10
    资金 | 其他资金 | 0 | 0 | 0 | — | — | —
    产出指标 | 数量指标 | 检查报告 | ≥20 份 | =20 份 | {90 - words} | {90 - words}
    效益指标 | 社会效益指标 | 提高服务质量 | 有效提高 | 完全达到预期目标 | {words} | {words if score is None else score}
    总分 | 100 | {total}
    """


def test_40_points_on_words() -> None:
    (seen,) = HEAVY.find(document_of(project(40, "甲")))
    assert (seen.row, seen.message, seen.printed) == (
        "提高服务质量", "一项定性指标占 40 分，没有可核对的数", "40 分",
    )  # fmt: skip
    assert found(HEAVY, document_of(project(39, "甲"))) == []


def test_much_weight_on_a_number_is_no_finding() -> None:
    """90 - 30 = 60 points on a count can be checked."""
    assert found(HEAVY, document_of(project(30, "甲"))) == []


def test_more_than_30_of_100_on_words_and_all_full() -> None:
    """30 + 40 + 35 = 105 of 300 = 35 %."""
    document = document_of(project(30, "甲"), project(40, "乙"), project(35, "丙"))
    (seen,) = SHARE.find(document)
    assert seen.message == "3 张项目表共 300 分，其中 105 分（35%）是定性指标，全部得满分"
    assert (seen.printed, seen.follows) == ("105 分", "300 分")


SILENT = [
    ([project(30, "甲"), project(30, "乙"), project(30, "丙")], "30 of 100 is the usual share"),
    ([project(40, "甲"), project(40, "乙")], "two tables are no pattern"),
    ([project(40, "甲"), project(40, "乙"), project(40, "丙", score=36)], "one was not full"),
]


@pytest.mark.parametrize("tables", [tables for tables, _ in SILENT], ids=[why for _, why in SILENT])
def test_the_usual_share_of_words(tables: list[str]) -> None:
    assert found(SHARE, document_of(*tables)) == []


def test_every_project_full() -> None:
    three = [project(20, name) for name in "甲乙丙"]
    assert found(FULL, document_of(*three)) == ["3 张项目表全部得 100 分，没有一张扣分"]
    assert found(FULL, document_of(*three[:2])) == []
    assert found(FULL, document_of(*three[:2], project(20, "丁", total="99.50 分"))) == []
    assert found(FULL, document_of(*three[:2], project(20, "丁", total="—"))) == []


def department(category: str) -> str:
    return f"""
    部门整体支出绩效自评表 2024
    部门名称 | 市金融办
    履职效能 | 数量指标 | 调研 | ≥4 场 | =4 场 | 30 | 30
             | {category} | 培训 | ≥2 次 | =2 次 | 60 | 60
    """


def test_a_department_that_only_counts() -> None:
    """30 + 60 = 90 points."""
    (seen,) = QUANTITY.find(document_of(department("数量指标")))
    assert seen.message == "2 行全是数量指标，占 90 分，没有质量、时效、成本、效益、满意度指标"
    assert found(QUANTITY, document_of(department("质量指标"))) == []
    assert found(QUANTITY, document_of(department("数量指标").replace("部门整体", "项目"))) == []


def rows(*headings: str) -> str:
    lines = [f"{heading} | 指标{n} | ≥1 次 | =1 次 | 10 | 10" for n, heading in enumerate(headings)]
    return "\n".join(["项目支出绩效自评表 2024", "项目名称 | 甲", *lines])


# headings of the rows → what is missing
DIMENSION_ROWS = [
    (["产出指标 | 数量指标"], ["没有设成本指标、满意度指标"]),
    (["产出指标 | 数量指标", "成本指标 | 经济成本指标"], ["没有设满意度指标"]),
    (["满意度指标 | 服务对象满意度指标"], ["没有设成本指标"]),
    (["成本指标 | 经济成本指标", "满意度指标 | 满意度指标"], []),
    (["产出指标 | 成本指标", "效益指标 | 服务对象满意度指标"], []),  # the form of 2020: both stand on level 2
    (["~ | ~"], []),  # a form without levels says nothing about them
]


@pytest.mark.parametrize(("headings", "messages"), DIMENSION_ROWS)
def test_dimensions_that_a_project_lacks(headings: list[str], messages: list[str]) -> None:
    assert found(DIMENSIONS, document_of(rows(*headings))) == messages


def test_a_departments_own_table_needs_neither() -> None:
    assert found(DIMENSIONS, document_of(department("质量指标"))) == []
