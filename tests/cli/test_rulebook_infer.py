"""``jixiao rulebook infer`` as people and programs use it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.examples import example_folder
from tests.cli.conftest import House
from tests.conftest import Result, Run

PUBLISHED = str(example_folder() / "disclosure.txt")
Table = Callable[..., str]
Quick = Callable[..., Result]


@pytest.fixture
def quick(tmp_path: Path) -> Quick:
    """The command in this process, in the folder of the test."""
    house = House(tmp_path, lambda _: "none.db", is_server=False)

    def run(*arguments: str) -> Result:
        return house.run("", *arguments)

    return run


def form(*rows: str, total: str = "") -> str:
    """A published table as text, its rows given as ``name target achieved weight score``."""
    lines = [
        "项目支出绩效自评表",
        "(2024 年度)",
        "项目名称\t检查经费",
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分",
        *("产出指标\t数量指标\t" + row.replace(" ", "\t") for row in rows),
    ]
    return "\n".join([*lines, f"总分\t\t\t\t\t100\t{total}"] if total else lines) + "\n"


def test_the_published_figures_are_explained_and_the_file_written_is_sound(quick: Quick) -> None:
    result = quick("rulebook", "infer", PUBLISHED, "--out", "反推.toml")
    assert result.code == 0
    assert "42 行指标解释了 42 行，6 个执行率得分解释了 6 个" in result.out
    assert "5 个印出的总分按印出的各行得分相加，5 个相符" in result.out
    assert "没有不能解释的行。" in result.out
    assert "已写 反推.toml" in result.err
    check = quick("rulebook", "check", "反推.toml")
    assert (check.code, check.out.split("：")[1].split("。")[0]) == (0, "通过")


def test_the_file_written_scores_the_table_with_the_hardest_rows_as_printed(quick: Quick, tmp_path: Path) -> None:
    """金融监管工作经费 is printed 93.50: 9.36 + 15 + 15 + 10 + 5 + 5 + 4.14 + 0 + 30."""
    quick("rulebook", "infer", PUBLISHED, "--out", "反推.toml")
    assert 'status = "inferred"' in (tmp_path / "反推.toml").read_text(encoding="utf-8")
    scored = quick("score", str(example_folder() / "04-supervision.toml"), "--rulebook", "反推.toml", "--json")
    (project,) = json.loads(scored.out)["data"]
    assert project["total"] == "93.50"


def test_json_has_the_promised_fields(quick: Quick) -> None:
    envelope = json.loads(quick("rulebook", "infer", PUBLISHED, "--json").out)
    data = envelope["data"]
    assert envelope["ok"] is True
    assert (data["rows"], data["rows_explained"], data["executions_explained"]) == (42, 42, 6)
    assert data["totals"]["explained"] == 5
    assert data["unexplained"] == []
    ceiling = next(rule for rule in data["rules"] if rule["for"] == "≤、< 的行")
    assert (ceiling["clause"], ceiling["as_good"]) == ("按比例得分", ["按偏差率得分"])


def test_it_can_be_read_on_a_gbk_console(jixiao: Run) -> None:
    assert "数据不能区分的" in jixiao("rulebook", "infer", PUBLISHED, encoding="gbk").out


def test_scores_set_by_hand_are_found_out(quick: Quick, table: Table) -> None:
    """2 of 10 as 17 of 30, 8 as 3, 5 as 29: no clause rises and falls like that."""
    name = table(form("巡查 ≥10次 =2次 30 17", "回访 ≥10次 =8次 30 3", "抽查 ≥10次 =5次 30 29"), "表.txt")
    result = quick("rulebook", "infer", name)
    assert result.code == 10
    assert "大半的得分不合任何一种规则" in result.out
    assert "不能解释的 3 行" in result.out
    assert json.loads(quick("rulebook", "infer", name, "--json").out)["ok"] is False


def test_full_marks_everywhere_are_called_undecided(quick: Quick, table: Table) -> None:
    result = quick("rulebook", "infer", table(form("巡查 ≥10次 =12次 90 90"), "表.txt"))
    assert result.code == 0
    assert "印出的得分全部是满分" in result.out


def test_a_row_that_cannot_be_read_is_listed_with_why(quick: Quick, table: Table) -> None:
    result = quick("rulebook", "infer", table(form("巡查 ≥10次 =5次 40 20", "回访 ≥1e9次 =8次 50 40"), "表.txt"))
    assert "2 行指标解释了 1 行" in result.out
    assert "回访" in result.out


def test_a_form_without_scores_is_refused(quick: Quick, table: Table) -> None:
    text = form("巡查 ≥10次 =5次 40 ", "回访 ≥9次 =8次 50 ")
    result = quick("rulebook", "infer", table(text, "表.txt"))
    assert result.code == 3
    assert "nothing-to-infer" in result.err


def test_what_is_no_file_or_no_table_is_refused(quick: Quick, table: Table) -> None:
    assert quick("rulebook", "infer", "没有.txt").code == 6
    nothing = quick("rulebook", "infer", table("会议通知\n", "表.txt"))
    assert (nothing.code, "no-table-found" in nothing.err) == (3, True)


def test_the_output_must_be_a_rulebook_file_that_can_be_written(quick: Quick, tmp_path: Path) -> None:
    assert "output-not-toml" in quick("rulebook", "infer", PUBLISHED, "--out", "反推.txt").err
    (tmp_path / "占用.toml").mkdir()
    refused = quick("rulebook", "infer", PUBLISHED, "--out", "占用.toml")
    assert (refused.code, "output-unwritable" in refused.err) == (3, True)
