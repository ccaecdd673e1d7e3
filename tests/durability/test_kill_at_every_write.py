"""SIGKILL before every write, sync, unlink and before the receipt (每一次写入处杀死).

``make test`` kills ``approve`` at each of its points and ``submit`` at every third and the last ones;
``make durability`` kills every command that writes at each point.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.durability.killing import killed_at_each
from tests.durability.life import STEPS, PostgresStages, SqliteStages, Stages
from tests.durability.running import Nursery
from tests.durability.strace import TALKS, WRITES, Point, killed_at, points, require_strace

ALL = os.environ.get("JIXIAO_DURABILITY") == "all"

STRIDES = {"approve": 1, "submit": 3}
"""Every how-many-th point of a command is taken in CI."""

LAST = 8
"""The last points are always taken: the commit, what follows it, and the receipt."""

WRITING = ("import", "declare", "monitor", "fill", "submit", "send-back", "approve", "publish", "correct")

TALK_STRIDE = 9


@pytest.mark.parametrize("name", WRITING if ALL else STRIDES)
def test_on_sqlite(name: str, nursery: Nursery, sqlite_stages: SqliteStages):
    every = _points(name, sqlite_stages, WRITES)
    stride = 1 if ALL else STRIDES[name]
    chosen = every[:-LAST:stride] + every[-LAST:]
    deaths = killed_at_each(nursery, sqlite_stages, STEPS[name], chosen)
    assert [(death.point, death.harm) for death in deaths if death.harm] == []
    # Nothing finishes before its kill, and no other ends are there.
    assert Counter(death.fate for death in deaths).keys() == {"nothing", "written", "told"}
    print(f"{name}: {len(chosen)} of {len(every)} points, {Counter(death.fate for death in deaths)}")


def test_after_the_last_point_a_command_ends_unharmed(sqlite_stages: SqliteStages):
    last = _points("approve", sqlite_stages, WRITES)[-1]
    run = STEPS["approve"].run(sqlite_stages.fresh("approve"), "最后")
    assert killed_at(run, Point(last.call, last.number + 1)).code == 0


@pytest.mark.parametrize("name", WRITING if ALL else ["approve"])
def test_on_postgresql_at_the_socket(name: str, nursery: Nursery, postgres_stages: PostgresStages):
    """Before the client says or hears something; the server may still carry out what was said."""
    every = _points(name, postgres_stages, TALKS)
    chosen = every if ALL else every[:-LAST:TALK_STRIDE] + every[-LAST:]
    deaths = killed_at_each(nursery, postgres_stages, STEPS[name], chosen)
    assert [(death.point, death.harm) for death in deaths if death.harm] == []
    print(f"{name}: {len(chosen)} of {len(every)} points, {Counter(death.fate for death in deaths)}")


def _points(name: str, stages: Stages, calls: tuple[str, ...]) -> list[Point]:
    require_strace()
    return points(STEPS[name].run(stages.fresh(name), "数一数"), calls)
