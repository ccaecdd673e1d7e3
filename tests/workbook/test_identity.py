"""«Nothing is lost on the way out and back»: an untouched workbook changes nothing, whatever people wrote.

Held over projects with every target and achievement the language's own cases can write, and with texts that
spreadsheets are known to spoil; once as we write them, once after LibreOffice has saved them again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from engine.forms.workbook.build import build_workbook
from engine.forms.workbook.kinds import Kind
from engine.intake.workbook.read import read_workbook
from engine.intake.workbook.returned import ReturnedWorkbook
from engine.service.service import Service
from engine.service.workbooks import Answers, Imported, build_sheets, import_workbook
from engine.store.store import open_store
from tests.office import converted
from tests.workbook.town import all_do, assessed, contents, declared, desk_of, monitored, move_in
from workflows.commands import Submit

COUNT = 200
"""Projects that pass through a workbook of each kind."""
BATCH = 50
"""Sheets of one workbook."""
SAVED_AGAIN = COUNT if os.environ.get("JIXIAO_WORKBOOKS") == "all" else 25
"""Of them through LibreOffice, which is slow: all with ``JIXIAO_WORKBOOKS=all``."""


class Town(NamedTuple):
    service: Service
    drafts: list[str]
    filled: list[str]
    """The same projects in the middle of their year: monitored and assessed."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    database = tmp_path_factory.mktemp("town") / "jixiao.db"
    move_in(database)
    random = Random(7)
    made = contents(COUNT, seed=2024)
    with open_store(str(database)) as store:
        service = desk_of(store)
        drafts = [project.id for project in declared(service, made)]
        later = declared(service, [_of_full_weight(one) for one in made])
        later = all_do(service, later, (Submit() for _ in later))
        later = assessed(service, monitored(service, later, random), random)
        yield Town(service, drafts, [project.id for project in later])


def _of_full_weight(content: dict[str, Any]) -> dict[str, Any]:
    """The same with weights that add up to 90 and no rule with points of its own, so that it can be handed in."""
    rows = [{**row, "weight": "0"} for row in content["indicator"]]
    for row in rows:
        row.pop("scoring_rule", None)
    rows[0]["weight"] = "90"
    return {**content, "indicator": rows}


def read(data: bytes) -> ReturnedWorkbook:
    workbook = read_workbook(data, "填报.xlsx")
    assert isinstance(workbook, ReturnedWorkbook), "\n".join(map(str, workbook))
    return workbook


def imported(town: Town, data: bytes) -> Imported:
    return import_workbook(town.service, read(data), Answers(), lambda _: [])


def assert_unchanged(town: Town, data: bytes) -> None:
    before = town.service.store.head()
    done = imported(town, data)
    assert [str(problem) for problem in done.problems] == []
    assert [difference for one in done.comparisons for difference in one.differences] == []
    assert (done.refused, done.receipts, [str(note) for note in done.notes]) == (None, (), [])
    assert town.service.store.head() == before


def batches(ids: list[str]) -> Iterator[list[str]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


@pytest.mark.parametrize(
    ("kind", "is_empty"),
    [*((kind, False) for kind in Kind), (Kind.MONITORING, True), (Kind.SELF_ASSESSMENT, True)],
)
def test_an_untouched_workbook_changes_nothing(town: Town, kind: Kind, is_empty: bool):
    ids = town.drafts if kind is Kind.TARGETS else town.filled
    assert len(ids) >= COUNT
    for batch in batches(ids):
        sheets = build_sheets(town.service, kind, batch, is_empty=is_empty)
        assert_unchanged(town, build_workbook(sheets, {}))


def test_the_same_projects_give_the_same_bytes(town: Town):
    sheets = build_sheets(town.service, Kind.SELF_ASSESSMENT, town.filled[:3], is_empty=False)
    assert build_workbook(sheets, {}) == build_workbook(sheets, {})


@pytest.mark.parametrize(
    ("kind", "ending"), [*((kind, "xlsx") for kind in Kind), (Kind.SELF_ASSESSMENT, "ods"), (Kind.TARGETS, "ods")]
)
def test_a_workbook_saved_by_libreoffice_changes_nothing(town: Town, kind: Kind, ending: str, tmp_path: Path):
    ids = (town.drafts if kind is Kind.TARGETS else town.filled)[:SAVED_AGAIN]
    files = {
        f"{number}.xlsx": build_workbook(build_sheets(town.service, kind, batch, is_empty=False), {})
        for number, batch in enumerate(batches(ids))
    }
    for again in converted(tmp_path, ending, files).values():
        assert_unchanged(town, again)
