"""Workbooks in: forms cut from titles and notes, figures as shown, hidden things at the end and named so."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from engine.intake.cells import CellValue, Percent
from engine.intake.disclosure.blocks import Grid, Line, Pages
from engine.intake.disclosure.from_sheets import sheet_pages
from engine.intake.disclosure.from_xls import xls_pages
from engine.intake.displayed import displayed
from indicators.problems import Problem
from tests.office import converted

Fill = Callable[[Workbook, Worksheet], None]


def workbook(*fills: Fill) -> bytes:
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        for number, fill in enumerate(fills, 1):
            fill(book, book.add_worksheet(f"附表{number}"))
    return buffer.getvalue()


def rows(*lines: str, top: int = 0) -> Fill:
    """Texts of a sheet, fields parted by ``|``."""

    def fill(_: Workbook, sheet: Worksheet) -> None:
        for row, line in enumerate(lines, top):
            for column, text in enumerate(line.split("|")):
                if text:
                    sheet.write_string(row, column, text)

    return fill


def drawn(found: Pages | Problem) -> list[str]:
    """Lines as they are, rows of a grid one a line, cells parted by ``|``."""
    assert isinstance(found, Pages), found
    return [text for block in found.blocks for text in _block(block)]


def _block(block: Line | Grid) -> list[str]:
    if isinstance(block, Line):
        return [block.text]
    lines = {cell.row: [] for cell in block.cells}  # type: ignore[var-annotated]
    for cell in block.cells:
        lines[cell.row].append(cell.text)
    return ["[", *("|".join(line) for line in lines.values()), "]"]


SHEETS = {
    "一张表": (("自评表", "(2024 年度)", "项目|甲", "分值|10", "注：无"), ["自评表", "(2024 年度)", "[", "项目|甲", "分值|10", "]", "注：无"]),
    "空行隔开": (("一表", "a|b", "", "二表", "c|d"), ["一表", "[", "a|b", "]", "二表", "[", "c|d", "]"]),
    "标题隔开": (("绩效自评表", "a|b", "绩效自评表（2024 年度）", "c|d"), ["绩效自评表", "[", "a|b", "]", "绩效自评表（2024 年度）", "[", "c|d", "]"]),
    "末行只有一格": (("a|b", "总分|"), ["[", "a|b", "总分|", "]"]),
    "中间只有一格": (("a|b", "产出|", "c|d"), ["[", "a|b", "产出|", "c|d", "]"]),
    "只有文字": (("十一、情况说明", "本部门"), ["十一、情况说明", "本部门"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_cut_as_a_reader_would(name: str):
    lines, expected = SHEETS[name]
    assert drawn(sheet_pages(workbook(rows(*lines)), "附表.xlsx")) == expected


def test_merges_and_addresses_are_those_of_the_sheet():
    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range("B3:C3", "表名")
        sheet.merge_range("B4:B6", "产出")
        for row in (3, 4, 5):
            sheet.write_string(row, 2, f"指标{row}")

    found = sheet_pages(workbook(fill), "附表.xlsx")
    assert isinstance(found, Pages)
    title, grid = found.blocks
    assert isinstance(grid, Grid)
    assert str(title.place) == "附表.xlsx 工作表「附表1」 B3"
    spans = [(one.text, one.row, one.row_span, one.place.address) for one in grid.cells if one.text]
    assert spans == [("产出", 0, 3, "B4"), ("指标3", 0, 1, "C4"), ("指标4", 1, 1, "C5"), ("指标5", 2, 1, "C6")]


def test_a_merged_cell_over_blank_rows_holds_a_form_together():
    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range("A1:A3", "产出")
        sheet.write_string("B1", "甲")
        sheet.write_string("B3", "乙")

    assert drawn(sheet_pages(workbook(fill), "附表.xlsx")) == ["[", "产出|甲", "", "乙", "]"]


def _hide(book: Workbook, sheet: Worksheet) -> None:
    rows("甲|暗|乙", "藏|藏二|藏三", "丙|暗二|丁")(book, sheet)
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column(1, 1, None, None, {"hidden": True})


def _hide_sheet(book: Workbook, sheet: Worksheet) -> None:
    rows("底稿|1")(book, sheet)
    sheet.hide()


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_is_hidden_comes_last_and_says_so(kind: str, tmp_path: Path):
    data = workbook(_hide, _hide_sheet)
    if kind == "ods":
        data = converted(tmp_path, "ods", {"表.xlsx": data})["表.ods"]
    found = sheet_pages(data, f"表.{kind}")
    assert drawn(found)[:4] == ["[", "甲|乙", "丙|丁", "]"]
    parts = {text: block.place.part for block in found.blocks[1:] for text in _block(block)}  # type: ignore[union-attr]
    folded = "工作表「附表1」隐藏的行和列"
    assert [parts[one] for one in ("暗", "藏", "藏二", "藏三", "暗二")] == [folded] * 5
    assert parts["底稿|1"] == "隐藏的工作表「附表2」"


FORMATS: list[tuple[CellValue, str, str]] = [
    # 存的值，数字格式，屏幕上看到的
    (Decimal(10), "General", "10"),
    (Decimal(10), "0.00", "10.00"),
    (Decimal(10), "0.00_ ", "10.00"),  # WPS 的数值格式
    (Decimal("1612.98"), "#,##0.00", "1,612.98"),
    (Decimal("4.145"), "0.00", "4.15"),  # 显示时四舍五入
    (Decimal("9.36"), '0.00"分"', "9.36分"),
    (Decimal(-3), "0.00_);(0.00)", "(3.00)"),
    (Decimal(-3), "0.0", "-3.0"),
    (Decimal(0), '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ', "-"),  # 会计专用
    (Decimal("0.5"), "0.##", "0.5"),
    (Percent(Decimal("93.59")), "0.00%", "93.59%"),
    (Percent(Decimal(100)), "0%", "100%"),
    (Decimal(123456), "0!.0,", "123456"),  # 以万计：认不全的格式照存的值
    (Decimal(10), "[DBNum2]0", "10"),
    (datetime(2024, 10, 1), 'yyyy"年"m"月"', "2024年10月"),  # noqa: DTZ001  # 表格里的日期没有时区
    (datetime(2024, 3, 9), "yyyy-mm-dd", "2024-03-09"),  # noqa: DTZ001
    (datetime(2024, 3, 9, 8, 5), "h:mm", "8:05"),  # noqa: DTZ001
]


@pytest.mark.parametrize(("value", "code", "expected"), FORMATS)
def test_a_figure_is_what_the_screen_shows(value: CellValue, code: str, expected: str):
    assert displayed(value, code) == expected


@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 6))
def test_as_many_places_are_shown_as_the_format_has_zeros(value: Decimal, places: int):
    """And the number shown is never further off than half of the last place."""
    shown = displayed(value, "0." + "0" * places if places else "0")
    assert len(shown.partition(".")[2]) == places
    assert abs(Decimal(shown) - value) <= Decimal(5).scaleb(-places - 1)


def _figures(book: Workbook, sheet: Worksheet) -> None:
    for column, (value, code) in enumerate(
        [(10, "0.00"), (1612.98, "#,##0.00"), (0.9359, "0.00%"), (4.145, "General")]
    ):
        sheet.write_number(0, column, value, book.add_format({"num_format": code}))


def test_figures_of_a_workbook_are_read_as_shown(tmp_path: Path):
    data = workbook(_figures)
    expected = ["[", "10.00|1,612.98|93.59%|4.145", "]"]
    assert drawn(sheet_pages(data, "表.xlsx")) == expected
    saved = converted(tmp_path, "ods", {"表.xlsx": data})["表.ods"]
    assert drawn(sheet_pages(saved, "表.ods")) == expected


def test_an_old_workbook_keeps_texts_merges_and_hidden_sheets(tmp_path: Path):
    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range("A2:B2", "=28 份")
        sheet.write_string("A3", "一")
        sheet.write_number("B3", 4.145)
        sheet.write_string("A4", "二")
        sheet.write_number("B4", 10)

    saved = converted(tmp_path, "xls", {"表.xlsx": workbook(fill, _hide_sheet)})["表.xls"]
    found = xls_pages(saved, "表.xls")
    assert drawn(found) == ["=28 份", "[", "一|4.145", "二|10", "]", "[", "底稿|1", "]"]
    assert str(found.blocks[0].place) == "表.xls 工作表「附表1」 A2"  # type: ignore[union-attr]
    assert found.blocks[-1].place.part == "隐藏的工作表「附表2」"  # type: ignore[union-attr]


def test_what_only_calls_itself_xls_is_read_for_what_it_is():
    page = "<html><table><tr><td>甲<td>乙</table></html>".encode()
    assert (
        drawn(xls_pages(page, "表.xls")) == drawn(xls_pages(workbook(rows("甲|乙")), "表.xls")) == ["[", "甲|乙", "]"]
    )


OLE = bytes.fromhex("D0CF11E0A1B11AE1")


@pytest.mark.parametrize("data", [b"", b"\x00" * 600, OLE, OLE + b"\xff" * 4096, OLE + bytes(range(256)) * 40])
def test_what_is_no_old_workbook_is_a_problem(data: bytes):
    found = xls_pages(data, "表.xls")
    assert isinstance(found, Problem)
    found.message.encode("gbk")


def test_the_child_has_limits():
    """Two gigabytes are more than it may have."""
    code = "from engine.intake.disclosure.xls_child import _limit; _limit(); bytearray(2 << 30)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"MemoryError" in done.stderr


def test_a_sheet_of_more_places_than_any_form_has_is_refused():
    def fill(_: Workbook, sheet: Worksheet) -> None:
        for row in range(300):
            sheet.write_string(row, 900, "x")

    found = sheet_pages(workbook(fill), "表.xlsx")
    assert isinstance(found, Problem)
    assert found.code == "disclosure-too-large"


@settings(max_examples=40)
@given(st.lists(st.lists(st.sampled_from(["", "甲", "自评表", "注", "10"]), min_size=1, max_size=4), max_size=8))
def test_no_text_of_a_sheet_is_lost(lines: list[list[str]]):
    """However a sheet is cut, every text comes once, in reading order."""
    found = sheet_pages(workbook(rows(*("|".join(line) for line in lines))), "表.xlsx")
    assert isinstance(found, Pages)
    texts = [
        text
        for block in found.blocks
        for text in ([block.text] if isinstance(block, Line) else [c.text for c in block.cells])
    ]
    assert [text for text in texts if text] == [text for line in lines for text in line if text]


LEFT = ["绩效自评表||", "项目名称|甲|", "一级指标|三级指标|指标值", "产出|长度|5"]
RIGHT = ["绩效自评表||", "项目名称|乙|", "一级指标|三级指标|指标值", "产出|宽度|6", "效益|受益|7"]


@pytest.mark.parametrize("gap", [1, 3])
def test_two_forms_beside_each_other_are_two(gap: int):
    """A blank column runs through between them; the left one comes first, to its end."""
    beside = ["|".join([LEFT[row] if row < len(LEFT) else "||", *[""] * gap, RIGHT[row]]) for row in range(len(RIGHT))]
    found = sheet_pages(workbook(rows(*beside)), "表.xlsx")
    assert isinstance(found, Pages)
    texts = [text for text in drawn(found) if text not in "[]"]
    left, right = texts[: len(LEFT)], texts[len(LEFT) :]
    assert [line.replace("|", "") for line in left] == [line.replace("|", "") for line in LEFT]
    assert [line.replace("|", "") for line in right] == [line.replace("|", "") for line in RIGHT]
    assert [block.place.address for block in found.blocks if isinstance(block, Line)] == ["A1", {1: "E1", 3: "G1"}[gap]]


def test_a_blank_column_within_one_form_parts_nothing():
    lines = ["项目名称||甲", "三级指标||指标值", "长度||5"]
    assert drawn(sheet_pages(workbook(rows(*lines)), "表.xlsx")) == ["[", *lines, "]"]
