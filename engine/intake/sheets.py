"""Spreadsheets in (读表格文件): .xlsx and .ods as rows of values, after the guard.

Texts are exact, with line breaks as ``\\n`` and without the control characters no document can hold. Numbers, dates,
percentages and errors are what the program that wrote the file would show; see ``engine.intake.cells``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.intake import ods_file, workbook_file
from engine.intake.cells import CellValue, Merge, address
from engine.intake.guard import open_office
from engine.intake.ods_file import opendocument_sheets
from engine.intake.package import broken
from engine.intake.workbook_file import workbook_sheets
from indicators.problems import Problem

__all__ = ["CellValue", "Merge", "Sheet", "address", "read_sheets"]

_SheetFile = ods_file.SheetFile | workbook_file.SheetFile


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet (工作表); ``rows[6][1]`` is B7. Every row is as long as the longest."""

    name: str
    visible: bool
    rows: tuple[tuple[CellValue, ...], ...]
    merges: tuple[Merge, ...]
    displayed: Mapping[tuple[int, int], str]
    """Numbers and dates by place, as the program shows them: 10.00 for 10 where the format says so."""
    hidden_rows: tuple[range, ...]
    hidden_columns: tuple[range, ...]


def read_sheets(data: bytes) -> tuple[Sheet, ...] | Problem:
    """All sheets of a file in their order, hidden ones too."""
    package = open_office(data)
    if isinstance(package, Problem):
        return package
    is_opendocument = "content.xml" in package.roots
    found: Iterator[_SheetFile] = (opendocument_sheets if is_opendocument else workbook_sheets)(package)
    sheets = tuple(_sheet(one) for one in found)
    return sheets or broken("文件里没有工作表")


def _sheet(one: _SheetFile) -> Sheet:
    rows = _rows(one.cells)
    return Sheet(one.name, one.visible, rows, one.merges, one.displayed, one.hidden_rows, one.hidden_columns)


def _rows(cells: Mapping[tuple[int, int], CellValue]) -> tuple[tuple[CellValue, ...], ...]:
    rows = max((row for row, _ in cells), default=-1) + 1
    columns = max((column for _, column in cells), default=-1) + 1
    return tuple(tuple(cells.get((row, column)) for column in range(columns)) for row in range(rows))
