"""The heading row of the indicators (表头): which column is what, whatever their order and number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.intake.disclosure.labels import INDICATOR_COLUMNS, columns_named
from engine.intake.disclosure.place import Place
from engine.intake.disclosure.rows import Field, Row
from engine.intake.disclosure.texts import settled

_INDICATOR = frozenset(INDICATOR_COLUMNS)
_VALUES = frozenset({"target", "achieved", "weight", "score"})
_LEVELS = ("dimension", "category", "name")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over one or more columns; ``meaning`` is empty where nobody knows the word."""

    meaning: str
    text: str
    column: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of one grid from left to right; what stands left of them is a label of the whole part."""

    headings: tuple[Heading, ...]
    grid: int
    width: int
    repeated: tuple[Heading, ...] = ()
    """Headings whose meaning an earlier column has already."""

    def has(self, meaning: str) -> bool:
        return any(heading.meaning == meaning for heading in self.headings)

    def at(self, meaning: str) -> Heading | None:
        return next((heading for heading in self.headings if heading.meaning == meaning), None)

    @property
    def start(self) -> int:
        return self.headings[0].column


def indicator_columns(row: Row) -> Columns | None:
    """The columns a row heads, if it is the heading row of the indicators."""
    if not any("name" in columns_named(field.text) for field in row.written):
        return None
    found = columns_in(row, _INDICATOR)
    meanings = {heading.meaning for heading in found.headings} if found else set()
    if found is None or "name" not in meanings or len(meanings & _VALUES) < 1:
        return None
    return found if len(meanings - {""}) >= 3 or len(row.written) <= 3 else None


def columns_in(row: Row, wanted: frozenset[str]) -> Columns | None:
    """The headings of a row that mean something wanted, and between and behind them those nobody knows."""
    fields = [field for field in row.fields if field.text and field.fresh]
    named = _the_name(fields)
    headings: list[Heading] = []
    repeated: list[Heading] = []
    for field in fields:
        meaning = _meaning(field, wanted, named)
        if not meaning and not headings:
            continue
        known = bool(meaning) and any(heading.meaning == meaning for heading in headings)
        heading = Heading("" if known else meaning, settled(field.text), field.column, field.end, field.place)
        headings.append(heading)
        if known:
            repeated.append(heading)
    if not headings:
        return None
    return Columns(_widened(headings, row), row.grid, row.columns, tuple(repeated))


def _the_name(fields: list[Field]) -> Field | None:
    """The column of names, where 绩效指标 or 指标名称 stands beside 三级指标."""
    names = [field for field in fields if "name" in columns_named(field.text)]
    third = [field for field in names if "三级" in "".join(field.text.split())]
    if third:
        return third[0]
    return names[-1] if names else None


def _meaning(field: Field, wanted: frozenset[str], named: Field | None) -> str:
    found = columns_named(field.text) & wanted
    if "name" in found:
        return "name" if field is named else ""
    return min(found, default="")


def _widened(headings: list[Heading], row: Row) -> tuple[Heading, ...]:
    """Text: a merged heading is one field, the empty ones behind it are its own."""
    if row.has_spans:
        return tuple(headings)
    ends = [*(heading.column for heading in headings[1:]), headings[-1].end]
    return tuple(replace(heading, end=end) for heading, end in zip(headings, ends, strict=True))


def sub_headed(columns: Columns, row: Row) -> Columns | None:
    """The columns with a second heading row under the wide ones (两行表头), if the row is one."""
    if row.grid != columns.grid or not row.has_spans or not row.written:
        return None
    parents = {field.column: _over(columns, field) for field in row.written}
    if any(parent is None for parent in parents.values()) or not all(map(_is_short, row.written)):
        return None
    if len({parent.column for parent in parents.values() if parent}) == len(parents):
        return None
    return _split(columns, row, lambda field: parents[field.column])


def _over(columns: Columns, field: Field) -> Heading | None:
    return next(
        (one for one in columns.headings if one.column <= field.column < one.end and one.end - one.column > 1), None
    )


_DIGIT = re.compile("[0-9]")


def _is_short(field: Field) -> bool:
    return len(field.text) <= 20 and not _DIGIT.search(field.text)


def _split(columns: Columns, row: Row, parent_of: Callable[[Field], Heading | None]) -> Columns:
    headings = list(columns.headings)
    for field in row.written:
        parent = parent_of(field)
        if parent is None:
            continue
        if parent in headings:
            headings.remove(parent)
        meaning = min(columns_named(field.text) & _INDICATOR, default="")
        if not meaning and not any(one.meaning == parent.meaning for one in headings):
            meaning = parent.meaning
        headings.append(Heading(meaning, settled(field.text), field.column, field.end, field.place))
    return replace(columns, headings=tuple(sorted(headings, key=lambda one: one.column)))
