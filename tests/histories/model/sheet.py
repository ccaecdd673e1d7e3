"""What is on the form: read, filled in, compared. Only the few shapes of target and result the histories use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

Sheet = Mapping[str, Any]

PARTS = ("current_year_appropriation", "carry_over", "higher_tier_funds", "own_tier_funds", "other_funds")
TABLES = ("project", "objective", "funding", *PARTS)
FILLED_IN = {
    "funding": {"outturn", "deviation_analysis", "score", "score_reason", *PARTS},
    "objective": {"achieved"},
    "indicator": {"achieved", "deviation_analysis", "evidence", "not_applicable", "score", "score_reason"},
}
"""What a self-assessment may fill in; everything else was declared."""

WORD = "有效提高"
GRADES = {
    "完全达到预期目标": "达成",
    "部分达成预期指标并具有一定效果": "部分达成",
    "未达成预期指标且效果较差": "未达成",
}

_TARGET = re.compile(r"(≥|>=|≤|<=|=) ?([\d.]+) ?(\D*)")
_RESULT = re.compile(r"=([\d.]+) ?(\D*)")
_NUMBER = re.compile(r"\d+(\.\d+)?")


def target_of(row: Sheet) -> tuple[str, str, str] | None:
    """Sign, number and unit of a target in numbers."""
    found = _TARGET.fullmatch(row["target"])
    return None if found is None else (found[1], found[2], found[3])


def result_of(row: Sheet) -> tuple[str, str] | None:
    """Number and unit of a result in numbers."""
    found = _RESULT.fullmatch(row.get("achieved", ""))
    return None if found is None else (found[1], found[2])


def key_of(row: Sheet) -> str:
    return f"{row['dimension']}/{row['category']}/{row['name']}"


def rows_of(sheet: Sheet) -> dict[str, Sheet]:
    return {key_of(row): row for row in sheet["indicator"]}


def is_readable(sheet: Sheet) -> bool:
    """Whether every target and result can be read, every amount is a number, and no row is there twice."""
    rows = sheet["indicator"]
    funding = sheet["funding"]
    money = [funding, *(funding[part] for part in PARTS if part in funding)]
    return (
        len(rows_of(sheet)) == len(rows)
        and all(target_of(row) or row["target"] == WORD for row in rows)
        and all("achieved" not in row or result_of(row) or row["achieved"] in GRADES for row in rows)
        and all(_NUMBER.fullmatch(str(one.get("outturn"))) for one in money)
        and all(_NUMBER.fullmatch(row.get("score", "0")) for row in rows)
    )


def is_declaration(sheet: Sheet) -> bool:
    """Whether it can be read and holds no results yet."""
    funding = sheet["funding"]
    money = [funding, *(funding[part] for part in PARTS if part in funding)]
    return (
        is_readable(sheet)
        and all(float(one["outturn"]) == 0 for one in money)
        and not any(set(row) & FILLED_IN["indicator"] for row in sheet["indicator"])
        and not set(sheet.get("objective", ())) & FILLED_IN["objective"]
    )


def only_results(results: Sheet) -> bool:
    """Whether nothing but results is filled in."""
    rows = results.get("indicator", {}).values()
    return (
        set(results) <= set(FILLED_IN)
        and all(set(results.get(table, ())) <= FILLED_IN[table] for table in ("funding", "objective"))
        and all(set(row) <= FILLED_IN["indicator"] for row in rows)
    )


def filled(sheet: Sheet, results: Sheet) -> dict[str, Any]:
    """The sheet with results filled in; an empty one takes the old one out."""
    after = deepcopy(dict(sheet))
    for field, value in results.get("funding", {}).items():
        if field not in PARTS:
            _put(after["funding"], field, value)
        elif field in after["funding"]:
            for name, amount in value.items():
                _put(after["funding"][field], name, amount)
    objective = after.setdefault("objective", {})
    for field, value in results.get("objective", {}).items():
        _put(objective, field, value)
    if not objective:
        del after["objective"]
    for row in after["indicator"]:
        for field, value in results.get("indicator", {}).get(key_of(row), {}).items():
            _put(row, field, value)
    return after


def _put(table: dict[str, Any], field: str, value: Any) -> None:
    if value in ("", []):
        table.pop(field, None)
    else:
        table[field] = value


def place(sheet: Sheet, name: str) -> Any:
    """What stands in a place a comment can be about: a row or a table."""
    if name == "funding":
        return {field: value for field, value in sheet["funding"].items() if field not in PARTS}
    if name in PARTS:
        return sheet["funding"].get(name)
    return sheet.get(name) if name in TABLES else rows_of(sheet).get(name)


def are_places(sheet: Sheet, names: Iterable[str]) -> bool:
    return all(name in TABLES or name in rows_of(sheet) for name in names)


def is_same(one: Sheet, other: Sheet) -> bool:
    """Whether two sheets say the same, in whatever order their rows stand."""
    heads = [{**sheet, "indicator": rows_of(sheet)} for sheet in (one, other)]
    return heads[0] == heads[1]
