"""Tables that stand twice, of another year or without a head; names in two spellings; reports that are not there."""

from __future__ import annotations

import pytest

from engine.audit.checks.across import (
    evaluation_report_absent,
    name_printed_two_ways,
    project_twice,
    table_unnamed,
    years_differ,
)
from tests.audit.tables_of import document_of, found

OFFICE = "某某市金融工作委员会办公室"
TABLE = f"""
项目支出绩效自评表 2024
项目名称 | 培训经费
主管部门 | {OFFICE}
实施单位 | {OFFICE}
资金 | 年度资金总额 | 24.40 | 24.40 | 24.40 | 10 | 100% | 10
"""


def test_the_same_project_with_the_same_money_twice() -> None:
    other = TABLE.replace("培训经费", "监管经费")
    assert found(project_twice.CHECK, document_of(TABLE, other, TABLE)) == [
        "与第 1 张表同名、金额也相同，全年执行数都是 24.40 万元，合计时会算两次"
    ]
    # without a name, or without money, nobody can tell
    for lines in ("项目名称 | 培训经费\n", "项目名称 | 培训经费"):
        nameless = TABLE.replace(lines, "" if lines.endswith("\n") else "项目名称 |")
        assert found(project_twice.CHECK, document_of(nameless, nameless)) == []
    moneyless = "\n".join(line for line in TABLE.splitlines() if not line.startswith("资金"))
    assert found(project_twice.CHECK, document_of(moneyless, moneyless)) == []
    # another amount, or another year: two budgets of one project
    assert found(project_twice.CHECK, document_of(TABLE, TABLE.replace("24.40 | 24.40 |", "24.40 | 24.00 |"))) == []
    assert found(project_twice.CHECK, document_of(TABLE, TABLE.replace("2024", "2023"))) == []


def test_a_table_of_another_year() -> None:
    old = TABLE.replace("2024", "2023")
    assert found(years_differ.CHECK, document_of(TABLE, old, TABLE)) == ["这张表印 2023 年度，另有 2 张表印 2024 年度"]
    assert found(years_differ.CHECK, document_of(TABLE, TABLE)) == []
    assert found(years_differ.CHECK, document_of(TABLE, TABLE.replace(" 2024", ""))) == []
    next_year = TABLE.replace("项目支出绩效自评表 2024", "绩效目标表 2025")
    assert found(years_differ.CHECK, document_of(TABLE, next_year)) == []


UNNAMED = [
    ("项目名称 | 培训经费", "项目名称 |", ["没有填项目名称"]),
    ("项目名称 | 培训经费\n", "", ["没有填项目名称"]),
    (f"主管部门 | {OFFICE}\n实施单位 | {OFFICE}", "主管部门 |\n实施单位 |", ["没有填主管部门、实施单位"]),
    (f"实施单位 | {OFFICE}\n", "", []),  # the form has no such line
    ("", "", []),
]


@pytest.mark.parametrize(("old", "new", "messages"), UNNAMED)
def test_a_head_that_is_not_filled_in(old: str, new: str, messages: list[str]) -> None:
    assert found(table_unnamed.CHECK, document_of(TABLE.replace(old, new) if old else TABLE)) == messages


SPELLINGS = [
    # the prose has two characters more, 15 of 13: 26 of 28 shared
    ("某某市金融工作委员委会办公室", True),
    ("某某市金融工委作委员会办公室", True),
    # characters exchanged, but the name of the tables is nowhere in the prose
    ("某某市金触工作委员会办公室", True),
    (OFFICE, False),
    # a part of the office, or its short name
    (f"{OFFICE}本级", False),
    # another office
    ("某某市农业工作委员会办公室", False),
    ("某某市金融第二工作委员会办公室", False),
]


@pytest.mark.parametrize(("spelling", "is_found"), SPELLINGS)
def test_a_name_in_the_prose_and_in_the_tables(spelling: str, is_found: bool) -> None:
    messages = found(
        name_printed_two_ways.CHECK, document_of(TABLE, TABLE, prose=f"{spelling} 2024 年度部门决算\n一、概况")
    )
    expected = f"同一名称有两种写法：表里写「{OFFICE}」，说明里写「{spelling}」"
    assert messages == ([expected] if is_found else [])


def test_a_name_in_two_tables() -> None:
    other = TABLE.replace("委员会办公室", "委员办公室")
    (message,) = found(name_printed_two_ways.CHECK, document_of(TABLE, other, prose=f"{OFFICE}2024 年度部门决算"))
    assert message == f"同一名称有两种写法：表里写「{OFFICE}」，表里另有「{OFFICE.replace('委员会', '委员')}」"
    # sister offices of one department: characters exchanged
    sisters = TABLE.replace(f"实施单位 | {OFFICE}", f"实施单位 | {OFFICE.replace('金融', '农业')}")
    assert found(name_printed_two_ways.CHECK, document_of(sisters)) == []


# a longer form, an office of the office, an office four characters apart
OTHERS = [f"中共{OFFICE}", f"{OFFICE}服务站", "某某市委员会办公室"]


@pytest.mark.parametrize("other", OTHERS)
def test_other_names_in_the_tables_are_others(other: str) -> None:
    assert found(name_printed_two_ways.CHECK, document_of(TABLE, TABLE.replace(OFFICE, other))) == []


def test_a_departments_own_table_names_it_too_but_a_project_is_no_office() -> None:
    department = f"部门整体支出绩效自评表 2024\n部门名称 | {OFFICE.replace('工作', '工作工作')}"
    assert len(found(name_printed_two_ways.CHECK, document_of(TABLE, department))) == 1
    projects = [TABLE.replace("培训经费", name) for name in ("市市级培训和交流经费", "市级培训和交流经费")]
    assert found(name_printed_two_ways.CHECK, document_of(*projects)) == []


SHORT = [("青川市市档案局", True), ("青川市档案馆局", False), ("青川市档案局", False)]


@pytest.mark.parametrize(("spelling", "is_found"), SHORT)
def test_of_a_short_name_only_a_doubling_is_told(spelling: str, is_found: bool) -> None:
    table = TABLE.replace(OFFICE, "青川市档案局")
    expected = [f"同一名称有两种写法：表里写「青川市档案局」，表里另有「{spelling}」"] if is_found else []
    assert found(name_printed_two_ways.CHECK, document_of(table, TABLE.replace(OFFICE, spelling))) == expected
    expected = [f"同一名称有两种写法：表里写「青川市档案局」，说明里写「{spelling}」"] if is_found else []
    assert found(name_printed_two_ways.CHECK, document_of(table, prose=f"{spelling}\n2024 年度部门决算")) == expected


ANNOUNCED = "具体附部门整体支出绩效自评表、项目支出绩效自评表和部门评价报告。"
REPORTS = [
    (ANNOUNCED, ["说明写附有部门评价报告，文件里没有"]),
    (f"{ANNOUNCED}\n附件3：部门评价报告\n一、基本情况", []),
    (f"{ANNOUNCED}\n2024 年度培训项目部门评价报告\n一、基本情况", []),
    # a heading before it is the table of contents; a sentence about it is no title
    (f"部门评价报告\n{ANNOUNCED}", ["说明写附有部门评价报告，文件里没有"]),
    (f"{ANNOUNCED}\n按要求撰写评价报告，提高质量。", ["说明写附有部门评价报告，文件里没有"]),
    ("附项目支出绩效自评表，无部门评价报告。", []),
    ("附项目支出绩效自评表。下一步将撰写部门评价报告。", []),
]


@pytest.mark.parametrize(("prose", "messages"), REPORTS)
def test_a_report_that_is_announced(prose: str, messages: list[str]) -> None:
    assert found(evaluation_report_absent.CHECK, document_of(TABLE, prose=prose)) == messages
