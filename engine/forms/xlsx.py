"""A publication as a workbook (汇编的 Excel 文件): one form a sheet, every value a text.

Excel cuts a text after 32,767 UTF-16 units without a word. Nothing is cut here: ``xlsx_problems`` says which text is
too long, and writing it all the same is an error of the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs

from engine.forms.characters import printable
from engine.forms.grid import Grid
from engine.forms.narrative import Narrative
from engine.forms.publication import Publication
from engine.forms.sheet_names import COVER, NARRATIVE, figure_name, form_name
from engine.forms.xlsx_sheet import ABOVE, FORM_NAME, PIXELS_PER_MM, Sheet, write_form
from indicators.problems import Problem

LONGEST = 32_767
"""UTF-16 units of a cell."""
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
HEADING_SIZE, PARAGRAPH_SIZE = 16.0, 14.0
_COLUMNS = 6


def publication_xlsx(publication: Publication) -> bytes:
    """Write all sheets: 目录, 情况说明, the forms, the tables of the pictures. The same data give the same bytes."""
    if problems := xlsx_problems(publication):
        raise ValueError(str(problems[0]))
    buffer = BytesIO()
    book = Workbook(buffer, _options())
    book.set_properties(_properties(publication))
    looks: dict[str, Any] = {}
    if publication.cover:
        _add_form(book, looks, COVER, publication.cover)
    if publication.narrative:
        _add_narrative(Sheet(book, NARRATIVE, looks), publication.narrative)
    for name, grid in _named_grids(publication):
        _add_form(book, looks, name, grid)
    book.close()
    return buffer.getvalue()


def _options() -> dict[str, Any]:
    """Made anew each time: xlsxwriter writes into them, and a second workbook would come out in other bytes.

    Excel measures columns in digits of the default font; in 宋体 12, on every Chinese system, one is 8 pixels wide.
    """
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "宋体", "font_size": 12},
        "default_column_width": 72,
    }


def xlsx_problems(publication: Publication) -> tuple[Problem, ...]:
    """Texts that no cell of Excel can hold."""
    long = (text for text in _texts(publication) if len(text) > LONGEST // 2 and _units(printable(text)) > LONGEST)
    return tuple(
        Problem(
            "text-too-long-for-excel",
            f"有一段文字 {_units(text)} 字，Excel 的一个格子放不下（至多 {LONGEST} 字）。请改短，或用 docx、pdf 格式",
            text=f"{text[:20]}……",
        )
        for text in long
    )


def _units(text: str) -> int:
    return len(text) + len(_ASTRAL.findall(text))


def _texts(publication: Publication) -> Iterator[str]:
    narrative = publication.narrative
    yield from (narrative.heading, *narrative.paragraphs) if narrative else ()
    cover = (publication.cover,) if publication.cover else ()
    for grid in (*cover, *(grid for _, grid in _named_grids(publication))):
        yield from (grid.title, grid.subtitle, grid.note, *(cell.text for cell in grid.cells))


def _named_grids(publication: Publication) -> Iterator[tuple[str, Grid]]:
    for number, grid in enumerate(publication.grids, 1):
        yield form_name(number, grid), grid
    for number, figure in enumerate(publication.figures, 1):
        yield figure_name(number, figure.title), figure.table


def _properties(publication: Publication) -> dict[str, Any]:
    """The file format has no time zone: it is UTC."""
    return {
        "title": printable(publication.title),
        "author": printable(publication.author),
        "created": publication.dated.astimezone(UTC).replace(tzinfo=None),
    }


def _add_form(book: Any, looks: dict[str, Any], name: str, grid: Grid) -> None:
    sheet = Sheet(book, name, looks, grid.landscape)
    write_form(sheet, grid)
    place = xl_range_abs(ABOVE, 0, ABOVE + grid.row_count - 1, len(grid.widths) - 1)
    if ":" not in place:
        place = f"{place}:{place}"
    book.define_name(f"{name}!{FORM_NAME}", f"='{name}'!{place}")


def _add_narrative(sheet: Sheet, narrative: Narrative) -> None:
    """Merged over some columns: LibreOffice fits columns to the page, but cuts a single one."""
    sheet.page.set_column_pixels(0, _COLUMNS - 1, round(sheet.width_mm * PIXELS_PER_MM / _COLUMNS))
    heading = sheet.look(font_name="黑体", font_size=HEADING_SIZE, valign="vcenter")
    sheet.line(0, _COLUMNS, narrative.heading, heading, HEADING_SIZE)
    body = sheet.look(font_name="仿宋_GB2312", font_size=PARAGRAPH_SIZE, valign="top", align="left")
    for row, paragraph in enumerate(narrative.paragraphs, 1):
        sheet.line(row, _COLUMNS, paragraph, body, PARAGRAPH_SIZE)
    sheet.page.print_area(0, 0, len(narrative.paragraphs), _COLUMNS - 1)
    sheet.foot("")
