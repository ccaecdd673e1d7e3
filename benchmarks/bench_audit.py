"""How long it takes to read and audit a published file: six tables, every format, beside what one would use instead.

    .venv/bin/pytest benchmarks/bench_audit.py --benchmark-only
    .venv/bin/python -m benchmarks.audit_town --documents 1000        a thousand documents, real processes

Targets: a text of six tables read and audited in 30 ms, warm; a page of a PDF in 20 ms. The peers only take the cells
out of the file: what the cells mean, and whether they agree, they do not say.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from engine.appendix import Order, appendix_files
from engine.audit import audit
from engine.audit.judging import judged_document
from engine.examples import example_folder
from engine.forms.subject import scored
from engine.intake.disclosure.read import disclosure_in
from engine.intake.disclosure.tables import Disclosure
from engine.publishing import Part
from engine.rulebooks import load_rulebook
from engine.scoring import score_files
from indicators.scoring.rulebook import Rulebook

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

FORMATS = ("docx", "xlsx", "html", "pdf")


@cache
def published(kind: str) -> bytes:
    """The six tables as a file."""
    if kind == "txt":
        return (example_folder() / "disclosure.txt").read_bytes()
    parts = [Part(scored(one.score)) for one in score_files([example_folder()]).scored]
    return appendix_files(Order((kind,)), parts)[f"附表.{kind}"]


def read(kind: str) -> Disclosure:
    """The file as tables."""
    found = disclosure_in(published(kind), f"附表.{kind}")
    assert isinstance(found, Disclosure), found
    assert len(found.tables) == 6
    return found


@pytest.mark.parametrize("kind", ["txt", *FORMATS])
def bench_read(benchmark: BenchmarkFixture, kind: str) -> None:
    """Bytes to tables."""
    benchmark(read, kind)


def bench_read_and_audit_text(benchmark: BenchmarkFixture) -> None:
    """Everything that `jixiao audit` does with a text, but choosing the rulebook and printing."""
    rulebook = load_rulebook("urumqi-2024")
    assert isinstance(rulebook, Rulebook)
    benchmark(lambda: audit(judged_document(read("txt"), rulebook)))


def _openpyxl() -> int:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(published("xlsx")))
    return sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def _python_docx() -> int:
    from docx import Document

    return sum(
        1
        for table in Document(BytesIO(published("docx"))).tables
        for row in table.rows
        for cell in row.cells
        if cell.text
    )


def _pdfplumber() -> int:
    import pdfplumber

    with pdfplumber.open(BytesIO(published("pdf"))) as document:
        return sum(
            1 for page in document.pages for table in page.extract_tables() for row in table for cell in row if cell
        )


PEERS: dict[str, tuple[str, Callable[[], int]]] = {
    "openpyxl": ("openpyxl", _openpyxl),
    "python-docx": ("docx", _python_docx),
    "pdfplumber": ("pdfplumber", _pdfplumber),
}


@pytest.mark.parametrize("name", PEERS)
def bench_cells_only(benchmark: BenchmarkFixture, name: str) -> None:
    """The cells of the same tables by another library."""
    module, take = PEERS[name]
    if find_spec(module) is None:
        pytest.skip(f"没有安装 {name}：make bench 会装")
    assert benchmark(take) > 300
