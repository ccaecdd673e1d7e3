"""A table while it is read (读到一半的表): what is known so far, and what is doubtful about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from engine.intake.disclosure.headings import Columns
from engine.intake.disclosure.place import Place
from engine.intake.disclosure.rows import Field, Row
from engine.intake.disclosure.tables import Cell, Doubt, MoneyRow
from engine.intake.disclosure.texts import settled

_MOST_DOUBTS = 200
_CUT_NUMBER = re.compile(r"(?<=[0-9])[ ]{0,9}\n[ ]{0,9}(?=[0-9])")


class Part(Enum):
    """Where in a table the reading is (表的部分)."""

    HEAD = auto()
    MONEY = auto()
    GOALS = auto()
    INDICATORS = auto()


@dataclass(slots=True)
class DraftRow:
    """An indicator row while pieces of it may still come."""

    cells: dict[str, Cell]
    others: list[tuple[str, Cell]]
    is_complete: bool


@dataclass(slots=True)
class Draft:
    """Everything read of one table so far."""

    title: Cell
    year: int | None
    facts: dict[str, Cell] = field(default_factory=dict)
    part: Part = Part.HEAD
    money_columns: Columns | None = None
    money: list[MoneyRow] = field(default_factory=list)
    is_in_yuan: bool = False
    goal_fields: dict[str, Field] = field(default_factory=dict)
    goals: dict[str, Cell] = field(default_factory=dict)
    columns: Columns | None = None
    header: Row | None = None
    rows: list[DraftRow] = field(default_factory=list)
    levels: dict[str, Cell] = field(default_factory=dict)
    total_weight: Cell | None = None
    total_score: Cell | None = None
    mended: list[Place] = field(default_factory=list)
    """Rows that were joined or shifted."""
    doubts: list[Doubt] = field(default_factory=list)
    is_closed: bool = False
    """After its last row."""
    is_interrupted: bool = False
    """A paragraph stood after its last row."""
    unread: Place | None = None
    """The first long text of its head that was neither fact nor goal."""
    keeps_empty: bool = False
    """Text: whether empty cells are there, so that each field stands under its heading."""
    shifted: list[tuple[Place, str]] = field(default_factory=list)
    """Rows whose fields were put under headings by what they hold."""
    skipped: Place | None = None
    """The first row after its last one that did not fit."""
    is_replaying: bool = False
    """The first rows are printed again on a new page."""
    grid: int = -1
    """The grid its last row came from."""

    def doubt(self, code: str, message: str, place: Place, *candidates: str) -> None:
        if len(self.doubts) < _MOST_DOUBTS:
            self.doubts.append(Doubt(code, message, place, candidates))

    def doubt_cut(self, field: Field) -> None:
        """A line break between two digits: one number in a narrow cell, or two."""
        if "\n" in field.text and _CUT_NUMBER.search(field.text):
            whole = settled(_CUT_NUMBER.sub("", field.text))
            message = "数字中间有换行，可能是一个数断成了两行，也可能是两个数"
            self.doubt("number-cut", message, field.place, whole, field.cell.text)

    def doubt_once(self, code: str, message: str, place: Place) -> None:
        if all(doubt.code != code for doubt in self.doubts):
            self.doubt(code, message, place)

    @property
    def has_body(self) -> bool:
        return bool(self.rows or self.columns)
