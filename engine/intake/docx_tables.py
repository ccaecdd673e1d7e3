"""One table of a Word file as cells (表格): merges by gridSpan and vMerge, columns by where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from engine.intake.found import FoundCell
from engine.intake.word_file import W
from engine.intake.word_text import UNSEEN, paragraph_text, paragraphs_in

_PROPERTIES, _SPAN, _MERGE, _BORDERS, _VALUE = (
    f"{W}{name}" for name in ("tcPr", "gridSpan", "vMerge", "tcBorders", "val")
)
_OPEN = ("nil", "none")
_SAME = 30
"""Edges that are nearer than 1.5 pt are one: LibreOffice rounds them."""


def joined_cells(tables: Sequence[Any]) -> tuple[FoundCell, ...]:
    """The cells of tables that together are one form (叠表), rows numbered through, in reading order."""
    edges = [column_edges(table) for table in tables]
    alike, common = len(set(edges)) == 1, _common(edges)
    cells: list[FoundCell] = []
    first_row = 0
    for table, own in zip(tables, edges, strict=True):
        rows = [row for row in _children(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        found = _cells(rows)
        if first_row:
            found = [replace(cell, row=cell.row + first_row) for cell in found]
        cells += found if alike else _on_common_edges(found, own, common)
        first_row += len(rows)
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def column_edges(table: Any) -> tuple[int, ...]:
    """Where the columns begin and end, in twips from the left edge of the table."""
    columns = table.findall(f"{W}tblGrid/{W}gridCol")
    return (0, *accumulate(_number(column.get(f"{W}w")) for column in columns))


def _cells(rows: Sequence[Any]) -> list[FoundCell]:
    cells: list[FoundCell] = []
    above: dict[int, int] = {}
    for number, row in enumerate(rows):
        reached: dict[int, int] = {}
        for column, about, cell in _placed(row):
            place = above.get(column)
            if place is not None and _goes_on(about, cell):
                cells[place] = replace(cells[place], row_span=cells[place].row_span + 1)
            else:
                place = len(cells)
                cells.append(FoundCell(number, column, 1, about.span, cell_text(cell)))
            if about.merge is not None or about.bottom in _OPEN:
                reached[column] = place
        above = reached
    return cells


class _About(NamedTuple):
    """What the properties of a cell say (格属性), looked up in one go: there are hundreds of cells."""

    span: int = 1
    merge: str | None = None
    top: str = ""
    bottom: str = ""


def _about(cell: Any) -> _About:
    properties = next((child for child in cell if child.tag == _PROPERTIES), None)
    if properties is None:
        return _About()
    own = {child.tag: child for child in properties}
    span, merge, borders = own.get(_SPAN), own.get(_MERGE), own.get(_BORDERS)
    sides = {side.tag: side.get(_VALUE, "") for side in borders} if borders is not None else {}
    return _About(
        1 if span is None else max(_number(span.get(_VALUE), 1), 1),
        None if merge is None else merge.get(_VALUE, "continue"),
        sides.get(f"{W}top", ""),
        sides.get(f"{W}bottom", ""),
    )


def _goes_on(about: _About, cell: Any) -> bool:
    """Whether the cell is a lower part of the one above: merged, or empty and without a line between."""
    if about.merge is not None:
        return about.merge == "continue"
    return about.top in _OPEN and not cell_text(cell)


def lies_under(cell: Any) -> bool:
    """Whether Word shows the merged cell above in place of this one, so that nobody sees its text."""
    return _about(cell).merge == "continue"


def _placed(row: Any) -> Iterator[tuple[int, _About, Any]]:
    """Each cell of a row with its first column and what is said about it."""
    column = _number(_value(row, "trPr/gridBefore"), 0)
    for cell in _children(row, f"{W}tc"):
        about = _about(cell)
        yield column, about, cell
        column += about.span


def cell_text(cell: Any) -> str:
    """The paragraphs of a cell, one a line."""
    return "\n".join(paragraph_text(paragraph) for paragraph in paragraphs_in(cell))


def _children(element: Any, tag: str) -> Iterator[Any]:
    """Children of one kind, also where a content control or a revision is wrapped around them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml") and child.tag not in UNSEEN:
            yield from _children(child, tag)


def _common(edges: Sequence[tuple[int, ...]]) -> list[int]:
    """The edges of all tables, those that are nearly the same only once."""
    common: list[int] = []
    for edge in sorted(edge for one in edges for edge in one):
        if not common or edge - common[-1] > _SAME:
            common.append(edge)
    return common


def _on_common_edges(cells: Sequence[FoundCell], own: tuple[int, ...], common: list[int]) -> list[FoundCell]:
    def position(column: int) -> int:
        return bisect_left(common, own[min(column, len(own) - 1)] - _SAME)

    moved = []
    for cell in cells:
        start, stop = position(cell.column), position(cell.column + cell.column_span)
        moved.append(replace(cell, column=start, column_span=max(stop - start, 1)))
    return moved


def _value(element: Any, path: str) -> str | None:
    found = element.find(_qualified(path))
    return None if found is None else found.get(f"{W}val")


@cache
def _qualified(path: str) -> str:
    return "/".join(f"{W}{step}" for step in path.split("/"))


def _number(text: str | None, otherwise: int = 0) -> int:
    """A whole number of at most six digits, as the guard lets through."""
    plain = (text or "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 6 else otherwise
