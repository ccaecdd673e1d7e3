"""Writing a grid line by line from the top, as one fills in a table."""

from __future__ import annotations

from typing import NamedTuple

from engine.forms.grid import Align, Cell, Grid, Role


class Entry(NamedTuple):
    """A cell that has no place yet."""

    text: str
    role: Role
    align: Align = Align.CENTRE
    columns: int = 1
    rows: int = 1


class Draft:
    """A grid being written."""

    def __init__(self, widths: tuple[int, ...]) -> None:
        self._widths = widths
        self._cells: list[Cell] = []
        self._taken: set[tuple[int, int]] = set()
        self._header_rows: list[int] = []
        self._row = 0

    def line(self, *entries: Entry) -> None:
        """Place entries in the next row, left to right, around cells that reach down into it."""
        for text, role, align, columns, rows in entries:
            cell = Cell(self._row, self._next_free(), rows, columns, text, role, align)
            self._cells.append(cell)
            self._taken.update(cell.places)
        self._row += 1

    def header(self, *entries: Entry) -> None:
        """A line that heads the columns below it."""
        self._header_rows.append(self._row)
        self.line(*entries)

    def _next_free(self) -> int:
        for column in range(len(self._widths)):
            if (self._row, column) not in self._taken:
                return column
        raise ValueError(f"row {self._row} is full")

    def grid(self, title: str, subtitle: str, note: str) -> Grid:
        """The finished grid; raises ValueError if a place was left empty or used twice."""
        return Grid(
            title,
            subtitle,
            self._widths,
            self._row,
            tuple(self._header_rows),
            tuple(self._cells),
            note,
        )


def label(text: str, columns: int = 1, rows: int = 1) -> Entry:
    """A fixed word of the form."""
    return Entry(text, Role.LABEL, columns=columns, rows=rows)


def head(text: str, columns: int = 1) -> Entry:
    """The head of a column."""
    return Entry(text, Role.HEADER, columns=columns)


def heads(*texts: str) -> tuple[Entry, ...]:
    """Heads of neighbouring columns."""
    return tuple(head(text) for text in texts)


def value(text: str, columns: int = 1) -> Entry:
    """A short entry."""
    return Entry(text, Role.VALUE, columns=columns)


def number(text: str, columns: int = 1) -> Entry:
    """Money, points or a rate."""
    return Entry(text, Role.NUMBER, columns=columns)


def prose(text: str, columns: int = 1) -> Entry:
    """Sentences, set from the left."""
    return Entry(text, Role.PROSE, Align.LEFT, columns)
