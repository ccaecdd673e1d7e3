"""The report as a workbook (核查报告工作簿): 总览, 疑点, 逐行对照; every value a text, for targets begin with ``=``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from engine.audit.check import Severity
from engine.audit.report.sheet_rows import (
    FILES,
    FINDINGS,
    LINES,
    REFUSED,
    TABLES,
    Columns,
    file_row,
    finding_row,
    line_rows,
    refused_row,
    table_rows,
)
from engine.audit.report.values import DocumentReport
from engine.forms.characters import printable

if TYPE_CHECKING:
    from engine.audit.batch import Batch

LONGEST = 32_767
HIGHEST, LINE_POINTS = 409.0, 13.5
FILLS = {Severity.BLOCKING.value: "#F6D5D1", Severity.WARNING.value: "#FBE9C8", Severity.HINT.value: "#E4EDF5"}


def write_workbook(name: Path, reports: Iterable[DocumentReport], batch: Batch | None = None) -> Path:
    """Write the workbook row by row, so that a thousand documents take no more memory than one."""
    name.parent.mkdir(parents=True, exist_ok=True)
    half_written = name.with_name(f".{name.name}.tmp")
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(str(half_written), options)
    book.set_properties({"title": "绩效自评表核查报告"})
    looks = _Looks(book)
    files = _Sheet(book, "总览", FILES, looks) if batch else None
    tables = _Sheet(book, "各表结论" if batch else "总览", TABLES, looks)
    findings, lines = _Sheet(book, "疑点", FINDINGS, looks), _Sheet(book, "逐行对照", LINES, looks)
    if batch and files:
        for summary in batch.summaries:
            files.add(file_row(summary))
    for report in reports:
        for row in table_rows(report):
            tables.add(row)
        for finding in report.findings:
            findings.add(finding_row(report, finding), finding.severity.value)
        for row, severity in line_rows(report):
            lines.add(row, severity)
    sheets = [one for one in (files, tables, findings, lines) if one]
    if batch and batch.refused:
        refused = _Sheet(book, "读不了的文件", REFUSED, looks)
        for one in batch.refused:
            refused.add(refused_row(one))
        sheets.append(refused)
    for sheet in sheets:
        sheet.finish()
    book.close()
    os.replace(half_written, name)
    return name


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        common = {
            "font_name": "宋体",
            "font_size": 10,
            "text_wrap": True,
            "valign": "top",
            "border": 1,
            "num_format": "@",
        }
        self.head = book.add_format({**common, "bold": True, "bg_color": "#EEEEEE", "align": "center"})
        self.plain = book.add_format(common)
        self.filled = {severity: book.add_format({**common, "bg_color": colour}) for severity, colour in FILLS.items()}


class _Sheet:
    """A list with a frozen head and a filter, growing downwards."""

    def __init__(self, book: Any, name: str, columns: Columns, looks: _Looks) -> None:
        self._page, self._looks, self._columns, self._row = book.add_worksheet(name), looks, columns, 0
        for column, (_, width) in enumerate(columns):
            self._page.set_column(column, column, width)
        self._page.freeze_panes(1, 0)
        self._page.set_landscape()
        self._page.set_paper(9)
        self._page.fit_to_pages(1, 0)
        self._page.repeat_rows(0)
        for column, (heading, _) in enumerate(columns):
            self._page.write_string(0, column, heading, looks.head)

    def add(self, row: Sequence[str], severity: str = "") -> None:
        """One more row, coloured by a severity."""
        self._row += 1
        look = self._looks.filled.get(severity, self._looks.plain)
        self._page.set_row(self._row, _height(row, self._columns))
        for column, text in enumerate(row):
            self._page.write_string(self._row, column, _fitting(text), look)

    def finish(self) -> None:
        self._page.autofilter(0, 0, self._row, len(self._columns) - 1)


def _height(row: Sequence[str], columns: Columns) -> float:
    """For the longest text in its column, as a row written in passing cannot be fitted later."""
    lines = (
        sum(-(-max(1, _units(part)) // (width * 9 // 10)) for part in text.split("\n"))
        for text, (_, width) in zip(row, columns, strict=True)
    )
    return min(HIGHEST, LINE_POINTS * max(lines) + 3)


def _units(text: str) -> int:
    """A Chinese character is as wide as two digits."""
    return sum(1 if character < "\u2000" else 2 for character in text)


def _fitting(text: str) -> str:
    """Excel cuts a longer text without a word; here it is said. Half, for a character outside the BMP counts twice."""
    shown = printable(text)
    return shown if len(shown) <= LONGEST // 2 else f"{shown[: LONGEST // 2 - 20]}……（太长，见原文件）"
