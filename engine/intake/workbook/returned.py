"""What a returned workbook says (交回的内容): texts by field, each with its address. Nothing is compared here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.forms.workbook.kinds import Key
from engine.forms.workbook.stamp import Stamp
from engine.intake.report import Located
from indicators.problems import Problem


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a cell, and where it stands."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """One sheet, read."""

    file: str
    name: str
    stamp: Stamp
    cells: Mapping[Key, Typed]
    """Every known cell, blank ones too: a blank one may be what was changed."""
    rows: tuple[str, ...]
    """Ids of the rows that say anything, in the order of the sheet; ``+14`` for a new one in row 14."""
    notes: tuple[Located, ...] = ()
    """What was read with a grain of salt."""
    unread: frozenset[Key] = frozenset()
    """Cells that say nothing anybody could read."""
    problems: tuple[Located, ...] = ()
    """Why they cannot be read; the rest of the sheet is looked at all the same, so that all is said at once."""

    @property
    def new_rows(self) -> tuple[str, ...]:
        return tuple(row for row in self.rows if row.startswith("+"))

    def locate(self, problem: Problem, address: str = "") -> Located:
        """A problem at a cell of this sheet."""
        return at_cell(self.file, self.name, problem, address)


@dataclass(frozen=True, slots=True)
class ReturnedWorkbook:
    """Every project's sheet of a workbook."""

    file: str
    sheets: tuple[ReturnedSheet, ...]
    notes: tuple[Located, ...] = ()


def at_cell(file: str, sheet: str, problem: Problem, address: str = "") -> Located:
    """``填报.xlsx「2024-0003 …」B7``: a problem, placed where a person finds it."""
    where = (sheet, address) if address else (sheet,)
    return Located(replace(problem, where=where), f"{file}「{sheet}」{address}")
