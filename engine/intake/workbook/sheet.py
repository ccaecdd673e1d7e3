"""One sheet read (读一张表): head, money and indicator table found by their words, rows by their ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
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
from engine.intake.cells import address, shown
from engine.intake.report import Located
from engine.intake.workbook.headings import MONEY_LABELS, heading, label_keys, money_headings, row_headings
from engine.intake.workbook.outside import Read, texts_beside
from engine.intake.workbook.raw import Place, RawSheet
from engine.intake.workbook.returned import ReturnedSheet, Typed, at_cell
from engine.intake.workbook.values import PERCENT_EXAMPLES, text_of_cell
from engine.intake.workbook.wrong import (
    COLUMN_MISSING,
    COLUMN_TWICE,
    COLUMN_UNKNOWN,
    FORMULA,
    LABEL_TWICE,
    MONEY_TWICE,
    NO_TABLE,
    PART_MISSING,
    ROWS_MANY,
    WAS_NUMBER,
    said_of,
)
from indicators.problems import Problem

_OURS = (ROW_ID, HINT, REVIEW, POINTS, SCORE)
MOST_ROWS = 500
"""Indicators of one project; the longest published form has some forty."""
ENOUGH = 4
"""How many headings of the table a row must hold to be its head."""


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
    known: set[Place] = field(default_factory=set)
    """Places that were read, or hold words of ours."""

    @property
    def kind(self) -> Kind:
        return self.stamp.kind

    def read(self) -> ReturnedSheet | list[Located]:
        head = self._table_head()
        if head is None:
            self.complain(NO_TABLE)
            return self.problems
        columns = self._columns(head)
        money = list(self._money(head, columns.get(REVIEW)))
        self._labels(head)
        for place, row, fields in money:
            self._money_row(place, row, fields)
        rows = self._rows(head, columns) if columns else ()
        self._missing()
        if self.problems:
            return self.problems
        self._beside(head, columns)
        named, problems = (self.raw.file, self.raw.name, self.stamp), tuple(dict.fromkeys(self.unread.values()))
        return ReturnedSheet(*named, self.cells, rows, tuple(self.notes), frozenset(self.unread), problems)

    def _beside(self, head: int, columns: dict[str, int]) -> None:
        known, top = row_headings(self.kind), self.raw.rows[head]
        self.known.update((head, column) for column in range(len(top)))
        strange = [at for at, one in enumerate(top) if heading(one) and heading(one) not in known]
        ours = [columns[name] for name in _OURS[:4] if name in columns]
        self.notes += texts_beside(self.raw, self.stamp, Read(self.known, {*strange, *ours}, head))

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
        wrong = [said_of(COLUMN_MISSING, text, name=text) for name, text in wanted if not times[name] and name != SCORE]
        wrong += [said_of(COLUMN_TWICE, text, name=text) for name, text in wanted if times[name] > 1]
        for problem in wrong:
            self.complain(problem, f"第 {head + 1} 行")
        for name, column, text in named:
            if name is None and isinstance(text, str) and text.strip():
                self.notes.append(self.place(said_of(COLUMN_UNKNOWN, text.strip()[:40]), address(head, column)))
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
                self.complain(said_of(ROWS_MANY, most=MOST_ROWS), address(row, 0))
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
        for (row, column), text in self.raw.texts():
            if row >= head:
                return
            key = label_keys(self.kind).get(heading(text))
            if key is None or (row, column) in self.known:
                continue
            self.known.add((row, column))
            if self._has(key):
                self.complain(said_of(LABEL_TWICE, name_of(key), name=name_of(key)), address(row, column))
            else:
                self.take(key, row, column + 1)

    def _money(self, head: int, review: int | None) -> Iterator[tuple[str, int, dict[str, int]]]:
        """The lines of the money block: which money, its row, its columns. Nothing on them is a label of a pair."""
        known = money_headings(self.kind)
        top = next((row for row in range(head) if self._is_money_head(row)), None)
        if top is None:
            return
        columns = {known[heading(one)]: at for at, one in enumerate(self.raw.rows[top]) if heading(one) in known}
        self.known.update((top, column) for column in columns.values())
        for row in range(top + 1, head):
            texts = [(at, heading(one)) for at, one in enumerate(self.raw.rows[row]) if at not in columns.values()]
            for at, text in [one for one in texts if one[1] in MONEY_LABELS][:1]:
                self.known.update((row, column) for column in (at, review, *columns.values()) if column is not None)
                yield MONEY_LABELS[text], row, columns

    def _money_row(self, place: str, row: int, columns: dict[str, int]) -> None:
        if self._has((place, "original_budget")):
            self.complain(said_of(MONEY_TWICE, MONEY_ROWS[place], name=MONEY_ROWS[place]))
            return
        for name, column in columns.items():
            self.take((place, name), row, column)

    def _is_money_head(self, row: int) -> bool:
        found = set(map(money_headings(self.kind).get, map(heading, self.raw.rows[row])))
        return {"original_budget", "revised_budget"} <= found

    def _missing(self) -> None:
        """What every sheet has and this one lost."""
        for key in label_keys(self.kind).values():
            if not self._has(key):
                self.complain(said_of(PART_MISSING, name_of(key), name=name_of(key)))
        if not self._has(("funding", "original_budget")):
            self.complain(said_of(PART_MISSING, MONEY_ROWS["funding"], name=MONEY_ROWS["funding"]))

    # ------------------------------------------------------------ single cells

    def take(self, key: Key, row: int, column: int, *, percent_example: str = "") -> None:
        """Read the cell of a field; what cannot be read is a problem only where something was to be filled in."""
        place = address(row, column)
        self.known.add((row, column))
        anchor = self.raw.covered.get((row, column), (row, column)) if key[1] in ("dimension", "category") else None
        value = self.raw.value(*(anchor or (row, column)))
        if is_open(self.stamp, key):
            if place in self.raw.formulas:
                self.unread[key] = self.place(said_of(FORMULA, shown(value)[:40]), place)
                return
            text = text_of_cell(value, percent_example=percent_example)
            if isinstance(text, Problem):
                self.unread[key] = self.place(text, place)
                return
            if text and not isinstance(value, str) and key[1] not in NUMBERS:
                self.notes.append(self.place(said_of(WAS_NUMBER, text), place))
        else:
            read = text_of_cell(value)
            text = shown(value) if isinstance(read, Problem) else read
        if key not in self.cells:
            self.cells[key] = Typed(text, place)

    def _has(self, key: Key) -> bool:
        return key in self.cells or key in self.unread

    def complain(self, problem: Problem, where: str = "") -> None:
        self.problems.append(self.place(problem, where))

    def place(self, problem: Problem, where: str = "") -> Located:
        return at_cell(self.raw.file, self.raw.name, problem, where)
