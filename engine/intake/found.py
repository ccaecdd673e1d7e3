"""A form found in a file (读回的表), whatever the file was: Word, Excel or PDF.

The same shape for every reader, so that one comparison holds any of them against the layout that was printed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundCell:
    """A cell (单元格) as it stands in the file: its place, what it is merged over, its text."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A form (表) as it stands in the file, with what is printed above and below it."""

    title: str
    subtitle: str
    cells: tuple[FoundCell, ...]
    """In reading order."""
    note: str
    mark: str
    """The foot of its pages, before the page number."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """All that an office file says (读到的全部), read in one go."""

    tables: tuple[FoundTable, ...]
    """Its forms in their order, those on hidden sheets too."""
    texts: tuple[str, ...]
    """Everything else that can be read in it, in reading order."""
    hidden: tuple[str, ...]
    """What nobody sees, and what may show another text than the stored one."""
