"""What is printed together (印件): cover, paragraph, forms, pictures. Every format is written from this alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.forms.grid import Grid
from engine.forms.narrative import Narrative


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture (图) with the table of its numbers, so that nothing is said by the drawing alone."""

    name: str
    """File name without its ending: 扣分-04-金融监管工作经费."""
    title: str
    svg: str
    table: Grid


@dataclass(frozen=True, slots=True)
class Publication:
    """Forms that are published together, in their order."""

    title: str
    """附表 of a department and year: ``2024 年度绩效自评表``."""
    author: str
    """The office (单位) whose tables these are, for the document's properties."""
    dated: datetime
    """When the last of it was approved, in UTC: the date in the document's properties. Never the clock:
    the same forms give the same bytes on any day."""
    grids: tuple[Grid, ...]
    """One form each; a new form begins on a new page."""
    cover: Grid | None = None
    """目录: which forms follow, on a page of its own."""
    narrative: Narrative | None = None
    """十一、预算绩效的情况说明, on a page of its own after the cover."""
    figures: tuple[Figure, ...] = ()
    """Pictures after the forms, in the formats that show them (HTML and PDF); the others print their tables."""

    def __post_init__(self) -> None:
        if self.dated.tzinfo is None:
            raise ValueError("dated needs its time zone: the bytes would depend on the machine's")
