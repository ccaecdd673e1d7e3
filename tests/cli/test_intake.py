"""``jixiao intake``: the printed appendix comes back as files that score the same."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from engine.examples import example_folder
from engine.intake.disclosure.to_toml import quoted, table_toml
from engine.scoring import score_files
from indicators.scoring.project import ProjectScore
from tests.audit.tables_of import table_of
from tests.cli.conftest import House

DISCLOSURE = example_folder() / "disclosure.txt"
UNSURE = """
项目支出绩效自评表
项目名称 | 检查经费
资金 | 年度资金总额 | 51.60 | 约 50 | 48.29 | 10 | 93.59% | 9.36 分
资金 | 其中：中央补助 | 1 | 2 | 3
产出指标 | 数量指标 | 检查报告 | ≥廿 份 | =28 份 | 90 | 4.14 | 人手"不够"
"""


def totals(folder: Path) -> list[tuple[str, str]]:
    scoring = score_files([folder])
    assert not scoring.has_errors, scoring.problems
    return [_total(score) for score in scoring.scores]


def _total(score: ProjectScore) -> tuple[str, str]:
    return score.assessment.project.name, str(score.total)


def test_the_published_tables_score_as_the_files_they_were_printed_from(house: House) -> None:
    house.done("zhang", "intake", str(DISCLOSURE), "--out", "读回")
    assert totals(house.folder / "读回") == totals(example_folder())


def test_printed_scores_are_comments_and_never_input() -> None:
    written = table_toml(table_of(UNSURE.replace("≥廿", "≥20").replace("约 50", "50")), "urumqi-2024")
    data = tomllib.loads(written.text)
    assert "score" not in data["indicator"][0]
    assert "# 印出得分 4.14" in written.text


def test_what_cannot_be_read_is_a_comment_at_its_line_and_a_problem() -> None:
    written = table_toml(table_of(UNSURE), "urumqi-2024")
    data = tomllib.loads(written.text)
    lines = written.text.splitlines()
    told = {lines[line - 1].split(" =")[0].lstrip("# "): problem.code for line, problem in written.problems}
    assert set(told) == {"fiscal_year", "revised_budget", "target"}
    assert all("# 请核对：" in lines[line - 1] for line, _ in written.problems)
    assert data["indicator"][0]["target"] == "≥廿 份"  # as printed, for a person to mend
    assert data["indicator"][0]["deviation_analysis"] == '人手"不够"'
    assert "# 表上另有一行「其中：中央补助」：年初预算数 1，全年预算数 2，全年执行数 3" in lines


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_comes_back_from_its_toml_string(text: str) -> None:
    assert tomllib.loads(f"a = {quoted(text)}") == {"a": text}


@given(st.text(st.characters(exclude_categories=["Cs"]).filter(lambda one: one not in "|\r\n"), max_size=20))
def test_whatever_a_cell_holds_the_file_stays_toml(text: str) -> None:
    cell = "".join(text.split())
    table = table_of(UNSURE.replace("≥廿 份", cell).replace("4.14", cell).replace("中央补助", cell))
    assert tomllib.loads(table_toml(table, "urumqi-2024").text)["project"]["name"] == "检查经费"


def test_as_json_every_cell_has_its_place(house: House) -> None:
    (document,) = json.loads(house.done("zhang", "intake", str(DISCLOSURE), "--to", "json"))["data"]
    vehicle = next(
        row for table in document["tables"] for row in table["indicators"] if row["name"]["text"] == "租用车辆"
    )
    assert vehicle["score"]["text"] == "4.14"
    assert vehicle["score"]["place"]["row"] == vehicle["name"]["place"]["row"] > 0


def test_what_somebody_may_have_edited_is_not_written_over(house: House) -> None:
    house.done("zhang", "intake", str(DISCLOSURE), "--out", "读回")
    assert "output-exists" in house.refused("zhang", 3, "intake", str(DISCLOSURE), "--out", "读回")


def test_a_file_without_a_table_is_refused(house: House) -> None:
    (house.folder / "a.txt").write_text("没有表", encoding="utf-8")
    assert "no-table-found" in house.refused("zhang", 3, "intake", "a.txt")
    assert "file-missing" in house.refused("zhang", 6, "intake", "没有.txt")
