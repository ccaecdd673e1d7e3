"""Every line of ``cases.txt`` is one row or the money of a record, and the light it gets, derived by hand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from indicators.scoring.monitor import monitor
from indicators.scoring.monitoring_rules import Light
from indicators.scoring.monitoring_view import MonitoringView
from indicators.scoring.rulebook import Rulebook
from tests.monitoring.documents import codes, look, record
from tests.scoring.documents import FISCAL_YEAR, built

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "indicators" / "rulebooks", ROOT / "examples" / "rulebooks")
CASES = Path(__file__).parent / "cases.txt"


class Case(NamedTuple):
    """One line of the file."""

    rulebook: str
    line: int
    cells: tuple[str, ...]
    expected: str


def read_cases() -> Iterator[Case]:
    rulebook = ""
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.partition("#")[0].strip()
        if text.startswith("["):
            rulebook = text.strip("[]")
        elif text:
            left, arrow, expected = text.partition(" → ")
            assert arrow, f"cases.txt:{number}: 没有 →"
            yield Case(rulebook, number, tuple(cell.strip() for cell in left.split("|")), expected)


@cache
def named(rulebook_id: str) -> Rulebook:
    texts = {file.stem: file.read_text(encoding="utf-8") for folder in FOLDERS for file in folder.glob("*.toml")}
    return built(rulebook_id, texts)


def view_of(case: Case) -> tuple[MonitoringView, Light]:
    month, money, target, *actual = case.cells
    outturn, budget = money.split("/")
    if target == "资金":
        view = monitor(
            [], Decimal(budget), record(month=int(month), outturn=outturn), named(case.rulebook), FISCAL_YEAR
        )
        return view, view.money.standing.light
    words = target.split(" ")
    declared = dict(word.split("=") for word in words if word[:1].isascii() and word[:1].isalpha())
    text = " ".join(word for word in words if word.partition("=")[0] not in declared)
    view = look(named(case.rulebook), text, {"actual": actual[0]}, int(month), money, **declared)
    return view, view.rows[0].standing.light


ALL_CASES = list(read_cases())


@pytest.mark.parametrize("case", ALL_CASES, ids=[f"{case.rulebook}-line{case.line}" for case in ALL_CASES])
def test_the_light_is_as_derived(case: Case):
    view, light = view_of(case)
    found = " ".join([light.value, *codes(view)])
    standing = view.rows[0].standing if view.rows else view.money.standing
    assert found == case.expected, standing.says
    assert bool(standing.reason) == (light is Light.NOT_JUDGED)
    assert (standing.citation is None) <= (light is Light.NOT_JUDGED)
    assert standing.says.endswith(f"→ {light.value}") or light is Light.NOT_JUDGED


def test_every_light_is_reached():
    assert {view_of(case)[1] for case in ALL_CASES} == set(Light)


@pytest.mark.parametrize("case", ALL_CASES, ids=[f"{case.rulebook}-line{case.line}" for case in ALL_CASES])
def test_everything_said_prints_on_a_chinese_windows_terminal(case: Case):
    view, _ = view_of(case)
    for text in (view.money.standing.says, *(row.standing.says for row in view.rows), *map(str, view.problems)):
        text.encode("gbk")
