"""Text files in (读文本文件): rows by tabs, pipes or wide gaps, everything else a paragraph.

Text knows no merged cells: one is a single field, and what it covers is empty or left out. Places are the line of the
file and the number of the field in it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import StringIO

from engine.intake.disclosure.blocks import Block, Grid, GridCell, Line, Pages
from engine.intake.disclosure.place import Place
from engine.intake.disclosure.text_fields import TextRow
from engine.intake.disclosure.text_rows import mended, read_rows
from engine.intake.disclosure.titles import is_title, year_line
from engine.intake.text import MAX_BYTES, decode
from indicators.problems import Problem

_MOST_FIELDS = 200_000
"""Of all tables of a file, as in ``laid_out``."""
_EXPECTED = "从公开文件里复制出来的自评表文字，UTF-8 或 GBK 编码"


def text_pages(data: bytes, file: str) -> Pages | Problem:
    """The blocks of a text file, or why it cannot be one."""
    text = _decoded(data, file)
    if isinstance(text, Problem):
        return text
    return _pages(read_rows(text), file)


def csv_pages(data: bytes, file: str) -> Pages | Problem:
    """The blocks of a CSV file: rows of one field are paragraphs."""
    text = _decoded(data, file)
    if isinstance(text, Problem):
        return text
    try:
        rows = list(_csv_rows(text))
    except csv.Error:
        return Problem("file-not-text", "CSV 文件的格子读不出来", text=file, expected="WPS 或 Excel 另存的 CSV 文件")
    return _pages(rows, file)


def _pages(rows: list[TextRow], file: str) -> Pages | Problem:
    if sum(len(row.fields) for row in rows if row.is_separated) > _MOST_FIELDS:
        return _too_many_fields()
    return Pages(file, tuple(_blocks(rows, file)))


def _decoded(data: bytes, file: str) -> str | Problem:
    if len(data) > MAX_BYTES:
        return Problem(
            "file-too-large",
            f"文件超过 {MAX_BYTES // 1024 // 1024} MB",
            text=file,
            expected="一个部门一年的公开文件",
        )
    text = decode(data, file)
    if isinstance(text, str) and max(map(text.count, "\t|\n\r,;")) > _MOST_FIELDS:
        return _too_many_fields()
    return replace(text, expected=_EXPECTED, example="公开说明.txt") if isinstance(text, Problem) else text


def _too_many_fields() -> Problem:
    from engine.intake.disclosure.laid_out import too_many_cells  # brings lxml

    return too_many_cells()


def _csv_rows(text: str) -> Iterator[TextRow]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(",\t;", key=text.count))
    while True:
        line = reader.line_num + 1
        fields = next(reader, None)
        if fields is None:
            return
        yield TextRow.of(line, fields, separated=True)


def _blocks(rows: Sequence[TextRow], file: str) -> Iterator[Block]:
    """Rows that follow each other, with empty lines between them or not, are one grid."""
    table: list[TextRow] = []
    for row in rows:
        if row.is_empty:
            continue
        if row.is_separated and not (row.is_single and _stands_alone(row.text)):
            table.append(row)
            continue
        if table:
            yield _grid(table, file)
            table = []
        yield Line(" ".join(row.text.split()), Place(file, "", row.line))
    if table:
        yield _grid(table, file)


def _stands_alone(text: str) -> bool:
    return is_title(text) or year_line(text) is not None


def _grid(rows: list[TextRow], file: str) -> Grid:
    cells = [
        GridCell(
            *(number, column, 1, 1, field.text.strip()),
            Place(file, "", field.line, field.number),
            field.candidates,
        )
        for number, row in enumerate(mended(rows))
        for column, field in enumerate(row.fields)
    ]
    return Grid(tuple(cells), Place(file, "", rows[0].line), has_spans=False)
