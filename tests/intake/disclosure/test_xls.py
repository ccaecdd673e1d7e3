"""旧 .xls：数按工作表上显示的读，隐藏的行、列、工作表都认得，读不了的说清楚。"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from re import fullmatch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from engine.forms.self_assessment_form import self_assessment_form
from engine.intake.disclosure import xls_child
from engine.intake.disclosure.blocks import Pages
from engine.intake.disclosure.from_xls import xls_pages
from indicators.problems import Problem
from tests.forms.conftest import Published
from tests.intake.disclosure.test_formats import assert_all_six
from tests.intake.disclosure.test_sheets import drawn, workbook
from tests.office import converted

FIGURES = [
    # 存的值，数字格式，屏幕上看到的；日期 45566 是 2024-10-01
    (10, "0.00", "10.00"),
    (10, "General", "10"),
    (1612.98, "#,##0.00", "1,612.98"),
    (0.9359, "0.00%", "93.59%"),
    (1, "0%", "100%"),
    (4.145, "General", "4.145"),
    (0.29, "General", "0.29"),
    (9.36, '0.00"分"', "9.36分"),
    (45566, 'yyyy"年"m"月"', "2024年10月"),
    (45566, "yyyy-mm-dd", "2024-10-01"),
]


def _figures(book: Workbook, sheet: Worksheet) -> None:
    for row, (value, code, _) in enumerate(FIGURES):
        sheet.write_string(row, 0, code)
        sheet.write_number(row, 1, value, book.add_format({"num_format": code}))
    for row, text in enumerate(("甲", "藏", "乙"), len(FIGURES)):
        sheet.write_string(row, 0, text)
        sheet.write_string(row, 1, text * 2)
        sheet.write_string(row, 2, "侧")
    sheet.write_boolean(len(FIGURES) + 3, 0, True)
    sheet.write_formula(len(FIGURES) + 3, 1, "=1/0", None, "#DIV/0!")
    sheet.set_row(len(FIGURES) + 1, None, None, {"hidden": True})
    sheet.set_column(2, 2, None, None, {"hidden": True})


def _draft(_: Workbook, sheet: Worksheet) -> None:
    sheet.write_row(0, 0, ["底稿", "1"])
    sheet.hide()


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("xls")
    return converted(folder, "xls", {"表.xlsx": workbook(_figures, _draft)})["表.xls"]


def test_figures_are_read_as_the_clerk_sees_them(saved: bytes):
    seen = drawn(xls_pages(saved, "表.xls"))[1 : len(FIGURES) + 1]
    assert [line.partition("|")[2] for line in seen] == [expected for _, _, expected in FIGURES]


def test_hidden_rows_columns_and_sheets_are_known(saved: bytes):
    found = xls_pages(saved, "表.xls")
    assert isinstance(found, Pages)
    lines = drawn(found)
    assert lines[len(FIGURES) + 1 : len(FIGURES) + 5] == ["甲|甲甲", "乙|乙乙", "TRUE|#DIV/0!", "]"]
    parts = {block.place.part for block in found.blocks[1:-1]}
    assert parts == {"工作表「附表1」隐藏的行和列"}
    assert lines[len(FIGURES) + 5 : -3] == ["侧", "藏", "藏藏", "侧", "侧"]
    assert found.blocks[-1].place.part == "隐藏的工作表「附表2」"


def test_a_second_reader_finds_the_same_texts_in_the_same_places(saved: bytes):
    other = load_workbook(BytesIO(saved)).get_sheet_by_index(0).to_python()
    book = xls_child._book(saved)["sheets"][0]
    texts = {(row, column): text for row, column, kind, text, _ in book["cells"] if kind == "text"}
    assert texts == {
        (row, column): value
        for row, values in enumerate(other)
        for column, value in enumerate(values)
        if isinstance(value, str) and value and value != "#DIV/0!"
    }


def test_a_new_workbook_with_a_password_in_the_container_of_an_old_one_says_so():
    data = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    found = xls_pages(data, "表.xls")
    assert isinstance(found, Problem)
    assert found.code == "office-file-password"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_is_broken_and_nothing_escapes(saved: bytes, data: st.DataObject):
    """Whatever xlrd raises on a damaged file, a clerk gets one of our words."""
    damaged = bytearray(saved)
    for place in data.draw(st.lists(st.integers(0, len(saved) - 1), min_size=1, max_size=8)):
        damaged[place] = data.draw(st.integers(0, 255))
    kept = damaged[: data.draw(st.integers(0, len(damaged)))] if data.draw(st.booleans()) else damaged
    answer = xls_child._read(bytes(kept))
    assert "sheets" in answer or answer["wrong"] in ("broken", "password", "large")


def _number(book: Workbook, text: str) -> tuple[float, object] | None:
    """A printed figure as a clerk keeps it: the bare number, and a format that prints it."""
    found = fullmatch(r"([0-9,]+)(\.[0-9]+)?(%| 分)?", text)
    if found is None:
        return None
    whole, decimals, unit = found[1], found[2] or "", found[3] or ""
    code = ("#,##0" if "," in whole else "0") + (f".{'0' * len(decimals[1:])}" if decimals else "")
    value = float(whole.replace(",", "") + decimals) / (100 if unit == "%" else 1)
    return value, book.add_format({"num_format": code + ("%" if unit == "%" else f'"{unit}"' if unit else "")})


def _with_numbers(published: Published) -> bytes:
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        for number, score in sorted(published.items()):
            grid, sheet = self_assessment_form(score), book.add_worksheet(f"附表{number}")
            sheet.write_string(0, 0, grid.title)
            sheet.write_string(1, 0, grid.subtitle)
            for cell in grid.cells:
                figure = _number(book, cell.text)
                place = (cell.row + 2, cell.column, cell.row + 1 + cell.row_span, cell.column + cell.column_span - 1)
                if (cell.row_span, cell.column_span) != (1, 1):
                    sheet.merge_range(*place, "" if figure else cell.text)
                elif not figure:
                    sheet.write_string(*place[:2], cell.text)
                if figure:
                    sheet.write_number(*place[:2], *figure)
    return buffer.getvalue()


def test_the_six_forms_kept_as_numbers_say_what_was_published(published: Published, tmp_path: Path):
    """10.00 分, 93.59%, 1,612.98: as printed, though the file holds 10, 0.9359 and 1612.98."""
    assert_all_six(converted(tmp_path, "xls", {"表.xlsx": _with_numbers(published)})["表.xls"], "表.xls")
