"""SIGKILL before every write, sync, unlink and before the receipt (每一次写入处杀死).

``make test`` kills warm ``approve`` and ``submit`` at each of their points, and cold ones at the last few. ``make
durability`` kills warm ones of every command that writes at each point, and cold ``approve`` and ``submit`` too.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.durability.killing import killed_at_each
from tests.durability.life import STEPS, PostgresStages, SqliteStages, Stages
from tests.durability.running import Nursery, Run
from tests.durability.strace import TALKS, WRITES, Point, killed_at, points, require_strace

ALL = os.environ.get("JIXIAO_DURABILITY") == "all"

LAST = 4
"""The last points: the commit, what follows it, and the receipt."""

IN_CI = ("approve", "submit")
WRITING = ("import", "declare", "monitor", "fill", "submit", "send-back", "approve", "publish", "correct")

TALK_STRIDE, CREATION_STRIDE = 8, 8


@pytest.mark.parametrize("name", WRITING if ALL else IN_CI)
def test_on_sqlite(name: str, nursery: Nursery, sqlite_stages: SqliteStages):
    step, every = STEPS[name], _points(name, nursery, sqlite_stages, WRITES)
    warm = killed_at_each(nursery, sqlite_stages, step, every, nursery)
    cold = killed_at_each(nursery, sqlite_stages, step, every if ALL and name in IN_CI else every[-LAST:])
    for deaths in (warm, cold):
        assert [(death.point, death.harm) for death in deaths if death.harm] == []
        # Nothing finishes before its kill, and no other ends are there.
        assert Counter(death.fate for death in deaths).keys() == {"nothing", "written", "told"}
        print(f"{name}: {len(deaths)} of {len(every)} points, {Counter(death.fate for death in deaths)}")


def test_after_the_last_point_a_command_ends_unharmed(nursery: Nursery, sqlite_stages: SqliteStages):
    last = _points("approve", nursery, sqlite_stages, WRITES)[-1]
    run = STEPS["approve"].run(sqlite_stages.fresh("approve"), "最后")
    assert killed_at(run, Point(last.call, last.number + 1)).code == 0


@pytest.mark.parametrize("name", WRITING if ALL else ["approve"])
def test_on_postgresql_at_the_socket(name: str, nursery: Nursery, postgres_stages: PostgresStages):
    """Before the client says or hears something; the server may still carry out what was said."""
    every = _points(name, nursery, postgres_stages, TALKS)
    chosen = every if ALL else every[:-LAST:TALK_STRIDE] + every[-LAST:]
    deaths = killed_at_each(nursery, postgres_stages, STEPS[name], chosen, nursery)
    assert [(death.point, death.harm) for death in deaths if death.harm] == []
    print(f"{name}: {len(chosen)} of {len(every)} points, {Counter(death.fate for death in deaths)}")


def test_while_a_database_is_created(nursery: Nursery, tmp_path: Path):
    """What is left is no database or a whole one: the same command makes it one, and it is in order."""
    require_strace()
    every = points(_creation(tmp_path / "数一数"), origin=nursery)
    for point in every if ALL else every[:-LAST:CREATION_STRIDE] + every[-LAST:]:
        creation = _creation(tmp_path / str(point))
        assert killed_at(creation, point, nursery).killed
        for arguments in (creation.arguments, ("doctor", "--json"), ("user", "add", "guan", "--role", "administrator")):
            ran = nursery.run(Run(arguments, creation.db))
            assert ran.code == 0, (point, ran)


def _creation(folder: Path) -> Run:
    folder.mkdir()
    return Run(("db", "upgrade"), str(folder / "新.db"))


def _points(name: str, nursery: Nursery, stages: Stages, calls: tuple[str, ...]) -> list[Point]:
    require_strace()
    return points(STEPS[name].run(stages.fresh(name), "数一数"), calls, nursery)
