"""Another program's hand in a workbook: every sheet written anew, with some cells changed.

Styles, widths, protection and merges are lost, as they are when a clerk pastes into a new file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from engine.intake.cells import Percent, place
from engine.intake.sheets import Sheet, read_sheets


@dataclass(frozen=True)
class Formula:
    """A formula typed into a cell, and what it came to."""

    text: str
    value: str = ""


Cells = Mapping[str, Any]
"""Address → what is typed there; None empties the cell."""
Rows = list[list[Any]]


def sheets_of(data: bytes) -> dict[str, Sheet]:
    """The sheets of a workbook by name."""
    read = read_sheets(data)
    assert isinstance(read, tuple), read
    return {sheet.name: sheet for sheet in read}


def project_sheet(data: bytes, beginning: str = "2024-") -> str:
    """The name of the first sheet that begins so."""
    return next(name for name in sheets_of(data) if name.startswith(beginning))


def edited(
    data: bytes,
    changes: Mapping[str, Cells],
    turn: Callable[[str, Rows], tuple[str, Rows] | None] | None = None,
    merged: Mapping[str, str] | None = None,
) -> bytes:
    """The workbook with cells changed by sheet and address; ``turn`` renames, reorders or drops (None) a sheet,
    ``merged`` says by sheet which range is one cell."""
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    percent = book.add_format({"num_format": "0%"})
    for name, sheet in sheets_of(data).items():
        rows = with_changes([list(row) for row in sheet.rows], changes.get(name, {}))
        turned = turn(name, rows) if turn else (name, rows)
        if turned is not None:
            page = book.add_worksheet(turned[0])
            area = (merged or {}).get(turned[0], "")
            _empty_below(turned[1], area)
            for row, line in enumerate(turned[1]):
                for column, value in enumerate(line):
                    _write(page, row, column, value, date, percent)
            if area:
                first = _corner(area)
                page.merge_range(area, turned[1][first[0]][first[1]])
    book.close()
    return buffer.getvalue()


def _corner(area: str, *, last: bool = False) -> tuple[int, int]:
    found = place(area.partition(":")[2 if last else 0])
    assert found is not None
    return found


def _empty_below(rows: Rows, area: str) -> None:
    """Merging keeps the first cell of a column and empties those below it."""
    if area:
        (first, column), (last, _) = _corner(area), _corner(area, last=True)
        for row in range(first + 1, last + 1):
            rows[row][column] = None


def with_changes(rows: Rows, cells: Cells) -> Rows:
    for address, value in cells.items():
        found = place(address)
        assert found is not None
        while len(rows) <= found[0]:
            rows.append([None] * len(rows[0]))
        rows[found[0]][found[1]] = value
    return rows


def _write(page: Any, row: int, column: int, value: Any, date: Any, percent: Any) -> None:
    match value:
        case None:
            return
        case str():
            page.write_string(row, column, value)
        case bool():
            page.write_boolean(row, column, value)
        case Decimal() | int():
            page.write_number(row, column, value)
        case datetime():
            page.write_datetime(row, column, value, date)
        case Percent():
            page.write_number(row, column, value.points / 100, percent)
        case Formula():
            page.write_formula(row, column, value.text, None, value.value)
        case _:
            raise AssertionError(value)


def find(data: bytes, sheet: str, text: str, beside: int = 0, *, nth: int = 0) -> str:
    """The address of the nth cell that says this, or of one so many columns beside it."""
    from engine.intake.cells import address

    rows = sheets_of(data)[sheet].rows
    found = [(row, column) for row, line in enumerate(rows) for column, value in enumerate(line) if value == text]
    row, column = found[nth]
    return address(row, column + beside)


def cell(data: bytes, sheet: str, row_name: str, heading: str) -> str:
    """The address of a column in the row of an indicator."""
    from engine.intake.cells import address

    rows = sheets_of(data)[sheet].rows
    head = next(row for row, line in enumerate(rows) if "三级指标" in line)
    row = next(row for row in range(head + 1, len(rows)) if rows[row][3] == row_name)
    return address(row, rows[head].index(heading))
