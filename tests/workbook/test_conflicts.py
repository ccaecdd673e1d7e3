"""«Nothing that only the clerk can decide is decided for them»: conflicts, deletions, all projects or none."""

from __future__ import annotations

import pytest

from engine.intake.workbook.read import read_workbook
from engine.intake.workbook.returned import ReturnedWorkbook
from engine.service.service import Service
from engine.service.workbooks import Answers, import_workbook
from engine.store.store import open_store
from tests.cli.conftest import House
from tests.workbook.desk import FIRMS, REPORTS, SUPERVISION, TRAINING, Clerk, changes_of
from tests.workbook.editing import Rows
from tests.workbook.test_editing import content_of, in_execution
from workflows.roles import Actor, Role


def both_change(house: House) -> tuple[Clerk, str, str]:
    """zhang fills in 28 in the workbook; meanwhile 30, and another row, are filled in directly."""
    clerk = in_execution(house, "self-assessment")
    clerk.build(SUPERVISION)
    same, other = clerk.at(REPORTS, "实际完成值"), clerk.at(FIRMS, "实际完成值")
    clerk.types({same: "=28 份", clerk.at("租用车辆", "实际完成值"): "=8.29 万元"})
    house.done("zhang", "assess", "fill", SUPERVISION, "--row", REPORTS, "--achieved", "=30 份")
    house.done("zhang", "assess", "fill", SUPERVISION, "--row", FIRMS, "--achieved", "=1 家")
    return clerk, same, other


def achieved(house: House) -> list[str | None]:
    rows = {row["name"]: row.get("achieved") for row in content_of(house, SUPERVISION)["indicator"]}
    return [rows[name] for name in (REPORTS, FIRMS, "租用车辆")]


def test_a_cell_changed_on_both_sides_is_asked_about(house: House):
    clerk, same, _ = both_change(house)
    (problem,) = clerk.refused(5)
    assert problem["code"] == "workbook-conflict"
    assert f"「{REPORTS}」实际完成值（{same}）" in problem["message"]
    shown = house.refused("zhang", 5, "template", "import", "填报.xlsx")
    assert all(word in shown for word in ("冲突", "现在库里", "=28 份", "=30 份", "--take mine"))


@pytest.mark.parametrize(("take", "first"), [("mine", "=28 份"), ("theirs", "=30 份")])
def test_the_answer_decides_about_that_cell_alone(house: House, take: str, first: str):
    clerk, _, _ = both_change(house)
    clerk.imports("--take", take)
    assert achieved(house) == [first, "=1 家", "=8.29 万元"]


def test_what_both_sides_changed_alike_is_no_conflict(house: House):
    clerk, same, _ = both_change(house)
    clerk.types({same: "=30 份"})
    assert [(sort, new) for sort, _, _, new in changes_of(clerk.imports())] == [("changed", "=8.29 万元")]
    assert achieved(house) == ["=30 份", "=1 家", "=8.29 万元"]


def without(row_name: str):
    def turn(name: str, rows: Rows) -> tuple[str, Rows]:
        return name, [row for row in rows if row[3:4] != [row_name]]

    return turn


def test_a_deleted_row_is_asked_about(house: House):
    clerk, before = Clerk(house), content_of(house, SUPERVISION)
    clerk.build(SUPERVISION)
    clerk.types_in({}, without(FIRMS))
    (problem,) = clerk.refused(5)
    assert (problem["code"], problem["message"]) == (
        "workbook-rows-deleted",
        f"表里少了 1 个指标，没有导入：{FIRMS}",
    )
    clerk.imports("--delete-missing")
    del before["indicator"][1]
    assert content_of(house, SUPERVISION) == before


def test_a_row_that_was_emptied_is_deleted_too(house: House):
    clerk = Clerk(house)
    clerk.build(SUPERVISION)
    headings = ("一级指标", "二级指标", "三级指标", "计算符号", "指标值", "计量单位", "分值")
    clerk.types({clerk.at(FIRMS, heading): None for heading in headings})
    assert [one["code"] for one in clerk.refused(5)] == ["workbook-rows-deleted"]


def test_a_row_lost_from_a_self_assessment_is_refused(house: House):
    clerk = in_execution(house, "self-assessment")
    clerk.build(SUPERVISION)
    clerk.types_in({}, without(FIRMS))
    (problem,) = clerk.refused(3)
    assert (problem["code"], problem["message"]) == ("workbook-row-missing", f"少了「{FIRMS}」一行")


def test_a_row_renamed_meanwhile_is_not_brought_back(house: House):
    clerk = Clerk(house)
    clerk.build(SUPERVISION)
    where = clerk.at(REPORTS, "指标值")
    mine = (house.folder / "填报.xlsx").read_bytes()
    clerk.types({clerk.at(REPORTS, "三级指标"): "出具检查报告"})
    clerk.imports()
    (house.folder / "填报.xlsx").write_bytes(mine)
    clerk.types({where: "25"})
    (problem,) = clerk.refused(3)
    assert (problem["code"], problem["path"].rpartition(".")[2]) == ("workbook-row-gone", where)


def test_two_projects_go_in_together_or_not_at_all(house: House):
    """The second sheet is refused by the workflow: the first is as it was."""
    clerk, before = Clerk(house), content_of(house, TRAINING)
    clerk.build(TRAINING, SUPERVISION)
    house.done("zhang", "submit", SUPERVISION)
    changes = {
        clerk.sheet(TRAINING): {clerk.beside("实施单位", TRAINING): "培训中心"},
        clerk.sheet(): {clerk.at(REPORTS, "指标值"): "25"},
    }
    clerk.types_in(changes)
    problems = clerk.refused(5)
    assert problems[0]["code"] == "state-wrong"
    assert problems[0]["message"].startswith(f"工作表「{clerk.sheet()}」：")
    assert content_of(house, TRAINING) == before


def test_two_projects_go_in_one_after_the_other_in_the_history(house: House):
    clerk = Clerk(house)
    clerk.build(TRAINING, SUPERVISION)
    clerk.types_in(
        {
            clerk.sheet(TRAINING): {clerk.beside("实施单位", TRAINING): "培训中心"},
            clerk.sheet(): {clerk.at(REPORTS, "指标值"): "25"},
        }
    )
    receipts = clerk.imports("--key", "一本")["receipts"]
    assert [one["project"] for one in receipts] == [TRAINING, SUPERVISION]
    assert receipts[1]["seq"] == receipts[0]["seq"] + 1
    house.done("guan", "log", "verify")


def test_somebody_elses_project_is_refused(house: House):
    clerk = Clerk(house, who="wang")
    clerk.build(SUPERVISION)
    clerk.types({clerk.at(REPORTS, "指标值"): "25"})
    assert clerk.refused(4)[0]["code"] == "role-missing"


def test_whoever_is_faster_between_the_look_and_the_writing_is_not_overwritten(house: House):
    """The clock is asked when everything is decided and nothing written: just then somebody fills in the same cell."""
    clerk = in_execution(house, "self-assessment")
    clerk.build(SUPERVISION)
    where = clerk.at(REPORTS, "实际完成值")
    clerk.types({where: "=28 份"})
    workbook = read_workbook((house.folder / "填报.xlsx").read_bytes(), "填报.xlsx")
    assert isinstance(workbook, ReturnedWorkbook)
    waiting = ["=30 份"]

    def clock() -> str:
        if waiting:
            house.done("zhang", "assess", "fill", SUPERVISION, "--row", REPORTS, "--achieved", waiting.pop())
        return "2026-07-01T00:00:00.000000Z"

    with open_store(str(house.folder / "jixiao.db")) as store:
        desk = Service(store, Actor("zhang", "zhang", frozenset({Role.OWNER})), clock)
        done = import_workbook(desk, workbook, Answers(), lambda _: [])
    assert done.refused is not None
    assert (done.refused.code, done.receipts, waiting) == ("workbook-conflict", (), [])
    assert achieved(house)[0] == "=30 份"
