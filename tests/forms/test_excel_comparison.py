"""公开的 Excel 附表与定稿核对：任何一格改了、加了、藏了、换了，都找得到，说得出在哪里。"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from lxml import etree

from engine.forms.comparison import Difference
from engine.forms.comparison_tables import UNSEEN
from engine.intake.cells import address
from tests.forms.approved import (
    BOOK,
    STYLES,
    SUPERVISION,
    cell_place,
    compared,
    edited,
    most_cells,
    nth_cells,
    original,
    repacked,
)
from tests.forms.word_xml import parts


def test_any_cell_that_is_changed_is_named():
    """One cell of every table is changed at a time, to save time."""
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

    @pytest.mark.parametrize(
        ("xml", "told"),
        [
            (
                (
                    '<dataValidations><dataValidation sqref="B3" showInputMessage="1" promptTitle="总分" '
                    'prompt="应为 98.50 分"/></dataValidations>'
                ),
                "数据验证 B3 总分 应为 98.50 分",
            ),
            (
                '<hyperlinks><hyperlink ref="B3" location="A1" tooltip="98.50 分"/></hyperlinks>',
                "超链接 B3 98.50 分 A1",
            ),
            (
                (
                    '<extLst><ext><x:conditionalFormattings xmlns:x="urn:x"><x:cfRule/></x:conditionalFormattings></ext>'
                    "</extLst>"
                ),
                "扩展内容 conditionalFormattings",
            ),
        ],
    )
    def test_what_pops_up_over_a_cell_and_what_newer_programs_know(self, xml: str, told: str):
        def add(tree: Any) -> None:
            tree.append(etree.fromstring(f'<a xmlns="{MAIN}">{xml}</a>')[0])

        differences = compared("xlsx", edited("xlsx", SUPERVISION, add))
        assert differences == [Difference(UNSEEN, "", told)]

    @pytest.mark.parametrize("is_first", [True, False])
    def test_a_cell_that_is_there_twice(self, is_first: bool):
        """Excel 拒开，别的程序有的显示前一个，有的显示后一个；写的与定稿一样也要说。"""

        def twice(tree: Any) -> None:
            cell = at(tree, "B3")
            other = deepcopy(cell)
            other.set("t", "inlineStr")
            other[0].getparent().replace(other[0], etree.fromstring(f'<is xmlns="{MAIN}"><t>98.50 分</t></is>'))
            (cell.addprevious if is_first else cell.addnext)(other)

        assert Difference(UNSEEN, "", "重复的格子 B3") in compared("xlsx", edited("xlsx", SUPERVISION, twice))

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
        assert told == [Difference(UNSEEN, "", "隐藏的工作表 暗"), Difference(UNSEEN, "", "暗表")]

    def test_a_sheet_less(self):
        def remove(tree: Any) -> None:
            sheets = next(tree.iter("{*}sheets"))
            sheets.remove(sheets[-1])

        assert "第 7 张表" in [one.place for one in compared("xlsx", edited("xlsx", BOOK, remove))]

    def test_a_text_box(self):
        box = b'<x:wsDr xmlns:x="urn:x" xmlns:a="urn:a"><a:p><a:r><a:t>\xe6\xa1\x86</a:t></a:r></a:p></x:wsDr>'
        told = compared("xlsx", repacked("xlsx", {"xl/drawings/drawing1.xml": box}))
        assert told == [Difference("表外的文字", "", "框")]
