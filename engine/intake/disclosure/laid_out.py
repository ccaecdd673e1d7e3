"""A grid from cells as a reader found them (排好的表格): no two on one place, and each with the place people count.

Files say of a cell how far it reaches, and some say too much: beyond the table, or over another cell. What is there
first keeps its place, as programs show it; a file whose tables claim more places than any form has is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.forms.characters import printable
from engine.intake.disclosure.blocks import Grid, GridCell
from engine.intake.disclosure.place import Place
from engine.intake.found import FoundCell
from engine.intake.package import TOO_LARGE
from indicators.problems import Problem

MOST_PLACES = 200_000
"""Of all tables of a file together: forty columns of five thousand rows."""
Taken = dict[tuple[int, int], int]
"""Place → which cell is there."""


def laid_out(
    found: Sequence[FoundCell], table: Place, placed: Callable[[FoundCell], Place] | None = None
) -> Grid | Problem:
    """The cells of one table as a grid; ``table`` is where it stands, ``placed`` names a cell's place otherwise."""
    if sum(cell.row_span * cell.column_span for cell in found) > MOST_PLACES:
        return too_many_cells()
    ordered = sorted(found, key=lambda cell: (cell.row, cell.column))
    taken: Taken = {}
    kept = [cell for number, one in enumerate(ordered) if (cell := _settled(one, number, taken))]
    seats = _seats(taken)
    where = placed or (lambda cell: Place(table.file, table.part, cell.row + 1, seats[cell.row, cell.column]))
    cells = (
        GridCell(cell.row, cell.column, cell.row_span, cell.column_span, tidy(cell.text), where(cell)) for cell in kept
    )
    return Grid(tuple(cells), table)


def tidy(text: str) -> str:
    """White space collapsed in every line, empty lines and control characters gone.

    >>> tidy("  一级\\u3000指标 \\n\\n 数量\\t指标\\n")
    '一级 指标\\n数量 指标'
    """
    return "\n".join(filter(None, (" ".join(line.split()) for line in printable(text).split("\n"))))


def too_many_cells() -> Problem:
    """Reading on would take more memory than any honest file needs."""
    return Problem("disclosure-too-large", f"文件里的表格太大，格子超过 {MOST_PLACES} 个。请{TOO_LARGE}")


def _settled(cell: FoundCell, number: int, taken: Taken) -> FoundCell | None:
    """The cell as far as it is free, its places now taken; None where another cell has its first place."""
    if (cell.row, cell.column) in taken:
        return None
    if cell.row_span <= 1 and cell.column_span <= 1:
        taken[cell.row, cell.column] = number
        return cell
    columns = _free(cell.column_span, lambda step: (cell.row, cell.column + step) not in taken)
    rows = _free(
        cell.row_span,
        lambda step: all((cell.row + step, cell.column + one) not in taken for one in range(columns)),
    )
    taken.update(((cell.row + row, cell.column + column), number) for row in range(rows) for column in range(columns))
    return FoundCell(cell.row, cell.column, rows, columns, cell.text)


def _free(most: int, is_free: Callable[[int], bool]) -> int:
    return next((step for step in range(1, most) if not is_free(step)), max(most, 1))


def _seats(taken: Taken) -> dict[tuple[int, int], int]:
    """Which cell of its row stands at a place, from 1, those that reach down from above counted too."""
    seats: dict[tuple[int, int], int] = {}
    row, seat, last = -1, 0, -1
    for where in sorted(taken):
        if where[0] != row:
            row, seat, last = where[0], 0, -1
        if taken[where] != last:
            seat, last = seat + 1, taken[where]
        seats[where] = seat
    return seats
