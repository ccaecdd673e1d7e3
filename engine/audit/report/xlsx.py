"""The report as a workbook (核查报告工作簿): 总览, 疑点, 逐行对照; targets begin with ``=``: they are texts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
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

_NUMBER = re.compile(r"[-+]?[0-9]{1,12}(?:\.[0-9]{1,6})?")
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
    first = 0 if batch else 1  # the name of the one file there is stands in every row: not on paper
    files = _Sheet(book, "总览", FILES, looks) if batch else None
    tables = _Sheet(book, "各表结论" if batch else "总览", TABLES, looks, first)
    findings, lines = (_Sheet(book, *one, looks, first) for one in (("疑点", FINDINGS), ("逐行对照", LINES)))
    if batch and files:
        for summary in batch.summaries:
            files.add(file_row(summary))
    for report in reports:
        for row in table_rows(report):
            tables.add(row)
        for finding in report.findings:
            findings.add(finding_row(report, finding), [finding.severity.value] * len(FINDINGS))
        for row, severities in line_rows(report):
            lines.add(row, severities)
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
    """The formats of a workbook, each made once: by severity, and by how many decimals a number shows."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str, bool], Any] = {}

    def of(self, severity: str = "", number: str = "@", *, is_head: bool = False) -> Any:
        key = (severity, number, is_head)
        if key not in self._made:
            look = {"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "top", "border": 1}
            look |= {"num_format": number, "bold": is_head, "align": "center" if is_head else "general"}
            fill = "#EEEEEE" if is_head else FILLS.get(severity)
            self._made[key] = self._book.add_format(look | ({"bg_color": fill} if fill else {}))
        return self._made[key]


class _Sheet:
    """A list with a frozen head and a filter, growing downwards."""

    def __init__(self, book: Any, name: str, columns: Columns, looks: _Looks, first: int = 0) -> None:
        self._page, self._looks, self._columns, self._row = book.add_worksheet(name), looks, columns, 0
        self._first = first
        for column, one in enumerate(columns):
            self._page.set_column(column, column, one.width)
            self._page.write_string(0, column, one.heading, looks.of(is_head=True))
        self._page.freeze_panes(1, 0)
        self._page.set_landscape()
        self._page.set_paper(9)
        self._page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self._page.set_footer("&C第 &P 页 共 &N 页")
        self._page.fit_to_pages(1, 0)
        self._page.repeat_rows(0)

    def add(self, row: Sequence[str], severities: Sequence[str] = ()) -> None:
        """One more row, its cells coloured by severities."""
        self._row += 1
        self._page.set_row(self._row, _height(row, self._columns))
        looks = severities or [""] * len(row)
        for column, (text, one, severity) in enumerate(zip(row, self._columns, looks, strict=True)):
            if one.is_number and _NUMBER.fullmatch(text):
                places = "0" * len(text.partition(".")[2])
                look = self._looks.of(severity, f"0.{places}" if places else "0")
                self._page.write_number(self._row, column, Decimal(text), look)
            else:
                self._page.write_string(self._row, column, _fitting(text), self._looks.of(severity))

    def finish(self) -> None:
        last = max(column for column, one in enumerate(self._columns) if one.is_printed)
        self._page.autofilter(0, 0, self._row, len(self._columns) - 1)
        self._page.print_area(0, self._first, max(self._row, 1), last)


def _height(row: Sequence[str], columns: Columns) -> float:
    """For the longest text in its column, as a row written in passing cannot be fitted later."""
    lines = (
        sum(-(-max(1, _units(part)) // (width * 9 // 10)) for part in text.split("\n"))
        for text, width in ((text, one.width) for text, one in zip(row, columns, strict=True) if one.is_printed)
    )
    return min(HIGHEST, LINE_POINTS * max(lines) + 3)


def _units(text: str) -> int:
    """A Chinese character is as wide as two digits."""
    return sum(1 if character < "\u2000" else 2 for character in text)


def _fitting(text: str) -> str:
    """Excel cuts a longer text without a word; here it is said. Half, for a character outside the BMP counts twice."""
    shown = printable(text)
    return shown if len(shown) <= LONGEST // 2 else f"{shown[: LONGEST // 2 - 20]}……（太长，见原文件）"
