"""A publication read back from Word or Excel held against the approved one (逐格核对): every cell, span and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from engine.forms.characters import printable
from engine.forms.comparison import Difference
from engine.forms.grid import Grid, Role
from engine.forms.publication import Publication
from engine.intake.found import FoundCell, FoundFile, FoundTable

_PAGE_NUMBER = re.compile(r"第 \d+ 页 共 \d+ 页")
"""What Word counted when the file was last saved."""


OUTSIDE, UNSEEN = "表外的文字", "遮掩的地方"
"""Places of what stands in no table: texts a reader sees, and what nobody sees or what shows another text."""


def table_differences(publication: Publication, expected: FoundFile, given: FoundFile) -> list[Difference]:
    """Where the tables of a file, its texts outside them, and what is hidden in it differ from the approved."""
    wanted, tables = tables_of(publication), given.tables
    found = [
        difference
        for number in range(max(len(wanted), len(tables)))
        for difference in _paired(number, wanted[number : number + 1], tables[number : number + 1])
    ]
    outside = _paragraphs(OUTSIDE, expected.texts, given.texts)
    return [*found, *outside, *_paragraphs(UNSEEN, expected.hidden, given.hidden)]


def tables_of(publication: Publication) -> tuple[Grid, ...]:
    """Every table of a publication, in its order."""
    cover = (publication.cover,) if publication.cover else ()
    return (*cover, *publication.grids, *(figure.table for figure in publication.figures))


def _paired(number: int, wanted: Sequence[Grid], given: Sequence[FoundTable]) -> Iterator[Difference]:
    place = f"第 {number + 1} 张表{_subject(wanted)}"
    if not given:
        yield Difference(place, wanted[0].title, "")
    elif not wanted:
        yield Difference(place, "", f"多出一张表：{given[0].title}")
    else:
        yield from grid_differences(wanted[0], given[0], place)


def _subject(wanted: Sequence[Grid]) -> str:
    """``（金融监管工作经费）``: the first value of a form is whose it is."""
    names = (cell.text for grid in wanted for cell in grid.cells if cell.role is Role.VALUE)
    name = next(names, "")
    return f"（{name}）" if name else ""


def grid_differences(grid: Grid, table: FoundTable, place: str) -> Iterator[Difference]:
    """Where a table differs from its layout."""
    lines = {"表名": "title", "副标题": "subtitle", "注": "note", "页脚": "mark"}
    for name, attribute in lines.items():
        right, given = printable(getattr(grid, attribute)), getattr(table, attribute)
        if right != given:
            yield Difference(f"{place}的{name}", right, given)
    wanted = {(cell.row, cell.column): (printable(cell.text), cell.row_span, cell.column_span) for cell in grid.cells}
    found = {(cell.row, cell.column): _seen(cell) for cell in table.cells}
    for row, column in sorted({*wanted, *found}):
        expected, seen = wanted.get((row, column)), found.get((row, column))
        if expected != seen:
            yield Difference(f"{place}第 {row + 1} 行第 {column + 1} 列", _shown(expected), _shown(seen))


_Shape = tuple[str, int, int]


def _seen(cell: FoundCell) -> _Shape:
    return cell.text, cell.row_span, cell.column_span


def _shown(shape: _Shape | None) -> str:
    if shape is None:
        return ""
    text, rows, columns = shape
    return text if (rows, columns) == (1, 1) else f"{text}（并 {rows} 行 {columns} 列）"


def _paragraphs(place: str, wanted: Sequence[str], given: Sequence[str]) -> Iterator[Difference]:
    """Texts outside the tables, page numbers aside; each is told once, wherever it moved the others to."""
    right, found = _unnumbered(wanted), _unnumbered(given)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, right, found, autojunk=False).get_opcodes():
        if tag != "equal":
            for expected, seen in zip_longest(right[i1:i2], found[j1:j2], fillvalue=""):
                yield Difference(place, expected, seen)


def _unnumbered(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if not _PAGE_NUMBER.fullmatch(text)]
