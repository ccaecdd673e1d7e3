"""How high rows must be (行高) where the program that shows them does not find out: Excel never fits merged cells.

A Chinese character is two units wide, a letter one. Lines break as Excel breaks them: between Chinese characters,
not inside a word, not before a closing mark. A cell over several rows gives each of them a part of what they lack
together. No row can be higher than 409 points; what needs more is whole in the file and is seen by scrolling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from engine.forms.grid import Align, Grid

HIGHEST = 409.0
PADDING_MM = 1.4
"""Left and right of a text together: 5 pixels in Excel."""
INDENT_MM = 2.4
"""What stands on the left keeps so far off the line: one step of Excel, three spaces."""
POINTS_PER_MM = 72 / 25.4
_LINE, _AIR = 1.45, 0.3
"""Of the size: a line in the tallest of the usual fonts (Noto), and a little above and below the text."""
_PIECE = re.compile("[（《〈【「“‘]*(?:[!-~]+|.)[，。、；：！？）》〉】」”’…]*", re.DOTALL)
"""What is not broken: a word, or a Chinese character, with the marks that cling to it."""


def row_heights(grid: Grid, widths_mm: Sequence[float], size: float) -> list[float]:
    """Points of height of every row of a grid printed at this font size."""
    heights = [size * 2.0] * grid.row_count
    for cell in sorted(grid.cells, key=lambda one: one.row_span):
        width = sum(widths_mm[cell.column : cell.column + cell.column_span])
        width -= INDENT_MM if cell.align is Align.LEFT else 0
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
    room = max(2, int((width_mm - PADDING_MM) * POINTS_PER_MM / (size / 2)))
    lines = sum(_wrapped(line, room) for line in text.split("\n"))
    return (lines * _LINE + _AIR) * size


def _wrapped(line: str, room: int) -> int:
    """How many lines of so many units a text without breaks takes.

    >>> _wrapped("按比例得分，", 10), _wrapped("按比例得分，", 12)
    (2, 1)
    """
    if 2 * len(line) <= room or _units(line) <= room:
        return 1
    lines, used = 1, 0
    for piece in _PIECE.findall(line):
        units = 2 if len(piece) == 1 and piece > "\x7f" else _units(piece)
        if used and used + units > room:
            lines, used = lines + 1, 0
        used += units
        lines, used = lines + (used - 1) // room, (used - 1) % room + 1
    return lines


def _units(line: str) -> int:
    """One for a letter, two for anything else."""
    return 2 * len(line) - len(line.encode("ascii", "ignore"))
