"""Money across tables and prose. Two projects: 24.40 + 51.60 = 76.00 budget, 24.40 + 48.29 = 72.69 outturn."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.audit.checks.across import CHECKS
from engine.audit.document import Accounts
from tests.audit.tables_of import document_of, found

HEAD = "主管部门 | 某市金融办公室\n实施单位 | 某市金融办公室"
DEPARTMENT = """
部门整体支出绩效自评表 2024
部门名称 | 某市金融办公室
资金 | 年度总资金 | 300.00 | 200.00 | 190.00 | 10 | 95% | 9.5
"""
TRAINING = f"""
项目支出绩效自评表 2024
项目名称 | 培训经费
{HEAD}
资金 | 年度资金总额 | 24.40 | 24.40 | 24.40 | 10 | 100% | 10
"""
SUPERVISION = f"""
项目支出绩效自评表 2024
项目名称 | 监管经费
{HEAD}
资金 | 年度资金总额 | 60.00 | 51.60 | 48.29 | 10 | 93.59% | 9.36
"""
TABLES = (DEPARTMENT, TRAINING, SUPERVISION)
PROSE = """
一、概况
本年支出 190.00 万元，其中：基本支出 117.31 万元；项目支出 72.69 万元；经营支出 0.00 万元。
一般公共服务支出(类)某事务(款)专项业务活动(项)：支出决算数为 72.69 万元，比上年增加。
形成整体支出绩效自评表 1 个，全年预算总额 200.00 万元，实际执行总额 190.00 万元。
预算绩效评价项目 2 个，全年预算数 76.00 万元，全年执行数 72.69 万元。
"""


def everything(
    *changes: tuple[str, str], tables: tuple[str, ...] = TABLES, accounts: Accounts | None = None
) -> list[tuple[str, str]]:
    prose = PROSE
    for old, new in changes:
        assert old in prose, old
        prose = prose.replace(old, new)
    document = document_of(*tables, prose=prose, accounts=accounts)
    return [(check.code, message) for check in CHECKS for message in found(check, document)]


def test_a_document_that_agrees_with_itself_says_nothing() -> None:
    assert everything() == []
    assert everything(accounts=Accounts(Decimal("72.69"))) == []


WRONG = [
    # 190 = 117.30 + 72.70: the tables have 72.69; 3 numbers may be off by 3 × 0.005 = 0.015
    (
        [("项目支出 72.69", "项目支出 72.70"), ("117.31", "117.30"), ("支出决算数为 72.69", "支出决算数为 72.70")],
        [
            (
                "projects-against-expenditure",
                (
                    "2 张项目表全年执行数合计 72.69 万元，说明写项目支出 72.70 万元（专项业务活动(项)同为此数），"
                    "差 0.01 万元；3 个数各自四舍五入，最多可差 0.015 万元，请按元核对"
                ),
            )
        ],
    ),
    # 190 = 90 + 100: much more than the tables hold
    (
        [("项目支出 72.69", "项目支出 100.00"), ("117.31", "90.00")],
        [
            (
                "projects-against-expenditure",
                "2 张项目表全年执行数合计 72.69 万元，说明写项目支出 100.00 万元，差 27.31 万元；可能有项目没有公开自评表",
            )
        ],
    ),
    # 117.31 + 72.69 = 190, not 190.01; and the department's table says 190 as well
    (
        [("本年支出 190.00", "本年支出 190.01")],
        [
            ("department-against-accounts", "全年执行数 190.00 万元，决算本年支出 190.01 万元，差 0.01 万元"),
            (
                "expenditure-parts",
                "说明写本年支出 190.01 万元，基本支出 117.31 + 项目支出 72.69 = 190.00 万元，差 0.01 万元",
            ),
        ],
    ),
    (
        [("76.00 万元", "75.67 万元")],
        [("projects-against-prose", "说明写项目全年预算数 75.67 万元，2 张项目表合计 76.00 万元，差 0.33 万元")],
    ),
    (
        [("全年执行数 72.69", "全年执行数 72.96")],
        [("projects-against-prose", "说明写项目全年执行数 72.96 万元，2 张项目表合计 72.69 万元，差 0.27 万元")],
    ),
    (
        [("全年预算总额 200.00", "全年预算总额 300.00")],
        [("department-against-prose", "全年预算数印 200.00 万元，说明写整体支出 300.00 万元，差 100.00 万元")],
    ),
    # a table is missing, whose 10.00 are in the expenditure: 107.31 + 82.69
    (
        [("评价项目 2 个", "评价项目 3 个"), ("项目支出 72.69", "项目支出 82.69"), ("117.31", "107.31")],
        [("tables-announced", "说明写有项目支出绩效自评表 3 张，文件里有 2 张")],
    ),
    # a table is missing: that is said, and nothing about its money
    (
        [("评价项目 2 个，全年预算数 76.00", "评价项目 3 个，全年预算数 99.00")],
        [("tables-announced", "说明写有项目支出绩效自评表 3 张，文件里有 2 张")],
    ),
]


@pytest.mark.parametrize(("changes", "findings"), WRONG)
def test_one_contradiction_is_told_once(changes: list[tuple[str, str]], findings: list[tuple[str, str]]) -> None:
    assert everything(*changes) == findings


def test_no_table_of_a_kind_at_all() -> None:
    assert everything(tables=(TRAINING, SUPERVISION)) == [
        ("tables-announced", "说明写有部门整体支出绩效自评表 1 张，文件里一张也没有")
    ]


def test_targets_for_the_next_year_are_no_self_assessments() -> None:
    targets = SUPERVISION.replace("项目支出绩效自评表 2024", "绩效目标表 2025")
    assert everything(tables=(*TABLES, targets)) == []


SILENT = {
    "the department's table announced without its money": [
        ("1 个，全年预算总额 200.00 万元，实际执行总额 190.00 万元", "1 个")
    ],
    "a sentence that does not name both parts, before one that does": [
        ("\n本年支出", "\n本年支出 500 万元，其中：项目支出 5 万元。本年支出 400 万元，其中：基本支出 1 万元。本年支出")
    ],
    "funds without saying which: the budget": [("全年预算数 76.00 万元，全年执行数 72.69", "涉及资金 76.00")],
    "or the outturn": [("全年预算数 76.00 万元，全年执行数 72.69", "涉及资金 72.69")],
    "or the original budget, 24.40 + 60.00": [("全年预算数 76.00 万元，全年执行数 72.69", "涉及资金 84.40")],
    "no sentence about the tables": [
        ("形成整体支出绩效自评表 1 个", "形成绩效报告"),
        ("预算绩效评价项目 2 个", "预算绩效管理情况"),
    ],
    "tables of all kinds counted together": [
        ("形成整体支出绩效自评表 1 个", "形成绩效自评表 3 个"),
        ("预算绩效评价项目 2 个", "预算绩效管理情况"),
    ],
    "budgets of two kinds announced one by one: 1 + 1 tables, 24.40 + 51.60": [
        (
            "预算绩效评价项目 2 个，全年预算数 76.00 万元，全年执行数 72.69 万元",
            (
                "一般公共预算绩效自评项目 1 个，全年预算数 24.40 万元，全年执行数 24.40 万元；"
                "政府性基金绩效自评项目 1 个，全年预算数 51.60 万元，全年执行数 48.29 万元"
            ),
        )
    ],
}


@pytest.mark.parametrize("changes", SILENT.values(), ids=SILENT)
def test_what_may_be_meant_otherwise_is_no_finding(changes: list[tuple[str, str]]) -> None:
    assert everything(*changes) == []


def test_without_an_announcement_the_tables_are_held_against_the_expenditure() -> None:
    # 72.70 - 72.69, with nothing said of how many tables there are
    said = everything(
        ("形成整体支出绩效自评表 1 个", "形成绩效报告"),
        ("预算绩效评价项目 2 个", "预算绩效管理情况"),
        ("项目支出 72.69", "项目支出 72.70"),
        ("117.31", "117.30"),
    )
    assert [code for code, _ in said] == ["projects-against-expenditure"]


def test_without_any_project_table_there_is_no_sum() -> None:
    changes = (("预算绩效评价项目 2 个", "预算绩效管理情况"),)
    assert everything(*changes, tables=(DEPARTMENT,), accounts=Accounts(Decimal("72.70"))) == []


def test_funds_that_are_no_sum_of_the_tables() -> None:
    assert everything(("全年预算数 76.00 万元，全年执行数 72.69", "涉及资金 77.00")) == [
        ("projects-against-prose", "说明写项目涉及资金 77.00 万元，2 张项目表合计 76.00 万元，差 1.00 万元")
    ]


def test_accounts_that_somebody_gave() -> None:
    # 72.70 - 72.69; what the prose says of the same 72.70 is not told again
    known = ("tables-against-accounts", "2 张项目表全年执行数合计 72.69 万元，决算项目支出 72.70 万元，差 0.01 万元")
    accounts = Accounts(Decimal("72.70"))
    assert everything(accounts=accounts) == [known]
    assert everything(("项目支出 72.69", "项目支出 72.70"), ("117.31", "117.30"), accounts=accounts) == [known]


def test_accounts_that_agree_do_not_excuse_the_prose() -> None:
    said = everything(("项目支出 72.69", "项目支出 72.70"), ("117.31", "117.30"), accounts=Accounts(Decimal("72.69")))
    assert [code for code, _ in said] == ["projects-against-expenditure"]


def test_one_table_may_differ_by_a_cent_through_rounding_and_no_more() -> None:
    # two numbers, each off by half a cent at most
    one = (DEPARTMENT, TRAINING)
    changes = (
        ("预算绩效评价项目 2 个", "预算绩效管理情况"),
        ("117.31", "165.59"),
        ("项目支出 72.69", "项目支出 24.41"),
    )
    ((_, cent),) = everything(*changes, tables=one)
    assert cent.endswith("差 0.01 万元；2 个数各自四舍五入，最多可差 0.01 万元，请按元核对")
    changes = (changes[0], ("117.31", "165.62"), ("项目支出 72.69", "项目支出 24.38"))
    ((_, cents),) = everything(*changes, tables=one)
    assert cents.endswith("差 0.02 万元")


def test_a_project_whose_outturn_cannot_be_read_leaves_the_sums_open() -> None:
    unreadable = SUPERVISION.replace("48.29", "见附件")
    assert (
        everything(
            ("项目支出 72.69", "项目支出 72.70"), ("117.31", "117.30"), tables=(DEPARTMENT, TRAINING, unreadable)
        )
        == []
    )
