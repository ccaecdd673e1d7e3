"""A grid row by row (逐行): every cell that stands in a row, also those that reach into it from above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from engine.intake.disclosure.blocks import Grid
from engine.intake.disclosure.labels import is_figure
from engine.intake.disclosure.place import Place
from engine.intake.disclosure.tables import Cell
from engine.intake.disclosure.texts import joined, paragraphs, settled

_MOST_CARRIED = 64


@dataclass(frozen=True, slots=True)
class Field:
    """A cell as it stands in one row; ``fresh`` in the row where it begins."""

    column: int
    span: int
    text: str
    """As read, with its line breaks."""
    place: Place
    fresh: bool = True
    candidates: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        return self.column + self.span

    @property
    def cell(self) -> Cell:
        return Cell(settled(self.text), self.place)

    @property
    def goal(self) -> Cell:
        return Cell(paragraphs(self.text), self.place)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a grid, its fields from left to right."""

    fields: tuple[Field, ...]
    place: Place
    grid: int
    """Which grid of the file; rows of one grid share their columns."""
    columns: int
    has_spans: bool
    starts_grid: bool
    written: tuple[Field, ...]
    """What begins in this row and is not empty."""

    def width_like(self, grid: int, columns: int) -> bool:
        """Whether positions mean the same as in another row: of the same grid, or of one as wide; always in text."""
        return not self.has_spans or self.grid == grid or self.columns == columns

    def under(self, column: int) -> Field | None:
        """The cell at a column, also one that reaches there from the left."""
        return next((field for field in self.fields if field.column <= column < field.end), None)


def has_figures(row: Row) -> bool:
    """Whether a number begins in the row."""
    return any(is_figure(field.text) for field in row.written)


def rows_of(grid: Grid, number: int) -> Iterator[Row]:
    """The rows of a grid that hold a cell of their own."""
    columns = grid.columns
    carried: list[tuple[int, Field]] = []
    first = True
    ordered = sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
    for index, cells in groupby(ordered, key=lambda cell: cell.row):
        carried = [(end, field) for end, field in carried if end > index]
        own = list(cells)
        fresh = [
            Field(cell.column, cell.column_span, cell.text.strip(), cell.place, candidates=cell.candidates)
            for cell in own
        ]
        fields = fresh
        if carried:
            fields = sorted((*fresh, *(field for _, field in carried)), key=lambda field: field.column)
        written = tuple(field for field in fields if field.fresh and field.text)
        yield Row(tuple(fields), own[0].place, number, columns, grid.has_spans, first, written)
        first = False
        for cell in own:
            if cell.row_span > 1 and len(carried) < _MOST_CARRIED:
                field = Field(cell.column, cell.column_span, cell.text.strip(), cell.place, fresh=False)
                carried.append((cell.row + cell.row_span, field))


def appended(first: Cell | None, second: Cell | None) -> Cell | None:
    """Two halves of a cell, at the place of the first that says something."""
    if first is None or second is None or not second.text:
        return first or second
    return Cell(joined(first.text, second.text), first.place if first.text else second.place)
