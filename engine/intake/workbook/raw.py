"""A sheet before anything is known of it (未读的表): values by place, as the spreadsheet library gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.intake.cells import CellValue, shown

Place = tuple[int, int]
"""Row and column, counted from 0."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as the spreadsheet library gives it, and where formulas stand on it."""

    file: str
    name: str
    rows: Sequence[Sequence[CellValue]]
    covered: dict[Place, Place]
    """Places under a merged cell, with the place its value stands at."""
    formulas: frozenset[str]

    def value(self, row: int, column: int) -> CellValue:
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else None

    def texts(self) -> Iterator[tuple[Place, str]]:
        """Everything on the sheet that says anything, as text, from the top."""
        for row, line in enumerate(self.rows):
            for column, value in enumerate(line):
                if text := shown(value).strip():
                    yield (row, column), text
