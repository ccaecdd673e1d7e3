"""公开的文件与定稿核对：Word、Excel、PDF 里任何一格改了、加了、藏了、换了，都找得到，说得出在哪里。"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree

from engine.appendix import Order, publication_for
from engine.examples import example_folder
from engine.forms.certificate import Certificate
from engine.forms.comparison import Difference
from engine.forms.comparison_tables import tables_of
from engine.forms.file_comparison import file_differences
from engine.forms.formats import written
from engine.forms.grid import Cell, Grid
from engine.forms.publication import Publication
from engine.forms.subject import scored
from engine.intake.cells import address
from engine.publishing import Part
from engine.scoring import score_files
from tests.forms.word_xml import W, parts, value
from tests.office import converted

DOCUMENT, BOOK, STYLES = "word/document.xml", "xl/workbook.xml", "xl/styles.xml"
SUPERVISION = "xl/worksheets/sheet7.xml"
"""目录、情况说明，然后是六张表：04 号表（文件从 00 数起）在第 7 页。"""
LATER_CELL = 3
"""Every third cell of each form is changed in the PDF: printing it takes as long as reading ten Word files."""


@cache
def appendix() -> Publication:
    """List, paragraph, six approved forms: only those are ever verified."""
    scores = enumerate(score_files([example_folder()]).scores)
    return publication_for(Order(), [Part(scored(score), certificate(number)) for number, score in scores])


def certificate(number: int) -> Certificate:
    return Certificate(f"0000-0000-0000-0000-000{number}", 1, f"{number}-{'0' * 32}")


@cache
def original(kind: str) -> bytes:
    return written(appendix(), kind)


_WHOSE = re.compile(r"^(第 \d+ 张表)（.*）(?=第|的|$)")
"""Places name the project too; here the number of the table is enough."""


def compared(kind: str, given: bytes) -> list[Difference]:
    found = file_differences(f"附表.{kind}", appendix(), original(kind), given)
    return [replace(one, place=_WHOSE.sub(r"\1", one.place)) for one in found]


def repacked(kind: str, changed: dict[str, bytes]) -> bytes:
    """The file with parts changed or added."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in {**parts(original(kind)), **changed}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def edited(kind: str, part: str, change: Callable[[Any], object]) -> bytes:
    """The file after a change to the tree of one part."""
    tree = etree.fromstring(parts(original(kind))[part])
    change(tree)
    return repacked(kind, {part: etree.tostring(tree)})


def cell_place(table: int, cell: Cell) -> str:
    return f"第 {table} 张表第 {cell.row + 1} 行第 {cell.column + 1} 列"


def most_cells() -> int:
    return max(len(grid.cells) for grid in tables_of(appendix()))


def nth_cells(number: int) -> list[tuple[int, Cell]]:
    """One cell of each table, by the number of the table."""
    tables = enumerate(tables_of(appendix()), 1)
    return [(table, grid.cells[number]) for table, grid in tables if number < len(grid.cells)]


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_the_very_file_has_no_difference(kind: str):
    assert compared(kind, original(kind)) == []


class TestAnyCell:
    """Whatever cell is changed, exactly that cell is named. One of every table is changed at a time, to save time."""

    def test_of_word(self):
        tree = etree.fromstring(parts(original("docx"))[DOCUMENT])
        grids, forms = word_cells(tree), tables_of(appendix())
        assert [len(cells) for cells in grids] == [len(grid.cells) for grid in forms]
        for number in range(most_cells()):
            chosen = [cells[number] for cells in grids if number < len(cells)]
            added = [mark_text(cell) for cell in chosen]
            found = compared("docx", repacked("docx", {DOCUMENT: etree.tostring(tree)}))
            assert [one.place for one in found] == [cell_place(*one) for one in nth_cells(number)]
            for run in added:
                run.getparent().remove(run)

    def test_of_excel(self):
        names = [f"xl/worksheets/sheet{number}.xml" for number in (1, *range(3, 9))]
        trees = {name: etree.fromstring(parts(original("xlsx"))[name]) for name in names}
        for number in range(most_cells()):
            undo = []
            for table, cell in nth_cells(number):
                where = address(cell.row + 2, cell.column)
                undo.append(typed_over(trees[names[table - 1]], where, f"{cell.text}。"))
            changed = {name: etree.tostring(tree) for name, tree in trees.items()}
            found = compared("xlsx", repacked("xlsx", changed))
            assert [one.place for one in found] == [cell_place(*one) for one in nth_cells(number)]
            for new, old in undo:
                new.getparent().replace(new, old)

    def test_of_pdf(self):
        whole = appendix()
        for number in range(0, most_cells(), LATER_CELL):
            grids = tuple(with_text(grid, number) for grid in whole.grids)
            found = compared("pdf", written(replace(whole, grids=grids), "pdf"))
            places = " ".join(one.place for one in found)
            # 目录是第 1 部分，说明是第 2 部分
            changed = [part for part, grid in enumerate(whole.grids, 3) if number < len(grid.cells)]
            assert [part for part in range(1, 9) if f"第 {part} 部分" in places] == changed


def word_cells(tree: Any) -> list[list[Any]]:
    """The cells of each form in reading order, without those that go on from above; two stacked tables are one."""
    forms: list[list[Any]] = []
    for element in tree.find(f"{W}body"):
        if element.tag == f"{W}tbl":
            cells = [one for one in element.iter(f"{W}tc") if value(one, "tcPr/vMerge") != "continue"]
            if is_stacked(element):
                forms[-1] += cells
            else:
                forms.append(cells)
    return forms


def is_stacked(table: Any) -> bool:
    """Whether another table stands right above, only the spacer between."""
    above = table.getprevious().getprevious()
    return above is not None and above.tag == f"{W}tbl"


def mark_text(cell: Any) -> Any:
    run = etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}"><w:t>。</w:t></w:r>')
    cell.findall(f"{W}p")[-1].append(run)
    return run


def typed_over(tree: Any, where: str, text: str) -> tuple[Any, Any]:
    """A text put into a cell of a sheet; the new cell and the old."""
    old = at(tree, where)
    space = etree.QName(old).namespace
    new = etree.SubElement(old.getparent(), f"{{{space}}}c", r=where, s=old.get("s"), t="inlineStr")
    etree.SubElement(etree.SubElement(new, f"{{{space}}}is"), f"{{{space}}}t").text = text
    old.getparent().replace(old, new)
    return new, old


def at(tree: Any, where: str) -> Any:
    return next(cell for cell in tree.iter("{*}c") if cell.get("r") == where)


def with_text(grid: Grid, number: int) -> Grid:
    """The grid with one more mark in the cell of that number."""
    cells = (replace(cell, text=f"{cell.text}。") if place == number else cell for place, cell in enumerate(grid.cells))
    return replace(grid, cells=tuple(cells))


PARAGRAPH = f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>另加一段</w:t></w:r></w:p>'
BOX = (
    f'<w:r xmlns:w="{W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>'
    f"<w:txbxContent>{PARAGRAPH}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def add_paragraph(tree: Any) -> None:
    tree.find(f"{W}body").insert(3, etree.fromstring(PARAGRAPH))


def add_text_box(tree: Any) -> None:
    """Over a cell, as one would cover it."""
    next(tree.iter(f"{W}tc")).find(f"{W}p").append(etree.fromstring(BOX))


def swap_cells(tree: Any) -> None:
    first, second = (one.find(f"{W}p") for one in word_cells(tree)[5][1:4:2])
    mine, theirs = deepcopy(first), deepcopy(second)
    first.getparent().replace(first, theirs)
    second.getparent().replace(second, mine)


def remove_table(tree: Any) -> None:
    table = list(tree.iter(f"{W}tbl"))[-1]
    table.getparent().remove(table)


def write_under_a_merge(tree: Any) -> None:
    under = next(one for one in tree.iter(f"{W}tc") if value(one, "tcPr/vMerge") == "continue")
    mark_text(under)


def hide_text(tree: Any) -> None:
    run = etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}"><w:rPr><w:vanish/></w:rPr><w:t>暗文</w:t></w:r>')
    word_cells(tree)[2][0].find(f"{W}p").append(run)


def properties(tree: Any, name: str, **attributes: str) -> None:
    """Give the first text of a cell a property that hides it."""
    run = next(one for one in word_cells(tree)[4][0].iter(f"{W}r") if value_text(one))
    given = run.find(f"{W}rPr")
    given = etree.SubElement(run, f"{W}rPr") if given is None else given
    run.insert(0, given)
    etree.SubElement(given, f"{W}{name}", {f"{W}{key}": text for key, text in attributes.items()})


def value_text(run: Any) -> str:
    return "".join(one.text or "" for one in run.iter(f"{W}t"))


def hide_row(tree: Any) -> None:
    etree.SubElement(next(tree.iter(f"{W}trPr")), f"{W}hidden")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (hide_row, "隐藏的表格行"),
        (lambda tree: properties(tree, "vanish"), "隐藏的文字"),
        (lambda tree: properties(tree, "color", val="ffffff"), "白色的文字"),
        (lambda tree: properties(tree, "sz", val="2"), "小得看不见的文字"),
        (lambda tree: properties(tree, "ins"), "修订"),
        (lambda tree: properties(tree, "fldChar"), "域"),
    ],
)
def test_approved_text_that_a_reader_cannot_see_is_found(change: Callable[[Any], None], words: str):
    told = compared("docx", edited("docx", DOCUMENT, change))
    assert [one.place for one in told] == ["表外的文字"]
    assert told[0].found.startswith(words)


@pytest.mark.parametrize(
    ("change", "place", "found"),
    [
        (add_paragraph, "表外的文字", "另加一段"),
        (add_text_box, "表外的文字", "另加一段"),
        (swap_cells, "第 6 张表第 1 行第 2 列", None),
        (remove_table, "第 7 张表", None),
        (write_under_a_merge, "表外的文字", "。"),
        (hide_text, "第 3 张表第 1 行第 1 列", None),
    ],
)
def test_what_is_done_to_a_word_file_is_found(change: Callable[[Any], None], place: str, found: str | None):
    told = compared("docx", edited("docx", DOCUMENT, change))
    assert any(one.place.startswith(place) and found in (None, one.found) for one in told), told


LINKS = "xl/_rels/workbook.xml.rels"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINK = f'<Relationship Id="rId99" Type="{RELATIONSHIPS}/worksheet" Target="worksheets/sheet99.xml"/>'
SHEET = f'<sheet xmlns:r="{RELATIONSHIPS}" name="暗" sheetId="99" state="veryHidden" r:id="rId99"/>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELLS = (
    f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>暗表</t></is></c></row>'
    "</sheetData></worksheet>"
)


class TestExcel:
    """What a workbook can hide, beside what is typed over."""

    def told(self, change: Callable[[Any], object], part: str = SUPERVISION) -> set[str]:
        return {one.found for one in compared("xlsx", edited("xlsx", part, change))}

    def test_a_merge_over_the_whole_sheet_is_told_at_once(self):
        def merge(tree: Any) -> None:
            cells = next(tree.iter("{*}mergeCells"))
            etree.SubElement(cells, f"{{{MAIN}}}mergeCell", ref="A3:XFD1048576")

        assert self.told(merge)

    def test_a_form_over_the_whole_sheet_is_no_form(self):
        data = parts(original("xlsx"))
        book = re.sub(rb"(jx_form.*?\$A\$3:)\$[A-Z]+\$[0-9]+", rb"\1$XFD$1048576", data["xl/workbook.xml"])
        assert book != data["xl/workbook.xml"]
        assert compared("xlsx", repacked("xlsx", {"xl/workbook.xml": book}))

    def test_a_formula_over_the_approved_text(self):
        def compute(tree: Any) -> None:
            etree.SubElement(next(one for one in tree.iter("{*}c") if len(one)), f"{{{MAIN}}}f").text = '"99.50 分"'

        assert any(one.startswith("公式 ") for one in self.told(compute))

    def test_a_hidden_row_or_column(self):
        assert "隐藏的行 7" in self.told(lambda tree: self._row(tree, 7).set("hidden", "1"))
        assert "隐藏的行 7" in self.told(lambda tree: self._row(tree, 7).set("ht", "0.75"))
        # 同宽的 C 列与 B 列写在一起，第三个 col 是 D 列
        assert "隐藏的列 D" in self.told(lambda tree: self._column(tree, 2).set("hidden", "true"))
        assert "隐藏的列 A" in self.told(lambda tree: self._column(tree, 0).set("width", "0"))
        assert any("没有写行高" in one for one in self.told(self._zero_height))

    def _row(self, tree: Any, number: int) -> Any:
        return next(row for row in tree.iter("{*}row") if row.get("r") == str(number))

    def _column(self, tree: Any, number: int) -> Any:
        return list(tree.iter("{*}col"))[number]

    def _zero_height(self, tree: Any) -> None:
        next(tree.iter("{*}sheetFormatPr")).set("zeroHeight", "1")

    def test_a_text_under_a_merged_cell(self):
        tree = etree.fromstring(parts(original("xlsx"))[SUPERVISION])
        # B3 是项目名称，并 8 列
        (last,) = (one.get("ref")[3:] for one in tree.iter("{*}mergeCell") if one.get("ref").startswith("B3:"))
        assert self.told(lambda tree: typed_over(tree, last, "暗文")) == {"暗文"}

    def test_a_format_that_shows_another_text(self):
        def disguise(tree: Any) -> None:
            (text,) = (one for one in tree.iter("{*}numFmt") if one.get("formatCode") == "@")
            text.set("formatCode", 'General;General;General;"93.50"')

        assert "显示格式会改变文字的格子 B3" in self.told(disguise, STYLES)

    def test_a_format_on_a_condition(self):
        def add(tree: Any) -> None:
            space = etree.QName(tree).namespace
            etree.SubElement(tree, f"{{{space}}}conditionalFormatting", sqref="B3:B9")

        assert self.told(add) == {"条件格式 B3:B9"}

    def test_two_cells_exchanged(self):
        def swap(tree: Any) -> None:
            first, second = at(tree, "A3")[0], at(tree, "B3")[0]
            first.text, second.text = second.text, first.text

        places = [one.place for one in compared("xlsx", edited("xlsx", SUPERVISION, swap))]
        assert places == ["第 6 张表第 1 行第 1 列", "第 6 张表第 1 行第 2 列"]

    def test_a_hidden_sheet_more(self):
        made = parts(original("xlsx"))
        links = made[LINKS].replace(b"</Relationships>", LINK.encode() + b"</Relationships>")
        book = made[BOOK].replace(b"</sheets>", SHEET.encode() + b"</sheets>")
        told = compared(
            "xlsx", repacked("xlsx", {BOOK: book, LINKS: links, "xl/worksheets/sheet99.xml": CELLS.encode()})
        )
        assert [one.found for one in told] == ["隐藏的工作表 暗", "暗表"]

    def test_a_sheet_less(self):
        def remove(tree: Any) -> None:
            sheets = next(tree.iter("{*}sheets"))
            sheets.remove(sheets[-1])

        assert "第 7 张表" in [one.place for one in compared("xlsx", edited("xlsx", BOOK, remove))]

    def test_a_text_box(self):
        box = b'<x:wsDr xmlns:x="urn:x" xmlns:a="urn:a"><a:p><a:r><a:t>\xe6\xa1\x86</a:t></a:r></a:p></x:wsDr>'
        told = compared("xlsx", repacked("xlsx", {"xl/drawings/drawing1.xml": box}))
        assert told == [Difference("表外的文字", "", "框")]


class TestPdf:
    def test_forms_exchanged_added_and_removed(self):
        whole = appendix()
        first, second, *others = whole.grids
        for grids in ((second, first, *others), (*whole.grids, first), whole.grids[:-1]):
            assert compared("pdf", written(replace(whole, grids=grids), "pdf"))

    def test_two_cells_exchanged(self):
        whole = appendix()
        grid = whole.grids[4]
        one, other = next(
            (a, b)
            for a, b in zip(grid.cells, grid.cells[1:], strict=False)
            if len(a.text) == len(b.text) and a.text != b.text
        )
        texts = {one: other.text, other: one.text}
        swapped = replace(grid, cells=tuple(replace(cell, text=texts.get(cell, cell.text)) for cell in grid.cells))
        grids = (*whole.grids[:4], swapped, *whole.grids[5:])
        told = compared("pdf", written(replace(whole, grids=grids), "pdf"))
        assert told
        assert "第 7 部分" in told[0].place


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_file_that_libreoffice_saved_again_has_no_difference(kind: str, tmp_path: Path):
    again = converted(tmp_path, kind, {f"a.{kind}": original(kind)})[f"a.{kind}"]
    assert again != original(kind)
    assert compared(kind, again) == []
