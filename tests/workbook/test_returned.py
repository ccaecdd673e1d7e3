"""«Who gets a project back finds the reviewer's words in the workbook, at the row they are about.»"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from engine.examples import example_folder
from tests.cli.conftest import House
from tests.workbook.desk import REPORTS, SUPERVISION, Clerk
from tests.workbook.editing import sheets_of

ROW, WHOLE, MONEY = "28 份比 20 份多 40%，不是 25%", "请补充佐证材料", "=执行数与决算表不一致"


@pytest.fixture
def returned(house: House) -> Clerk:
    house.done("zhang", "submit", SUPERVISION)
    house.done("zhang", "assess", "fill", SUPERVISION, str(example_folder() / "04-supervision.toml"))
    house.done("zhang", "submit", SUPERVISION)
    house.done("li", "review", "show", SUPERVISION)
    comments = [(REPORTS, ROW), ("整张表", WHOLE), ("预算执行率", MONEY)]
    options = [option for row, text in comments for option in ("--row", row, "--comment", text)]
    house.done("li", "send-back", SUPERVISION, *options)
    return Clerk(house, "self-assessment")


def test_comments_stand_in_words_beside_their_row(returned: Clerk):
    data = returned.build(SUPERVISION)
    rows = sheets_of(data)[returned.sheet()].rows
    head = next(row for row in rows if "三级指标" in row)
    column = head.index("审核意见")
    said = {row[3]: row[column] for row in rows if row[3] in (REPORTS, "合作律所数量")}
    assert said == {REPORTS: ROW, "合作律所数量": None}
    money = next(row for row in rows if "年度资金总额" in row)
    assert money[column] == MONEY


def test_comments_on_the_whole_stand_in_the_checks(returned: Clerk):
    checks = sheets_of(returned.build(SUPERVISION))["检查结果"].rows
    assert ("审核意见（整张表）", WHOLE) in {(row[1], row[2]) for row in checks}


def test_comments_are_pinned_to_the_cell_to_fill_in(returned: Clerk):
    data = returned.build(SUPERVISION)
    with ZipFile(BytesIO(data)) as archive:
        (part,) = [name for name in archive.namelist() if "/comments" in name]
        comments = archive.read(part).decode()
    outturn = returned.beside("年度资金总额").replace("C", "E")
    for where, text in ((returned.at(REPORTS, "实际完成值"), ROW), (outturn, MONEY)):
        assert f'ref="{where}"' in comments
        assert text in comments
    assert comments.count("<comment ") == 2


def test_a_returned_workbook_is_mended_and_handed_in_again(returned: Clerk):
    returned.build(SUPERVISION)
    assert returned.imports()["receipts"] == []
    returned.types({returned.at(REPORTS, "偏差原因分析及改进措施"): "超出 40%；下年按三年平均设定"})
    returned.imports()
    assert "退回" in returned.house.done(
        "zhang", "template", "build", SUPERVISION, "--kind", "self-assessment", "--out", "填报.xlsx"
    )
    assert returned.imports()["receipts"] == []
    returned.house.done("zhang", "submit", SUPERVISION, "--answer", f"预算执行率={MONEY}已核对")


def test_the_reviewer_s_words_are_no_texts_of_the_clerk(returned: Clerk):
    """审核意见一栏、退回的资金行，都是程序写的：不说成「不在要填的格子里」。"""
    returned.build(SUPERVISION)
    result = returned.house.run("zhang", "template", "import", "填报.xlsx")
    assert (result.code, result.err) == (0, "")
