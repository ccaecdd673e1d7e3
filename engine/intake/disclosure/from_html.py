"""A published web page as paragraphs and tables (读网页公开件), as a browser shows them.

Scripts and what is hidden are no text. A table that only arranges others on the page is no table; pages of government
sites are full of those.
"""

from __future__ import annotations

from typing import Any

from engine.intake.disclosure.blocks import Block, Line, Pages
from engine.intake.disclosure.html_tables import caption_of, cells_of, only_arranges, own_cells
from engine.intake.disclosure.html_text import BREAKING, is_unseen, page_text
from engine.intake.disclosure.laid_out import MOST_PLACES, laid_out, tidy, too_many_cells
from engine.intake.disclosure.place import Place
from indicators.problems import Problem

DEEPEST = 200
"""Elements within each other; pages that people read stay below 60."""


def html_pages(data: bytes, file: str) -> Pages | Problem:
    """The body of a page, or why it cannot be read."""
    text = page_text(data, file)
    if isinstance(text, Problem):
        return text
    root = _parsed(text)
    if root is None:
        return Pages(file, ())
    if _is_deeper(root, DEEPEST):
        return Problem(
            "html-hostile",
            "网页的结构一层套一层，多得不正常，读不了",
            expected="普通的网页；可用浏览器打开，把表复制到 Word 或 Excel 里另存后再读",
        )
    reading = _Reading(file)
    reading.read(root)
    reading.end_line()
    return reading.problem or Pages(file, tuple(reading.blocks))


def _parsed(text: str) -> Any:
    """The tree of a page; None where it has no content at all."""
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None


def _is_deeper(root: Any, most: int) -> bool:
    """Whether an element lies deeper, found without a call for every level."""
    depths = [(root, 1)]
    while depths:
        element, depth = depths.pop()
        if depth > most:
            return True
        depths.extend((child, depth + 1) for child in element)
    return False


class _Reading:
    """Walks a page; a line of text ends where a browser begins a new one."""

    def __init__(self, file: str) -> None:
        self.blocks: list[Block] = []
        self.problem: Problem | None = None
        self._file = file
        self._line: list[str] = []
        self._paragraphs = self._tables = self._places = 0

    def read(self, element: Any) -> None:
        """An element with all that is in it."""
        if self.problem or is_unseen(element):
            return
        if element.tag == "table":
            self._table(element)
            return
        breaks = element.tag in BREAKING
        if breaks:
            self.end_line()
        self._line.append(element.text or "")
        for child in element:
            self.read(child)
            self._line.append(child.tail or "")
        if breaks:
            self.end_line()

    def end_line(self) -> None:
        """What was gathered is a paragraph."""
        text = tidy("".join(self._line).replace("\n", " "))
        self._line = []
        if text:
            self._paragraphs += 1
            self.blocks.append(Line(text, Place(self._file, f"第 {self._paragraphs} 段")))

    def _table(self, table: Any) -> None:
        self.end_line()
        if only_arranges(table):
            for cell in own_cells(table):
                self.read(cell)
                self.end_line()
            return
        for text in caption_of(table):
            self._line.append(text)
            self.end_line()
        self._grid(table)

    def _grid(self, table: Any) -> None:
        cells = cells_of(table, MOST_PLACES - self._places)
        grid = too_many_cells() if cells is None else laid_out(cells, self._place())
        if isinstance(grid, Problem):
            self.problem = grid
        elif grid.cells:
            self._tables += 1
            self._places += sum(cell.row_span * cell.column_span for cell in grid.cells)
            self.blocks.append(grid)

    def _place(self) -> Place:
        return Place(self._file, f"第 {self._tables + 1} 个表格")
