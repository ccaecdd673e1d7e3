"""The parts of a printed publication (印件的各部分) in their order, each beginning on a new page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.forms.grid import Grid
from engine.forms.publication import Publication


@dataclass(frozen=True, slots=True)
class Section:
    """Cover, paragraph, form or picture: what of these it has not is empty."""

    title: str
    paragraphs: tuple[str, ...] = ()
    svg: str = ""
    grid: Grid | None = None

    @property
    def mark(self) -> str:
        """The foot of its pages."""
        return self.grid.mark if self.grid else ""


def sections(publication: Publication) -> Iterator[Section]:
    """Cover, narrative, forms, pictures."""
    if publication.cover:
        yield Section("", grid=publication.cover)
    if publication.narrative:
        yield Section(publication.narrative.heading, publication.narrative.paragraphs)
    for grid in publication.grids:
        yield Section("", grid=grid)
    for figure in publication.figures:
        yield Section(figure.title, svg=figure.svg, grid=figure.table)
