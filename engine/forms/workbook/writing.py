"""A laid-out sheet written down (写出一张表): strings only, protection without a password, lists to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Any

from engine.forms.workbook.kinds import Kind
from engine.forms.workbook.lists import STRICT, source_of
from engine.forms.workbook.looks import Looks
from engine.forms.workbook.placed import Layout, Look, Placed, inputs_of

LINE = 15
"""Points a line of text is high."""
TITLE_HEIGHT = 28
MOST_FROZEN = 280
"""Points of a head that stays in sight; a higher one would leave a small screen no room to fill in below it."""
HIGHEST = 400
"""Points a row may be high; Excel allows 409."""
_ASK = {
    "error_title": "不在列表里",
    "error_message": "列表里没有这个写法。确实要这样写，就选「是」。",
    "error_type": "warning",
}
_INSIST = {"error_title": "请从列表里选", "error_message": "只能是列表里的写法。", "error_type": "stop"}


def write_layout(sheet: Any, layout: Layout, kind: Kind, looks: Looks) -> None:
    """Write every cell of a layout."""
    for column, width in enumerate(layout.widths):
        sheet.set_column(column, column, width, None, {"hidden": column in layout.hidden})
    for cell in layout.cells:
        _write_cell(sheet, cell, looks)
    heights = _heights(layout)
    for row, height in heights.items():
        sheet.set_row(row, height)
    if sum(height for row, height in heights.items() if row < layout.first_row) <= MOST_FROZEN:
        sheet.freeze_panes(layout.first_row, 0)
    for cells in _columns_of_choices(layout):
        _validate(sheet, cells)
    sheet.repeat_rows(layout.first_row - 1)
    sheet.protect("", _allowed(kind))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 1, layout.last_row, layout.hint_column)


def _write_cell(sheet: Any, cell: Placed, looks: Looks) -> None:
    look = looks.of(cell)
    if cell.to_column > cell.column:
        sheet.merge_range(cell.row, cell.column, cell.row, cell.to_column, "", look)
    if cell.hint is not None:
        sheet.write_formula(cell.row, cell.column, cell.hint.formula, look, cell.hint.value)
    else:
        _write_text(sheet, cell, look)
    if cell.comment:
        note = f"审核意见：\n{cell.comment}"
        sheet.write_comment(cell.row, cell.column, note, {"author": "审核人", "x_scale": 2, "y_scale": 1.5})


def _write_text(sheet: Any, cell: Placed, look: Any) -> None:
    """A text exactly as it is; one in ``<r>…</r>``, which xlsxwriter would take for markup, goes in two runs."""
    if cell.text.startswith("<r>") and cell.text.endswith("</r>"):
        sheet.write_rich_string(cell.row, cell.column, look, cell.text[:2], look, cell.text[2:], look)
    elif cell.text:
        sheet.write_string(cell.row, cell.column, cell.text, look)
    else:
        sheet.write_blank(cell.row, cell.column, None, look)


def _heights(layout: Layout) -> dict[int, int]:
    """How high each row must be: merged cells never grow by themselves, and not every program makes others grow."""
    lines: dict[int, int] = {}
    for cell in layout.cells:
        if cell.column not in layout.hidden and cell.look is not Look.TITLE:
            width = sum(layout.widths[cell.column : max(cell.to_column, cell.column) + 1])
            wanted = max(lines_of(cell.text, width), 2 if cell.prose and cell.to_column > cell.column else 1)
            lines[cell.row] = max(lines.get(cell.row, 1), wanted)
    return {0: TITLE_HEIGHT} | {row: min(LINE * number + 5, HIGHEST) for row, number in lines.items() if row}


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many half-width characters."""
    return sum(max(1, ceil(sum(1 if ord(one) < 0x2E80 else 2 for one in line) / width)) for line in text.split("\n"))


def _columns_of_choices(layout: Layout) -> Iterator[list[Placed]]:
    """Cells below one another that choose from the same list: one rule for all of them."""
    together: dict[tuple[int, str, bool], list[Placed]] = {}
    for cell in inputs_of(layout):
        if cell.choices:
            together.setdefault((cell.column, cell.choices, cell.row >= layout.first_row), []).append(cell)
    yield from together.values()


def _validate(sheet: Any, cells: list[Placed]) -> None:
    first, last = cells[0], cells[-1]
    source = source_of(first.choices, f"$B{first.row + 1}")
    words = _INSIST if first.choices in STRICT else _ASK
    rule = {"validate": "list", "source": source, **words}
    sheet.data_validation(first.row, first.column, last.row, last.column, rule)


def _allowed(kind: Kind) -> dict[str, bool]:
    """What a protected sheet still allows: a declaration gains rows."""
    open_rows = kind is Kind.TARGETS
    return {"format_columns": True, "format_rows": True, "insert_rows": open_rows}
