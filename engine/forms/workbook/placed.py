"""Cells at their places (格与位置): what a layout is made of, before any spreadsheet library sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from engine.forms.workbook.hints import Hint
from engine.forms.workbook.kinds import Key


class Look(Enum):
    """How a cell looks, and whether it can be written in."""

    TITLE = "title"
    NOTE = "note"
    LABEL = "label"
    LOCKED = "locked"
    INPUT = "input"
    FLAGGED = "flagged"
    """An input the reviewer commented on."""
    REVIEW = "review"
    HINT = "hint"
    HIDDEN = "hidden"
    HIDDEN_OPEN = "hidden_open"
    """A hidden id that may be sorted along with its row."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its place; ``to_column`` is the last column it is merged over."""

    row: int
    column: int
    text: str
    look: Look
    to_column: int = -1
    choices: str = ""
    prose: bool = False
    hint: Hint | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet laid out: its cells, the width of its columns, and where each field stands."""

    cells: tuple[Placed, ...]
    widths: tuple[int, ...]
    hidden: tuple[int, ...]
    addresses: dict[Key, tuple[int, int]]
    first_row: int
    """First row of the indicator table."""
    last_row: int
    hint_column: int
    points_column: int


def inputs_of(layout: Layout) -> Iterator[Placed]:
    """The cells that may be written in."""
    return (cell for cell in layout.cells if cell.look in (Look.INPUT, Look.FLAGGED))
