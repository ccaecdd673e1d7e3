"""«What is typed into a cell arrives in exactly that field, and nowhere else.»"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from engine.intake.cells import Percent
from tests.cli.conftest import House
from tests.workbook.desk import FIRMS, REPORTS, SUPERVISION, TRAINING, Clerk, changes_of
from tests.workbook.editing import Rows, edited, sheets_of


def content_of(house: House, project: str) -> dict[str, Any]:
    from engine.store.store import open_store
    from workflows.project import folded

    with open_store(str(house.folder / "jixiao.db")) as store:
        content: dict[str, Any] = json.loads(json.dumps(folded(store.stream(project)).content))
        return content


def in_execution(house: House, kind: str) -> Clerk:
    """The supervision project handed in: targets are settled, results may be filled in."""
    house.done("zhang", "submit", SUPERVISION)
    return Clerk(house, kind)


def test_another_target_arrives_in_its_row_alone(house: House):
    clerk, before = Clerk(house), content_of(house, SUPERVISION)
    clerk.build(SUPERVISION)
    value, weight = clerk.at(REPORTS, "指标值"), clerk.at(REPORTS, "分值")
    clerk.types({value: "25", weight: "12.5", clerk.at(REPORTS, "指标值设定依据"): "近三年平均"})
    done = clerk.imports()
    # 申报的是 >=20 份：符号、数、单位分三格，改中间一格。
    assert ("changed", value, ">=20 份", ">=25 份") in changes_of(done)
    assert ("changed", weight, "15", "12.5") in changes_of(done)
    before["indicator"][0] |= {"target": ">=25 份", "weight": "12.5", "target_basis": "近三年平均"}
    assert content_of(house, SUPERVISION) == before
    assert [one["event"] for one in done["receipts"]] == ["edited"]


def test_head_and_money_arrive(house: House):
    clerk, before = Clerk(house), content_of(house, SUPERVISION)
    clerk.build(SUPERVISION)
    clerk.types(
        {clerk.beside("实施单位"): "金融办", clerk.beside("年度资金总额"): "60", clerk.beside("其中：上级资金"): "8"}
    )
    # 上级资金只填了年初预算数：全年预算数还空着，是 D 列同一行。
    (problem,) = [one for one in clerk.refused(3) if one["code"] == "field-missing"]
    row = clerk.beside("其中：上级资金").removeprefix("C")
    assert problem["path"].endswith(f".D{row}")
    assert problem["message"] == "没有填全年预算数"
    clerk.types({f"D{row}": "9"})
    clerk.imports()
    before["project"]["implementing_unit"] = "金融办"
    before["funding"] |= {"original_budget": "60"}
    before["funding"]["higher_tier_funds"] = {"original_budget": "8", "revised_budget": "9", "outturn": "0"}
    assert content_of(house, SUPERVISION) == before


def test_a_new_row_stands_behind_its_own_category(house: House):
    clerk, before = Clerk(house), content_of(house, SUPERVISION)
    data = clerk.build(SUPERVISION)
    rows = sheets_of(data)[clerk.sheet()].rows
    spare = next(at for at, row in enumerate(rows) if at > 10 and row[1] is None and row[0] is None) + 1
    new = ("产出指标", "数量指标", "走访企业", "≥", "5", "家", "10")
    clerk.types({f"{column}{spare}": text for column, text in zip("BCDEFGH", new, strict=True)})
    done = clerk.imports()
    assert {sort for sort, *_ in changes_of(done)} == {"new"}
    after = content_of(house, SUPERVISION)
    added = {"dimension": "产出指标", "category": "数量指标", "name": "走访企业", "target": "≥5 家", "weight": "10"}
    assert after["indicator"] == [*before["indicator"][:2], added, *before["indicator"][2:]]


def test_a_copied_row_with_another_name_is_a_new_one(house: House):
    clerk = Clerk(house)
    clerk.build(SUPERVISION)

    def copy_a_row(name: str, rows: Rows) -> tuple[str, Rows]:
        at = next((at for at, row in enumerate(rows) if row[3:4] == [REPORTS]), None)
        if at is not None:
            copied = list(rows[at])
            copied[3] = "出具回头看报告"
            rows.insert(at, copied)
        return name, rows

    clerk.types_in({}, copy_a_row)
    done = clerk.imports()
    assert {(one["sort"], one["row"]) for one in done["changes"]} == {("new", "出具回头看报告")}
    names = [row["name"] for row in content_of(house, SUPERVISION)["indicator"]]
    assert names[:3] == [REPORTS, FIRMS, "出具回头看报告"]


def test_shuffled_rows_columns_and_a_renamed_sheet_change_nothing(house: House):
    clerk = Clerk(house)
    clerk.build(SUPERVISION, TRAINING)

    def shuffle(name: str, rows: Rows) -> tuple[str, Rows]:
        if not name.startswith("2024-"):
            return name, rows
        head = next(at for at, row in enumerate(rows) if "三级指标" in row)
        table = [[*reversed(row)] for row in rows[head:]]
        return f"改过的{name[5:9]}", [*rows[:head], table[0], *reversed(table[1:])]

    clerk.types_in({}, shuffle)
    assert clerk.imports() == {"changes": [], "receipts": []}


def test_results_arrive_and_scores_are_the_programs_own(house: House):
    clerk = in_execution(house, "self-assessment")
    clerk.build(SUPERVISION)
    outturn = clerk.beside("年度资金总额").replace("C", "E")
    clerk.types(
        {
            clerk.at(REPORTS, "实际完成值"): "=28 份",
            clerk.at(REPORTS, "偏差原因分析及改进措施"): "=1+1 看上去像公式",
            clerk.at(REPORTS, "佐证材料"): "报告清单.pdf\n批文 1/2",
            clerk.at(FIRMS, "实际完成值"): Decimal(1),
            clerk.beside("实际完成情况"): "全部完成",
            outturn: Decimal("48.29"),
        }
    )
    assert clerk.imports("--dry-run")["receipts"][0]["written"] is False
    clerk.imports()
    content = content_of(house, SUPERVISION)
    first, second = content["indicator"][:2]
    assert (first["achieved"], first["deviation_analysis"]) == ("=28 份", "=1+1 看上去像公式")
    assert first["evidence"] == ["报告清单.pdf", "批文 1/2"]
    assert (second["achieved"], content["funding"]["outturn"]) == ("1", "48.29")
    assert content["objective"]["achieved"] == "全部完成"
    # 再导入一次：库里已经是表里的样子。
    assert clerk.imports()["receipts"] == []


def test_a_number_in_a_text_cell_is_taken_and_said(house: House):
    clerk = in_execution(house, "self-assessment")
    clerk.build(SUPERVISION)
    where = clerk.at(REPORTS, "实际完成值")
    clerk.types({where: Decimal("28.0"), clerk.at("现场检查覆盖率", "实际完成值"): Percent(Decimal(95))})
    result = house.run("zhang", "template", "import", "填报.xlsx", "--json")
    said = {(one["code"], one["path"].rpartition(".")[2], one["text"]) for one in json.loads(result.out)["problems"]}
    assert ("workbook-number", where, "28") in said
    rows = {row["name"]: row.get("achieved") for row in content_of(house, SUPERVISION)["indicator"]}
    assert (rows[REPORTS], rows["现场检查覆盖率"]) == ("28", "95%")


def test_a_score_changed_by_hand_is_a_finding_and_not_taken(house: House):
    clerk = in_execution(house, "self-assessment")
    from engine.examples import example_folder

    house.done("zhang", "assess", "fill", SUPERVISION, str(example_folder() / "04-supervision.toml"))
    clerk.build(SUPERVISION)
    where = clerk.at("租用车辆", "得分")
    clerk.types({where: "5.00"})
    result = house.run("zhang", "template", "import", "填报.xlsx", "--json")
    (finding,) = json.loads(result.out)["problems"]
    # 公开件：8.29 ÷ 10 × 5 = 4.145，五成双得 4.14。
    assert (finding["code"], finding["path"].rpartition(".")[2]) == ("workbook-score-differs", where)
    assert "程序算得 4.14" in finding["message"]


def test_a_record_arrives_whole(house: House):
    clerk = in_execution(house, "monitoring")
    clerk.build(SUPERVISION)
    clerk.types(
        {
            clerk.beside("监控到几月"): "7月",
            clerk.beside("到月底执行数"): "20.5",
            clerk.at(REPORTS, "截至期末完成值"): "=12 份",
            clerk.at(REPORTS, "完成目标可能性"): "确定能",
        }
    )
    clerk.imports()
    (shown,) = house.data("zhang", "monitor", "show", SUPERVISION)
    assert (shown["month"], shown["money"]["outturn"]) == (7, "20.5")
    assert [row["actual"] for row in shown["indicators"]][:2] == ["=12 份", None]
    clerk.build(SUPERVISION)
    clerk.types({clerk.beside("监控到几月"): "8"})
    result = house.run("zhang", "template", "import", "填报.xlsx", "--json")
    assert [one["code"] for one in json.loads(result.out)["problems"]] == ["workbook-month-only"]


def test_a_new_project_is_declared_once_however_often_it_is_sent(house: House):
    clerk = Clerk(house)
    clerk.build()
    assert clerk.imports() == {"changes": [], "receipts": []}
    data = (house.folder / "填报.xlsx").read_bytes()
    (sheet,) = [name for name in sheets_of(data) if name == "新项目"]
    row = {"B": "产出指标", "C": "数量指标", "D": "走访", "E": "≥", "F": "5", "G": "次", "H": "90"}
    head = next(at for at, line in enumerate(sheets_of(data)[sheet].rows) if "三级指标" in line) + 2
    cells = {f"{column}{head}": text for column, text in row.items()}
    clerk.types_in({sheet: {**cells, "C3": "走访企业", "G3": "2024年度", "C5": "urumqi-2024", "C7": "10", "D7": "10"}})
    first, again = clerk.imports()["receipts"], clerk.imports()["receipts"]
    assert [one["event"] for one in first] == ["declared"]
    assert (again[0]["project"], again[0]["repeated"]) == (first[0]["project"], True)
    content = content_of(house, first[0]["project"])
    assert content["project"]["fiscal_year"] == 2024
    assert content["indicator"][0]["target"] == "≥5 次"


@pytest.mark.parametrize("text", ["2024年10月", "=28 份", "1/2", "001", "1e5"])
def test_what_excel_would_spoil_is_kept_as_typed(house: House, text: str):
    clerk = Clerk(house)
    clerk.build(SUPERVISION)
    clerk.types({clerk.at(REPORTS, "指标值设定依据"): text})
    clerk.imports()
    assert content_of(house, SUPERVISION)["indicator"][0]["target_basis"] == text


def test_an_outturn_nobody_filled_in_is_blank_and_nought_fills_it_in(house: House):
    clerk = in_execution(house, "self-assessment")
    data = clerk.build(SUPERVISION)
    outturn = clerk.beside("年度资金总额").replace("C", "E")
    row = int(outturn.removeprefix("E")) - 1
    assert sheets_of(data)[clerk.sheet()].rows[row][2:5] == ("51.60", "51.60", None)
    clerk.types({outturn: "0"})
    assert changes_of(clerk.imports()) == [("changed", outturn, "", "0")]
    assert sheets_of(clerk.build(SUPERVISION))[clerk.sheet()].rows[row][4] == "0"


def test_in_an_empty_workbook_a_blank_says_nothing(house: House):
    clerk = in_execution(house, "self-assessment")
    house.done("zhang", "assess", "fill", SUPERVISION, "--row", REPORTS, "--achieved", "=28 份", "--reason", "原因")
    clerk.build(SUPERVISION, empty=True)
    where = clerk.at(REPORTS, "实际完成值")
    clerk.types({where: "=29 份"})
    assert changes_of(clerk.imports()) == [("changed", where, "=28 份", "=29 份")]
    row = content_of(house, SUPERVISION)["indicator"][0]
    assert (row["achieved"], row["deviation_analysis"]) == ("=29 份", "原因")


def test_a_cleared_cell_takes_the_value_out(house: House):
    clerk = in_execution(house, "self-assessment")
    house.done("zhang", "assess", "fill", SUPERVISION, "--row", REPORTS, "--achieved", "=28 份", "--reason", "原因")
    clerk.build(SUPERVISION)
    clerk.types({clerk.at(REPORTS, "偏差原因分析及改进措施"): None})
    clerk.imports()
    row = content_of(house, SUPERVISION)["indicator"][0]
    assert (row["achieved"], row.get("deviation_analysis")) == ("=28 份", None)


def test_levels_merged_over_their_rows_count_for_each(house: House):
    clerk = Clerk(house)
    data = clerk.build(SUPERVISION)
    # 前三行都是产出指标，头两行都是数量指标。
    first = int(clerk.at(REPORTS, "一级指标").removeprefix("B"))
    for area in (f"B{first}:B{first + 2}", f"C{first}:C{first + 1}"):
        (house.folder / "填报.xlsx").write_bytes(edited(data, {}, merged={clerk.sheet(): area}))
        assert clerk.imports() == {"changes": [], "receipts": []}
