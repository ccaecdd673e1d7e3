"""A form cut into tables that stand on each other (叠放的表), each with its head at its top.

The heads of the indicator columns stand in mid-form, but a page can only repeat what a table begins with.
So the form is cut before such a head, unless a merged cell reaches across the cut.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.forms.grid import Grid


@dataclass(frozen=True, slots=True)
class Stack:
    """Rows ``first`` up to ``last`` (excluded) of a grid; the first ``head`` of them are repeated on every page."""

    first: int
    last: int
    head: int


HEAD_ROWS_AT_MOST = 4


def stacks(grid: Grid, tall: frozenset[int] = frozenset()) -> tuple[Stack, ...]:
    """Cut a grid before every head that can be repeated; together the tables have all its rows.

    ``tall`` are rows that fill too much of a page to stand on each.
    """
    runs = [run for run in _head_runs(grid) if run[1] - run[0] <= HEAD_ROWS_AT_MOST and tall.isdisjoint(range(*run))]
    heads = dict(runs)
    heads = {first: last for first, last in heads.items() if _parted(grid, first) and _parted(grid, last)}
    starts = sorted({0, *heads})
    ends = [*starts[1:], grid.row_count]
    return tuple(Stack(one, end, heads.get(one, one) - one) for one, end in zip(starts, ends, strict=True))


def _head_runs(grid: Grid) -> list[tuple[int, int]]:
    """Neighbouring header rows as (first, one after the last)."""
    runs: list[tuple[int, int]] = []
    for row in sorted(grid.header_rows):
        if runs and runs[-1][1] == row:
            runs[-1] = (runs[-1][0], row + 1)
        else:
            runs.append((row, row + 1))
    return runs


def _parted(grid: Grid, row: int) -> bool:
    """Whether no cell reaches across the upper edge of the row."""
    return not any(cell.row < row < cell.row + cell.row_span for cell in grid.cells)
