"""Monitoring records (执行监控) out of TOML files: ``[monitoring]`` and one ``[[indicator]]`` per row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.intake.report import Located
from engine.intake.toml import Source, read_toml
from indicators.monitoring import MonitoringRecord
from indicators.problems import Problem
from indicators.validation import validate

TABLE = "monitoring"


@dataclass(frozen=True, slots=True)
class LoadedRecord:
    """A record as plain data, and the file it came from."""

    source: Source
    record: dict[str, Any]

    def locate(self, problems: tuple[Problem, ...]) -> list[Located]:
        """Problems of the record at the lines of the file."""
        return self.source.locate(map(_placed, problems))


def _placed(problem: Problem) -> Problem:
    return problem if problem.where[:1] == ("indicator",) else replace(problem, where=(TABLE, *problem.where))


def load_record(path: Path, fiscal_year: int) -> LoadedRecord | list[Located]:
    """Read a monitoring record."""
    read = read_toml(path)
    if isinstance(read, list):
        return read
    source, data = read
    unknown = [_unknown(name) for name in data if name not in (TABLE, "indicator")]
    head = data.get(TABLE, {})
    if unknown or not isinstance(head, dict):
        return source.locate(unknown or [_not_a_table()])
    record = record_of({**head, "indicator": data.get("indicator", [])}, fiscal_year)
    if isinstance(record, list):
        return source.locate(map(_placed, record))
    return LoadedRecord(source, record)


def record_of(data: Mapping[str, Any], fiscal_year: int) -> dict[str, Any] | list[Problem]:
    """A record as plain data, out of what was typed."""
    record = validate(MonitoringRecord, data, {"fiscal_year": fiscal_year})
    return record if isinstance(record, list) else record.model_dump(mode="json", exclude_defaults=True)


def _unknown(name: str) -> Problem:
    return Problem(
        "field-unknown",
        "不认识的项",
        text=name,
        expected="[monitoring] 和 [[indicator]]",
        example="[monitoring]",
        where=(name,),
    )


def _not_a_table() -> Problem:
    return Problem("type-wrong", "应当是一组项", expected="[表头] 下的各项", example="[monitoring]", where=(TABLE,))
