"""What a published file looks like (版面): paragraphs and grids in reading order, whatever the file was."""

from __future__ import annotations

from dataclasses import dataclass

from engine.intake.disclosure.place import Place


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph (段落) outside of any table, white space collapsed."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell (单元格): rows and columns counted from 0 within its grid; an empty cell is there too, with ``""``."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    """Line breaks as ``\\n``; trimmed."""
    place: Place
    candidates: tuple[str, ...] = ()
    """The ways to read the row it stands in, where its reader knows several."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table or a piece of one (表格): its cells in reading order, no two on one place."""

    cells: tuple[GridCell, ...]
    place: Place
    has_spans: bool = True
    """Whether merged cells are known. Text knows none: a merged cell is one field, the rest empty or left out."""

    @property
    def rows(self) -> int:
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def columns(self) -> int:
        return max((cell.column + cell.column_span for cell in self.cells), default=0)


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Pages:
    """A whole file (文件): its blocks in reading order."""

    file: str
    blocks: tuple[Block, ...]
