"""Every mistake in a file, reported with file and line; exit 3 and nothing written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import HEAD, Run, row

# name: (file content, line of the mistake, code, words of the message)
MISTAKES: dict[str, tuple[str, int, str, str]] = {
    "wrong type": (HEAD + row(weight='"90"'), 14, "type-wrong", "应当是数"),
    "number for text": (HEAD + row().replace('"≥20 份"', "20"), 13, "type-wrong", "应当是文字"),
    "unknown key": (HEAD + row(more="colour = 1"), 16, "field-unknown", "不认识的项"),
    "missing field": (HEAD + row().replace("weight = 90\n", ""), 9, "field-missing", "缺少必填项"),
    "missing table": (HEAD, 1, "field-missing", "[[indicator]]"),
    "weights not 100": (HEAD + row(weight="80"), 9, "weights-not-100", "不等于 100"),
    "negative weight": (HEAD + row(weight="-5"), 14, "number-negative", "不能是负数"),
    "duplicate indicator": (HEAD + row(weight="40") + row(weight="50"), 20, "indicator-duplicate", "与第 1 个指标重复"),
    "unknown dimension": (HEAD + row().replace("产出指标", "产品指标"), 10, "dimension-unknown", "不认识的一级指标"),
    "unit mismatch": (HEAD + row(achieved="=20 家"), 15, "unit-mismatch", "单位不同"),
    "unreadable target": (HEAD + row(target="≥二十份"), 13, "target-unreadable", "看不懂"),
    "achieved without unit": (
        HEAD + row(target="≥3 万家", achieved="=3.14"),
        15,
        "achieved-without-unit",
        "没有写单位",
    ),
    "huge number": (HEAD + row(weight="1e999999999"), 14, "number-too-long", "位数过多"),
    "not a number": (HEAD + row(weight="nan"), 14, "number-unreadable", "不是可以计算的数"),
    "broken TOML": (HEAD + row().replace('"报告"', "报告"), 12, "toml-broken", "等号后面的值不对"),
    "unclosed quote": (HEAD + row().replace('"报告"', '"报告'), 12, "toml-broken", "没有成对"),
    "same key twice": (HEAD + row(more="weight = 90"), 16, "toml-broken", "写了两次"),
    "unknown rulebook": (HEAD.replace("urumqi-2024", "urumqi-1924") + row(), 4, "rulebook-unknown", "没有这个评分办法"),
    "no rulebook": (HEAD.replace('rulebook = "urumqi-2024"\n', "") + row(), 1, "rulebook-unnamed", "没有指明评分办法"),
    "score outside its band": (
        HEAD + row("有效改善", achieved="部分达成", more="score = 80"),
        16,
        "score-outside-band",
        "不在允许的",
    ),
    "unreadable clause": (HEAD + row(more='scoring_rule = "酌情扣分"'), 16, "clause-unreadable", "看不懂的计分规则"),
}


@pytest.mark.parametrize(("text", "line", "code", "words"), MISTAKES.values(), ids=MISTAKES.keys())
def test_each_mistake_is_said_with_its_place(
    text: str, line: int, code: str, words: str, jixiao: Run, table: Callable[..., str]
) -> None:
    result = jixiao("score", table(text))
    assert result.code == 3
    assert result.out == ""
    assert f"表.toml:{line}: {code}（错误）" in result.err
    assert words in result.err


def test_all_mistakes_are_reported_at_once_in_the_order_of_the_file(jixiao: Run, table: Callable[..., str]) -> None:
    text = HEAD + row(target="≥1e9 份", weight="-5") + row(achieved="=二十份", name="简报").replace("产出", "产品")
    result = jixiao("check", table(text))
    assert result.code == 3
    codes = [line.split(": ")[1].split("（")[0] for line in result.err.splitlines() if line.startswith("表.toml:")]
    assert codes == ["number-unreadable", "number-negative", "dimension-unknown", "achieved-unreadable"]


def test_one_bad_file_stops_all_files(jixiao: Run, table: Callable[..., str]) -> None:
    good, bad = table(HEAD + row(), "好.toml"), table(HEAD + row(weight="80"), "坏.toml")
    result = jixiao("score", good, bad)
    assert (result.code, result.out) == (3, "")
    assert "没有生成任何结果" in result.err


def test_a_target_without_comparator_is_inferred_and_said(jixiao: Run, table: Callable[..., str]) -> None:
    name = table(HEAD + row(target="20 份"))
    assert "按评分办法 urumqi-2024 当作「≥20 份」" in jixiao("check", name).err
    assert jixiao("check", name).code == 10
    assert "总分 100.00" in jixiao("score", name).out


def test_a_plain_count_without_unit_is_read_in_the_targets_unit_and_said(
    jixiao: Run, table: Callable[..., str]
) -> None:
    name = table(HEAD + row(achieved="=20"))
    assert "achieved-unit-assumed" in jixiao("check", name).err
    assert "总分 100.00" in jixiao("score", name).out


@pytest.mark.parametrize(
    "data", [("\ufeff" + HEAD + row()).encode(), (HEAD + row()).encode("gb18030")], ids=["BOM", "GBK"]
)
def test_bom_and_gbk_files_are_read(data: bytes, jixiao: Run, table: Callable[..., str]) -> None:
    result = jixiao("score", table(data))
    assert result.code == 0
    assert "总分 100.00" in result.out


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"  \n", "file-empty"),
        (b"\x00\x01PK", "file-not-text"),
        (b"\xff\xfe\xff\xff", "file-not-text"),
        (b"[" * 100_000, "toml-broken"),
        (b"a = " + b"9" * 10_000, "toml-broken"),
    ],
    ids=["empty", "blank", "binary", "no encoding", "nesting", "long integer"],
)
def test_what_is_no_table_is_refused(data: bytes, code: str, jixiao: Run, table: Callable[..., str]) -> None:
    result = jixiao("check", table(data))
    assert (result.code, result.err.count(f": {code}（错误）")) == (3, 1)


def test_a_file_of_100_mb_is_refused_without_reading_it(jixiao: Run, tmp_path: Path) -> None:
    with (tmp_path / "大.toml").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    result = jixiao("check", "大.toml")
    assert result.code == 3
    assert "大.toml: file-too-large（错误）文件超过 4 MB" in result.err


def test_a_folder_without_tables_and_a_missing_file(jixiao: Run, tmp_path: Path) -> None:
    (tmp_path / "空文件夹").mkdir()
    assert "file-is-directory" in jixiao("score", "空文件夹").err
    missing = jixiao("score", "没有.toml")
    assert missing.code == 6
    assert "找不到文件" in missing.err


def test_json_carries_the_same_problems(jixiao: Run, table: Callable[..., str]) -> None:
    result = jixiao("score", table(HEAD + row(target="≥1e9 份")), "--json")
    envelope = json.loads(result.out)
    assert result.code == 3
    assert (envelope["ok"], envelope["data"]) == (False, None)
    (problem,) = envelope["problems"]
    assert (problem["code"], problem["line"], problem["span"]) == ("number-unreadable", 13, [1, 4])
