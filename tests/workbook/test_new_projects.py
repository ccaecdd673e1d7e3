"""«A new project is declared once»: sent twice, withdrawn and sent again, and with one letter of its name changed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.cli.conftest import House
from tests.workbook.desk import Clerk
from tests.workbook.editing import sheets_of

NAME = "基层公共服务能力提升项目"


@pytest.fixture
def clerk(house: House) -> Clerk:
    clerk = Clerk(house)
    clerk.build()
    fills(clerk, NAME)
    return clerk


def fills(clerk: Clerk, name: str, weight: str = "90") -> None:
    """A new project of one indicator, typed into a blank form."""
    clerk.build()
    rows = sheets_of((clerk.house.folder / "填报.xlsx").read_bytes())["新项目"].rows
    first = next(at for at, row in enumerate(rows) if "三级指标" in row) + 2
    head = {"C3": name, "G3": "2024", "C5": "urumqi-2024", "C7": "12.5", "D7": "12.5"}
    row = ("产出指标", "数量指标", "走访企业", "≥", "50", "家", weight)
    cells = {f"{letter}{first}": text for letter, text in zip("BCDEFGH", row, strict=True)}
    clerk.types_in({"新项目": {**head, **cells}})


def declared(clerk: Clerk, *options: str) -> Sequence[str]:
    """Ids of the projects an import declared; of one that came a second time, the same."""
    return [one["project"] for one in clerk.imports(*options)["receipts"]]


def test_the_same_workbook_again_declares_nothing(clerk: Clerk):
    assert declared(clerk) == declared(clerk) == ["2024-0003"]


def test_a_withdrawn_project_is_declared_again(clerk: Clerk):
    """撤销以后再导入同一张表：又申报一次，一次次都可以；没有撤销的不会变成两个。"""
    for number in (3, 4, 5):
        assert declared(clerk) == declared(clerk) == [f"2024-000{number}"]
        clerk.house.done("zhang", "project", "withdraw", f"2024-000{number}", "--reason", "填错了")


@pytest.mark.parametrize("name", ["基层公共服务能力提升顶目", "基层公共服务能力提升项目。", NAME])
def test_a_name_one_letter_off_is_asked_about(clerk: Clerk, name: str):
    clerk.imports()
    fills(clerk, name, weight="90.0")
    (problem,) = clerk.refused(5)
    assert problem["code"] == "workbook-project-alike"
    assert "2024-0003" in problem["message"]
    assert "--new" in problem["expected"] + problem["example"] + problem["message"]
    assert declared(clerk, "--new") == ["2024-0004"]


def test_another_name_is_another_project(clerk: Clerk):
    """共 12 字改 3 字：2×9÷24 = 0.75，不到 0.85，不问。"""
    clerk.imports()
    fills(clerk, "城市公共服务能力提升工程")
    assert declared(clerk) == ["2024-0004"]


def test_another_owner_may_have_a_project_of_that_name(clerk: Clerk):
    clerk.imports()
    fills(clerk, NAME, weight="90.0")
    clerk.who = "wang"
    assert declared(clerk) == ["2024-0004"]
