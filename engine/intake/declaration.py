"""Declarations (目标申报) and results (自评结果) out of TOML files, each value at its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.intake.report import Located
from engine.intake.toml import Source, fiscal_year_of, read_toml
from indicators.content import PARTS, RESULTS, Content, cells, content_of, declared_part, find_rows, row_key
from indicators.indicator import Indicator, SelfAssessment
from indicators.numbers import plain
from indicators.problems import Problem, Severity
from indicators.validation import validate


@dataclass(frozen=True, slots=True)
class LoadedDeclaration:
    """The declaration in a file, and whether results stood beside it."""

    source: Source
    content: dict[str, Any]
    had_results: bool


def load_declaration(path: Path) -> LoadedDeclaration | list[Located]:
    """Read a declaration; results in the same file are left for the self-assessment."""
    read = read_toml(path)
    if isinstance(read, list):
        return read
    source, data = read
    document = validate(SelfAssessment, declared_part(data), {"fiscal_year": fiscal_year_of(data)})
    if isinstance(document, list):
        return source.locate(document)
    rows = data["indicator"]
    return LoadedDeclaration(source, content_of(document), any("achieved" in row for row in rows))


@dataclass(frozen=True, slots=True)
class LoadedResults:
    """Results in a file: as plain data, with the place of each row in the file, and what was not taken over."""

    source: Source
    results: dict[str, Any]
    places: Mapping[str, int]
    notes: tuple[Located, ...]

    def locate(self, problems: tuple[Problem, ...], content: Content) -> list[Located]:
        """Problems about the project's rows, at the lines of the file they came from."""
        return self.source.locate(self._moved(problem, content) for problem in problems)

    def _moved(self, problem: Problem, content: Content) -> Problem:
        match problem.where:
            case ("indicator", int(index), *rest):
                key = row_key(content["indicator"][index])
                place = ("indicator", self.places[key]) if key in self.places else ("indicator",)
                return replace(problem, where=(*place, *rest))
        return problem


def load_results(path: Path, content: Content) -> LoadedResults | list[Located]:
    """Read the results in a file for a project of this content. Rows are found by name; the file may hold a few
    rows only, or a whole self-assessment, whose declared values are compared and not taken over."""
    read = read_toml(path)
    if isinstance(read, list):
        return read
    source, data = read
    problems = list(_misplaced(data))
    places, unknown = _places(data.get("indicator", ()), content) if not problems else ({}, [])
    if problems or unknown:
        return source.locate([*problems, *unknown])
    results = {
        "funding": _funding(data.get("funding", {})),
        "objective": _taken(data.get("objective", {}), RESULTS["objective"]),
        "indicator": {key: _taken(data["indicator"][at], RESULTS["indicator"]) for key, at in places.items()},
    }
    notes = source.locate(_differing(data, places, content))
    return LoadedResults(source, results, places, tuple(notes))


def _misplaced(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Tables that are none, and keys nobody knows."""
    for table in ("project", "funding", "objective"):
        if not isinstance(data.get(table, {}), dict):
            yield _not_a_table(table)
    for name in data.keys() - SelfAssessment.model_fields.keys():
        yield _unknown_key(name, (name,))
    rows = data.get("indicator", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield _not_a_table("indicator")
        return
    for index, row in enumerate(rows):
        for name in row.keys() - Indicator.model_fields.keys():
            yield _unknown_key(name, ("indicator", index, name))
        if not isinstance(row.get("name"), str) or not row["name"].strip():
            yield Problem(
                "field-missing",
                "缺少必填项 name",
                expected="写上 name",
                example='name = "租用车辆"',
                where=("indicator", index, "name"),
            )


def _not_a_table(table: str) -> Problem:
    return Problem("type-wrong", "应当是一组项", expected="[表头] 下的各项", example=f"[{table}]", where=(table,))


def _unknown_key(name: str, where: tuple[str | int, ...]) -> Problem:
    return Problem("field-unknown", "不认识的项", text=name, expected="自评表里的项", where=where)


def _places(rows: list[dict[str, Any]], content: Content) -> tuple[dict[str, int], list[Problem]]:
    """Which row of the file is about which row of the project."""
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for index, row in enumerate(rows):
        found = find_rows(content, row["name"].strip(), exact=True)
        found = [key for key in found if _is_of(key, row)] or found
        if len(found) == 1 and found[0] not in places:
            places[found[0]] = index
            continue
        names = "、".join(dict.fromkeys(one["name"] for one in content["indicator"]))
        problems.append(
            Problem(
                "row-unclear" if found else "row-missing",
                "不止一个指标叫这个名字，写上一级和二级指标" if found else "申报里没有这个指标",
                text=row["name"],
                expected=names,
                example=f'name = "{content["indicator"][0]["name"]}"',
                where=("indicator", index, "name"),
            )
        )
    return places, problems


def _is_of(key: str, row: Mapping[str, Any]) -> bool:
    given = [str(row.get(name, "")) for name in ("dimension", "category")]
    return all(not name or name in key.split("/") for name in given)


def _funding(funding: Mapping[str, Any]) -> dict[str, Any]:
    taken = _taken(funding, RESULTS["funding"])
    for part in PARTS:
        if isinstance(funding.get(part), dict) and "outturn" in funding[part]:
            taken[part] = _taken(funding[part], ("outturn",))
    return taken


def _taken(table: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(table[name]) for name in fields if name in table}


def _plain(value: Any) -> Any:
    """Numbers as texts, as they are stored; what is of the wrong type stays, for validation to refuse."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return plain(value) if value.is_finite() and value.adjusted() < 40 else str(value)
    return value.strip() if isinstance(value, str) else value


def _differing(data: Mapping[str, Any], places: Mapping[str, int], content: Content) -> Iterator[Problem]:
    """Declared values in the file that are not those of the project: they are not taken over."""
    declared = {(cell.place, cell.field): text for cell, text in cells(content).items()}
    fields = [name for name in Indicator.model_fields if name not in RESULTS["indicator"]]
    for key, index in places.items():
        for name in fields:
            text = data["indicator"][index].get(name)
            stored = declared.get((key, name), "")
            if text is not None and str(_plain(text)) not in (stored, ""):
                yield Problem(
                    "declared-differs",
                    f"申报的是 {stored or '（空）'}，文件里的没有采用",
                    text=str(text),
                    expected="要改申报的内容，用 target import（申报时）或 target adjust（年中）",
                    where=("indicator", index, name),
                    severity=Severity.WARNING,
                )
