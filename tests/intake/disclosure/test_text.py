"""Text in: the published document to the cell, also as it looks after copying, saving and printing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from functools import cache

import pytest

from engine.intake.disclosure.from_text import csv_pages, text_pages
from engine.intake.disclosure.meaning import disclosure_of
from engine.intake.disclosure.tables import Disclosure
from indicators.problems import Problem
from tests.intake.disclosure.truth import DISCLOSURE, needs_disclosure, shown, text, truth


def read(text: str | bytes, file: str = "公开说明.txt") -> Disclosure:
    data = text.encode() if isinstance(text, str) else text
    pages = csv_pages(data, file) if file.endswith(".csv") else text_pages(data, file)
    assert not isinstance(pages, Problem)
    return disclosure_of(pages)


@cache
def published() -> str:
    return DISCLOSURE.read_text("utf-8")


@needs_disclosure
def test_six_tables_and_forty_two_rows_are_read_as_a_person_reads_them():
    disclosure = read(published())
    assert shown(disclosure) == truth()["table"]
    assert [len(table.indicators) for table in disclosure.tables] == [3, 7, 10, 7, 8, 7]  # together 42
    assert not disclosure.doubts
    assert not any(table.doubts for table in disclosure.tables)


@needs_disclosure
def test_prose_is_every_line_outside_of_the_tables_but_titles_and_years():
    disclosure = read(published())
    lines = [line for line in published().split("\n") if line.strip() and "\t" not in line]
    kept = [
        line for line in lines if not re.fullmatch(r".{2,4}支出绩效自评表|部门整体支出绩效自评表|\(2024 年度\)", line)
    ]
    assert len(lines) - len(kept) == 12  # six titles, six years
    assert ["".join(line.text.split()) for line in disclosure.prose] == [
        "".join(re.sub(r"^ ?- ", "", line).split()) for line in kept
    ]
    assert any(line.text == "十一、预算绩效的情况说明" for line in disclosure.prose)


@needs_disclosure
def test_a_place_is_the_line_and_the_field_of_the_file():
    disclosure = read(published())
    lines = published().split("\n")
    cells = [row.name for table in disclosure.tables for row in table.indicators]
    cells += [row.score for table in disclosure.tables for row in table.indicators if row.score]
    cells += [row.outturn for table in disclosure.tables for row in table.money if row.outturn]
    for cell in cells:
        field = lines[cell.place.row - 1].split("\t")[cell.place.column - 1]
        assert "".join(field.split()) == "".join(cell.text.split())


def broken_in_cells(whole: str) -> str:
    """The last cell of Chinese words in each row broken after its second character."""
    return re.sub(
        r"(?m)^(.*\t[^\t\n]*[\u4e00-\u9fff]{2})([\u4e00-\u9fff]{2}[^\t\n]*(?:\t[^\t\n]*){0,3})$", r"\1\n\2", whole
    )


def headed_again(whole: str) -> str:
    """The heading row of the indicators once more after two rows of each table."""
    return re.sub(r"(?m)^(\t?一级指标.*\n)(.*\t.*\n.*\t.*\n)", r"\1\2\1", whole)


def fenced(whole: str) -> str:
    """Markdown, with a rule line under the first row of each table."""
    rows = re.sub(r"(?m)^(.*\t.*)$", lambda row: "| " + row[1].replace("\t", " | ") + " |", whole)
    return re.sub(r"(?m)^(\| (?:项目|部门)名称.*)$", r"\1\n| --- | :---: | --- |", rows)


def as_csv(whole: str) -> str:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([line.split("\t") for line in whole.split("\n")])
    return file.getvalue()


EXACT: dict[str, Callable[[str], str]] = {
    "竖线": lambda whole: whole.replace("\t", " | "),
    "markdown": fenced,
    "行间空行": lambda whole: whole.replace("\n", "\n\n"),
    "没有空行": lambda whole: re.sub("\n\n+", "\n", whole),
    "行尾制表符丢失": lambda whole: re.sub("(?m)\t+$", "", whole),
    "表头重复": headed_again,
    "回车换行": lambda whole: whole.replace("\n", "\r\n"),
    "只有回车": lambda whole: whole.replace("\n", "\r"),
}


@needs_disclosure
@pytest.mark.parametrize("how", EXACT)
def test_copied_or_saved_otherwise_it_says_the_same(how: str):
    changed = EXACT[how](published())
    assert changed != published()
    disclosure = read(changed)
    assert shown(disclosure) == truth()["table"]
    assert not any(table.doubts for table in disclosure.tables)


@needs_disclosure
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "gbk"])
def test_the_encodings_of_offices(encoding: str):
    assert shown(read(published().encode(encoding))) == truth()["table"]


@needs_disclosure
def test_csv_says_the_same():
    assert shown(read(as_csv(published()), "公开说明.csv")) == truth()["table"]


DOUBTFUL: dict[str, Callable[[str], str]] = {
    "两个空格": lambda whole: whole.replace("\t", "  "),
    "四个空格": lambda whole: whole.replace("\t", "    "),
    "制表符只剩格间一个": lambda whole: re.sub("\t+", "\t", re.sub("(?m)^\t+", "", whole)),
    "一个空格": lambda whole: whole.replace("\t", " "),
    "格内断行": broken_in_cells,
}


@needs_disclosure
@pytest.mark.parametrize("how", DOUBTFUL)
def test_what_lost_its_columns_is_exact_or_in_doubt_never_silently_wrong(how: str):
    changed = DOUBTFUL[how](published())
    assert changed != published()
    disclosure = read(changed)
    wrong = [found for found, true in zip(shown(disclosure), truth()["table"], strict=False) if found != true]
    silent = [table.label for table in disclosure.tables if not table.doubts and _table_of(table.number, wrong)]
    assert not silent
    assert len(disclosure.tables) == 6 or disclosure.doubts


@needs_disclosure
@pytest.mark.parametrize(("first", "last"), [(176, 190), (261, 282)])
@pytest.mark.parametrize("instead", ["", " ", "\t\t"])
def test_one_tab_lost_or_doubled_anywhere_is_exact_or_in_doubt(first: int, last: int, instead: str):
    part = "\n".join(published().split("\n")[first - 1 : last])
    whole = shown(read(part))
    tabs = [place for place, character in enumerate(part) if character == "\t"]
    readings = [read(part[:tab] + instead + part[tab + 1 :]) for tab in tabs]
    silent = [
        tab
        for tab, reading in zip(tabs, readings, strict=True)
        if shown(reading) != whole and not reading.doubts and not any(table.doubts for table in reading.tables)
    ]
    assert len(tabs) > 80
    assert not silent


def _table_of(number: int, wrong: list[dict[str, object]]) -> bool:
    true = truth()["table"][number - 1]
    return any(found["name"] == true["name"] for found in wrong)


@needs_disclosure
def test_wide_gaps_keep_all_rows_and_say_where_a_cell_was_mended():
    disclosure = read(published().replace("\t", "  "))
    assert shown(disclosure) == truth()["table"]
    (doubt,) = [doubt for table in disclosure.tables for doubt in table.doubts]
    # Line 228 is the rest of a cell of line 226: without tabs it is a paragraph like any other.
    assert (doubt.code, doubt.place.row) == ("rest-of-cell", 228)


FORM = """项目支出绩效自评表
（2023年度）
项目名称\t河道清淤\t\t\t\t
主管部门\t市水务局\t\t实施单位\t河道管理处\t
项目资金\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分
\t年度资金总额\t30\t30\t27\t10\t90%\t9
年度总体目标\t预期目标\t\t\t实际完成情况
\t清淤十公里。\t\t\t清淤九公里。
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
产出指标\t数量指标\t清淤长度\t≥10 公里\t9 公里\t60\t54\t"汛期停工，
明年提前开工"
效益指标\t社会效益指标\t沿岸居民满意\t满意\t达成\t30\t30
总分\t\t\t\t\t100\t93
"""


def test_a_quoted_cell_of_a_spreadsheet_goes_over_lines():
    (table,) = read(FORM).tables
    assert text(table.indicators[0].deviation_analysis) == "汛期停工，明年提前开工"
    assert (text(table.total_weight), text(table.total_score), table.fiscal_year) == ("100", "93", 2023)
    assert not table.doubts


def test_a_second_gap_between_goals_that_is_lost_is_a_doubt_with_both_texts():
    (table,) = read(FORM.replace("\t清淤十公里。\t\t\t清淤九公里。", "\t清淤十公里。清淤九公里。")).tables
    assert text(table.objective_planned) == "清淤十公里。清淤九公里。"
    assert [doubt.code for doubt in table.doubts] == ["goal-boundary-lost"]


def test_a_lost_score_is_not_taken_from_another_column():
    (table,) = read(FORM.replace("达成\t30\t30", "达成\t30")).tables
    assert len(table.indicators) == 2 or table.doubts
    assert all(text(row.score) in ("54", "") for row in table.indicators)
    assert table.doubts


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"a\x00b", "file-not-text"),
        (b"\xff\xff\xff\xff", "file-not-text"),
        (b"a" * (4 * 1024 * 1024 + 1), "file-too-large"),
    ],
)
def test_what_is_no_text_is_a_problem_in_the_words_of_this_command(data: bytes, code: str):
    problem = text_pages(data, "公开说明.txt")
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert ".toml" not in str(problem)
