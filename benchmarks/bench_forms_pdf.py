"""How long a PDF takes: the six published forms with cover and paragraph, beside a browser printing the same HTML.

    make bench

Ratios inside one run are what counts; the targets are 200 ms for the first PDF of a process and 50 ms for the next.
weasyprint is measured where it is installed (it needs Pango of the system), chromium where it is on the path.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest

from engine.examples import example_folder
from engine.forms.draft import Draft, heads, number, prose
from engine.forms.html import publication_html
from engine.forms.narrative import performance_narrative
from engine.forms.pdf import publication_pdf
from engine.forms.publication import Publication
from engine.forms.self_assessment_form import self_assessment_form
from engine.intake.pdf_compare import pdf_differences
from engine.scoring import score_files

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

DATED = datetime(2025, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def appendix() -> Publication:
    """The six published tables."""
    scores = [one.score for one in score_files([example_folder()]).scored]
    cover = Draft((30, 150))
    cover.header(*heads("序号", "项目"))
    for place, score in enumerate(scores, 1):
        cover.line(number(str(place)), prose(score.assessment.project.name))
    narrative = performance_narrative([score.assessment for score in scores])
    grids = tuple(self_assessment_form(score) for score in scores)
    return Publication("附表", "单位", DATED, grids, cover.grid("目录", "", ""), narrative)


def bench_first_pdf_of_a_process(benchmark: BenchmarkFixture, appendix: Publication) -> None:
    """Once, and before all others: then Typst remembers what it has laid out."""
    benchmark.pedantic(publication_pdf, (appendix,), rounds=1)


def bench_next_pdf_with_other_notes(benchmark: BenchmarkFixture, appendix: Publication) -> None:
    """Every note is new each time, so that no page is remembered whole."""
    numbers = count()

    def other() -> bytes:
        noted = tuple(replace(grid, note=f"{grid.note}{next(numbers)}") for grid in appendix.grids)
        return publication_pdf(replace(appendix, grids=noted))

    assert benchmark(other).startswith(b"%PDF")


def bench_pdf_read_back_and_compared(benchmark: BenchmarkFixture, appendix: Publication) -> None:
    assert benchmark(pdf_differences, appendix, publication_pdf(appendix)) == []


def bench_instead_weasyprint(benchmark: BenchmarkFixture, appendix: Publication) -> None:
    html = pytest.importorskip("weasyprint", exc_type=ImportError).HTML
    page = publication_html(appendix)
    benchmark.pedantic(lambda: html(string=page).write_pdf(), rounds=3, warmup_rounds=1)


def bench_instead_chromium(benchmark: BenchmarkFixture, appendix: Publication, tmp_path: Path) -> None:
    chromium = which("chromium") or which("google-chrome")
    if not chromium or sys.platform == "win32":
        pytest.skip("没有 chromium")
    page, printed = tmp_path / "附表.html", tmp_path / "附表.pdf"
    page.write_text(publication_html(appendix), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", f"--user-data-dir={tmp_path / 'user'}", f"--print-to-pdf={printed}"]
    command = [chromium, *flags, page.as_uri()]
    benchmark.pedantic(lambda: subprocess.run(command, check=True, capture_output=True), rounds=3, warmup_rounds=1)
    assert printed.exists()
