"""The same thing written in two ways, one observation with every pair; a table that is consistent is silent."""

from __future__ import annotations

import pytest

from engine.audit.checks.plausibility import notation_mixed
from tests.audit.tables_of import document_of, found

MIXED = notation_mixed.CHECK


def table(*rows: str, name: str = "检查经费", rate: str = "100%", execution: str = "10", total: str = "100") -> str:
    return f"""
    项目支出绩效自评表 2024
    项目名称 | {name}
    资金 | 年度资金总额 | 20 | 20 | 20 | 10 | {rate} | {execution}
    总分 | 100 | {total}
    """ + "\n".join(f"产出指标 | 数量指标 | {row} | 10 | 10" for row in rows)


# rows of one table → the pairs
PAIRS = [
    (["甲 | ≥1 家 | =1 家", "乙 | >=1 家 | =1 家"], "≥（「甲」）与 >=（「乙」）"),
    (["甲 | ≤1 家 | =1 家", "乙 | <=1 家 | =1 家"], "≤（「甲」）与 <=（「乙」）"),
    (["甲 | ≥1 家 | =1 家", "乙 | ≧1 家 | =1 家", "丙 | ≥1 家 | =1 家"], "≥（「甲」）与 ≧（「乙」）"),
    (["甲 | ≤4.50 万元 | =4.5 万元"], "4.50 万元 与 4.5 万元（「甲」）"),
    (["甲 | =100% | =100%", "乙 | =100% | =100.00%"], "100%（「甲」）与 100.00%（「乙」）"),
]


@pytest.mark.parametrize(("rows", "pairs"), PAIRS)
def test_two_ways_within_a_table_stand_under_its_name(rows: list[str], pairs: str) -> None:
    (seen,) = MIXED.find(document_of(table(*rows)))
    assert (seen.table, seen.message) == ("检查经费", f"同样的内容写法不一：{pairs}")


def test_two_ways_in_two_tables_are_told_once_for_the_document() -> None:
    first = table("甲 | ≥1 家 | =1 家")
    second = table("乙 | >=1 家 | =1 家", name="培训经费", rate="100.00%", execution="10.00 分", total="100.00 分")
    (seen,) = MIXED.find(document_of(first, second))
    assert seen.table == "公开说明.txt"
    assert seen.message == (
        "同样的内容写法不一：≥（「甲」）与 >=（「乙」）；"
        "100%（「检查经费」执行率）与 100.00%（「培训经费」执行率）；"
        "10（「检查经费」执行率得分）与 10.00 分（「培训经费」执行率得分）"
    )


ONE_WAY = [
    (["甲 | ≥1 家 | =1 家", "乙 | ≤1 家 | =1 家"], "different signs"),
    (["甲 | ≥1 家 | 1 家"], "no sign is not another sign"),
    (["甲 | ≤4.50 万元 | =4.50 万元", "乙 | ≤4 万元 | =3.5 万元"], "different numbers may have different places"),
    (["甲 | ≥4.5 家 | =4.50 万元"], "different units"),
    (["甲 | >=1 家 | =1 家", "乙 | >1 家 | =2 家"], "more than is not at least"),
]


@pytest.mark.parametrize("rows", [rows for rows, _ in ONE_WAY], ids=[why for _, why in ONE_WAY])
def test_one_way_of_writing_is_silent(rows: list[str]) -> None:
    assert found(MIXED, document_of(table(*rows))) == []
