"""Reads one .xls workbook from standard input (子进程), under limits: a hostile file ends this process, no other.

xlrd is old and raises whatever comes to its mind on a broken file (``AssertionError``, ``struct.error``,
``IndexError`` …), and a file can ask it for any amount of memory. Run by ``from_xls``.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

MEMORY = 1 << 30
CPU_SECONDS = 10
MOST_PLACES = 400_000
"""Of all sheets together, blank ones between filled ones counted."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""A newer workbook with a password lies in the container of an old one."""


def main() -> None:
    """Limits first, then the file; sheets or the name of what is wrong go out as JSON."""
    _limit()
    print(json.dumps(_read(sys.stdin.buffer.read())))


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return  # Windows: only the time limit of the parent.
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))


def _read(data: bytes) -> dict[str, Any]:
    if _ENCRYPTED in data:
        return {"wrong": "password"}
    try:
        return _book(data)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # xlrd raises anything on a broken file
        return {"wrong": "password" if "encrypted" in str(error) else "broken"}


def _book(data: bytes) -> dict[str, Any]:
    from xlrd import open_workbook

    with open(os.devnull, "w", encoding="utf-8") as silence:
        book = open_workbook(
            file_contents=data, logfile=silence, formatting_info=True, on_demand=True, ragged_rows=True
        )
        sheets, places = [], 0
        for number in range(book.nsheets):
            sheet = _sheet(book.sheet_by_index(number), [xf.format_key for xf in book.xf_list])
            book.unload_sheet(number)
            rows, columns = sheet["size"]
            places += rows * columns
            if places > MOST_PLACES:
                return {"wrong": "large"}
            sheets.append(sheet)
    own = {str(one.format_key): one.format_str for one in book.format_list}
    return {"sheets": sheets, "formats": own, "is_1904": book.datemode == 1}


def _sheet(sheet: Any, formats: list[int]) -> dict[str, Any]:
    cells = list(_cells(sheet, formats))
    rows = max((row for row, *_ in cells), default=-1) + 1
    columns = max((column for _, column, *_ in cells), default=-1) + 1
    return {
        "name": sheet.name,
        "visible": sheet.visibility == 0,
        "size": (rows, columns),
        "cells": cells,
        "merges": sheet.merged_cells,
        "hidden_rows": [row for row in range(rows) if _is_hidden_row(sheet, row)],
        "hidden_columns": [column for column in range(columns) if _is_hidden_column(sheet, column)],
    }


def _is_hidden_row(sheet: Any, row: int) -> bool:
    about = sheet.rowinfo_map.get(row)
    return bool(sheet.default_row_hidden if about is None else about.hidden)


def _is_hidden_column(sheet: Any, column: int) -> bool:
    about = sheet.colinfo_map.get(column)
    return about is not None and bool(about.hidden or about.width == 0)


def _cells(sheet: Any, formats: list[int]) -> Iterator[tuple[int, int, str, str, int]]:
    """Row, column, kind, text and format of every filled cell; a number as it is written shortest."""
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_NUMBER, XL_CELL_TEXT, error_text_from_code

    kinds: dict[int, tuple[str, Callable[[Any], str]]] = {
        XL_CELL_TEXT: ("text", str),
        XL_CELL_NUMBER: ("number", repr),
        XL_CELL_DATE: ("number", repr),
        XL_CELL_BOOLEAN: ("bool", lambda value: str(int(value))),
        XL_CELL_ERROR: ("error", lambda code: error_text_from_code.get(code, "#ERR")),
    }
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            kind, written = kinds.get(sheet.cell_type(row, column), ("", str))
            value = sheet.cell_value(row, column)
            if kind and value != "":
                yield row, column, kind, written(value), formats[sheet.cell_xf_index(row, column)]


if __name__ == "__main__":
    main()
