"""The whole workbook (整本填报模板): guide, a sheet per project, checks, hidden lists, very-hidden ``_meta``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from engine.forms.sheet_names import sheet_name
from engine.forms.workbook.checking import Checked, checks_of, write_checks
from engine.forms.workbook.guide import write_guide
from engine.forms.workbook.layout import layout_of
from engine.forms.workbook.lists import write_lists
from engine.forms.workbook.looks import Looks
from engine.forms.workbook.project_sheet import ProjectSheet
from engine.forms.workbook.stamp import META, OURS
from engine.forms.workbook.writing import write_layout

UNDATED = datetime(2024, 1, 1)  # noqa: DTZ001  # a form nothing has happened to yet; the file format knows no zone
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def build_workbook(sheets: Sequence[ProjectSheet], rulebooks: Mapping[str, Decimal]) -> bytes:
    """The workbook of these projects, all of one kind: the same sheets give the same bytes on any day.

    ``rulebooks`` are those that may be chosen, each with what it wants the weights of the rows to add up to.
    """
    kind = sheets[0].stamp.kind
    buffer = BytesIO()
    book = Workbook(buffer, _OPTIONS)
    dated = max((one.at for one in sheets), default="")
    book.set_properties({"title": f"{kind.title}填报表", "created": _day(dated)})
    book.set_calc_mode("auto")
    looks = Looks(book)
    write_guide(book, kind, looks)
    names = list(sheet_names(sheets))
    lines: list[Checked] = []
    for name, sheet in zip(names, sheets, strict=True):
        layout = layout_of(sheet)
        write_layout(book.add_worksheet(name), layout, kind, looks)
        lines += checks_of(name, sheet, layout)
    write_checks(book, lines, looks)
    write_lists(book, rulebooks)
    _write_meta(book, names, sheets)
    book.get_worksheet_by_name(names[0]).activate()
    book.close()
    return buffer.getvalue()


def _day(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=None) if at else UNDATED


def sheet_names(sheets: Sequence[ProjectSheet]) -> Iterator[str]:
    """``2024-0003 金融监管工作经费``, as long as Excel allows, each once."""
    taken = {name.casefold() for name in OURS}
    for sheet in sheets:
        whole = f"{sheet.stamp.project} {sheet.name}".strip()
        name, number = sheet_name(whole), 2
        while name.casefold() in taken:
            name, number = sheet_name(f"（{number}）{whole}"), number + 1
        taken.add(name.casefold())
        yield name


def _write_meta(book: Any, names: Sequence[str], sheets: Sequence[ProjectSheet]) -> None:
    """Stamps and row ids once more, for a sheet that lost its own."""
    meta = book.add_worksheet(META)
    row = 0
    for name, sheet in zip(names, sheets, strict=True):
        meta.write_row(row, 0, ("sheet", name, str(sheet.stamp)))
        row += 1
        for place, key in zip(sheet.rows, sheet.keys, strict=True):
            meta.write_row(row, 0, ("row", name, place, key))
            row += 1
    meta.very_hidden()
