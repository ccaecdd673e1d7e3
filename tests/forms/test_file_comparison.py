"""公开的文件与定稿核对：原件、另存件没有不同；PDF 里改了、换了、加了、少了的，都说得出在哪里。"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.forms.formats import written
from engine.forms.grid import Grid
from tests.forms.approved import (
    appendix,
    compared,
    most_cells,
    original,
)
from tests.office import converted

LATER_CELL = 3
"""Every third cell of each form is changed in the PDF: printing it takes as long as reading ten Word files."""


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_the_very_file_has_no_difference(kind: str):
    assert compared(kind, original(kind)) == []


def with_text(grid: Grid, number: int) -> Grid:
    """The grid with one more mark in the cell of that number."""
    cells = (replace(cell, text=f"{cell.text}。") if place == number else cell for place, cell in enumerate(grid.cells))
    return replace(grid, cells=tuple(cells))


class TestPdf:
    def test_forms_exchanged_added_and_removed(self):
        whole = appendix()
        first, second, *others = whole.grids
        for grids in ((second, first, *others), (*whole.grids, first), whole.grids[:-1]):
            assert compared("pdf", written(replace(whole, grids=grids), "pdf"))

    def test_two_cells_exchanged(self):
        whole = appendix()
        grid = whole.grids[4]
        one, other = next(
            (a, b)
            for a, b in zip(grid.cells, grid.cells[1:], strict=False)
            if len(a.text) == len(b.text) and a.text != b.text
        )
        texts = {one: other.text, other: one.text}
        swapped = replace(grid, cells=tuple(replace(cell, text=texts.get(cell, cell.text)) for cell in grid.cells))
        grids = (*whole.grids[:4], swapped, *whole.grids[5:])
        told = compared("pdf", written(replace(whole, grids=grids), "pdf"))
        assert told
        assert "第 7 部分" in told[0].place

    def test_any_cell_that_is_changed_is_named(self):
        whole = appendix()
        for number in range(0, most_cells(), LATER_CELL):
            grids = tuple(with_text(grid, number) for grid in whole.grids)
            found = compared("pdf", written(replace(whole, grids=grids), "pdf"))
            places = " ".join(one.place for one in found)
            # 目录是第 1 部分，说明是第 2 部分
            changed = [part for part, grid in enumerate(whole.grids, 3) if number < len(grid.cells)]
            assert [part for part in range(1, 9) if f"第 {part} 部分" in places] == changed


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_file_that_libreoffice_saved_again_has_no_difference(kind: str, tmp_path: Path):
    again = converted(tmp_path, kind, {f"a.{kind}": original(kind)})[f"a.{kind}"]
    assert again != original(kind)
    assert compared(kind, again) == []
