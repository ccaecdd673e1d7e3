"""读公开的 PDF：我们印的、别家办公软件存的、跨页切断的、转了方向的，读出来的格子都与原表一样。"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Pt

from engine.forms.formats import written
from engine.forms.pdf import publication_pdf
from engine.forms.publication import Publication
from engine.forms.self_assessment_form import self_assessment_form
from engine.intake.disclosure.blocks import Grid, Line, Pages
from engine.intake.disclosure.from_pdf import pdf_blocks
from engine.intake.disclosure.meaning import disclosure_of
from engine.intake.disclosure.tables import DisclosedTable
from indicators.problems import Problem
from tests.forms.conftest import Published, publication
from tests.intake.test_pdf_text import LOCKED, pdf
from tests.office import converted

FILE = "附表.pdf"
Shape = tuple[int, int, int, int, str]


def blocks(data: bytes) -> Pages:
    found = pdf_blocks(data, FILE)
    assert isinstance(found, Pages), found
    return found


def grids(data: bytes) -> list[Grid]:
    return [block for block in blocks(data).blocks if isinstance(block, Grid)]


def lines(data: bytes) -> list[str]:
    return [block.text for block in blocks(data).blocks if isinstance(block, Line)]


def tight(text: str) -> str:
    return "".join(text.split())


def shapes(cells: Sequence[Any]) -> list[Shape]:
    return sorted((one.row, one.column, one.row_span, one.column_span, tight(one.text)) for one in cells)


@pytest.fixture(scope="module")
def printed(published: Published) -> Publication:
    return publication(*(self_assessment_form(score) for score in published.values()))


def test_every_cell_of_what_we_print_comes_back(printed: Publication):
    found = grids(publication_pdf(printed))
    assert [shapes(grid.cells) for grid in found] == [shapes(grid.cells) for grid in printed.grids]
    # 名称、部门各 1 行，资金 4 行，目标 2 行，指标表头 1 行，租用车辆是第 6 个指标：9 + 6；左边有绩效指标、一级、二级 3 格
    assert found[4].place.part == "第 5 页"
    assert [str(cell.place) for cell in found[4].cells if cell.text == "租用车辆"] == [
        f"{FILE} 第 5 页 第 15 行第 4 列"
    ]


def test_every_cell_of_what_another_office_saves_comes_back(printed: Publication, tmp_path: Path):
    files = converted(tmp_path, "pdf", {f"{kind}.{kind}": written(printed, kind) for kind in ("docx", "xlsx")})
    for data in files.values():
        assert [shapes(grid.cells) for grid in grids(data)] == [shapes(grid.cells) for grid in printed.grids]


def told(table: DisclosedTable) -> list[str]:
    """All that a table says, white space aside."""
    rows: list[Any] = [table, *table.money, *table.indicators]
    cells = [(field.name, getattr(row, field.name)) for row in rows for field in fields(row)]
    return [f"{name} {tight(cell.text)}" for name, cell in cells if hasattr(cell, "place")]


def test_the_six_tables_say_what_the_assessments_say(published: Published, printed: Publication):
    tables = disclosure_of(blocks(publication_pdf(printed))).tables
    # 六张表 3 + 7 + 10 + 7 + 8 + 7 = 42 行
    assert [len(table.indicators) for table in tables] == [3, 7, 10, 7, 8, 7]
    assert [table.doubts for table in tables] == [()] * 6
    for table, score in zip(tables, published.values(), strict=True):
        given = score.assessment
        goals = (table.objective_planned, table.objective_achieved)
        wanted = (given.objective.planned, given.objective.achieved)
        assert [tight(cell.text) for cell in goals if cell] == [tight(text) for text in wanted]
        for row, indicator in zip(table.indicators, given.indicator, strict=True):
            cells = (row.category, row.name, row.weight, row.deviation_analysis)
            right = (indicator.category, indicator.name, indicator.weight, indicator.deviation_analysis)
            assert [tight(cell.text) if cell else "" for cell in cells] == [_printed(one) for one in right]


def _printed(value: Any) -> str:
    """A value of an assessment as a form prints it."""
    return tight(str(getattr(value, "value", value) or ""))


def test_a_form_cut_by_the_page_anywhere_says_the_same(published: Published, tmp_path: Path):
    # 从上到下每 65 磅切一次：切在资金段、目标、产出指标、成本指标里
    whole = written(publication(self_assessment_form(published["04"])), "docx")
    files = converted(tmp_path, "pdf", {f"{by}.docx": _lowered(whole, by) for by in range(250, 650, 65)})
    cut = {name: [grid.rows for grid in grids(data)] for name, data in files.items()}
    assert len({tuple(rows) for rows in cut.values()}) >= 4
    (expected,) = disclosure_of(blocks(publication_pdf(publication(self_assessment_form(published["04"]))))).tables
    assert len(expected.indicators) == 8
    for data in files.values():
        (table,) = disclosure_of(blocks(data)).tables
        assert told(table) == told(expected)
        assert table.doubts == ()


def _lowered(data: bytes, points: int) -> bytes:
    """The form below a letterhead of some height."""
    document, buffer = docx.Document(BytesIO(data)), BytesIO()
    document.paragraphs[0].insert_paragraph_before("某单位文件").paragraph_format.space_after = Pt(points)
    document.save(buffer)
    return buffer.getvalue()


def test_reasons_longer_than_a_page_are_whole(published: Published):
    grid = self_assessment_form(published["04"])
    reason = "因调研论证不够，实际多于目标；" * 120
    long = replace(
        grid, cells=tuple(replace(one, text=reason) if "租车成本" in one.text else one for one in grid.cells)
    )
    data = publication_pdf(publication(long))
    assert len(grids(data)) > 1
    (table,) = disclosure_of(blocks(data)).tables
    rented = next(row for row in table.indicators if row.name.text == "租用车辆")
    assert rented.deviation_analysis is not None
    assert rented.deviation_analysis.text == reason


RULES = "".join(f"{x} 600 m {x} 660 l S\n" for x in (100, 200, 300)) + "".join(
    f"100 {y} m 300 {y} l S\n" for y in (600, 630, 660)
)
WORDS = [(110, 640, "Name"), (210, 640, "Road"), (110, 610, "Points"), (210, 610, "9.36")]


def words(*placed: tuple[float, float, str]) -> str:
    return "BT /F 10 Tf " + " ".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj" for x, y, text in placed) + " ET\n"


PLAIN_FORM = [(0, 0, 1, 1, "Name"), (0, 1, 1, 1, "Road"), (1, 0, 1, 1, "Points"), (1, 1, 1, 1, "9.36")]


@pytest.mark.parametrize(
    "rules",
    [
        RULES,
        "[2 2] 0 d " + RULES,
        "".join(f"{x} 600 0.5 60 re f\n" for x in (100, 200, 300))
        + "".join(f"100 {y} 200 0.5 re f\n" for y in (600, 630, 660)),
        "".join(f"{x} {y} 99 29 re S\n" for x in (100.5, 200.5) for y in (600.5, 630.5)),
        "100 600 200 60 re 200 600 m 200 660 l 100 630 m 300 630 l S\n",
        "0.9 g 100 630 200 30 re f 0 g " + RULES,
    ],
    ids=["线", "虚线", "细长的方块", "每格四边", "一条路径", "有底色"],
)
def test_rules_of_every_kind_are_a_table(rules: str):
    (grid,) = grids(pdf((rules + words(*WORDS)).encode()))
    assert shapes(grid.cells) == PLAIN_FORM


@pytest.mark.parametrize("turn", ["0 1 -1 0 842 0", "-1 0 0 -1 595 842", "0 -1 1 0 0 595"])
def test_a_page_turned_any_way_reads_the_same(turn: str):
    data = pdf(f"q {turn} cm {RULES}{words(*WORDS)} Q".encode())
    for rotated in (data, data.replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 595 842]/Rotate 90")):
        (grid,) = grids(rotated)
        assert shapes(grid.cells) == PLAIN_FORM


def test_numbers_of_pages_go_and_columns_without_rules_stay_apart():
    content = words((100, 700, "Budget"), (250, 700, "12.50"), (280, 30, "- 3 -"), (100, 500, "3"), (280, 820, "3 / 9"))
    assert lines(pdf(content.encode())) == ["Budget  12.50", "3"]


def test_a_stamp_across_the_page_is_not_in_the_cells():
    stamp = "BT /F 30 Tf 0.7 0.7 -0.7 0.7 120 600 Tm (COPY) Tj ET\n"
    data = pdf((RULES + words(*WORDS) + stamp).encode())
    (grid,) = grids(data)
    assert shapes(grid.cells) == PLAIN_FORM
    assert lines(data) == ["COPY"]


def test_a_letter_drawn_twice_to_look_bold_is_one():
    # 隔得近的两遍 pdfium 自己认得出，隔着一整页的认不出
    page = [(60 + 5 * at, 500 - 20 * row, letter) for row in range(20) for at, letter in enumerate("Rural roads")]
    bold = [(x + 0.4, y, letter) for x, y, letter in page]
    assert lines(pdf((words(*page) + words(*bold)).encode())) == lines(pdf(words(*page).encode()))


def test_what_had_no_room_goes_on_and_what_had_begins_a_line():
    # 格宽 100 磅、字号 10：Helvetica 数字宽 5.56，16 个数字 89 磅，下一行的 3 个放不下；「Road」30 磅放得下
    broken = [(105, 645, "1234567890123456"), (105, 633, "789"), (205, 645, "Road"), (205, 633, "9.36")]
    (grid,) = grids(pdf((RULES + words(*broken)).encode()))
    assert [cell.text for cell in grid.cells] == ["1234567890123456789", "Road\n9.36", "", ""]


def test_two_tables_of_a_page_are_named():
    second = RULES.replace("600", "300").replace("630", "330").replace("660", "360")
    found = grids(pdf((RULES + second + words((110, 310, "Second"))).encode()))
    assert [grid.place.part for grid in found] == ["第 1 页 表 1", "第 1 页 表 2"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 a spreadsheet", "pdf-not-pdf"),
        (b"%PDF-1.7\n" + b"\0" * 1000, "pdf-broken"),
        (LOCKED, "pdf-password"),
        (pdf(b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"), "pdf-scanned"),
        (pdf(b"BT /F 1 Tf " + (b"(" + b"x" * 1000 + b") Tj ") * 300 + b" ET"), "pdf-long"),
        (pdf(b"0 0 m " + b"1 1 l 2 0 l " * 300_000 + b"S"), "pdf-hostile"),
        (pdf(b"".join(b"%d %d m %d 9 l S " % (n % 600, n % 800, n % 600) for n in range(210_000))), "pdf-hostile"),
    ],
    ids=["不是", "坏的", "加密", "扫描", "三十万字", "一条路径", "二十万条"],
)
def test_what_cannot_be_read_is_told(data: bytes, code: str):
    found = pdf_blocks(data, FILE)
    assert isinstance(found, Problem)
    assert found.code == code


@pytest.mark.parametrize(
    "data",
    [
        pdf(b"".join(b"%d %d m %d %d l S " % (n % 600, n % 800, n % 600 + 1, n % 800) for n in range(100_000))),
        pdf(words(*WORDS).encode()).replace(b"[0 0 595 842]", b"[0 0 1e9 1e9]"),
        pdf(b"q " * 50_000 + words(*WORDS).encode()),
        pdf(b"BT /F 10 Tf 1e30 0 0 1e30 0 0 Tm (big) Tj 0 0 0 0 9 9 Tm (flat) Tj ET"),
        zlib.compress(b"") + pdf(words(*WORDS).encode()),
    ],
    ids=["十万小段", "大页面", "深嵌套", "大字", "前有杂物"],
)
def test_odd_files_are_read_or_told_and_the_next_file_is_read(data: bytes):
    assert isinstance(pdf_blocks(data, FILE), Pages | Problem)
    assert lines(pdf(words((100, 700, "next")).encode())) == ["next"]
