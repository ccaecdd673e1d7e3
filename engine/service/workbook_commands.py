"""What a compared sheet asks for (要办的事): the command of each kind, and where its cells stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from engine.forms.workbook.kinds import Key, Kind, table_of
from engine.forms.workbook.stamp import is_open
from engine.intake.report import Located
from engine.intake.workbook.returned import ReturnedSheet
from engine.service.workbook_comparison import Comparison, Difference, Sort
from engine.service.workbook_sheets import State
from engine.service.workbook_words import in_sheet_words
from indicators.content import PARTS
from indicators.document import STORED
from indicators.monitoring import MonitoringRecord
from indicators.problems import Problem
from indicators.validation import validate

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Plain data a command is made of, and which rows of the sheet its rows are."""

    data: Content
    places: tuple[str, ...]


def declared_content(comparison: Comparison, wanted: Sequence[Difference]) -> Asked:
    """The declaration as the sheet would have it: the database's, with the cells that were changed."""
    now = comparison.now
    content: Content = deepcopy(dict(now.content)) if now else {"indicator": [], "funding": {"outturn": "0"}}
    places = list(now.places) if now else []
    rows = dict(zip(places, content["indicator"], strict=True))
    fresh = [row for row in comparison.sheet.new_rows if any(one.key[0] == row for one in wanted)]
    rows |= {row: {} for row in fresh}
    for one in wanted:
        if one.sort is Sort.DELETED:
            rows.pop(one.key[0], None)
            content["funding"].pop(one.key[0], None)
        elif one.key[0] in rows:
            _put(rows[one.key[0]], one.key[1], one.new)
        elif table_of(one.key[0]) != "row":
            _put(_table(content, one.key[0]), one.key[1], one.new)
    _drop_empty_parts(content["funding"])
    order = _with_new([place for place in places if place in rows], fresh, rows)
    content["indicator"] = [rows[place] for place in order]
    return Asked({name: table for name, table in content.items() if table != {}}, tuple(order))


def _table(content: Content, place: str) -> Content:
    if place in PARTS:
        table: Content = content["funding"].setdefault(place, {"outturn": "0"})
    else:
        table = content.setdefault(place, {})
    return table


def _put(table: Content, field: str, text: str) -> None:
    """A text into its field; a blank takes the field out."""
    if not text:
        table.pop(field, None)
    elif field in ("fiscal_year", "month"):
        table[field] = _whole(text)
    else:
        table[field] = text.split("\n") if field == "evidence" else text


def _whole(text: str) -> int | str:
    """``2024年度`` or ``7月`` as a number; anything else stays, to be refused with its place."""
    digits = text.removesuffix("度").removesuffix("年").removesuffix("月").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 4 else text


def _drop_empty_parts(funding: Content) -> None:
    for part in PARTS:
        if part in funding and not funding[part].keys() - {"outturn"}:
            del funding[part]


def _with_new(order: list[str], fresh: Sequence[str], rows: Mapping[str, Content]) -> list[str]:
    """New rows behind the last of their own category, or of their dimension, so that the form keeps its groups."""
    for row in fresh:
        levels = ("dimension", "category")
        alike = [
            max(
                (at for at, one in enumerate(order) if _level(rows[one], names) == _level(rows[row], names)), default=-1
            )
            for names in (levels, levels[:1])
        ]
        at = next((place + 1 for place in alike if place >= 0), len(order))
        order = [*order[:at], row, *order[at:]]
    return order


def _level(row: Content, names: Sequence[str]) -> list[Any]:
    return [row.get(name) for name in names]


def results_asked(comparison: Comparison, wanted: Sequence[Difference]) -> Asked:
    """The results that were changed; None takes one out."""
    now = _there(comparison)
    keys = dict(zip(now.places, now.keys, strict=True))
    results: Content = {}
    for one in wanted:
        place, name = one.key
        value: Any = one.new.split("\n") if name == "evidence" and one.new else one.new or None
        if place in PARTS:
            results.setdefault("funding", {}).setdefault(place, {})[name] = value
        elif table_of(place) == "row":
            results.setdefault("indicator", {}).setdefault(keys[place], {})[name] = value
        else:
            results.setdefault(place, {})[name] = value
    return Asked(results, now.places)


def record_asked(comparison: Comparison, wanted: Sequence[Difference]) -> Asked | list[Located]:
    """A whole monitoring record: the last one, with the cells that were changed."""
    now = _there(comparison)
    last: Mapping[str, Any] = now.project.records[-1].data if now.project.records else {}
    if comparison.sheet.stamp.is_empty:
        last = {}
    head: Content = {name: value for name, value in last.items() if name != "indicator"}
    before = {str(row["name"]): dict(row) for row in last.get("indicator", ())}
    names = {place: str(row["name"]) for place, row in zip(now.places, now.content["indicator"], strict=True)}
    rows = {place: before.get(name, {"name": name}) for place, name in names.items()}
    for one in wanted:
        _put(head if one.key[0] == "monitoring" else rows[one.key[0]], one.key[1], one.new)
    filled = {place: row for place, row in rows.items() if row.keys() - {"name"}}
    year = now.content["project"]["fiscal_year"]
    record = validate(
        MonitoringRecord, {**head, "indicator": list(filled.values())}, {"fiscal_year": year, STORED: True}
    )
    places = tuple(filled)
    if isinstance(record, list):
        return located(comparison.sheet, record, places)
    return Asked(record.model_dump(mode="json", exclude_defaults=True), places)


def _there(comparison: Comparison) -> State:
    assert comparison.now is not None, "only declarations are of projects that are not there yet"
    return comparison.now


def located(sheet: ReturnedSheet, problems: Sequence[Problem], places: Sequence[str]) -> list[Located]:
    """Problems of the content at the cells they came from."""
    known = [one for one in problems if not sheet.unread.intersection(_keys_of(one, places))]
    addresses = [_cell_of(sheet, problem, places) for problem in known]
    return [sheet.locate(in_sheet_words(one, cell), cell) for one, cell in zip(known, addresses, strict=True)]


def _place_of(problem: Problem, places: Sequence[str]) -> tuple[str, list[str | int]]:
    """The table or row a problem is about, and the rest of the way to its field."""
    where = problem.where
    match where:
        case ("indicator", int(index), *rest) if index < len(places):
            return places[index], rest
        case ("funding", str(part), *rest) if part in PARTS:
            return part, rest
        case (str(table), *rest) if table in ("project", "funding", "objective"):
            return table, rest
    return "monitoring", list(where)


def _keys_of(problem: Problem, places: Sequence[str]) -> list[Key]:
    place, rest = _place_of(problem, places)
    return [(place, str(name)) for name in rest]


def _cell_of(sheet: ReturnedSheet, problem: Problem, places: Sequence[str]) -> str:
    """The address of the field a problem is about; else of the first cell to fill in of its row."""
    place, rest = _place_of(problem, places)
    named = [typed.address for (at, name), typed in sheet.cells.items() if at == place and name in rest]
    inputs = [
        typed.address for (at, name), typed in sheet.cells.items() if at == place and is_open(sheet.stamp, (at, name))
    ]
    return next(iter(named or inputs), "")


def is_declaration(sheet: ReturnedSheet) -> bool:
    """Whether a sheet declares a project that has no number yet."""
    return sheet.stamp.kind is Kind.TARGETS and not sheet.stamp.project
