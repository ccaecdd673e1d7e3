"""Reads one .xls workbook from standard input (子进程), under limits: a hostile file ends this process, no other.

Calamine allocates by address, so one cell in the last corner takes half a gigabyte. Run by ``from_xls``.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

MEMORY = 1 << 30
CPU_SECONDS = 10
MOST_PLACES = 400_000
"""Of all sheets together, blank ones between filled ones counted."""


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
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        book = load_workbook(BytesIO(data))
        return _sheets(book)
    except PasswordError:
        return {"wrong": "password"}
    except (CalamineError, OSError, ValueError):
        return {"wrong": "broken"}


def _sheets(book: Any) -> dict[str, Any]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets, places = [], 0
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        places += sheet.height * sheet.width
        if places > MOST_PLACES:
            return {"wrong": "large"}
        sheets.append(
            {
                "name": about.name,
                "visible": about.visible == SheetVisibleEnum.Visible,
                "start": sheet.start or (0, 0),
                "rows": [list(map(_value, row)) for row in sheet.to_python(skip_empty_area=True)],
                "merges": sheet.merged_cell_ranges or [],
            }
        )
    return {"sheets": sheets}


def _value(value: Any) -> list[str] | None:
    """Kind and text of a value; a number as it is written shortest, which is as it was typed."""
    if value == "" or value is None:
        return None
    if isinstance(value, bool):
        return ["bool", str(int(value))]
    if isinstance(value, int | float):
        return ["number", repr(value)]
    if isinstance(value, datetime | date):
        return ["date", value.isoformat()]
    return ["text", str(value) if isinstance(value, time | timedelta) else value]


if __name__ == "__main__":
    main()
