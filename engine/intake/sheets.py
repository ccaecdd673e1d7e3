"""Spreadsheets in (读表格文件): .xlsx and .ods as rows of values, after the guard.

Texts are exact, with line breaks as ``\\n`` and without the control characters no document can hold. Numbers, dates,
percentages and errors are what the program that wrote the file would show; see ``engine.intake.cells``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.intake.cells import CellValue, Merge, address
from engine.intake.guard import open_office
from engine.intake.ods_file import opendocument_sheets
from engine.intake.package import broken
from engine.intake.workbook_file import workbook_sheets
from indicators.problems import Problem

__all__ = ["CellValue", "Merge", "Sheet", "address", "read_sheets"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet (工作表); ``rows[6][1]`` is B7. Every row is as long as the longest."""

    name: str
    visible: bool
    rows: tuple[tuple[CellValue, ...], ...]
    merges: tuple[Merge, ...]


def read_sheets(data: bytes) -> tuple[Sheet, ...] | Problem:
    """All sheets of a file in their order, hidden ones too."""
    package = open_office(data)
    if isinstance(package, Problem):
        return package
    if "content.xml" in package.roots:
        sheets = tuple(
            Sheet(one.name, one.visible, _rows(one.cells), one.merges) for one in opendocument_sheets(package)
        )
    else:
        sheets = tuple(Sheet(one.name, one.visible, _rows(one.cells), one.merges) for one in workbook_sheets(package))
    return sheets or broken("文件里没有工作表")


def _rows(cells: Mapping[tuple[int, int], CellValue]) -> tuple[tuple[CellValue, ...], ...]:
    rows = max((row for row, _ in cells), default=-1) + 1
    columns = max((column for _, column in cells), default=-1) + 1
    return tuple(tuple(cells.get((row, column)) for column in range(columns)) for row in range(rows))
