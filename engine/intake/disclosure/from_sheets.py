"""A published Excel, WPS or OpenDocument workbook as paragraphs and tables (读表格公开件), as one sees it.

Figures are those that the program shows. Rows and columns out of sight are no part of a form; they and hidden sheets
come at the end, under a part that says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain

from engine.intake.cells import CellValue, Merge, address, shown
from engine.intake.disclosure.blocks import Block, Grid, Line, Pages
from engine.intake.disclosure.laid_out import MOST_PLACES, laid_out, tidy, too_many_cells
from engine.intake.disclosure.place import FOLDED, HIDDEN, Place
from engine.intake.disclosure.sheet_areas import areas, side_by_side
from engine.intake.found import FoundCell
from engine.intake.sheets import Sheet, read_sheets
from indicators.problems import Problem

Seen = tuple[tuple[int, ...], tuple[int, ...]]
"""The rows and the columns of a sheet that one sees, counted from 0."""


def sheet_pages(data: bytes, file: str) -> Pages | Problem:
    """The sheets of an .xlsx or .ods file, or why it cannot be read."""
    sheets = read_sheets(data)
    return sheets if isinstance(sheets, Problem) else pages_of(sheets, file)


def pages_of(sheets: Sequence[Sheet], file: str) -> Pages | Problem:
    """Sheets as one sees them, then what is hidden."""
    if sum(_filled(sheet) for sheet in sheets) > MOST_PLACES:
        return too_many_cells()
    in_sight = [
        _blocks(sheet, Place(file, f"工作表「{sheet.name}」"), _seen(sheet)) for sheet in sheets if sheet.visible
    ]
    folded = [_folded(sheet, file) for sheet in sheets if sheet.visible]
    hidden = [
        _blocks(sheet, Place(file, f"{HIDDEN}工作表「{sheet.name}」"), _everything(sheet))
        for sheet in sheets
        if not sheet.visible
    ]
    blocks: list[Block] = []
    for one in chain(in_sight, folded, hidden):
        if isinstance(one, Problem):
            return one
        blocks += one
    return Pages(file, tuple(blocks))


def _filled(sheet: Sheet) -> int:
    """Places of rows that hold anything, and of all merges: blank rows between forms cost nothing."""
    in_rows = sum(len(row) for row in sheet.rows if _holds(row))
    return in_rows + sum(one.row_span * one.column_span for one in _within(sheet))


def _holds(row: Sequence[CellValue]) -> bool:
    return any(value is not None for value in row)


def _everything(sheet: Sheet) -> Seen:
    return tuple(range(len(sheet.rows))), tuple(range(len(sheet.rows[0]) if sheet.rows else 0))


def _seen(sheet: Sheet) -> Seen:
    rows, columns = _everything(sheet)
    no_rows, no_columns = _numbers(sheet.hidden_rows, len(rows)), _numbers(sheet.hidden_columns, len(columns))
    return tuple(row for row in rows if row not in no_rows), tuple(one for one in columns if one not in no_columns)


def _numbers(ranges: tuple[range, ...], size: int) -> set[int]:
    """The numbers in ranges that may overlap, each looked at once: a file can state a million ranges."""
    found: set[int] = set()
    reached = 0
    for one in sorted(ranges, key=lambda one: one.start):
        found.update(range(max(one.start, reached), min(one.stop, size)))
        reached = max(reached, one.stop)
    return found


def _blocks(sheet: Sheet, part: Place, seen: Seen) -> list[Block] | Problem:
    blocks: list[Block] = []
    for area in chain.from_iterable(map(areas, side_by_side(_cells(sheet, seen)))):
        blocks += chain.from_iterable(_lines(cell, part, seen) for cell in area.above)
        if area.form:
            grid = _grid(area.form, part, seen)
            if isinstance(grid, Problem):
                return grid
            blocks.append(grid)
        blocks += chain.from_iterable(_lines(cell, part, seen) for cell in area.below)
    return blocks


def _grid(form: Sequence[FoundCell], part: Place, seen: Seen) -> Grid | Problem:
    top = form[0].row
    moved = [FoundCell(one.row - top, one.column, one.row_span, one.column_span, one.text) for one in form]
    return laid_out(moved, part, lambda cell: _placed(part, seen, cell.row + top, cell.column))


def _placed(part: Place, seen: Seen, row: int, column: int) -> Place:
    return _at(part, seen[0][row], seen[1][column])


def _at(part: Place, row: int, column: int) -> Place:
    return Place(part.file, part.part, row + 1, column + 1, address(row, column))


def _lines(cell: FoundCell, part: Place, seen: Seen) -> list[Line]:
    place = _placed(part, seen, cell.row, cell.column)
    return [Line(line, place) for line in tidy(cell.text).split("\n") if line]


def _cells(sheet: Sheet, seen: Seen) -> list[FoundCell]:
    """Every place that one sees in rows that hold anything, numbered through, merged ones once."""
    rows, columns = seen
    merged = {(cell.row, cell.column): cell for cell in _merged(sheet, seen)}
    under = {where: first for first, cell in merged.items() for where in _places(cell)}
    alive = {row for row, _ in under} | {row for row, number in enumerate(rows) if _holds(sheet.rows[number])}
    return [
        merged.get((row, column)) or FoundCell(row, column, 1, 1, _text(sheet, rows[row], columns[column]))
        for row in sorted(alive)
        for column in range(len(columns))
        if under.get((row, column), (row, column)) == (row, column)
    ]


def _merged(sheet: Sheet, seen: Seen) -> Iterator[FoundCell]:
    """Merged cells as far as one sees them, with the text of their first place."""
    for merge in _within(sheet):
        (top, height), (left, width) = (
            _span(seen[0], merge.row, merge.row_span),
            _span(seen[1], merge.column, merge.column_span),
        )
        if height and width:
            yield FoundCell(top, left, height, width, _text(sheet, merge.row, merge.column))


def _span(numbers: tuple[int, ...], first: int, span: int) -> tuple[int, int]:
    start = bisect_left(numbers, first)
    return start, bisect_left(numbers, first + span) - start


def _within(sheet: Sheet) -> list[Merge]:
    """Merges that begin in the filled range, cut off where it ends."""
    height, width = len(sheet.rows), len(sheet.rows[0]) if sheet.rows else 0
    return [
        Merge(one.row, one.column, min(one.row_span, height - one.row), min(one.column_span, width - one.column))
        for one in sheet.merges
        if one.row < height and one.column < width
    ]


def _places(cell: FoundCell | Merge) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.row_span):
        for column in range(cell.column, cell.column + cell.column_span):
            yield row, column


def _text(sheet: Sheet, row: int, column: int) -> str:
    return sheet.displayed.get((row, column)) or shown(sheet.rows[row][column])


def _folded(sheet: Sheet, file: str) -> list[Line]:
    """Texts in rows and columns out of sight; a merged cell that is partly in sight is no such text."""
    if not (sheet.hidden_rows or sheet.hidden_columns):
        return []
    rows, columns = map(frozenset, _seen(sheet))
    covered = {where for one in _within(sheet) for where in _places(one)}
    part = Place(file, f"工作表「{sheet.name}」{FOLDED}")
    return [
        Line(line, _at(part, row, column))
        for row, values in enumerate(sheet.rows)
        for column in range(len(values))
        if (row not in rows or column not in columns) and (row, column) not in covered
        for line in tidy(_text(sheet, row, column)).split("\n")
        if line
    ]
