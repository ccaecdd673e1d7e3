"""A form as ``w:tbl`` (表格), written as text: merging cell by cell through python-docx takes fifty times as long."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from engine.forms.docx.measure import SIDE_MARGIN, column_edges, rows_of, tall_cells
from engine.forms.docx.styles import CELL, LEFT, PROSE, SPACER
from engine.forms.docx.text import paragraph_xml
from engine.forms.grid import Align, Cell, Grid, Role
from engine.forms.stacks import Stack, stacks

_ROW_HEIGHT = 374
_PROSE_HEIGHT = 1134
"""6.6 mm and, for long sentences across the form, 20 mm: a row is at least so tall."""
_ACROSS, _LONG = 3, 60
"""Columns and characters from which a cell is such a one: 年度总体目标."""
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
_OPEN_BELOW = re.sub("<w:bottom [^>]*>", '<w:bottom w:val="nil"/>', _BORDERS)
_MARGINS = {"top": 45, "left": SIDE_MARGIN, "bottom": 45, "right": SIDE_MARGIN}
_MARGIN_XML = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in _MARGINS.items())
_WIDE_MARGIN_XML = '<w:left w:w="68" w:type="dxa"/><w:right w:w="68" w:type="dxa"/>'


class _Frame(NamedTuple):
    """What every row of a form needs to know: where columns begin, and which cells are too tall for a page."""

    grid: Grid
    edges: tuple[int, ...]
    tall: frozenset[Cell]
    tall_rows: frozenset[int]
    seams: frozenset[int]
    """Rows that the next table stands on: kept with it, its upper line is theirs."""


def tables_xml(grid: Grid, width: int) -> str:
    """The table of a form, or those that together are one, with a paragraph of 0.7 pt between them."""
    edges = column_edges(grid, width)
    tall = tall_cells(grid, edges)
    tall_rows = rows_of(tall)
    cut = stacks(grid, tall_rows)
    frame = _Frame(grid, edges, tall, tall_rows, frozenset(stack.last - 1 for stack in cut[:-1]) - tall_rows)
    rows = _cells_by_row(grid)
    tables = (_table(frame, stack, rows) for stack in cut)
    return paragraph_xml(SPACER.id, "").join(tables)


def _cells_by_row(grid: Grid) -> list[list[Cell]]:
    """Every cell in every row that it covers, from left to right."""
    rows: list[list[Cell]] = [[] for _ in range(grid.row_count)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            rows[row].append(cell)
    return [sorted(row, key=lambda cell: cell.column) for row in rows]


def _table(frame: _Frame, stack: Stack, rows: list[list[Cell]]) -> str:
    columns = "".join(f'<w:gridCol w:w="{stop - start}"/>' for start, stop in pairwise(frame.edges))
    shown = range(stack.first, stack.last)
    written = "".join(_row(frame, row, rows[row], row < stack.first + stack.head) for row in shown)
    borders = _OPEN_BELOW if stack.last - 1 in frame.seams else _BORDERS
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{frame.edges[-1]}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_MARGIN_XML}</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{written}</w:tbl>"
    )


def _row(frame: _Frame, row: int, cells: list[Cell], is_head: bool) -> str:
    whole = "" if row in frame.tall_rows else "<w:cantSplit/>"
    height = _PROSE_HEIGHT if any(map(_is_objective, cells)) else _ROW_HEIGHT
    head = "<w:tblHeader/>" if is_head else ""
    written = "".join(_cell(frame, cell, row) for cell in cells)
    return f'<w:tr><w:trPr>{whole}<w:trHeight w:val="{height}" w:hRule="atLeast"/>{head}</w:trPr>{written}</w:tr>'


def _cell(frame: _Frame, cell: Cell, row: int) -> str:
    width = frame.edges[cell.column + cell.column_span] - frame.edges[cell.column]
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    margins = f"<w:tcMar>{_WIDE_MARGIN_XML}</w:tcMar>" if cell.role is Role.PROSE else ""
    text = cell.text if cell.row == row else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{_merge(frame, cell, row)}{margins}'
        f'<w:vAlign w:val="center"/></w:tcPr>{paragraph_xml(_style(cell), text, keep_next=_is_kept(frame, row))}</w:tc>'
    )


def _merge(frame: _Frame, cell: Cell, row: int) -> str:
    """Merged downwards. A merged cell that is taller than a page loses its end in LibreOffice, so such a one is
    written as cells without a line between them: they look the same, and the first may split.
    """
    if cell.row_span == 1:
        return ""
    if cell not in frame.tall:
        return f'<w:vMerge w:val="{"restart" if cell.row == row else "continue"}"/>'
    above = '<w:top w:val="nil"/>' if row > cell.row else ""
    below = '<w:bottom w:val="nil"/>' if row < cell.row + cell.row_span - 1 else ""
    return f"<w:tcBorders>{above}{below}</w:tcBorders>"


def _is_kept(frame: _Frame, row: int) -> bool:
    """Whether the row stays with the next one: a head with what it heads, the last rows with the note."""
    if row in frame.tall_rows:
        return False
    return row in frame.grid.header_rows or row in frame.seams or row >= frame.grid.row_count - 2


def _style(cell: Cell) -> str:
    if _is_wide_prose(cell):
        return PROSE.id
    return LEFT.id if cell.align is Align.LEFT else CELL.id


def _is_wide_prose(cell: Cell) -> bool:
    """The office's sentences over several columns."""
    return cell.role is Role.PROSE and cell.column_span > 1


def _is_objective(cell: Cell) -> bool:
    """Sentences that need a block: 年度总体目标."""
    return cell.role is Role.PROSE and cell.column_span >= _ACROSS and len(cell.text) > _LONG
