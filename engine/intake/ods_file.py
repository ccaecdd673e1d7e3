"""An .ods file as it is written (OpenDocument 表格): LibreOffice and WPS can save it, 信创 offices do.

Repeated rows and cells are written once with a count; the guard has made sure that filled ones are few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from engine.forms.characters import printable
from engine.intake.cells import CellError, CellValue, Merge, Percent, number
from engine.intake.package import Package, count, named


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A sheet (工作表): its filled cells by place, counted from 0."""

    name: str
    visible: bool
    cells: Mapping[tuple[int, int], CellValue]
    merges: tuple[Merge, ...]
    displayed: Mapping[tuple[int, int], str]
    """Numbers and dates as they were shown."""
    hidden_rows: tuple[range, ...]
    hidden_columns: tuple[range, ...]


def opendocument_sheets(package: Package) -> Iterator[SheetFile]:
    """The sheets of a guarded package in their order."""
    root = package.roots["content.xml"]
    hidden = {_get(style, "name") for style in named(root, "style") if _is_hidden(style)}
    for table in named(root, "table"):
        cells: dict[tuple[int, int], CellValue] = {}
        displayed: dict[tuple[int, int], str] = {}
        merges: list[Merge] = []
        for row, column, cell in _places(table):
            value = _value(cell)
            if value is not None:
                cells[row, column] = value
            if isinstance(value, Decimal | Percent | datetime):
                displayed[row, column] = _written(cell)
            spans = count(_get(cell, "number-rows-spanned", "1")), count(_get(cell, "number-columns-spanned", "1"))
            if spans != (1, 1):
                merges.append(Merge(row, column, *spans))
        rows, columns = _out_of_sight(table, "table-row", "rows"), _out_of_sight(table, "table-column", "columns")
        visible = _get(table, "style-name") not in hidden
        yield SheetFile(_get(table, "name"), visible, cells, tuple(merges), displayed, rows, columns)


def _out_of_sight(table: Any, name: str, repeated: str) -> tuple[range, ...]:
    """Rows or columns that are folded away, or that a filter leaves out."""
    found, first = [], 0
    for one in named(table, name):
        times = count(_get(one, f"number-{repeated}-repeated", "1"))
        if _get(one, "visibility") in ("collapse", "filter"):
            found.append(range(first, first + times))
        first += times
    return tuple(found)


def _is_hidden(style: Any) -> bool:
    return any(_get(one, "display") == "false" for one in named(style, "table-properties"))


def _places(table: Any) -> Iterator[tuple[int, int, Any]]:
    """Every cell that may hold something, as often as it is repeated."""
    top = 0
    for row in named(table, "table-row"):
        times, filled = count(_get(row, "number-rows-repeated", "1")), list(_filled(row))
        for again in range(times if filled else 0):
            for column, cell in filled:
                yield top + again, column, cell
        top += times


def _filled(row: Any) -> Iterator[tuple[int, Any]]:
    column = 0
    for cell in row:
        times = count(_get(cell, "number-columns-repeated", "1"))
        if len(cell) or _get(cell, "value-type"):
            for again in range(times):
                yield column + again, cell
        column += times


def _value(cell: Any) -> CellValue:
    kind = _get(cell, "value-type")
    is_error = any(value == "error" for key, value in cell.items() if key.endswith("}value-type"))
    text = _written(cell)
    if is_error:
        return CellError(text)
    if kind in ("float", "currency"):
        return number(_get(cell, "value"))
    if kind == "percentage":
        value = number(_get(cell, "value"))
        points = value if isinstance(value, CellError) else number(f"{value.scaleb(2):f}")
        return points if isinstance(points, CellError) else Percent(points)
    if kind == "boolean":
        return _get(cell, "boolean-value") == "true"
    if kind == "date":
        return _date(_get(cell, "date-value"))
    return printable(text) if kind or text else None


def _written(cell: Any) -> str:
    return "\n".join(_text(child) for child in cell if child.tag.endswith("}p"))


def _date(written: str) -> datetime | str:
    try:
        return datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        return written


def _text(element: Any) -> str:
    """A paragraph; runs of spaces, tabs and breaks are elements of their own, a remark on the cell is not its text."""
    pieces = [element.text or ""]
    for child in element:
        word = child.tag.rpartition("}")[2]
        if word == "s":
            pieces.append(" " * count(_get(child, "c", "1")))
        elif word in ("tab", "line-break"):
            pieces.append("\t" if word == "tab" else "\n")
        elif word not in ("annotation", "ruby-text"):
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _get(element: Any, name: str, default: str = "") -> str:
    return next((str(value) for key, value in element.items() if key.endswith(f"}}{name}")), default)
