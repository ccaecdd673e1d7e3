"""Where the cells of a sheet stand (格的位置): as it is written, or right of the one before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.intake.cells import place
from engine.intake.package import count, named


def placed(root: Any) -> Iterator[tuple[tuple[int, int], Any]]:
    """Every cell; one without an address stands right of the one before it."""
    row_number = -1
    for row in named(root, "row"):
        given = row.get("r", "")
        row_number = count(given) - 1 if given else row_number + 1
        column = -1
        for cell in row:
            where = place(cell.get("r", "")) or (row_number, column + 1)
            column = where[1]
            yield where, cell
