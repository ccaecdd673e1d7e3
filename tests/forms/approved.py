"""The appendix that files are held against (核对用的附表): its six forms, approved, in every format."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from engine.appendix import Order, publication_for
from engine.examples import example_folder
from engine.forms.certificate import Certificate
from engine.forms.comparison import Difference
from engine.forms.comparison_tables import tables_of
from engine.forms.file_comparison import file_differences
from engine.forms.formats import written
from engine.forms.grid import Cell
from engine.forms.publication import Publication
from engine.forms.subject import scored
from engine.intake.published import Published, read_document
from engine.publishing import Part
from engine.scoring import score_files
from tests.forms.word_xml import parts

DOCUMENT, BOOK, STYLES = "word/document.xml", "xl/workbook.xml", "xl/styles.xml"
SUPERVISION = "xl/worksheets/sheet7.xml"
"""目录、情况说明，然后是六张表：04 号表（文件从 00 数起）在第 7 页。"""


@cache
def appendix() -> Publication:
    """List, paragraph, six approved forms: only those are ever verified."""
    scores = enumerate(score_files([example_folder()]).scores)
    return publication_for(Order(), [Part(scored(score), certificate(number)) for number, score in scores])


def certificate(number: int) -> Certificate:
    return Certificate(f"0000-0000-0000-0000-000{number}", 1, f"{number}-{'0' * 32}")


@cache
def original(kind: str) -> bytes:
    return written(appendix(), kind)


_WHOSE = re.compile(r"^(第 \d+ 张表)（.*）(?=第|的|$)")
"""Places name the project too; here the number of the table is enough."""


def compared(kind: str, given: bytes) -> list[Difference]:
    read = read_document(f"附表.{kind}", given)
    assert isinstance(read, Published)
    found = file_differences(appendix(), original(kind), read)
    return [replace(one, place=_WHOSE.sub(r"\1", one.place)) for one in found]


def repacked(kind: str, changed: dict[str, bytes]) -> bytes:
    """The file with parts changed or added."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in {**parts(original(kind)), **changed}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def edited(kind: str, part: str, change: Callable[[Any], object]) -> bytes:
    """The file after a change to the tree of one part."""
    tree = etree.fromstring(parts(original(kind))[part])
    change(tree)
    return repacked(kind, {part: etree.tostring(tree)})


def cell_place(table: int, cell: Cell) -> str:
    return f"第 {table} 张表第 {cell.row + 1} 行第 {cell.column + 1} 列"


def most_cells() -> int:
    return max(len(grid.cells) for grid in tables_of(appendix()))


def nth_cells(number: int) -> list[tuple[int, Cell]]:
    """One cell of each table, by the number of the table."""
    tables = enumerate(tables_of(appendix()), 1)
    return [(table, grid.cells[number]) for table, grid in tables if number < len(grid.cells)]
