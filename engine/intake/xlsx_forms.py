"""A printed workbook read back (读回附表的 Excel): its forms, and everything else a reader would see in it.

The name ``jx_form`` of a sheet says where its form stands. Whatever is not the form, its title, subtitle, note or mark
is a text of its own: a sheet that was slipped in, a cell beside a form, a text box, a remark, a picture. What nobody
sees is told apart from those: hidden sheets, texts under merged cells, whatever hides a text or shows another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.forms.xlsx_sheet import ABOVE, FORM_NAME
from engine.intake.cells import Merge, area, shown
from engine.intake.found import FoundCell, FoundFile, FoundTable
from engine.intake.guard import open_office
from engine.intake.package import LIMITS, Package, broken, named
from engine.intake.workbook_file import SheetFile, decoded, workbook_sheets
from indicators.problems import Problem

_CODE = re.compile(r'&(&|"[^"]*"|[0-9]+ ?|K[0-9A-Fa-f]{6}|.)|[^&]+', re.DOTALL)
_PAGE_NUMBER = re.compile(r"第\s*\x00\s*页\s*共\s*\x00\s*页")

Places = Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class _Book:
    package: Package
    sheets: tuple[SheetFile, ...]


def xlsx_file(data: bytes) -> FoundFile | Problem:
    """A workbook that was made by ``publication_xlsx``: its forms, and sheet by sheet what belongs to none."""
    book = _opened(data)
    if isinstance(book, Problem):
        return book
    tables = tuple(_table(sheet, form) for sheet in book.sheets if (form := _form_of(sheet)))
    seen = (text for sheet in book.sheets if sheet.visible for text in (*_loose_texts(sheet), *_loose_feet(sheet)))
    hidden = (text for sheet in book.sheets for text in _hidden(sheet))
    return FoundFile(tables, (*seen, *_floating(book.package)), tuple(hidden))


def _hidden(sheet: SheetFile) -> Iterator[str]:
    """What of a sheet nobody sees, or another program may show otherwise."""
    if not sheet.visible:
        yield f"隐藏的工作表 {sheet.name}"
        yield from (*_loose_texts(sheet), *_loose_feet(sheet))
    texts = _texts(sheet)
    yield from (texts[where] for where in sorted(_covered(sheet)) if where in texts)
    yield from sheet.disguises


def _opened(data: bytes) -> _Book | Problem:
    package = open_office(data)
    if isinstance(package, Problem):
        return package
    sheets = tuple(workbook_sheets(package))
    return _Book(package, sheets) if sheets else broken("这不是 .xlsx 文件，或里面没有工作表")


MOST_PLACES = 200_000
"""Forty columns of five thousand rows."""


def _form_of(sheet: SheetFile) -> Merge | None:
    """Where the form of a sheet stands; a name that reaches over more than any form can have is none."""
    found = area(sheet.names.get(FORM_NAME, "").rpartition("!")[2])
    return found if found and found.row_span * found.column_span <= MOST_PLACES else None


def _texts(sheet: SheetFile) -> dict[tuple[int, int], str]:
    return {where: text for where, value in sheet.cells.items() if (text := shown(value))}


def _table(sheet: SheetFile, form: Merge) -> FoundTable:
    texts = _texts(sheet)
    title, subtitle, note = (texts.get(where, "") for where in _frame(form))
    return FoundTable(title, subtitle, tuple(_cells(sheet, form, texts)), note, _mark(sheet))


def _frame(form: Merge) -> tuple[tuple[int, int], ...]:
    """Where title, subtitle and note stand."""
    return (
        (form.row - ABOVE, form.column),
        (form.row - ABOVE + 1, form.column),
        (form.row + form.row_span, form.column),
    )


def _cells(sheet: SheetFile, form: Merge, texts: Places) -> Iterator[FoundCell]:
    spans = {(one.row, one.column): one for one in sheet.merges}
    covered: set[tuple[int, int]] = set()
    for where in _places(form):
        if where in covered:
            continue
        merge = spans.get(where, Merge(*where, 1, 1))
        covered.update(_places(_within(merge, form)))
        place = (merge.row - form.row, merge.column - form.column, merge.row_span, merge.column_span)
        yield FoundCell(*place, texts.get(where, ""))


def _places(form: Merge) -> Iterator[tuple[int, int]]:
    for row in range(form.row, form.row + form.row_span):
        for column in range(form.column, form.column + form.column_span):
            yield row, column


def _within(merge: Merge, form: Merge) -> Merge:
    """The part of a merge that lies in the form: some reach over millions of places."""
    rows = min(merge.row + merge.row_span, form.row + form.row_span) - merge.row
    columns = min(merge.column + merge.column_span, form.column + form.column_span) - merge.column
    return Merge(merge.row, merge.column, rows, columns)


def _holds(form: Merge, where: tuple[int, int]) -> bool:
    row, column = where[0] - form.row, where[1] - form.column
    return 0 <= row < form.row_span and 0 <= column < form.column_span


def _loose_texts(sheet: SheetFile) -> Iterator[str]:
    form = _form_of(sheet)
    taken, covered = _frame(form) if form else (), _covered(sheet)
    for where, text in sorted(_texts(sheet).items()):
        if where not in covered and where not in taken and not (form and _holds(form, where)):
            yield text


def _covered(sheet: SheetFile) -> set[tuple[int, int]]:
    """Filled places under merged cells: nobody sees their texts until somebody takes the cells apart.

    Merges that together have more places than a sheet overlap; no program of an office writes those.
    """
    if sum(one.row_span * one.column_span for one in sheet.merges) > LIMITS.places:
        return set(sheet.cells)
    under = (where for one in sheet.merges for where in _places(one) if where != (one.row, one.column))
    return {where for where in under if where in sheet.cells}


def _mark(sheet: SheetFile) -> str:
    """The left of the foot."""
    return next((_parts(code)["L"] for kind, code in sheet.feet if kind == "oddFooter"), "")


def _loose_feet(sheet: SheetFile) -> Iterator[str]:
    """What heads and feet of the pages say besides the mark of a form and the number of the page."""
    for kind, code in sheet.feet:
        for side, text in _parts(code).items():
            is_mark = side == "L" and kind == "oddFooter" and _form_of(sheet)
            said = _PAGE_NUMBER.sub("", text).replace("\x00", "")
            if said.strip() and not is_mark:
                yield said


def _parts(code: str) -> dict[str, str]:
    """Left, centre and right of a foot, without fonts and sizes; a number the program fills in is ``\\x00``."""
    parts, side = {"L": "", "C": "", "R": ""}, "C"
    for found in _CODE.finditer(code):
        sign = found[1]
        if sign in parts:
            side = sign
        elif sign is None or sign == "&":
            parts[side] += found[0] if sign is None else "&"
        elif sign in "PNDTFAZ":
            parts[side] += "\x00"
    return parts


def _floating(package: Package) -> Iterator[str]:
    """Text boxes, charts and remarks, by part; a picture cannot be read, so it is named."""
    for name, root in package.roots.items():
        if name.startswith(("xl/drawings/", "xl/charts/", "xl/diagrams/", "xl/comments", "xl/threadedComments/")):
            for paragraph in named(root, "p", "comment", "threadedComment", "v"):
                text = decoded("".join(one.text or "" for one in named(paragraph, "t", "text")) or paragraph.text or "")
                if text.strip():
                    yield text
    for name in package.parts:
        if name.startswith(("xl/media/", "xl/embeddings/")):
            yield f"〔{name}〕"
