"""A form on a sheet of Excel (工作表): title, subtitle, cells, note; printed as on paper, read back without guessing.

Every text is written as text: ``=28 份`` is a value here and never a formula. The name ``jx_form`` of the sheet says
where the form stands, and moves with it when somebody inserts a row.
"""

from __future__ import annotations

import re
from typing import Any

from engine.forms.characters import printable
from engine.forms.grid import Align, Grid
from engine.forms.row_heights import HIGHEST, row_heights, text_height

ABOVE = 2
"""Rows above the form: title and subtitle."""
FORM_NAME = "jx_form"
TEXT_WIDTH_MM = {False: 178, True: 264}
"""Between the margins of A4, upright and across, less what rounding to pixels may add."""
BODY_SIZE, TITLE_SIZE, SUBTITLE_SIZE, NOTE_SIZE = 9.0, 18.0, 10.5, 7.5
BODY_FONT, TITLE_FONT = "宋体", "方正小标宋简体"
LONGEST_FOOTER = 255
PIXELS_PER_MM = 96 / 25.4
_MARGIN_INCHES = 15 / 25.4
_TWO_ESCAPES = re.compile("_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_")
_BEFORE_LAST_UNDERSCORE = re.compile("(?<=_x[0-9a-fA-F]{4})(?=_)")


class Sheet:
    """One sheet being written, with the formats its workbook has so far."""

    def __init__(self, book: Any, name: str, looks: dict[str, Any], is_landscape: bool = False) -> None:
        self._book, self._looks, self.name = book, looks, name
        self.page = book.add_worksheet(name)
        self.width_mm = TEXT_WIDTH_MM[is_landscape]
        self._set_up_print(is_landscape)

    def _set_up_print(self, is_landscape: bool) -> None:
        if is_landscape:
            self.page.set_landscape()
        self.page.set_paper(9)  # A4
        self.page.set_margins(_MARGIN_INCHES, _MARGIN_INCHES, 0.6, 0.7)
        self.page.fit_to_pages(1, 0)
        self.page.center_horizontally()
        self.page.hide_gridlines(2)

    def look(self, **style: Any) -> Any:
        """A format, made once for the workbook."""
        key = repr(style)
        if key not in self._looks:
            self._looks[key] = self._book.add_format({"font_name": BODY_FONT, "text_wrap": True, **style})
        return self._looks[key]

    def write(self, row: int, column: int, text: str, look: Any) -> None:
        """A text exactly as it is."""
        runs = _runs(text)
        if len(runs) > 1:
            self.page.write_rich_string(row, column, *(part for run in runs for part in (look, run)), look)
        elif text:
            self.page.write_string(row, column, text, look)
        else:
            self.page.write_blank(row, column, None, look)

    def write_over(self, place: tuple[int, int, int, int], text: str, look: Any) -> None:
        """A text in a cell merged over (row, column, row span, column span); every part of it gets the borders."""
        row, column, row_span, column_span = place
        if row_span * column_span > 1:
            self.page.merge_range(row, column, row + row_span - 1, column + column_span - 1, "", look)
        self.write(row, column, text, look)

    def line(self, row: int, columns: int, text: str, look: Any, size: float) -> None:
        """A text over the whole width."""
        shown = printable(text)
        self.write_over((row, 0, 1, columns), shown, look)
        self.page.set_row(row, min(HIGHEST, max(2 * size, text_height(shown, self.width_mm, size))))

    def foot(self, mark: str) -> None:
        """The mark of the form and the number of the page, below every page."""
        shown = printable(mark).replace("&", "&&")
        text = f'&L&"{BODY_FONT},Regular"&8 {shown}&R&"{BODY_FONT},Regular"&8 第 &P 页 共 &N 页'
        if len(text.encode("utf-16-le")) > LONGEST_FOOTER * 2 or _TWO_ESCAPES.search(mark):
            raise ValueError(f"the mark «{mark}» does not fit in a footer")
        self.page.set_footer(text)


def _runs(text: str) -> list[str]:
    """The text in pieces that xlsxwriter writes right.

    It takes ``<r>…</r>`` for markup, and of two escapes that share an underscore (``_x005F_x0041_``) it escapes only
    the first. Cut so that no piece is either, nothing is left to be escaped.
    """
    is_markup = text.startswith("<r>") and text.endswith("</r>")
    if not is_markup and not ("_x" in text and _TWO_ESCAPES.search(text)):
        return [text]
    first, rest = (text[:2], text[2:]) if is_markup else ("", text)
    return [piece for piece in (first, *_BEFORE_LAST_UNDERSCORE.split(rest)) if piece]


def write_form(sheet: Sheet, grid: Grid) -> None:
    """Write a form; its rows of heads are repeated on the pages that follow them."""
    widths = [width * sheet.width_mm / sum(grid.widths) for width in grid.widths]
    for column, width in enumerate(widths):
        sheet.page.set_column_pixels(column, column, round(width * PIXELS_PER_MM))
    _write_frame(sheet, grid)
    looks = {align: _look_of(sheet, align) for align in Align}
    for cell in grid.cells:
        place = (cell.row + ABOVE, cell.column, cell.row_span, cell.column_span)
        sheet.write_over(place, printable(cell.text), looks[cell.align])
    for row, height in enumerate(row_heights(grid, widths, BODY_SIZE), ABOVE):
        sheet.page.set_row(row, height)
    if grid.header_rows:
        sheet.page.repeat_rows(grid.header_rows[-1] + ABOVE)
    sheet.foot(grid.mark)


def _write_frame(sheet: Sheet, grid: Grid) -> None:
    columns, last = len(grid.widths), grid.row_count + ABOVE
    title = sheet.look(font_name=TITLE_FONT, font_size=TITLE_SIZE, align="center", valign="vcenter")
    sheet.line(0, columns, grid.title, title, TITLE_SIZE)
    subtitle = sheet.look(font_size=SUBTITLE_SIZE, align="center", valign="vcenter")
    sheet.line(1, columns, grid.subtitle, subtitle, SUBTITLE_SIZE)
    note = sheet.look(font_size=NOTE_SIZE, align="left", valign="top", font_color="#444444")
    sheet.line(last, columns, grid.note, note, NOTE_SIZE)
    sheet.page.print_area(0, 0, last, columns - 1)


def _look_of(sheet: Sheet, align: Align) -> Any:
    """Borders all around, white ground: a form is printed. What stands on the left keeps off the line."""
    side = {"align": "left", "indent": 1} if align is Align.LEFT else {"align": "center"}
    return sheet.look(font_size=BODY_SIZE, **side, valign="vcenter", border=1, num_format="@")
