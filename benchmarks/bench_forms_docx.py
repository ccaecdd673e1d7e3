"""How long the appendix takes as .docx, written and read back, beside python-docx alone doing the same six tables.

    make bench

Ratios inside one run are what counts; the target is ≤ 25 ms for six tables once the process is warm.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx
import pytest

from engine.examples import example_folder
from engine.forms.docx import publication_docx
from engine.forms.grid import Grid
from engine.forms.publication import Publication
from engine.forms.self_assessment_form import self_assessment_form
from engine.scoring import score_files
from indicators.problems import Problem
from tests.forms.letterheads import SAMPLE
from tests.forms.reading import docx_tables

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

CELLS = 608


@pytest.fixture(scope="module")
def grids() -> tuple[Grid, ...]:
    return tuple(self_assessment_form(one.score) for one in score_files([example_folder()]).scored)


@pytest.fixture(scope="module")
def publication(grids: tuple[Grid, ...]) -> Publication:
    return Publication("2024 年度绩效自评表", "单位", datetime(2025, 9, 1, tzinfo=UTC), grids)


def bench_six_tables_written(benchmark: BenchmarkFixture, publication: Publication) -> None:
    assert benchmark(publication_docx, publication).startswith(b"PK")


def bench_six_tables_written_into_a_letterhead(benchmark: BenchmarkFixture, publication: Publication) -> None:
    assert benchmark(publication_docx, publication, SAMPLE.read_bytes()).startswith(b"PK")


def bench_six_tables_read_back(benchmark: BenchmarkFixture, publication: Publication) -> None:
    found = benchmark(docx_tables, publication_docx(publication))
    assert not isinstance(found, Problem)
    assert sum(len(table.cells) for table in found) == CELLS


def bench_instead_docxtpl(benchmark: BenchmarkFixture, grids: tuple[Grid, ...]) -> None:
    """The same texts row by row; it cannot merge cells downwards, so every place is a cell."""
    docxtpl = pytest.importorskip("docxtpl")
    template = _template(max(len(grid.widths) for grid in grids))
    tables = [[_row(grid, row) for row in range(grid.row_count)] for grid in grids]

    def written() -> bytes:
        document = docxtpl.DocxTemplate(io.BytesIO(template))
        document.render({"tables": tables}, autoescape=True)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()

    assert benchmark.pedantic(written, rounds=5).startswith(b"PK")


def _template(columns: int) -> bytes:
    """A Word file with a loop over tables and, in the table, one over rows."""
    document = docx.Document()
    document.add_paragraph("{%p for table in tables %}")
    table = document.add_table(3, columns)
    table.cell(0, 0).text, table.cell(2, 0).text = "{%tr for row in table %}", "{%tr endfor %}"
    for column, cell in enumerate(table.rows[1].cells):
        cell.text = f"{{{{ row[{column}] }}}}"
    document.add_paragraph("{%p endfor %}")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _row(grid: Grid, row: int) -> list[str]:
    texts = {cell.column: cell.text for cell in grid.cells if cell.row == row}
    return [texts.get(column, "") for column in range(9)]


def bench_instead_python_docx_merging(benchmark: BenchmarkFixture, grids: tuple[Grid, ...]) -> None:
    def written() -> bytes:
        document = docx.Document()
        for grid in grids:
            _merged(document.add_table(grid.row_count, len(grid.widths)), grid)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()

    assert benchmark.pedantic(written, rounds=3).startswith(b"PK")


def _merged(table: docx.table.Table, grid: Grid) -> None:
    for cell in grid.cells:
        last = table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
        table.cell(cell.row, cell.column).merge(last).text = cell.text


def bench_instead_python_docx_reading(benchmark: BenchmarkFixture, publication: Publication) -> None:
    """Every row's cells, as its documentation shows; merged text comes as often as there are places."""
    data = publication_docx(publication)

    def read() -> list[str]:
        tables = docx.Document(io.BytesIO(data)).tables
        return [cell.text for table in tables for row in table.rows for cell in row.cells]

    assert len(benchmark.pedantic(read, rounds=3)) > CELLS
