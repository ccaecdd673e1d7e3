"""A check (核查项): one small function over a document, with what it is called, how much it weighs and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from engine.audit.document import AuditDocument, AuditRow, AuditTable
from engine.intake.disclosure.place import Place
from engine.intake.disclosure.tables import Cell


class Severity(Enum):
    """How much a finding weighs (严重程度)."""

    BLOCKING = "阻断"
    """The figures contradict each other: it cannot be published like this."""
    WARNING = "警告"
    """Two statements do not fit; the office has to say which is right."""
    HINT = "提示"
    """Nothing is wrong by itself; an auditor would ask."""


class Group(Enum):
    """What a check holds against what (核查类别)."""

    READING = "读取"
    ARITHMETIC = "算术"
    CONSISTENCY = "表内一致"
    ACROSS = "跨表与文字"
    PLAUSIBILITY = "合理性"


@dataclass(frozen=True, slots=True)
class Observation:
    """What a check saw at one place, with the figures that show it."""

    table: str
    """Label of the table; the file for what is about the document."""
    row: str
    """Name of the row; empty for what is about the whole table."""
    place: Place
    message: str
    printed: str = ""
    """What is printed."""
    follows: str = ""
    """What follows from the numbers."""
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One check; ``find`` yields in reading order and never raises on what people published."""

    code: str
    title: str
    group: Group
    severity: Severity
    why: str
    """Why it matters, in a sentence for the office."""
    find: Callable[[AuditDocument], Iterable[Observation]]


def at_row(
    table: AuditTable,
    row: AuditRow,
    message: str,
    cell: Cell | None = None,
    *,
    printed: str = "",
    follows: str = "",
    difference: str = "",
) -> Observation:
    """An observation about a row, at one of its cells."""
    place = (cell or row.printed.name).place
    return Observation(table.label, row.name, place, message, printed, follows, difference)


def at_table(
    table: AuditTable,
    message: str,
    cell: Cell | None = None,
    *,
    row: str = "",
    printed: str = "",
    follows: str = "",
    difference: str = "",
) -> Observation:
    """An observation about a table, at one of its cells; ``row`` names a row of the money block."""
    place = (cell or table.printed.title).place
    return Observation(table.label, row, place, message, printed, follows, difference)


def at_document(
    document: AuditDocument,
    message: str,
    place: Place | None = None,
    *,
    printed: str = "",
    follows: str = "",
    difference: str = "",
) -> Observation:
    """An observation about the document, at a paragraph of it."""
    return Observation(document.file, "", place or Place(document.file), message, printed, follows, difference)
