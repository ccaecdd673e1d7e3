"""The cells of a table of a web page (网页表格): laid out by ``rowspan`` and ``colspan`` as browsers do it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from engine.intake.disclosure.html_text import is_unseen, shown_text
from engine.intake.found import FoundCell

_CELLS = ("td", "th")
_GROUPS = ("thead", "tbody", "tfoot")
_WIDEST = 1_000
"""What browsers take of a ``colspan``."""


def cells_of(table: Any, most: int) -> list[FoundCell] | None:
    """The cells that one sees, rows and columns from 0; None when they take more than ``most`` places."""
    cells: list[FoundCell] = []
    first = taken = 0
    for rows in _groups(table):
        columns: dict[int, int] = {}
        for number, row in enumerate(rows):
            for column, cell, height, width in _placed(row, columns, len(rows) - number):
                taken += height * width
                if taken > most:
                    return None
                cells.append(FoundCell(first + number, column, height, width, shown_text(cell)))
            columns = {column: left - 1 for column, left in columns.items() if left > 1}
        first += len(rows)
    return cells


def _placed(row: Any, columns: dict[int, int], below: int) -> Iterator[tuple[int, Any, int, int]]:
    """Cells of a row: column, cell, height, width; ``columns`` says for how many rows a column is taken."""
    column = 0
    for cell in _children(row, _CELLS):
        while column in columns:
            column += 1
        width = min(max(_span(cell, "colspan", 1), 1), _WIDEST)
        width = next((step for step in range(1, width) if column + step in columns), width)
        height = min(_span(cell, "rowspan", 1) or below, below)
        columns.update(dict.fromkeys(range(column, column + width), height))
        yield column, cell, height, width
        column += width


def own_cells(table: Any) -> Iterator[Any]:
    """The cells of the table itself."""
    return (cell for rows in _groups(table) for row in rows for cell in _children(row, _CELLS))


def caption_of(table: Any) -> Iterator[str]:
    """What stands above the table as its caption."""
    return (shown_text(one) for one in _children(table, ("caption",)))


def only_arranges(table: Any) -> bool:
    """Whether more of its text stands in tables within its cells than in the cells themselves."""
    if next(table.iterdescendants("table"), None) is None:
        return False
    own = list(own_cells(table))
    inner = sum(_says(cell) for cell in table.iterdescendants(*_CELLS)) - sum(map(_says, own))
    return sum(bool("".join(_outside_tables(cell)).strip()) for cell in own) < inner


def _says(cell: Any) -> bool:
    return bool(len(cell) or (cell.text or "").strip())


def _outside_tables(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != "table" and not is_unseen(child):
            yield from _outside_tables(child)
        yield child.tail or ""


def _groups(table: Any) -> Iterator[list[Any]]:
    """Rows that one sees, by head, bodies and foot: no cell reaches out of its group."""
    loose = list(_children(table, ("tr",)))
    if loose:
        yield loose
    for group in _children(table, _GROUPS):
        yield list(_children(group, ("tr",)))


def _children(parent: Any, tags: tuple[str, ...]) -> Iterator[Any]:
    return (child for child in parent if child.tag in tags and not is_unseen(child))


def _span(cell: Any, name: str, otherwise: int) -> int:
    written = cell.get(name, "").strip()
    return int(written) if re.fullmatch("[0-9]{1,5}", written) else otherwise
