"""How long the six-table appendix takes in every format, warm: cover, paragraph, forms, and the list of files together.

    make bench

The targets are 2 ms for HTML, 10 for XLSX, 25 for DOCX, 50 for PDF and 150 for the four together. Title and notes are
others every time, so that no page is remembered from the time before.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest

from engine.appendix import Order, publication_for
from engine.examples import example_folder
from engine.forms.formats import FORMATS, written
from engine.forms.publication import Publication
from engine.forms.subject import scored
from engine.publishing import Part
from engine.scoring import score_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture

OFFICIAL = ("html", "docx", "xlsx", "pdf")


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    return [Part(scored(score)) for score in score_files([example_folder()]).scores]


@pytest.fixture(scope="module")
def another(parts: list[Part]) -> Callable[[], Publication]:
    """The appendix under a title and with notes that it never had."""
    numbers, laid_out = count(), publication_for(Order(), parts)

    def new() -> Publication:
        number = next(numbers)
        noted = tuple(replace(grid, note=f"{grid.note}{number}") for grid in laid_out.grids)
        return replace(laid_out, title=f"{laid_out.title}{number}", grids=noted)

    return new


def bench_laying_out(benchmark: BenchmarkFixture, parts: list[Part]) -> None:
    assert len(benchmark(publication_for, Order(), parts).grids) == 6


@pytest.mark.parametrize("name", FORMATS)
def bench_format(benchmark: BenchmarkFixture, another: Callable[[], Publication], name: str) -> None:
    written(another(), name)
    assert benchmark(lambda: written(another(), name))


def bench_four_formats_together(benchmark: BenchmarkFixture, another: Callable[[], Publication]) -> None:
    def all_four() -> list[bytes]:
        publication = another()
        return [written(publication, name) for name in OFFICIAL]

    all_four()
    assert len(benchmark(all_four)) == 4
