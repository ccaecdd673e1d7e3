"""A returned sheet held against the history (三方比较): what the clerk changed, what others changed meanwhile.

The base is the project as it was when the workbook was made, folded from the history again; nothing hidden in the
workbook is believed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from engine.forms.workbook.fill import cells_of
from engine.forms.workbook.kinds import MONEY_ROWS, NUMBERS, SCORE, Key, Kind, name_of
from engine.forms.workbook.stamp import is_open
from engine.intake.report import Located
from engine.intake.workbook.returned import ReturnedSheet, Typed
from engine.intake.workbook.wrong import (
    LOCKED_CHANGED,
    ROW_EXTRA,
    ROW_GONE,
    ROW_MISSING,
    ROW_TWICE,
    ROW_UNKNOWN,
    said_of,
)
from engine.service.workbook_sheets import BLANK, State
from indicators.content import PARTS, PLACE_NAMES
from indicators.indicator import key_of
from indicators.numbers import read_number
from indicators.problems import Problem
from workflows.project import Project

_LEVELS = ("dimension", "category", "name")


class Sort(Enum):
    """What happened to a cell (变动)."""

    NEW = "新增"
    CHANGED = "改动"
    CONFLICT = "冲突"
    DELETED = "删除"


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell, or one row, that is not what it was."""

    sort: Sort
    key: Key
    where: str
    """The row or table in words."""
    what: str
    """The field in words."""
    address: str
    old: str
    new: str
    now: str = ""
    """What the database says meanwhile, where somebody else changed the same cell."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A sheet compared: differences, and what keeps it from being applied."""

    sheet: ReturnedSheet
    base: State | None
    now: State | None
    differences: tuple[Difference, ...]
    problems: tuple[Located, ...] = ()

    def of(self, *sorts: Sort) -> list[Difference]:
        return [one for one in self.differences if one.sort in sorts]


def now_of(sheet: ReturnedSheet, base: State, project: Project) -> State:
    """The project as it stands, its rows under the ids they had when the workbook was made."""
    ids = dict(zip(base.keys, base.places, strict=True))
    keys = [key_of(row["dimension"], row["category"], row["name"]) for row in project.content["indicator"]]
    places = tuple(ids.get(key, f"={key}") for key in keys)
    record = project.records[-1].data if project.records else {}
    cells = cells_of(sheet.stamp.kind, project.content, record, places, is_money_filled=project.money_filled)
    return State(project, places, cells)


def compare(sheet: ReturnedSheet, base: State, project: Project) -> Comparison:
    """A sheet against the project it was made from and the project as it stands."""
    sheet, problems = _own_rows(sheet, base)
    now = now_of(sheet, base, project)
    if problems:
        return Comparison(sheet, base, now, (), tuple(problems))
    comparing = _Comparing(sheet, base, now)
    found = tuple(comparing.differences())
    return Comparison(sheet, base, now, found, tuple(comparing.problems))


def compare_new(sheet: ReturnedSheet) -> Comparison:
    """A sheet of a project that is still to be declared: all of it is new."""
    found = [
        Difference(Sort.NEW, key, _where(sheet, key[0]), name_of(key), typed.address, "", typed.text)
        for key, typed in sheet.cells.items()
        if typed.text and is_open(sheet.stamp, key)
    ]
    is_untouched = {one.key: one.new for one in found} == BLANK
    return Comparison(sheet, None, None, () if is_untouched else tuple(found))


def _own_rows(sheet: ReturnedSheet, base: State) -> tuple[ReturnedSheet, list[Located]]:
    """Every row under an id of its own: a copied row is a new one where it is plain which of the two is the copy."""
    keys = dict(zip(base.places, base.keys, strict=True))
    names: dict[str, str] = {}
    problems: list[Located] = []
    for row in sheet.rows:
        own = row.partition("=")[2] if row.startswith("+") else row
        twins = [one for one in sheet.rows if one == own or one.endswith(f"={own}")] if own else []
        if not own:
            names[row] = row
        elif own not in keys:
            problems.append(sheet.locate(said_of(ROW_UNKNOWN, own[:40]), _address(sheet, row)))
        elif len(twins) == 1:
            names[row] = own
        else:
            originals = [one for one in twins if _key(sheet, one) == keys[own]]
            if len(originals) != 1 or sheet.stamp.kind is not Kind.TARGETS:
                problems.append(sheet.locate(said_of(ROW_TWICE, _where(sheet, row)), _address(sheet, row)))
            names[row] = own if originals == [row] else f"+{_address(sheet, row)}"
    cells = {(names.get(place, place), name): typed for (place, name), typed in sheet.cells.items()}
    return replace(sheet, cells=cells, rows=tuple(names.get(row, row) for row in sheet.rows)), problems


def _key(sheet: ReturnedSheet, row: str) -> str:
    return key_of(*(sheet.cells.get((row, name), Typed("", "")).text for name in _LEVELS))


def _address(sheet: ReturnedSheet, place: str) -> str:
    """Where a row begins."""
    return next((typed.address for (at, _), typed in sheet.cells.items() if at == place), "")


def _where(sheet: ReturnedSheet, place: str) -> str:
    if place == "monitoring":
        return "执行监控"
    return (
        MONEY_ROWS.get(place)
        or PLACE_NAMES.get(place)
        or sheet.cells.get((place, "name"), Typed(place, "")).text
        or "（没有名称的行）"
    )


@dataclass
class _Comparing:
    """The three sides of one sheet."""

    sheet: ReturnedSheet
    base: State
    now: State
    problems: list[Located] = field(default_factory=list)

    def differences(self) -> Iterator[Difference]:
        is_declaring = self.sheet.stamp.kind is Kind.TARGETS
        for key, typed in self.sheet.cells.items():
            if key[1] == SCORE or key[0].startswith("="):
                continue
            if key[0].startswith("+") and is_declaring:
                yield from self._new(key, typed, f"={_key(self.sheet, key[0])}")
            elif key[0].startswith("+"):
                continue
            elif is_open(self.sheet.stamp, key):
                yield from self._open(key, typed)
            else:
                self._locked(key, typed)
        extra = () if is_declaring else self.sheet.new_rows
        self.problems += [self.sheet.locate(ROW_EXTRA, _address(self.sheet, row)) for row in extra]
        yield from self._gone()

    def _open(self, key: Key, typed: Typed) -> Iterator[Difference]:
        old, now, new = self.base.cells.get(key, ""), self.now.cells.get(key, ""), typed.text
        if self.sheet.stamp.is_empty and not new:
            return
        if _same(key, new, old) or _same(key, new, now):
            return
        if key[0] in self.base.places and key[0] not in self.now.places:
            name = self.base.cells.get((key[0], "name"), "")
            self.problems.append(self.sheet.locate(said_of(ROW_GONE, name, name=name), typed.address))
            return
        sort = Sort.CHANGED if _same(key, old, now) else Sort.CONFLICT
        yield Difference(sort, key, _where(self.sheet, key[0]), name_of(key), typed.address, old, new, now)

    def _new(self, key: Key, typed: Typed, twin: str) -> Iterator[Difference]:
        """A new row; somebody else may have added the same one meanwhile."""
        now = self.now.cells.get((twin, key[1]), "") if twin in self.now.places else ""
        if (not typed.text and not now) or not is_open(self.sheet.stamp, key) or _same(key, typed.text, now):
            return
        sort = Sort.CONFLICT if twin in self.now.places else Sort.NEW
        yield Difference(sort, key, _where(self.sheet, key[0]), name_of(key), typed.address, "", typed.text, now)

    def _locked(self, key: Key, typed: Typed) -> None:
        old, now = self.base.cells.get(key, ""), self.now.cells.get(key, "")
        if not _same(key, typed.text, old) and not _same(key, typed.text, now):
            words = {
                "where": _where(self.sheet, key[0]),
                "what": name_of(key),
                "old": old or "（空）",
                "shown": old[:80],
            }
            self.problems.append(self.sheet.locate(said_of(LOCKED_CHANGED, typed.text[:80], **words), typed.address))

    def _gone(self) -> Iterator[Difference]:
        yield from self._money_gone()
        yield from self._rows_gone()

    def _money_gone(self) -> Iterator[Difference]:
        """Sources of money whose line is no longer there."""
        here = {place for place, _ in (*self.sheet.cells, *self.sheet.unread)}
        for part in PARTS:
            amounts = [self.base.cells.get((part, name), "") for name in ("original_budget", "revised_budget")]
            if part in here or not any(amounts) or not any(place == part for place, _ in self.now.cells):
                continue
            if self.sheet.stamp.kind is Kind.TARGETS:
                name = f"其中：{MONEY_ROWS[part]}"
                yield Difference(
                    Sort.DELETED, (part, "original_budget"), name, "整行", "", "、".join(filter(None, amounts)), ""
                )
            else:
                self.problems.append(self.sheet.locate(said_of(ROW_MISSING, "项目资金", name=MONEY_ROWS[part])))

    def _rows_gone(self) -> Iterator[Difference]:
        for place, key in zip(self.base.places, self.base.keys, strict=True):
            if place in self.sheet.rows or place not in self.now.places:
                continue
            name = self.base.cells.get((place, "name"), key)
            if self.sheet.stamp.kind is Kind.TARGETS:
                yield Difference(Sort.DELETED, (place, "name"), name, "整行", "", key, "")
            else:
                self.problems.append(self.sheet.locate(said_of(ROW_MISSING, place, name=name)))


def _same(key: Key, one: str, other: str) -> bool:
    """The same text; of amounts the same number."""
    if one == other or key[1] not in NUMBERS:
        return one == other
    numbers = read_number(one), read_number(other)
    return not any(isinstance(number, Problem) for number in numbers) and numbers[0] == numbers[1]
