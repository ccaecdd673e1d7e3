"""How long the six published tables take as a workbook, out and in, beside openpyxl doing the same.

    make bench

Ratios inside one run are what counts; the target is ≤ 10 ms for the six tables written, warm.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from engine.examples import example_folder
from engine.forms.publication import Publication
from engine.forms.subject import scored
from engine.forms.xlsx import publication_xlsx
from engine.intake.guard import guard_office
from engine.intake.sheets import read_sheets
from engine.publishing import Part, publication_of
from engine.scoring import score_files
from tests.forms.reading import xlsx_tables

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

CELLS = 608


@pytest.fixture(scope="module")
def six() -> Publication:
    """The six tables alone."""
    scores = [one.score for one in score_files([example_folder()]).scored]
    return replace(publication_of([Part(scored(score)) for score in scores]), cover=None, narrative=None)


@pytest.fixture(scope="module")
def workbook(six: Publication) -> bytes:
    return publication_xlsx(six)


def bench_six_tables_written(benchmark: BenchmarkFixture, six: Publication) -> None:
    assert benchmark(publication_xlsx, six)[:2] == b"PK"


def bench_instead_written_with_openpyxl(benchmark: BenchmarkFixture, six: Publication) -> None:
    """The same texts, merges, borders and widths; no print set-up and no heights."""
    assert benchmark(with_openpyxl, six)[:2] == b"PK"


def bench_six_tables_read_back(benchmark: BenchmarkFixture, workbook: bytes) -> None:
    tables = benchmark(xlsx_tables, workbook)
    assert isinstance(tables, tuple)
    assert sum(len(table.cells) for table in tables) == CELLS


def bench_sheets_read_as_values(benchmark: BenchmarkFixture, workbook: bytes) -> None:
    assert len(benchmark(read_sheets, workbook)) == 6


def bench_instead_read_with_openpyxl(benchmark: BenchmarkFixture, workbook: bytes) -> None:
    openpyxl = pytest.importorskip("openpyxl")

    def read() -> int:
        book = openpyxl.load_workbook(BytesIO(workbook))
        return sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value)

    assert benchmark(read) > 0


def bench_guard_alone(benchmark: BenchmarkFixture, workbook: bytes) -> None:
    assert benchmark(guard_office, workbook) is None


def with_openpyxl(publication: Publication) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    side = openpyxl.styles.Side(style="thin")
    border = openpyxl.styles.Border(left=side, right=side, top=side, bottom=side)
    middle = openpyxl.styles.Alignment(horizontal="center", vertical="center", wrap_text=True)
    font = openpyxl.styles.Font(name="宋体", size=9)
    book = openpyxl.Workbook()
    for grid in publication.grids:
        sheet = book.create_sheet()
        for column, width in enumerate(grid.widths, 1):
            sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width / 2
        for cell in grid.cells:
            row, column = cell.row + 3, cell.column + 1
            for place in cell.places:
                one = sheet.cell(place[0] + 3, place[1] + 1)
                one.border, one.alignment, one.font = border, middle, font
            first = sheet.cell(row, column, cell.text)
            first.data_type = "s"
            if cell.row_span * cell.column_span > 1:
                sheet.merge_cells(None, row, column, row + cell.row_span - 1, column + cell.column_span - 1)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
