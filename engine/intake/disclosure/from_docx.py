"""A published Word file as paragraphs and tables (读 Word 公开件), in the order in which a reader meets them.

A table that only arranges others on the page is no table: what it holds is read as if it were not there. Text boxes
follow the paragraph or the table they hang on. What Word hides comes at the end, under a part that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.intake.disclosure.blocks import Block, Line, Pages
from engine.intake.disclosure.hidden_word import without_hidden
from engine.intake.disclosure.laid_out import MOST_PLACES, laid_out, tidy, too_many_cells
from engine.intake.disclosure.place import Place
from engine.intake.disclosure.word_numbers import WordNumbers
from engine.intake.docx_tables import joined_cells
from engine.intake.word_file import W, open_word
from engine.intake.word_text import PARAGRAPH, TEXT_BOX, UNSEEN, blocks_in, paragraph_text
from indicators.problems import Problem

_TABLE, _CELL = f"{W}tbl", f"{W}tc"


def docx_pages(data: bytes, file: str) -> Pages | Problem:
    """The body of a .docx file, or why it cannot be read."""
    word = open_word(data)
    if isinstance(word, Problem):
        return word
    hidden = without_hidden(word, file)
    reading = _Reading(file, WordNumbers.of(word))
    problem = reading.read(word.body)
    return problem or Pages(file, (*reading.blocks, *hidden))


class _Reading:
    """Walks a body and counts its paragraphs and tables as it goes."""

    def __init__(self, file: str, numbers: WordNumbers) -> None:
        self.blocks: list[Block] = []
        self._file, self._numbers = file, numbers
        self._paragraphs = self._tables = self._places = 0

    def read(self, parent: Any) -> Problem | None:
        """Everything below, in order; a problem ends it."""
        for block in blocks_in(parent):
            problem = None
            if block.tag == PARAGRAPH:
                problem = self._paragraph(block)
            elif block.tag == _TABLE:
                problem = self._arranged(block) if _only_arranges(block) else self._table(block)
            if problem:
                return problem
        return None

    def _paragraph(self, paragraph: Any) -> Problem | None:
        text = tidy(self._numbers.before(paragraph) + paragraph_text(paragraph))
        if text:
            self._paragraphs += 1
            place = Place(self._file, f"第 {self._paragraphs} 段")
            self.blocks += [Line(line, place) for line in text.split("\n") if line]
        return self._boxes(paragraph)

    def _table(self, table: Any) -> Problem | None:
        self._tables += 1
        cells = joined_cells([table])
        self._places += sum(cell.row_span * cell.column_span for cell in cells)
        if self._places > MOST_PLACES:
            return too_many_cells()
        grid = laid_out(cells, Place(self._file, f"第 {self._tables} 个表格"))
        if isinstance(grid, Problem):
            return grid
        self.blocks.append(grid)
        return self._boxes(table)

    def _arranged(self, table: Any) -> Problem | None:
        """What the cells of a table hold, one after the other."""
        return next(filter(None, map(self.read, _own_cells(table))), None)

    def _boxes(self, element: Any) -> Problem | None:
        if next(element.iter(TEXT_BOX), None) is None:
            return None
        return next(filter(None, map(self.read, _boxes_in(element))), None)


def _boxes_in(element: Any) -> Iterator[Any]:
    """Text boxes below, those within one of them not."""
    for child in element:
        if child.tag == TEXT_BOX:
            yield child
        elif child.tag not in UNSEEN:
            yield from _boxes_in(child)


def _only_arranges(table: Any) -> bool:
    """Whether more of its text stands in tables within its cells than in the cells themselves."""
    if sum(1 for _ in table.iter(_TABLE)) == 1:
        return False
    own = sum(_has_text(cell) for cell in _own_cells(table))
    return own < sum(_has_text(cell) for cell in table.iter(_CELL)) - own


def _own_cells(table: Any) -> Iterator[Any]:
    return (cell for cell in table.iter(_CELL) if next(cell.iterancestors(_TABLE)) is table)


def _has_text(cell: Any) -> bool:
    return any(block.tag == PARAGRAPH and paragraph_text(block).strip() for block in blocks_in(cell))
