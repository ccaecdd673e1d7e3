"""公开的 Word 附表与定稿核对：任何一格改了、加了、藏了、换了，都找得到，说得出在哪里。"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from typing import Any

import pytest
from lxml import etree

from engine.forms.comparison_tables import UNSEEN, tables_of
from engine.forms.docx.styles import NOTE
from tests.forms.approved import (
    DOCUMENT,
    appendix,
    cell_place,
    compared,
    edited,
    most_cells,
    nth_cells,
    original,
    repacked,
)
from tests.forms.word_xml import W, parts, value


def test_any_cell_that_is_changed_is_named():
    """One cell of every table is changed at a time, to save time."""
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
    assert [one.place for one in told] == [UNSEEN]
    assert told[0].found.startswith(words)


def numbered_style(tree: Any, *, built_on: bool = False) -> None:
    """The style of the notes numbers its paragraphs, or the one that it builds on does."""
    numbers = f'<w:pPr xmlns:w="{W[1:-1]}"><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    style = next(one for one in tree.iter(f"{W}style") if value(one, "name") == NOTE.name)
    if built_on:
        base = deepcopy(style)
        base.set(f"{W}styleId", "Base")
        tree.append(base)
        etree.SubElement(style, f"{W}basedOn").set(f"{W}val", "Base")
        style = base
    style.append(etree.fromstring(numbers))


@pytest.mark.parametrize("built_on", [False, True])
def test_a_style_that_puts_numbers_before_its_paragraphs_is_found(built_on: bool):
    """六张表各有一条注，样式一改，六条前面都多出「1.」「2.」来。"""
    told = compared("docx", edited("docx", "word/styles.xml", partial(numbered_style, built_on=built_on)))
    assert {(one.place, one.found.partition("：")[0]) for one in told} == {(UNSEEN, "自动编号（由样式来）")}
    assert len(told) >= len(appendix().grids)


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
