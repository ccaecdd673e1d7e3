"""How high rows must be (行高) where the program that shows them does not find out: Excel never fits merged cells.

A Chinese character is two units wide, a letter one. A cell over several rows gives each of them a part of what they
lack together. No row can be higher than 409 points; what needs more is whole in the file and is seen by scrolling.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.forms.grid import Grid

HIGHEST = 409.0
PADDING_MM = 1.8
"""Left and right of a text together."""
POINTS_PER_MM = 72 / 25.4


def row_heights(grid: Grid, widths_mm: Sequence[float], size: float) -> list[float]:
    """Points of height of every row of a grid printed at this font size."""
    heights = [size * 2.0] * grid.row_count
    for cell in sorted(grid.cells, key=lambda one: one.row_span):
        width = sum(widths_mm[cell.column : cell.column + cell.column_span])
        _fit(heights, range(cell.row, cell.row + cell.row_span), text_height(cell.text, width, size))
    return [min(height, HIGHEST) for height in heights]


def _fit(heights: list[float], rows: Iterable[int], needed: float) -> None:
    spanned = list(rows)
    lacking = (needed - sum(heights[row] for row in spanned)) / len(spanned)
    if lacking > 0:
        for row in spanned:
            heights[row] += lacking


def text_height(text: str, width_mm: float, size: float) -> float:
    """Points of height of a wrapped text, with a little air above and below."""
    units = max(2, int((width_mm - PADDING_MM) * POINTS_PER_MM / (size / 2)) // 2 * 2)
    lines = sum(max(1, -(-_units(line) // units)) for line in text.split("\n"))
    return lines * size * 1.4 + size * 0.6


def _units(line: str) -> int:
    """GB 18030 spends one byte on a letter, two on a common Chinese character and four on what is rare."""
    return len(line.encode("gb18030", "replace"))
