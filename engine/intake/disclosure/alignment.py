"""Which field belongs under which heading (对栏): by position, by count, else by what each column can hold.

Text loses empty cells: a row then has fewer fields than headings. Its numbers say where it must fit; where two ways
fit equally well, that is said.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.intake.disclosure.headings import Columns, Heading
from engine.intake.disclosure.labels import NUMERIC_COLUMNS, is_figure, level_words, sections_named
from engine.intake.disclosure.rows import Field, Row

_MOST = 24
_NEVER = 1000
_DOUBTFUL = 5
"""A word of a level where none belongs, or two levels nobody knows."""
_REQUIRED = frozenset({"name", "target", "achieved", "weight", "score"})
_LEVELS = ("dimension", "category")


@dataclass(frozen=True, slots=True)
class Placed:
    """The fields of a row by heading; ``label`` is what stands left of all headings."""

    fields: tuple[tuple[Heading, Field], ...]
    ways: int = 1
    """How many ways to place them fit equally well."""
    cost: int = 0
    """How ill they fit."""

    @property
    def is_doubtful(self) -> bool:
        return self.ways > 1 or self.cost >= _DOUBTFUL

    def of(self, meaning: str) -> Field | None:
        return next((field for heading, field in self.fields if heading.meaning == meaning), None)

    def text(self, meaning: str) -> str:
        field = self.of(meaning)
        return field.text if field else ""


def by_position(columns: Columns, row: Row) -> Placed:
    """Every heading with the cell under it."""
    found: list[tuple[Heading, Field]] = []
    for heading in columns.headings:
        inside = [field for field in row.fields if heading.column <= field.column < heading.end]
        field = _together(inside) if inside else row.under(heading.column)
        if field is not None and (inside or heading.meaning in ("name", *_LEVELS)):
            found.append((heading, field))
    return Placed(tuple(found))


def _together(fields: list[Field]) -> Field:
    written = [field for field in fields if field.text]
    if len(written) < 2:
        return written[0] if written else fields[0]
    first = written[0]
    return Field(first.column, first.span, "\n".join(field.text for field in written), first.place, first.fresh)


def by_count(columns: Columns, row: Row) -> Placed | None:
    """A page may cut a table's lines otherwise: as many cells as headings are the headings' cells in order."""
    fields = row.fields
    if len(fields) == len(columns.headings) + 1:
        fields = fields[1:]
    if len(fields) != len(columns.headings):
        return None
    return Placed(tuple(zip(columns.headings, fields, strict=True)))


def by_content(columns: Columns, row: Row) -> Placed | None:
    """The cheapest way to put the written fields under headings in their order; None when there is none."""
    fields, headings = [field for field in row.fields if field.text], columns.headings
    if not fields or len(fields) > len(headings) + 1 or len(headings) > _MOST:
        return None
    best = _costs(fields, headings)
    cost, ways = best[0][0]
    return None if cost >= _NEVER else Placed(_way(fields, headings, best), ways, cost)


Table = list[list[tuple[int, int]]]


def _costs(fields: list[Field], headings: tuple[Heading, ...]) -> Table:
    """Least cost and number of ways for the fields from i under the headings from j; heading -1 is the label."""
    rows, columns = len(fields), len(headings) + 1
    best: Table = [[(_NEVER, 0)] * (columns + 1) for _ in range(rows + 1)]
    best[rows][columns] = (0, 1)
    for j in range(columns - 1, -1, -1):
        heading = headings[j - 1] if j else None
        for i in range(rows, -1, -1):
            skipped = _added(best[i][j + 1], _skip_cost(heading))
            taken = _added(best[i + 1][j + 1], _cost(fields[i], heading)) if i < rows else (_NEVER, 0)
            best[i][j] = _better(skipped, taken)
    return best


def _way(fields: list[Field], headings: tuple[Heading, ...], best: Table) -> tuple[tuple[Heading, Field], ...]:
    found: list[tuple[Heading, Field]] = []
    i = 0
    for j in range(len(headings) + 1):
        if i == len(fields):
            break
        heading = headings[j - 1] if j else None
        taken = best[i + 1][j + 1][0] + _cost(fields[i], heading)
        if taken > best[i][j][0]:
            continue
        if heading is not None:
            found.append((heading, fields[i]))
        i += 1
    return tuple(found)


def _added(one: tuple[int, int], cost: int) -> tuple[int, int]:
    return (min(one[0] + cost, _NEVER), one[1])


def _better(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    if one[0] == other[0] < _NEVER:
        return one[0], min(one[1] + other[1], _NEVER)
    return min(one, other, key=lambda each: each[0])


def _skip_cost(heading: Heading | None) -> int:
    return _NEVER if heading is not None and heading.meaning in _REQUIRED else 0


def _cost(field: Field, heading: Heading | None) -> int:
    """How ill a text suits a heading: 0 well, more badly, ``_NEVER`` not at all."""
    levels = level_words(field.text)
    if heading is None:
        return 0 if "indicators" in sections_named(field.text) else 5
    if heading.meaning in NUMERIC_COLUMNS:
        return 0 if is_figure(field.text) else _NEVER
    if heading.meaning in _LEVELS:
        return 0 if heading.meaning in levels else _unknown_level(field.text)
    if levels or (heading.meaning == "name" and _begins_with_level(field.text)):
        return 6
    return 3 if heading.meaning in ("name", "deviation_analysis") and is_figure(field.text) else 0


def _unknown_level(text: str) -> int:
    """A word for a level that nobody knows; one that ends in a known level swallowed the field before it."""
    if any(level_words(text[-size:]) for size in range(4, min(len(text), 10))):
        return 6
    return 1 if text.endswith("指标") else 3


def _begins_with_level(text: str) -> bool:
    end = text.find("指标") + 2
    return 4 <= end < len(text) and bool(level_words(text[:end]))
