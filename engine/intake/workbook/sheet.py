"""One sheet read (读一张表): head, money and indicator table found by their words, rows by their ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from engine.forms.workbook.kinds import (
    HINT,
    MONEY_ROWS,
    NUMBERS,
    POINTS,
    REVIEW,
    ROW_FIELDS,
    ROW_ID,
    SCORE,
    SIGN,
    UNIT,
    VALUE,
    Key,
    Kind,
    name_of,
)
from engine.forms.workbook.stamp import Stamp, is_open
from engine.forms.workbook.target_columns import join_target
from engine.intake.cells import CellValue, address, shown
from engine.intake.report import Located
from engine.intake.workbook.headings import MONEY_LABELS, heading, label_keys, money_headings, row_headings
from engine.intake.workbook.returned import ReturnedSheet, Typed, at_cell
from engine.intake.workbook.sheet_problems import (
    column_missing,
    column_twice,
    formula,
    no_table,
    part_missing,
    row_twice,
    rows_many,
    unknown_column,
    was_number,
)
from engine.intake.workbook.values import PERCENT_EXAMPLES, text_of_cell
from indicators.problems import Problem

Place = tuple[int, int]
_OURS = (ROW_ID, HINT, REVIEW, POINTS, SCORE)
MOST_ROWS = 500
"""Indicators of one project; the longest published form has some forty."""
ENOUGH = 4
"""How many headings of the table a row must hold to be its head."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as the spreadsheet library gives it, and where formulas stand on it."""

    file: str
    name: str
    rows: Sequence[Sequence[CellValue]]
    covered: dict[Place, Place]
    """Places under a merged cell, with the place its value stands at."""
    formulas: frozenset[str]

    def value(self, row: int, column: int) -> CellValue:
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else None


def read_sheet(raw: RawSheet, stamp: Stamp) -> ReturnedSheet | list[Located]:
    """Everything a sheet says, or everything that keeps it from being read."""
    reader = _Reader(raw, stamp)
    return reader.read()


@dataclass
class _Reader:
    """A sheet being read from the top."""

    raw: RawSheet
    stamp: Stamp
    cells: dict[Key, Typed] = field(default_factory=dict)
    problems: list[Located] = field(default_factory=list)
    notes: list[Located] = field(default_factory=list)
    unread: dict[Key, Located] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        return self.stamp.kind

    def read(self) -> ReturnedSheet | list[Located]:
        head = self._table_head()
        if head is None:
            self.complain(no_table())
            return self.problems
        columns = self._columns(head)
        self._labels(head)
        self._money(head)
        rows = self._rows(head, columns) if columns else ()
        self._missing()
        if self.problems:
            return self.problems
        cells, unread = self.cells, self.unread
        named = self.raw.file, self.raw.name, self.stamp
        problems = tuple(dict.fromkeys(unread.values()))
        return ReturnedSheet(*named, cells, rows, tuple(self.notes), frozenset(unread), problems)

    # ------------------------------------------------------------ the table

    def _table_head(self) -> int | None:
        """The row that heads the indicator table: the first with enough of its headings."""
        known = row_headings(self.kind)
        for row, line in enumerate(self.raw.rows):
            found = {known.get(heading(one)) for one in line} - {None}
            if "name" in found and len(found) >= ENOUGH:
                return row
        return None

    def _columns(self, head: int) -> dict[str, int]:
        """Field → column; empty where a column is missing or there twice."""
        known = row_headings(self.kind)
        named = [(known.get(heading(one)), column, one) for column, one in enumerate(self.raw.rows[head])]
        times = Counter(name for name, _, _ in named if name)
        wanted = [(ROW_ID, "行标识"), *((one.name, one.heading) for one in ROW_FIELDS[self.kind])]
        wrong = [column_missing(text) for name, text in wanted if not times[name] and name != SCORE]
        wrong += [column_twice(text) for name, text in wanted if times[name] > 1]
        for problem in wrong:
            self.complain(problem, f"第 {head + 1} 行")
        for name, column, text in named:
            if name is None and isinstance(text, str) and text.strip():
                self.notes.append(self.place(unknown_column(text), address(head, column)))
        return {} if wrong else {name: column for name, column, _ in named if name}

    def _rows(self, head: int, columns: dict[str, int]) -> tuple[str, ...]:
        fields = {name: column for name, column in columns.items() if name not in (*_OURS[:4],)}
        found: list[str] = []
        for row in range(head + 1, len(self.raw.rows)):
            own = shown(self.raw.value(row, columns[ROW_ID])).strip()
            if not any(self._filled(row, column) for name, column in fields.items() if name != SCORE):
                continue
            place = own or f"+{row + 1}"
            if len(found) == MOST_ROWS:
                self.complain(rows_many(MOST_ROWS), address(row, 0))
                break
            if place in found:
                place = f"+{row + 1}={own}"
            found.append(place)
            self._row(row, place, fields)
        return tuple(found)

    def _filled(self, row: int, column: int) -> bool:
        value = self.raw.value(row, column)
        return bool(value.strip()) if isinstance(value, str) else value is not None

    def _row(self, row: int, place: str, fields: dict[str, int]) -> None:
        target = "".join(shown(self.raw.value(row, fields[name])) for name in ("target", UNIT) if name in fields)
        for name, column in fields.items():
            example = PERCENT_EXAMPLES.get(name, "") if "%" in target or "％" in target else ""
            self.take((place, name), row, column, percent_example=example)
        if self.kind is Kind.TARGETS:
            self._target(place)

    def _target(self, place: str) -> None:
        """The three columns of a target as one field; where one cannot be read, neither can the target."""
        keys = [(place, name) for name in (SIGN, VALUE, UNIT)]
        parts = [self.cells.pop(key, Typed("", "")) for key in keys]
        wrong = [self.unread[key] for key in keys if key in self.unread]
        if wrong:
            self.unread[place, "target"] = wrong[0]
        else:
            self.cells[place, "target"] = Typed(join_target(*(one.text for one in parts)), parts[1].address)

    # ------------------------------------------------------------ above the table

    def _labels(self, head: int) -> None:
        """Labels with their value in the next cell; a value that happens to read like a label is none."""
        known, values = label_keys(self.kind), set[Place]()
        for row, column, text in self._texts(head):
            key = known.get(heading(text))
            if key is None or self._has(key) or (row, column) in values:
                continue
            values.add((row, column + 1))
            self.take(key, row, column + 1)

    def _texts(self, head: int) -> Iterator[tuple[int, int, str]]:
        for row in range(min(head, len(self.raw.rows))):
            for column, value in enumerate(self.raw.rows[row]):
                if isinstance(value, str) and value.strip():
                    yield row, column, value

    def _money(self, head: int) -> None:
        known = money_headings(self.kind)
        top = next((row for row in range(head) if self._is_money_head(row)), None)
        if top is None:
            return
        columns = {known[heading(one)]: at for at, one in enumerate(self.raw.rows[top]) if heading(one) in known}
        for row in range(top + 1, head):
            place = next((MONEY_LABELS[text] for text in map(heading, self.raw.rows[row]) if text in MONEY_LABELS), "")
            if place and self._has((place, "original_budget")):
                self.complain(row_twice(MONEY_ROWS[place]))
            elif place:
                for name, column in columns.items():
                    self.take((place, name), row, column)

    def _is_money_head(self, row: int) -> bool:
        known = money_headings(self.kind)
        found = {known.get(heading(one)) for one in self.raw.rows[row]}
        return {"original_budget", "revised_budget"} <= found

    def _missing(self) -> None:
        """What every sheet has and this one lost."""
        for key in label_keys(self.kind).values():
            if not self._has(key):
                self.complain(part_missing(name_of(key)))
        if not self._has(("funding", "original_budget")):
            self.complain(part_missing(MONEY_ROWS["funding"]))

    # ------------------------------------------------------------ single cells

    def take(self, key: Key, row: int, column: int, *, percent_example: str = "") -> None:
        """Read the cell of a field; what cannot be read is a problem only where something was to be filled in."""
        place = address(row, column)
        anchor = self.raw.covered.get((row, column), (row, column)) if key[1] in ("dimension", "category") else None
        value = self.raw.value(*(anchor or (row, column)))
        if self._is_open(key):
            if place in self.raw.formulas:
                self.unread[key] = self.place(formula(value), place)
                return
            text = text_of_cell(value, percent_example=percent_example)
            if isinstance(text, Problem):
                self.unread[key] = self.place(text, place)
                return
            if text and not isinstance(value, str) and key[1] not in NUMBERS:
                self.notes.append(self.place(was_number(text), place))
        else:
            read = text_of_cell(value)
            text = shown(value) if isinstance(read, Problem) else read
        if key not in self.cells:
            self.cells[key] = Typed(text, place)

    def _has(self, key: Key) -> bool:
        return key in self.cells or key in self.unread

    def _is_open(self, key: Key) -> bool:
        return is_open(self.stamp, key)

    def complain(self, problem: Problem, where: str = "") -> None:
        self.problems.append(self.place(problem, where))

    def place(self, problem: Problem, where: str = "") -> Located:
        return at_cell(self.raw.file, self.raw.name, problem, where)
