"""What must stand in the text of a printed section (应有的文字), piece by piece in the order it is drawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from engine.forms.characters import printable
from engine.forms.grid import Grid
from engine.forms.sections import Section
from engine.forms.spelling import spelled
from engine.forms.stacks import stacks

_SPACE = re.compile("[\\s\u200b]+")


def squeezed(text: str) -> str:
    """Without white space, accents joined to their letters: so texts of a PDF are compared."""
    return unicodedata.normalize("NFC", _SPACE.sub("", text))


@dataclass(frozen=True, slots=True)
class Piece:
    """A text (一处文字) with its place, and the rows of the grid it stands in; -1 for what is no cell."""

    place: str
    text: str
    row: int = -1
    last_row: int = -1
    column: int = 0


@dataclass(frozen=True, slots=True)
class Expected:
    """A section: text above the table, cells, note below, foot of its pages, heads that may be repeated."""

    place: str
    above: tuple[Piece, ...]
    cells: tuple[Piece, ...]
    """Row by row."""
    below: tuple[Piece, ...]
    foot: str
    heads: tuple[str, ...]
    row_count: int

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All that is printed once."""
        return (*self.above, *self.cells, *self.below)


def expected_section(section: Section, number: int, coverage: Set[int]) -> Expected:
    """What a section prints."""

    def shown(text: str) -> str:
        return squeezed(spelled(printable(text), coverage))

    grid = section.grid
    title = section.title or (grid.title if grid else "")
    place = f"第 {number} 部分{title and f'「{title}」'}"
    above = [section.title, *section.paragraphs, *_drawn(section.svg), *([grid.title, grid.subtitle] if grid else [])]
    return Expected(
        place,
        tuple(Piece(f"{place}表外的文字", shown(text)) for text in above),
        _cells(grid, place, shown) if grid else (),
        (Piece(f"{place}表下的说明", shown(grid.note)),) if grid else (),
        shown(section.mark),
        _heads(grid, shown) if grid else (),
        grid.row_count if grid else 0,
    )


def _cells(grid: Grid, place: str, shown: Callable[[str], str]) -> tuple[Piece, ...]:
    return tuple(
        Piece(
            f"{place}第 {cell.row + 1} 行第 {cell.column + 1} 列",
            shown(cell.text),
            cell.row,
            cell.row + cell.row_span - 1,
            cell.column,
        )
        for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
    )


def _heads(grid: Grid, shown: Callable[[str], str]) -> tuple[str, ...]:
    """Text of every head that a page may begin with again."""
    rows = [grid.rows[stack.first : stack.first + stack.head] for stack in stacks(grid)]
    drawn = (
        sorted((cell for row in head for cell in row), key=lambda cell: (cell.row + cell.row_span, cell.column))
        for head in rows
    )
    return tuple(filter(None, ("".join(shown(cell.text) for cell in head) for head in drawn)))


def _drawn(svg: str) -> Iterator[str]:
    """The texts of a picture; its titles are for screens."""
    if svg:
        for element in ET.fromstring(printable(svg)).iter("{http://www.w3.org/2000/svg}text"):
            yield element.text or ""
