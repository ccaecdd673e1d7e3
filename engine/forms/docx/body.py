"""What stands in the file (正文): cover, paragraph, forms, tables of figures; each is a section of its own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import NamedTuple

from engine.forms.characters import printable
from engine.forms.docx.styles import HEADING, NOTE, PARAGRAPH, SUBTITLE, TITLE
from engine.forms.docx.table import tables_xml
from engine.forms.docx.text import paragraph_xml
from engine.forms.grid import Grid
from engine.forms.narrative import Narrative
from engine.forms.publication import Publication


class Page(NamedTuple):
    """The pages of one section: the mark at their foot (核验码), and how the paper lies."""

    mark: str = ""
    landscape: bool = False


def pages_of(publication: Publication) -> tuple[Page, ...]:
    """The pages of each section, in their order."""
    return tuple(_page(piece) for piece in _pieces(publication))


def body_xml(publication: Publication, width_of: Callable[[Page], int], section_of: Callable[[Page], str]) -> str:
    """All paragraphs and tables; widths in twips. The last section is left open for the document's own end."""
    pieces = _pieces(publication)
    pages = [_page(piece) for piece in pieces]
    sections = [*map(section_of, pages[:-1]), ""]
    return "".join(
        _form(piece, width_of(page), section) if isinstance(piece, Grid) else _narrative(piece, section)
        for piece, page, section in zip(pieces, pages, sections, strict=False)
    )


def _page(piece: Grid | Narrative) -> Page:
    return Page(printable(piece.mark), piece.landscape) if isinstance(piece, Grid) else Page()


def _pieces(publication: Publication) -> list[Grid | Narrative]:
    figures = (figure.table for figure in publication.figures)
    pieces = chain([publication.cover, publication.narrative], publication.grids, figures)
    return [piece for piece in pieces if piece is not None]


def _form(grid: Grid, width: int, section: str) -> str:
    """The note is there even when empty: it ends the section, and a table may not end a file."""
    return (
        paragraph_xml(TITLE.id, grid.title)
        + paragraph_xml(SUBTITLE.id, grid.subtitle)
        + tables_xml(grid, width)
        + paragraph_xml(NOTE.id, grid.note, section=section)
    )


def _narrative(narrative: Narrative, section: str) -> str:
    lines = [paragraph_xml(PARAGRAPH.id, paragraph) for paragraph in narrative.paragraphs[:-1]]
    lines += [paragraph_xml(PARAGRAPH.id, "".join(narrative.paragraphs[-1:]), section=section)]
    return paragraph_xml(HEADING.id, narrative.heading) + "".join(lines)
