"""How large a form is in Word (尺寸): columns in twips, and which rows are too tall to be kept on one page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from engine.forms.grid import Cell, Grid

SIDE_MARGIN = 34
"""Left and right inside a cell: 0.6 mm in twips."""
_HALF_WIDTH = 90
"""Half of a 9 pt character, in twips: what a Latin letter takes in 宋体."""
TALL = 30
"""Lines of 9 pt on about half a page. A row that is estimated taller may split: kept whole it would run off the
page and its end would be lost."""


def column_edges(grid: Grid, width: int) -> tuple[int, ...]:
    """Where columns begin and end, the millimetres of the layout scaled to the width of the text."""
    whole = sum(grid.widths)
    return (0, *(width * reached // whole for reached in accumulate(grid.widths)))


def tall_cells(grid: Grid, edges: tuple[int, ...]) -> frozenset[Cell]:
    """Cells whose text takes more lines than ``TALL``."""
    possible = (cell for cell in grid.cells if len(cell.text) > TALL)
    return frozenset(cell for cell in possible if _lines(cell, edges) > TALL)


def rows_of(cells: Iterable[Cell]) -> frozenset[int]:
    """The rows that cells cover."""
    return frozenset(row for cell in cells for row in range(cell.row, cell.row + cell.row_span))


def _lines(cell: Cell, edges: tuple[int, ...]) -> int:
    room = edges[cell.column + cell.column_span] - edges[cell.column] - 2 * SIDE_MARGIN
    units = max(room // _HALF_WIDTH, 1)
    return sum(-(-_units(line) // units) or 1 for line in cell.text.splitlines() or [""])


def _units(line: str) -> int:
    return len(line) + sum(character > "\x7f" for character in line)
