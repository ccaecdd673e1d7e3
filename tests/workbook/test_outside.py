"""«Nothing that a clerk typed is dropped without a word»: texts beside the form, labels twice, lines of money gone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from engine.intake.cells import address
from tests.cli.conftest import House
from tests.workbook.desk import SUPERVISION, Clerk
from tests.workbook.editing import Rows, find, sheets_of, with_changes
from tests.workbook.test_bad_input import rows_of_project
from tests.workbook.test_editing import in_execution

OUTSIDE = "workbook-text-outside"
PROVINCIAL = "其中：当年财政拨款"


def notes_of(clerk: Clerk) -> list[tuple[str, str, str]]:
    """Code, address and text of every hint of an import."""
    import json

    result = clerk.house.run(clerk.who, "template", "import", "填报.xlsx", "--json")
    assert result.code == 0, result.out
    found = json.loads(result.out)["problems"]
    return [(one["code"], one["file"].rpartition("」")[2], one["text"]) for one in found]


def row_of(clerk: Clerk, text: str) -> int:
    """The row, from 0, in which a text stands."""
    rows = sheets_of((clerk.house.folder / "填报.xlsx").read_bytes())[clerk.sheet()].rows
    return next(at for at, row in enumerate(rows) if text in row)


def test_a_text_outside_the_cells_to_fill_in_is_told_with_its_cell(house: House):
    """栏外、表下、资金行的空处，写字写数都一样；得分一栏下面也是。"""
    clerk = in_execution(house, "self-assessment")
    clerk.build(SUPERVISION)
    sheet = sheets_of((house.folder / "填报.xlsx").read_bytes())[clerk.sheet()]
    last, width = len(sheet.rows), len(sheet.rows[0])
    score = next(row for row in sheet.rows if "三级指标" in row).index("得分")
    beside, below, sum_below = address(2, width + 1), address(last + 1, width + 2), address(last, score)

    def remark(rows: Rows) -> Rows:
        wide = [[*row, None, None, None] for row in rows] + [[None] * (width + 3) for _ in range(2)]
        return with_changes(wide, {beside: "请领导看", below: Decimal("48.29"), sum_below: "合计 90"})

    clerk.types_in({}, rows_of_project(remark))
    assert notes_of(clerk) == [
        (OUTSIDE, beside, "请领导看"),
        (OUTSIDE, sum_below, "合计 90"),
        (OUTSIDE, below, "48.29"),
    ]


def test_many_texts_outside_are_told_one_by_one_up_to_twenty(house: House):
    clerk = Clerk(house)
    clerk.build(SUPERVISION)

    def paste(rows: Rows) -> Rows:
        return [[*row, "抄来的"] if at < 3 else [*row, None] for at, row in enumerate(rows)] + [
            [None] * len(rows[0]) + [f"第 {number} 行"] for number in range(30)
        ]

    clerk.types_in({}, rows_of_project(paste))
    told = notes_of(clerk)
    assert [code for code, _, _ in told] == [OUTSIDE] * 21
    # 3 + 30 处，前 20 处逐格说，余下 13 处合成一句
    assert "还有 13 格" in clerk.house.run(clerk.who, "template", "import", "填报.xlsx").err


def test_an_overwritten_title_is_told(house: House):
    clerk = Clerk(house)
    clerk.build(SUPERVISION)
    clerk.types({"B1": "乌鲁木齐市某局填报表"})
    assert notes_of(clerk) == [(OUTSIDE, "B1", "乌鲁木齐市某局填报表")]


@pytest.mark.parametrize(("kind", "label"), [("self-assessment", "实际完成情况"), ("targets", "预期目标")])
def test_a_second_line_of_the_same_label_is_refused(house: House, kind: str, label: str):
    """第二行写的是另一句话：原来一声不响就不见了。"""
    clerk = in_execution(house, kind) if kind == "self-assessment" else Clerk(house)
    clerk.build(SUPERVISION)
    at = row_of(clerk, label)

    def again(rows: Rows) -> Rows:
        return [*rows[: at + 1], [None, label, "第二句话", *[None] * (len(rows[0]) - 3)], *rows[at + 1 :]]

    clerk.types_in({}, rows_of_project(again))
    (problem,) = clerk.refused(3)
    assert (problem["code"], problem["message"]) == ("workbook-column-twice", f"「{label}」有两处，不知道用哪一处")
    assert problem["file"].endswith(f"」B{at + 2}")


def test_a_value_that_reads_like_a_label_is_a_value(house: House):
    """偏差原因分析里写了「实际完成情况」四个字，不是又一个栏名。"""
    clerk = in_execution(house, "self-assessment")
    data = clerk.build(SUPERVISION)
    where = find(data, clerk.sheet(), "年度资金总额", 1)
    rows = sheets_of(data)[clerk.sheet()].rows
    money = next(row for row in rows if "年初预算数" in row)
    column = address(0, money.index("偏差原因分析及改进措施")).rstrip("0123456789")
    cell = f"{column}{where.lstrip('ABCDEFGHIJ')}"
    achieved = clerk.beside("实际完成情况")
    clerk.types({cell: "实际完成情况", achieved: "都完成了"})
    changed = {(one["cell"], one["new"]) for one in clerk.imports()["changes"]}
    assert {(cell, "实际完成情况"), (achieved, "都完成了")} <= changed


def without(label: str) -> Callable[[str, Rows], tuple[str, Rows]]:
    return rows_of_project(lambda rows: [row for row in rows if label not in row])


def test_a_line_of_money_that_is_gone_is_asked_about(house: House):
    """申报里有「当年财政拨款」，表里把那一行删了：先问，加 --delete-missing 才去掉。"""
    clerk = Clerk(house)
    clerk.build(SUPERVISION)
    at = row_of(clerk, PROVINCIAL)
    clerk.types({f"C{at + 1}": "30", f"D{at + 1}": "30"})
    clerk.imports()
    clerk.build(SUPERVISION)
    clerk.types_in({}, without(PROVINCIAL))
    (problem,) = clerk.refused(5)
    assert (problem["code"], problem["message"]) == (
        "workbook-rows-deleted",
        f"表里少了 1 行，没有导入：{PROVINCIAL}",
    )
    changes = clerk.imports("--delete-missing")["changes"]
    assert [(one["sort"], one["row"], one["old"]) for one in changes] == [("deleted", PROVINCIAL, "30、30")]
    clerk.build(SUPERVISION)
    assert clerk.imports()["changes"] == []
    assert "30" not in sheets_of((house.folder / "填报.xlsx").read_bytes())[clerk.sheet()].rows[at]


def test_an_empty_line_of_money_may_go(house: House):
    clerk = Clerk(house)
    clerk.build(SUPERVISION)
    clerk.types_in({}, without("其中：上年结转资金"))
    assert clerk.imports() == {"changes": [], "receipts": []}


def test_a_line_of_money_that_was_declared_may_not_go_from_an_assessment(house: House):
    clerk = Clerk(house)
    clerk.build(SUPERVISION)
    at = row_of(clerk, PROVINCIAL)
    clerk.types({f"C{at + 1}": "30", f"D{at + 1}": "30"})
    clerk.imports()
    assessing = in_execution(house, "self-assessment")
    assessing.build(SUPERVISION)
    assessing.types_in({}, without(PROVINCIAL))
    (problem,) = assessing.refused(3)
    assert (problem["code"], problem["message"]) == ("workbook-row-missing", "少了「当年财政拨款」一行")


def test_a_goal_that_reads_like_a_line_of_money_is_a_goal(house: House):
    """预期目标写成「年度资金总额」，不是又一行资金。"""
    clerk = Clerk(house)
    clerk.build(SUPERVISION)
    goal = clerk.beside("预期目标")
    clerk.types({goal: "年度资金总额"})
    assert [(one["cell"], one["new"]) for one in clerk.imports()["changes"]] == [(goal, "年度资金总额")]


@pytest.mark.parametrize(
    ("sheet", "cell"), [("填报说明", "C3"), ("填报说明", "B30"), ("检查结果", "D2"), ("检查结果", "B30")]
)
def test_a_remark_on_the_guide_or_the_checks_is_told(house: House, sheet: str, cell: str):
    """说明和检查两张表不用填：写在栏外、写在最后一行下面的，也说一声。"""
    clerk = Clerk(house)
    clerk.build(SUPERVISION)

    def remark(name: str, rows: Rows) -> tuple[str, Rows]:
        more = [[None] * 4 for _ in range(30 - len(rows))]
        grown = [[*row, *[None] * (4 - len(row))] for row in rows] + more
        return name, with_changes(grown, {cell: "已核"}) if name == sheet else rows

    clerk.types_in({}, remark)
    assert notes_of(clerk) == [(OUTSIDE, cell, "已核")]
