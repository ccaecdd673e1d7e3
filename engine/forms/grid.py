"""The layout of a form (版式): a grid of cells. Built from data, read by every renderer.

Law: the cells tile the grid. Every place (row, column) belongs to exactly one cell, so that HTML,
Markdown, Word and Excel can all be written from it, and an imported table can be held against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What a cell is for; the value is the class name a renderer may style by."""

    LABEL = "label"
    """A fixed word of the form: 项目名称, 产出指标."""
    HEADER = "header"
    """The head of a column: 年初预算数, 三级指标."""
    VALUE = "value"
    """A short entry: a name, a target."""
    NUMBER = "number"
    """Money, points or a rate."""
    PROSE = "prose"
    """Whole sentences: objectives, the analysis of a deviation."""


class Align(Enum):
    """Where the text stands in its cell."""

    LEFT = "left"
    CENTRE = "center"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell (单元格) of a form, possibly merged over several rows and columns."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    role: Role
    align: Align

    @property
    def places(self) -> Iterator[tuple[int, int]]:
        """Every place the cell covers."""
        for row in range(self.row, self.row + self.row_span):
            for column in range(self.column, self.column + self.column_span):
                yield row, column


@dataclass(frozen=True, slots=True)
class Grid:
    """A laid-out form (表): a title above, cells, and a note below."""

    title: str
    subtitle: str
    widths: tuple[int, ...]
    """Width of each column, in mm of A4 portrait."""
    row_count: int
    header_rows: tuple[int, ...]
    """Rows that are heads of columns; on our forms they stand in mid-table."""
    cells: tuple[Cell, ...]
    """In reading order."""
    note: str = ""
    """Printed small below: which form and which rulebook gave these scores."""
    mark: str = ""
    """The foot of every page of the form, before the page number: its 核验码. Empty for what nobody approved."""
    landscape: bool = False
    """Printed on A4 横向; widths are then of the 267 mm between the margins instead of 180 mm."""

    def __post_init__(self) -> None:
        covered = Counter(place for cell in self.cells for place in cell.places)
        whole = {(row, col) for row in range(self.row_count) for col in range(len(self.widths))}
        wrong = (whole - set(covered)) | {place for place in covered if covered[place] > 1}
        wrong |= set(covered) - whole
        if wrong:
            raise ValueError(f"cells do not tile the grid at {sorted(wrong)[:5]}")

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells that begin in each row, from left to right."""
        begun: list[list[Cell]] = [[] for _ in range(self.row_count)]
        for cell in self.cells:
            begun[cell.row].append(cell)
        return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in begun)
