"""Everything clerks and programs do to a workbook that cannot be taken: said with its cell and what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.intake.cells import CellError
from tests.cli.conftest import House
from tests.workbook.desk import REPORTS, SUPERVISION, TRAINING, Clerk
from tests.workbook.editing import Formula, Rows
from tests.workbook.test_editing import in_execution

BAD_CELLS = [
    # 一格里的东西 → 代码，一句话，该怎么写
    (Formula("=20+8", "28"), "workbook-formula", "格里是公式，不是填写的内容", "=28 份（格子是文本格式"),
    (datetime(2024, 10, 1), "workbook-date", "这一格变成了日期，看不出原来打的是什么", "2024年10月，或 2024年10月1日"),  # noqa: DTZ001
    (datetime(2024, 1, 2), "workbook-date", "这一格变成了日期，看不出原来打的是什么", "2024年1月2日"),  # noqa: DTZ001
    (Decimal("0.30000000123"), "workbook-number-inexact", "这个数带着很长的尾数", "48.29"),
    (True, "workbook-truth", "格里是 TRUE 或 FALSE，不是文字", "已完成"),
    ("≥≥20 份", "achieved-unreadable", "", ""),
]


@pytest.mark.parametrize(("typed", "code", "message", "example"), BAD_CELLS, ids=[str(one[0]) for one in BAD_CELLS])
def test_a_bad_cell_is_refused_with_its_address(house: House, typed: Any, code: str, message: str, example: str):
    clerk = in_execution(house, "self-assessment")
    clerk.build(SUPERVISION)
    where = clerk.at(REPORTS, "实际完成值")
    clerk.types({where: typed})
    (problem,) = [one for one in clerk.refused(3) if one["file"] != "（办理）"]
    assert problem["file"] == f"填报.xlsx「{clerk.sheet()}」{where}"
    assert (problem["code"].split("-")[0], code) == (code.split("-", maxsplit=1)[0], problem["code"])
    assert problem["message"].startswith(message)
    assert problem["example"].startswith(example)


def test_a_bare_number_beside_a_target_in_per_cent_is_refused(house: House):
    clerk = in_execution(house, "self-assessment")
    clerk.build(SUPERVISION)
    where = clerk.at("现场检查覆盖率", "实际完成值")
    clerk.types({where: Decimal("0.5")})
    (problem,) = clerk.refused(3)
    assert (problem["code"], problem["path"].rpartition(".")[2]) == ("workbook-number-percent", where)
    assert problem["example"] == "=95%"


def test_an_error_value_is_refused(house: House):
    clerk = in_execution(house, "self-assessment")
    clerk.build(SUPERVISION)
    where = clerk.at(REPORTS, "实际完成值")
    from engine.intake.workbook.values import text_of_cell

    problem = text_of_cell(CellError("#REF!"))
    assert not isinstance(problem, str)
    assert (problem.code, problem.text) == ("workbook-error-value", "#REF!")
    clerk.types({where: Formula("=A999999+#REF!", "#REF!")})
    assert [one["code"] for one in clerk.refused(3)] == ["workbook-formula"]


def test_a_settled_cell_that_was_changed_is_refused(house: House):
    clerk = in_execution(house, "self-assessment")
    clerk.build(SUPERVISION)
    where = clerk.at(REPORTS, "年度指标值")
    clerk.types({where: ">=10 份"})
    (problem,) = clerk.refused(3)
    assert (problem["code"], problem["path"].rpartition(".")[2]) == ("workbook-locked-changed", where)
    assert problem["message"] == f"「{REPORTS}」的年度指标值不在这张表里改，原来是 >=20 份"


def test_another_year_is_refused(house: House):
    clerk = Clerk(house)
    clerk.build(SUPERVISION)
    where = clerk.beside("预算年度")
    clerk.types({where: "2025"})
    (problem,) = clerk.refused(3)
    assert (problem["code"], problem["path"].rpartition(".")[2]) == ("workbook-locked-changed", where)


def rows_of_project(change: Callable[[Rows], Rows]) -> Callable[[str, Rows], tuple[str, Rows]]:
    return lambda name, rows: (name, change(rows) if name.startswith("2024-") else rows)


def _twice(rows: Rows) -> Rows:
    at = next(at for at, row in enumerate(rows) if row[3] == REPORTS)
    return [*rows[:at], list(rows[at]), *rows[at:]]


def _extra(rows: Rows) -> Rows:
    at = next(at for at, row in enumerate(rows) if row[3] == REPORTS)
    added = [None, *rows[at][1:]]
    return [*rows, added]


def _foreign_row(rows: Rows) -> Rows:
    at = next(at for at, row in enumerate(rows) if row[3] == REPORTS)
    added = ["2024-0099:01", *rows[at][1:]]
    return [*rows[: at + 1], added, *rows[at + 1 :]]


def _without_heading(heading: str) -> Callable[[Rows], Rows]:
    return lambda rows: [[None if value == heading else value for value in row] for row in rows]


def _heading_twice(rows: Rows) -> Rows:
    return [["实际完成值" if value == "佐证材料" else value for value in row] for row in rows]


def _money_twice(rows: Rows) -> Rows:
    """The line of the total once more below itself."""
    at = next(number for number, row in enumerate(rows) if "年度资金总额" in row)
    return [*rows[: at + 1], rows[at], *rows[at + 1 :]]


def _without_head(rows: Rows) -> Rows:
    return [row for row in rows if "三级指标" not in row]


BAD_SHEETS = [
    (_twice, "workbook-row-twice", "有两行是同一个标识，看不出哪一行是原来的"),
    (_extra, "workbook-row-extra", "这一行不是申报过的指标"),
    (_foreign_row, "workbook-row-unknown", "这一行的标识不是这个项目这一版的，像是从别的表里整行复制来的"),
    (lambda rows: [*rows, *[[None, *rows[-1][1:]]] * 500], "workbook-rows-many", "指标表超过 500 行"),
    (_without_heading("佐证材料"), "workbook-column-missing", "少了「佐证材料」一栏"),
    (_without_heading("行标识"), "workbook-column-missing", "少了「行标识」一栏"),
    (_heading_twice, "workbook-column-twice", "「实际完成值」有两栏，不知道用哪一栏"),
    (_money_twice, "workbook-column-twice", "「年度资金总额」有两行，不知道用哪一行"),
    (_without_heading("主管部门"), "workbook-part-missing", "表里找不到「主管部门」"),
    (_without_heading("年初预算数"), "workbook-part-missing", "表里找不到「年度资金总额」"),
    (_without_head, "workbook-table-missing", "这张表里没有指标表的表头"),
]


@pytest.mark.parametrize(
    ("change", "code", "message"), BAD_SHEETS, ids=[f"{one[1]}-{at}" for at, one in enumerate(BAD_SHEETS)]
)
def test_a_bad_sheet_is_refused(house: House, change: Callable[[Rows], Rows], code: str, message: str):
    clerk = in_execution(house, "self-assessment")
    clerk.build(SUPERVISION)
    clerk.types_in({}, rows_of_project(change))
    problems = clerk.refused(3)
    assert (code, message) in {(one["code"], one["message"]) for one in problems}
    assert all(f"「{clerk.sheet()}」" in one["file"] and one["expected"] for one in problems)


def test_sheets_are_known_by_stamp_or_name_and_else_refused(house: House):
    clerk = Clerk(house)
    clerk.build(SUPERVISION)
    name = clerk.sheet()
    clerk.types_in({name: {"A1": None}})
    assert clerk.imports() == {"changes": [], "receipts": []}
    clerk.types_in({}, lambda name, rows: (name.replace("2024-0002", "改名"), rows))
    (problem,) = clerk.refused(3)
    assert (problem["code"], problem["file"]) == ("workbook-sheet-unknown", "填报.xlsx")


def test_other_workbooks_are_refused(house: House):
    clerk = in_execution(house, "self-assessment")
    clerk.build(SUPERVISION)
    stamp = "jixiao;{};{};{};{};{};filled"
    others = [
        (stamp.format(9, "self-assessment", SUPERVISION, 2, "0" * 16), "workbook-schema"),
        (stamp.format(1, "monitoring", SUPERVISION, 2, "0" * 16), "workbook-kind"),
        (stamp.format(1, "self-assessment", SUPERVISION, 2, "0" * 16), "workbook-other-database"),
        (stamp.format(1, "self-assessment", SUPERVISION, 2, ""), "workbook-other-database"),
        (stamp.format(1, "self-assessment", "2031-0001", 2, "0" * 16), "workbook-other-database"),
        (stamp.format(1, "self-assessment", SUPERVISION, 99, "0" * 16), "workbook-other-database"),
    ]
    for text, code in others:
        clerk.types({"A1": text})
        assert [one["code"] for one in clerk.refused(3)] == [code], text


def test_a_copied_sheet_is_refused_and_a_lost_or_strange_one_said(house: House):
    clerk = Clerk(house)
    clerk.build(SUPERVISION, TRAINING)
    path = house.folder / "填报.xlsx"
    whole = path.read_bytes()
    training = clerk.sheet(TRAINING)
    clerk.types({"A1": _stamp_in(clerk, SUPERVISION)}, TRAINING)
    assert [one["code"] for one in clerk.refused(3)] == ["workbook-sheet-twice"]
    path.write_bytes(whole)
    clerk.types_in({}, lambda name, rows: None if name == training else (name, rows))
    out = house.run("zhang", "template", "import", "填报.xlsx")
    assert (out.code, "workbook-sheet-gone" in out.err, training in out.err) == (0, True, True)
    path.write_bytes(whole)
    clerk.types_in({}, lambda name, rows: ("统计", [["合计", "1"]]) if name == "填报说明" else (name, rows))
    out = house.run("zhang", "template", "import", "填报.xlsx")
    assert (out.code, "「统计」: workbook-sheet-stranger" in out.err) == (0, True)


def _stamp_in(clerk: Clerk, project: str) -> str:
    from tests.workbook.editing import sheets_of

    value = sheets_of((clerk.house.folder / "填报.xlsx").read_bytes())[clerk.sheet(project)].rows[0][0]
    assert isinstance(value, str)
    return value


def test_a_column_of_ones_own_is_left_out_and_said(house: House):
    clerk = Clerk(house)
    clerk.build(SUPERVISION)

    def add(rows: Rows) -> Rows:
        return [[*row, "备注" if "三级指标" in row else None] for row in rows]

    clerk.types_in({}, rows_of_project(add))
    out = house.run("zhang", "template", "import", "填报.xlsx")
    assert (out.code, "workbook-column-unknown" in out.err) == (0, True)


def test_files_that_are_no_workbook_are_refused(house: House):
    clerk = Clerk(house)
    whole = clerk.build(SUPERVISION)
    path = house.folder / "填报.xlsx"
    files = {
        "office-file-old": bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600,
        "office-file-password": bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
        "office-file-broken": whole[: len(whole) // 2],
    }
    for code, data in files.items():
        path.write_bytes(data)
        (problem,) = clerk.refused(3)
        assert (problem["code"], problem["file"]) == (code, "填报.xlsx")
    from tests.workbook.editing import edited

    path.write_bytes(edited(whole, {}, lambda name, rows: ("别的表", rows[3:]) if name == "检查结果" else None))
    assert [one["code"] for one in clerk.refused(3)] == ["workbook-foreign"]
    path.unlink()
    assert "file-missing" in house.refused("zhang", 6, "template", "import", "填报.xlsx")


def test_what_build_cannot_do_is_said(house: House):
    said = house.refused("zhang", 3, "template", "build", "--kind", "monitoring", "--out", "填报.xlsx")
    assert "template-projects-missing" in said
    said = house.refused(
        "zhang", 3, "template", "build", SUPERVISION, "--kind", "targets", "--empty", "--out", "a.xlsx"
    )
    assert "template-empty" in said
    said = house.refused("zhang", 6, "template", "build", "没有的", "--kind", "targets", "--out", "a.xlsx")
    assert "project-missing" in said


def test_new_and_declared_projects_do_not_mix(house: House):
    clerk = Clerk(house)
    clerk.build(SUPERVISION, TRAINING)
    clerk.types({clerk.at(REPORTS, "指标值"): "25"})
    clerk.types({"A1": "jixiao;1;targets;;0;;empty"}, TRAINING)
    assert clerk.refused(3)[0]["code"] == "workbook-mixed"
