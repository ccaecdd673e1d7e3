"""«No clerk fills in a form for nothing»: what cannot come back is not built, and nothing is replaced in silence."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import House
from tests.workbook.desk import REPORTS, SUPERVISION, Clerk

TWICE = "检查报告"
HEAD = '[project]\nname = "同名指标"\nfiscal_year = 2024\nrulebook = "urumqi-2024"\n'
MONEY = "[funding]\noriginal_budget = 10\nrevised_budget = 10\noutturn = 10\n"
ROW = '[[indicator]]\ndimension = "产出指标"\ncategory = "{}"\nname = "{}"\ntarget = "≥20 份"\nweight = 45\n'


def content(second: str) -> str:
    return HEAD + MONEY + ROW.format("数量指标", TWICE) + ROW.format("质量指标", second)


def test_a_project_with_two_indicators_of_one_name_has_no_monitoring_form(house: House):
    """监控记录按名称认行：同名的两行填了导不回来，所以不生成；改了名就生成。"""
    (house.folder / "同名.toml").write_text(content(TWICE), encoding="utf-8")
    house.done("zhang", "project", "import", "同名.toml")
    house.done("zhang", "submit", "2024-0003")
    build = ("template", "build", "2024-0003", "--kind", "monitoring", "--out", "填报.xlsx")
    said = house.refused("zhang", 3, *build)
    assert "template-names-twice" in said
    assert f"「{TWICE}」" in said
    assert not (house.folder / "填报.xlsx").exists()
    house.done("zhang", "template", "build", "2024-0003", "--kind", "self-assessment", "--out", "自评.xlsx")
    (house.folder / "改名.toml").write_text(content("报告合格份数"), encoding="utf-8")
    house.done("zhang", "target", "adjust", "2024-0003", "改名.toml", "--reason", "两项指标同名")
    house.done("li", "review", "show", "2024-0003")
    house.done("li", "approve", "2024-0003")
    house.done("zhang", *build)


@pytest.mark.parametrize("out", ["填报.docx", "填报", "填报.xls"])
def test_a_workbook_has_the_ending_of_a_workbook(house: House, out: str):
    said = house.refused("zhang", 3, "template", "build", SUPERVISION, "--kind", "targets", "--out", out)
    assert "template-ending-wrong" in said
    assert "--out 填报.xlsx" in said
    assert not (house.folder / out).exists()


def test_a_replaced_workbook_is_told(house: House):
    clerk = Clerk(house)
    build = ("template", "build", SUPERVISION, "--kind", "targets", "--out", "填报.xlsx")
    clerk.build(SUPERVISION)
    assert house.run("zhang", *build).err == ""
    clerk.types({clerk.at(REPORTS, "指标值"): "25"})
    assert house.run("zhang", *build).err == "替换了原有的文件：填报.xlsx\n"
    clerk.types({clerk.at(REPORTS, "指标值"): "25"})
    assert json.loads(house.run("zhang", *build, "--json").out)["data"]["replaced"] == ["填报.xlsx"]


def test_a_project_without_a_name_is_none(house: House):
    for command in (("template", "build", "", "--kind", "targets", "--out", "填报.xlsx"), ("appendix", "build", " ")):
        result = house.run("zhang", *command)
        assert (result.code, "项目编号或名称是空的" in result.err) == (2, True), result.err
