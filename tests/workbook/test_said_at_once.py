"""«Everything there is to say about a workbook is said at once, in the words of the sheet»."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import House
from tests.workbook.desk import FIRMS, REPORTS, SUPERVISION, TRAINING, Clerk
from tests.workbook.editing import Cells, Formula, sheets_of
from tests.workbook.test_editing import in_execution

HEAD = {"C3": "走访企业", "G3": "2024", "C5": "urumqi-2024", "C7": "10", "D7": "10"}
ROW = {"B": "产出指标", "C": "数量指标", "D": "走访", "E": "≥", "F": "50", "G": "家", "H": "90"}


def new_project(clerk: Clerk, changes: Cells) -> int:
    """A form for a new project with one indicator, filled in but for these changes; the line of the indicator."""
    rows = sheets_of(clerk.build())["新项目"].rows
    line = next(at for at, row in enumerate(rows) if "三级指标" in row) + 2
    row = {f"{column}{line}": text for column, text in ROW.items()}
    clerk.types_in(
        {"新项目": {**HEAD, **row, **{where.replace("#", str(line)): text for where, text in changes.items()}}}
    )
    return line


def places(problems: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(one["code"], one["file"].rpartition("」")[2]) for one in problems}


def test_a_formula_does_not_hide_what_is_wrong_elsewhere(house: House):
    clerk = Clerk(house)
    line = new_project(clerk, {"B#": "效果一类", "D7": Formula("=5+5", "10"), "C5": None})
    found = places(clerk.refused(3))
    assert ("workbook-formula", "D7") in found
    assert ("rulebook-unnamed", "C5") in found
    assert {where for _, where in found} == {"D7", "C5", f"B{line}"}


def test_a_cell_nobody_can_read_is_not_called_missing_too(house: House):
    clerk = Clerk(house)
    line = new_project(clerk, {"F#": Formula("=40+10", "50"), "H#": True})
    assert places(clerk.refused(3)) == {("workbook-formula", f"F{line}"), ("workbook-truth", f"H{line}")}


def test_mistakes_of_all_sheets_are_said_together(house: House):
    house.done("zhang", "submit", TRAINING)
    clerk = in_execution(house, "self-assessment")
    data = clerk.build(SUPERVISION, TRAINING)
    name = next(row[3] for row in sheets_of(data)[clerk.sheet(TRAINING)].rows if str(row[0]).startswith(f"{TRAINING}:"))
    here, there = clerk.at(REPORTS, "实际完成值"), clerk.at(str(name), "实际完成值", TRAINING)
    clerk.types_in({clerk.sheet(): {here: "≥≥20 份"}, clerk.sheet(TRAINING): {there: "≥≥1"}})
    files = {one["file"] for one in clerk.refused(3)} - {"（办理）"}
    assert files == {f"填报.xlsx「{clerk.sheet()}」{here}", f"填报.xlsx「{clerk.sheet(TRAINING)}」{there}"}


def test_a_rulebook_is_asked_for_at_its_cell(house: House):
    clerk = Clerk(house)
    new_project(clerk, {"C5": None})
    (problem,) = clerk.refused(3)
    assert (problem["expected"], problem["example"]) == ("在 C5 选评分办法", "urumqi-2024")


def noted(house: House, *options: str) -> dict[str, dict[str, Any]]:
    result = house.run("zhang", "template", "import", "填报.xlsx", "--json", *options)
    assert result.code == 0, result.out
    return {one["code"]: one for one in json.loads(result.out)["problems"]}


def test_weights_that_do_not_add_up_are_said_before_anybody_hands_in(house: House):
    clerk = Clerk(house)
    new_project(clerk, {"H#": "80"})
    # urumqi-2024 的预算执行占 10 分，各行应合计 90，表里只有 80。
    said = noted(house, "--dry-run")["weights-not-100"]
    assert said["message"] == "各指标分值合计 80，加预算执行 10 分不等于 100"
    assert said["severity"] == "提示"
    assert "改「分值」一栏" in said["expected"]
    new_project(clerk, {})
    assert noted(house, "--dry-run") == {}


def test_a_changed_declaration_is_looked_at_too(house: House):
    clerk = Clerk(house)
    clerk.build(SUPERVISION)
    clerk.types({clerk.at(REPORTS, "分值"): "1"})
    assert "weights-not-100" in noted(house, "--dry-run")


def test_results_are_followed_by_the_score_and_what_is_still_to_be_explained(house: House):
    clerk = in_execution(house, "self-assessment")
    clerk.build(SUPERVISION)
    where = clerk.at(REPORTS, "偏差原因分析及改进措施")
    clerk.types({clerk.at(REPORTS, "实际完成值"): "=5 份", clerk.at(FIRMS, "实际完成值"): "1"})
    said = noted(house, "--dry-run")
    missing, unit = said["explanation-missing"], said["achieved-unit-assumed"]
    assert missing["path"].rpartition(".")[2] == where
    assert "在「偏差原因分析及改进措施」一栏填写" in missing["expected"]
    assert "=" not in missing["example"]
    assert unit["message"] == "实际完成值没有写单位，按目标的单位「家」计算"
    out = house.done("zhang", "template", "import", "填报.xlsx")
    assert f"得分  {SUPERVISION} 总分 待定" in out
    assert f"接着  等负责人 zhang办理：jixiao assess fill {SUPERVISION}" in out


def test_a_month_says_in_which_unit_it_was_read(house: House):
    clerk = in_execution(house, "monitoring")
    clerk.build(SUPERVISION)
    where = clerk.at(FIRMS, "截至期末完成值")
    clerk.types({clerk.beside("监控到几月"): "7", clerk.beside("到月底执行数"): "20", where: "1"})
    unit = noted(house, "--dry-run")["achieved-unit-assumed"]
    assert (unit["path"].rpartition(".")[2], unit["example"]) == (where, "=1 家")


def test_the_headings_of_the_results_stay_in_sight(house: House):
    clerk = in_execution(house, "self-assessment")
    book = load_workbook(BytesIO(clerk.build(SUPERVISION)))
    page = book[clerk.sheet()]
    head = next(row[0].row for row in page.iter_rows() if any(cell.value == "三级指标" for cell in row))
    assert (page.freeze_panes, page.print_title_rows) == (f"A{head + 1}", f"${head}:${head}")


def test_a_conflict_with_ones_own_change_blames_nobody(house: House):
    clerk = in_execution(house, "self-assessment")
    clerk.build(SUPERVISION)
    clerk.types({clerk.at(REPORTS, "实际完成值"): "=28 份"})
    house.done("zhang", "assess", "fill", SUPERVISION, "--row", REPORTS, "--achieved", "=30 份")
    (problem,) = clerk.refused(5)
    assert "模板生成以后库里也改过" in problem["message"]


def test_a_bare_number_beside_a_unit_of_per_cent_is_asked_for_without_the_sign(house: House):
    """The unit stands in a column of its own: «=95%» beside it would come to «=95%%»."""
    clerk = Clerk(house)
    clerk.build(SUPERVISION)
    where = clerk.at("现场检查覆盖率", "指标值")
    clerk.types({where: Decimal(95)})
    (problem,) = clerk.refused(3)
    assert (problem["code"], problem["example"]) == ("workbook-number-percent", "95（% 写在计量单位一栏）")
    clerk.types({where: "95"})
    clerk.imports()


@pytest.mark.parametrize("kind", ["monitoring", "self-assessment"])
def test_a_form_that_could_not_be_imported_is_not_built(house: House, kind: str):
    """The project is still being declared: nothing but its targets can be filled in."""
    said = house.refused("zhang", 5, "template", "build", SUPERVISION, "--kind", kind, "--out", "填报.xlsx")
    assert "state-wrong" in said
    assert not (house.folder / "填报.xlsx").exists()
    house.done("zhang", "submit", SUPERVISION)
    house.done("zhang", "template", "build", SUPERVISION, "--kind", kind, "--out", "填报.xlsx")
    said = house.refused("zhang", 5, "template", "build", SUPERVISION, "--kind", "targets", "--out", "目标.xlsx")
    assert "state-wrong" in said
