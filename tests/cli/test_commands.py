"""The commands as people and programs use them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.examples import example_folder
from tests.conftest import HEAD, Run, row

EXAMPLE = str(example_folder())
SUPERVISION = str(example_folder() / "04-supervision.toml")


def test_score_prints_rows_and_total(jixiao: Run) -> None:
    result = jixiao("score", SUPERVISION)
    assert result.code == 0
    assert "总分 93.50（优）" in result.out
    assert "5 × 8.29 ÷ 10 = 4.145" in result.out
    assert "执行率 93.59%" in result.out


def test_score_as_json_has_the_promised_fields(jixiao: Run) -> None:
    envelope = json.loads(jixiao("score", SUPERVISION, "--json").out)
    assert envelope["ok"] is True
    (project,) = envelope["data"]
    assert (project["name"], project["total"]) == ("金融监管工作经费", "93.50")
    assert (project["execution"]["rate"], project["execution"]["score"]) == ("93.59%", "9.36")
    car = project["indicators"][5]
    shown = {key: car[key] for key in ("name", "weight", "score", "rule", "formula", "exact", "rounding")}
    assert shown == {
        "name": "租用车辆",
        "weight": "5",
        "score": "4.14",
        "rule": "cost-ratio",
        "formula": "5 × 8.29 ÷ 10 = 4.145",
        "exact": "4.145",
        "rounding": "四舍六入五成双(GB/T 8170)，2 位",
    }
    assert car["source"]["verified"] is True


def test_numbers_in_the_envelope_are_text(jixiao: Run) -> None:
    def numbers(value: object) -> list[object]:
        if isinstance(value, dict):
            return [found for item in value.values() for found in numbers(item)]
        if isinstance(value, list):
            return [found for item in value for found in numbers(item)]
        return [value] if isinstance(value, float) else []

    assert numbers(json.loads(jixiao("score", EXAMPLE, "--json").out)) == []


def test_explain_one_row(jixiao: Run) -> None:
    result = jixiao("explain", EXAMPLE, "--row", "租用车辆")
    assert result.code == 0
    assert "四舍五入会得 4.15" in result.out
    assert "urumqi-2024 / 成本类按比例（由公开表反推）" in result.out
    assert jixiao("explain", EXAMPLE, "--row", "没有的").code == 6


def test_check_of_the_example_finds_only_hints(jixiao: Run) -> None:
    result = jixiao("check", EXAMPLE)
    assert result.code == 10
    assert "错误" not in result.out


def test_a_clean_table_checks_clean(jixiao: Run, table: Callable[..., str]) -> None:
    result = jixiao("check", table(HEAD + row()))
    assert (result.code, result.out) == (0, "读成 1 张表：没有发现问题。\n")


def test_an_open_row_leaves_the_total_open(jixiao: Run, table: Callable[..., str]) -> None:
    # 超支：公开表没有出现过，urumqi-2024 交给人工
    text = HEAD + row(weight="40") + row("≤10 万元", "50", "=11 万元", "成本")
    result = jixiao("score", table(text))
    assert result.code == 0
    assert "总分 待定（已得 50.00，尚有 1 项待定）" in result.out  # 10 + 40


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("≥20 份",), "年度指标值  ≥20 份"),
        (("每少1次扣2分",), "计分规则  每少 1 次扣 2 分，扣完为止"),
        (("完成率低于60%",), "条件  完成率<60%"),
        (("9月前", "--fiscal-year", "2023"), "<2023 年 9 月"),
        (("完全达到预期目标", "--kind", "achieved"), "实际完成值  达成预期指标"),
    ],
)
def test_parse_says_what_it_understood(arguments: tuple[str, ...], words: str, jixiao: Run) -> None:
    result = jixiao("parse", *arguments)
    assert (result.code, result.err) == (0, "")
    assert words in result.out


def test_parse_marks_what_it_did_not(jixiao: Run) -> None:
    result = jixiao("parse", "≥1e9 家")
    assert result.code == 3
    assert "≥「1e9」 家" in result.err


def test_every_shipped_rulebook_passes_its_check(jixiao: Run) -> None:
    result = jixiao("rulebook", "check")
    assert (result.code, result.err) == (0, "")
    assert result.out.count("通过") == 7
    assert len(json.loads(jixiao("rulebook", "list", "--json").out)["data"]) == 7


def test_diff_of_two_rulebooks(jixiao: Run) -> None:
    envelope = json.loads(jixiao("rulebook", "diff", "urumqi-2024", "vendor-reverse", EXAMPLE, "--json").out)
    totals = {one["name"]: one["totals"] for one in envelope["data"]}
    # 100 - 0.64：少花钱的成本行在厂商规则下得满分
    assert totals["金融监管工作经费"] == ["93.50", "99.36"]
    changes = next(one["changes"] for one in envelope["data"] if one["name"] == "金融监管工作经费")
    assert [(one["name"], one["scores"]) for one in changes] == [
        ("租用车辆", ["4.14", "5.00"]),
        ("开展现场检查", ["0.00", "5.00"]),
    ]


def test_plot_draws_and_proves(jixiao: Run, tmp_path: Path) -> None:
    result = jixiao("rulebook", "plot", "urumqi-2024", "≤10 万元", "--weight", "5", "--out", "图/曲线.svg")
    assert result.code == 0
    assert "无空隙、无重叠、不越界" in result.out
    assert (tmp_path / "图" / "曲线.svg").read_text("utf-8").startswith("<")


def test_ones_own_rulebook_file(jixiao: Run, tmp_path: Path, table: Callable[..., str]) -> None:
    own = 'based_on = "urumqi-2024"\nid = "mine"\ntitle = "本单位办法"\nstatus = "custom"\nsteps = "不足一步不扣"\n'
    (tmp_path / "mine.toml").write_text(own, encoding="utf-8")
    result = jixiao("score", table(HEAD + row()), "--rulebook", "mine.toml")
    assert result.code == 0
    assert "评分办法 mine" in result.out


def test_a_file_may_name_a_rulebook_beside_it(jixiao: Run, tmp_path: Path) -> None:
    folder = tmp_path / "单位"
    folder.mkdir()
    (folder / "mine.toml").write_text('based_on = "urumqi-2024"\nid = "mine"\n', encoding="utf-8")
    (folder / "1.toml").write_text(HEAD.replace("urumqi-2024", "mine.toml") + row(), encoding="utf-8")
    assert "评分办法 mine" in jixiao("score", "单位").out


def test_demo_writes_the_appendix_and_says_where_the_points_went(jixiao: Run, tmp_path: Path) -> None:
    result = jixiao("demo", "--out", "结果")
    assert result.code == 0
    assert "金融监管工作经费：100 → 预算执行率 -0.64，租用车辆 -0.86，开展现场检查 -5.00 → 93.50" in result.out
    for words in ("差 0.01 万元", "应为 +40%", "「现场检查覆盖率」却报 =100% 得满分", "少花的钱扣了两次分"):
        assert words in result.out
    written = sorted(path.name for path in (tmp_path / "结果").iterdir())
    assert {"附表.html", "附表.docx", "附表.xlsx", "附表.pdf", "得分说明.html", "图.html"} <= set(written)
    assert not [name for name in written if name.startswith(".")]


@pytest.mark.parametrize(
    "arguments",
    [
        ("demo",),
        ("score", EXAMPLE),
        ("explain", EXAMPLE),
        ("check", EXAMPLE),
        ("rulebook", "list"),
        ("rulebook", "show", "hunan-overall"),
        ("rulebook", "check"),
        ("rulebook", "plot", "hubei", "≤10 万元"),
        ("--help",),
        ("rulebook", "--help"),
    ],
    ids=" ".join,
)
def test_everything_prints_under_gbk_without_a_lost_character(arguments: tuple[str, ...], jixiao: Run) -> None:
    gbk, utf8 = jixiao(*arguments, encoding="gbk"), jixiao(*arguments)
    assert gbk.code == utf8.code
    assert (gbk.out, gbk.err) == (utf8.out, utf8.err)


def test_usage_errors_exit_2(jixiao: Run) -> None:
    assert jixiao("score").code == 2
    assert jixiao("nonsense").code == 2
    assert jixiao("parse", "≥20", "--kind", "nonsense").code == 2


def test_a_place_that_cannot_be_written_is_said(jixiao: Run, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    result = jixiao("demo", "--out", "文件/里面")
    assert result.code == 7
    assert "Traceback" not in result.err


def test_a_person_may_score_an_execution_rate_that_cannot_be_computed(jixiao: Run, table: Callable[..., str]) -> None:
    nothing = HEAD.replace("10.00", "0.00")
    assert "总分 待定（已得 90.00，尚有 1 项待定）" in jixiao("score", table(nothing + row())).out
    scored = nothing + 'score = 10\nscore_reason = "当年没有安排预算"\n' + row()
    assert "总分 100.00" in jixiao("score", table(scored)).out
    assert jixiao("score", table(scored.replace("score = 10", "score = 11"))).code == 3


def test_a_negative_value_is_no_option(jixiao: Run) -> None:
    assert "-5 ℃" in jixiao("parse", "-5℃~-3℃").out


def test_rulebooks_with_other_weights_can_be_compared(jixiao: Run) -> None:
    # hubei：执行率 20 分；93.59% × 20 = 18.72
    result = jixiao("rulebook", "diff", "urumqi-2024", "hubei", SUPERVISION)
    assert result.code == 0
    assert "18.72" in result.out


def test_every_field_of_a_parsed_value_has_a_name_for_people() -> None:
    from dataclasses import fields
    from typing import get_args

    from engine.cli.language import LABELS
    from indicators.language.achievements import Achievement
    from indicators.language.clause_types import Clause
    from indicators.language.conditions import Condition
    from indicators.language.targets import Target

    types = (*get_args(Target), *get_args(Achievement), Clause, Condition)
    assert {field.name for one in types for field in fields(one)} <= set(LABELS)
