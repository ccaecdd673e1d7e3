"""A section as the plain data (版面数据) that ``publication.typ`` prints: strings, spans, widths, nothing of Typst.

User text goes as JSON strings that are never read as markup, so ``#``, ``$`` and ``[`` in it are only characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from math import ceil
from typing import Any

from engine.forms.characters import printable
from engine.forms.grid import Cell, Grid, Role
from engine.forms.sections import Section
from engine.forms.spelling import spelled
from engine.forms.stacks import Stack, stacks

PORTRAIT_MM, LANDSCAPE_MM = 180, 267
"""Between the margins of A4 纵向 and 横向."""
EM_MM = 9 * 25.4 / 72
"""Width of a Chinese character at 9 pt."""
INSET_MM = {Role.PROSE: 2.4}
USUAL_INSET_MM = 1.2
UNBROKEN_LINES = 28
"""A row that surely has no more lines than this (half a page) stays whole; a taller one is broken over pages."""
TITLE_EMS, SUBTITLE_EMS, NOTE_EMS, MARK_EMS = 27, 47, 66, 54
"""Chinese characters in a line of the page at 18, 10.5 and 7.5 pt; the foot has the page number beside it."""
BOTTOM_MM, LINE_MM = 16, 3.6
_WORD = re.compile("[^\\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")
_LAST_HYPHEN = re.compile("-(?=-|\\s|$)")
"""At the end of a line readers take a hyphen for a broken word and drop it; U+200B after it keeps it."""
_FONT = re.compile('font-family="[^"<>]*"(?=[^<>]*>)')
"""In a tag only: text of a picture may say the same."""


def section_data(section: Section, coverage: Set[int], families: tuple[str, ...]) -> dict[str, Any]:
    """What is printed of a section; characters that no font has are written out."""

    def shown(text: str) -> str:
        return _LAST_HYPHEN.sub("-\u200b", spelled(printable(text), coverage))

    grid, svg = section.grid, spelled(printable(section.svg), coverage)
    return {
        "heading": _wrapped(shown(section.title), TITLE_EMS),
        "paragraphs": [shown(one) for one in section.paragraphs],
        "svg": _with_fonts(svg, families),
        "mark": (mark := _wrapped(shown(section.mark), MARK_EMS)),
        "bottom": BOTTOM_MM + LINE_MM * (_line_count(mark, MARK_EMS) - 1),
        "landscape": grid is not None and grid.landscape,
        **(_grid_data(grid, shown) if grid else {"title": "", "subtitle": "", "note": "", "tables": []}),
    }


def _with_fonts(svg: str, families: tuple[str, ...]) -> str:
    """A picture that names our fonts: one that is not there would lose its text."""
    return _FONT.sub(lambda _: f'font-family="{", ".join(families)}"', svg)


def _grid_data(grid: Grid, shown: Callable[[str], str]) -> dict[str, Any]:
    room = LANDSCAPE_MM if grid.landscape else PORTRAIT_MM
    scale = min(1.0, room / sum(grid.widths))
    widths = [width * scale for width in grid.widths]
    return {
        "title": _wrapped(shown(grid.title), TITLE_EMS),
        "subtitle": _wrapped(shown(grid.subtitle), SUBTITLE_EMS),
        "note": _wrapped(shown(grid.note), NOTE_EMS),
        "widths": widths,
        "tables": [_table(grid, stack, widths, shown) for stack in stacks(grid)],
    }


def _table(grid: Grid, stack: Stack, widths: list[float], shown: Callable[[str], str]) -> dict[str, Any]:
    rows = [[_Shown(cell, widths, shown) for cell in row] for row in grid.rows[stack.first : stack.last]]
    printed = [[one.data(_fits(row)) for one in row] for row in rows]
    repeats = all(one.lines <= UNBROKEN_LINES for row in rows[: stack.head] for one in row)
    head = stack.head if repeats else 0
    return {"head": _flat(printed[:head]), "body": _flat(printed[head:])}


def _flat(rows: list[list[Any]]) -> list[Any]:
    return [cell for row in rows for cell in row]


class _Shown:
    """A cell as it is printed, and an upper bound of its lines."""

    def __init__(self, cell: Cell, widths: list[float], shown: Callable[[str], str]) -> None:
        self.cell = cell
        width = sum(widths[cell.column : cell.column + cell.column_span])
        self._ems = max(1.0, (width - INSET_MM.get(cell.role, USUAL_INSET_MM)) / EM_MM)
        self.text = _wrapped(shown(cell.text), self._ems)

    @property
    def lines(self) -> int:
        """No text of this width is longer: a line that is broken early is at least half full."""
        return sum(ceil(2 * len(line) / self._ems) + 1 for line in self.text.split("\n"))

    def data(self, whole: bool) -> list[Any]:
        """Text, row span, column span, alignment, role, whether it may be broken over pages."""
        cell = self.cell
        breaks = cell.row_span > 1 or not whole
        return [self.text, cell.row_span, cell.column_span, cell.align.value, cell.role.value, breaks]


def _fits(row: list[_Shown]) -> bool:
    return all(one.lines <= UNBROKEN_LINES for one in row if one.cell.row_span == 1)


def _wrapped(text: str, ems: float) -> str:
    """Lets a word that is wider than its place be broken anywhere (U+200B), or it would run out of it."""
    return _WORD.sub(lambda word: _loosened(word[0], ems), text)


def _loosened(word: str, ems: float) -> str:
    return word if _ems(word) <= ems else "\u200b".join(word.replace("\u200b", ""))


def _line_count(text: str, ems: float) -> int:
    """About how many lines a text takes, rather one too many."""
    return sum(max(1, ceil(_ems(line) * 1.1 / ems)) for line in text.split("\n"))


def _ems(text: str) -> float:
    return sum(0.62 if character.isascii() else 1.0 for character in text if character != "\u200b")
