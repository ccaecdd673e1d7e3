"""Pages of a PDF as blocks (PDF 版面), made in the child process: paragraphs and tables in reading order, as JSON."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.intake.disclosure.lattice import Lattice, lattices
from engine.intake.disclosure.pdf_characters import MOST_ON_A_PAGE, Characters, Glyph, page_characters, turned
from engine.intake.disclosure.pdf_lines import TextLine, cell_text, lines_of, paragraphs
from engine.intake.disclosure.pdf_rules import TooManyError, page_rules
from engine.intake.pdf_child import MOST_CHARACTERS

MARGIN = 0.12
"""Share of a page's height above and below where numbers of pages stand."""
_NUMBER = re.compile(
    r"(?:^| )(?:第 ?[0-9]{1,4} ?页(?: ?[,，/]? ?共 ?[0-9]{1,4} ?页)?|[-—–－] ?[0-9]{1,4} ?[-—–－]"
    r"|[0-9]{1,4} ?/ ?[0-9]{1,4}|^[0-9]{1,4})$"
)
Block = dict[str, Any]


def pages(document: Any) -> dict[str, Any]:
    """The blocks of every page, or the name of what is wrong."""
    found, characters, unknown, seen = [], 0, 0, 0
    for page in document:
        text_page = page.get_textpage()
        count = text_page.count_chars()
        characters += count
        if count > MOST_ON_A_PAGE or characters > MOST_CHARACTERS:
            return {"wrong": "long"}
        read = page_characters(text_page, count)
        unknown += read.unknown
        try:
            tables = lattices(page_rules(page, read.turn))
        except TooManyError:
            return {"wrong": "hostile"}
        found.append(_blocks(read, tables, _paper(page, read.turn)))
        seen += len(read.upright) + len(read.others)
        page.close()
    return {"pages": found, "unknown": unknown, "characters": seen}


@dataclass(frozen=True, slots=True)
class _Paper:
    """A page as its text reads."""

    left: float
    right: float
    top: float
    bottom: float

    def is_margin(self, line: TextLine) -> bool:
        """Where numbers of pages stand."""
        edge = MARGIN * (self.bottom - self.top)
        return line.bottom < self.top + edge or line.top > self.bottom - edge


def _paper(page: Any, turn: int) -> _Paper:
    left, bottom, right, top = page.get_cropbox()
    (one, above), (other, below) = turned(left, top, turn), turned(right, bottom, turn)
    return _Paper(min(one, other), max(one, other), min(above, below), max(above, below))


def _blocks(read: Characters, tables: Sequence[Lattice], paper: _Paper) -> list[Block]:
    """Lines and tables of a page from the top; what stands aslant comes last."""
    cells: defaultdict[tuple[int, int], list[Glyph]] = defaultdict(list)
    free: list[Glyph] = []
    for glyph in read.upright:
        place = _cell(tables, *glyph.middle)
        (free if place is None else cells[place]).append(glyph)
    blocks = [*_running(lines_of(free), tables, paper)]
    blocks += [_table(one, number, cells) for number, one in enumerate(tables)]
    blocks.sort(key=lambda block: (block["top"], block["left"]))
    return [*blocks, {"text": read.others}] if read.others.strip() else blocks


def _running(lines: Sequence[TextLine], tables: Sequence[Lattice], paper: _Paper) -> Iterator[Block]:
    """Text outside of tables, the number of the page left out."""
    kept = [line for one in lines if (line := _unnumbered(one) if paper.is_margin(one) else one).text.strip()]
    edges = [*(line.left for line in kept), *(table.xs[0] for table in tables)]
    left = min(edges, default=paper.left)
    for part in _between(kept, tables):
        for line in paragraphs(part, left, paper.right - (left - paper.left)):
            yield {"top": line.top, "left": line.left, "text": line.text.strip()}


def _unnumbered(line: TextLine) -> TextLine:
    return replace(line, text=_NUMBER.sub("", line.text.strip()))


def _between(lines: Sequence[TextLine], tables: Sequence[Lattice]) -> Iterable[Sequence[TextLine]]:
    """Lines between one table and the next."""
    parts: defaultdict[int, list[TextLine]] = defaultdict(list)
    for line in lines:
        parts[sum(table.ys[0] < line.top for table in tables)].append(line)
    return parts.values()


def _cell(tables: Sequence[Lattice], x: float, y: float) -> tuple[int, int] | None:
    for number, table in enumerate(tables):
        box = table.box_at(x, y)
        if box is not None:
            return number, box
    return None


def _table(table: Lattice, number: int, cells: dict[tuple[int, int], list[Glyph]]) -> Block:
    rows = [
        (box.row, box.column, box.row_span, box.column_span, cell_text(lines_of(inside), table.width(box)))
        for place, box in enumerate(table.boxes)
        for inside in [cells.get((number, place), [])]
    ]
    return {"top": table.ys[0], "left": table.xs[0], "cells": rows}
