"""The server goes away in the middle of a command (服务器中途断开): exit 7, and nothing half done."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial

import pytest

from tests.durability.aftermath import STORAGE_UNAVAILABLE, Attempt
from tests.durability.killing import interrupted, terminate
from tests.durability.life import STEPS, PostgresStages, database_of
from tests.durability.running import Nursery, ended, start

MOMENTS = 3


def _restart(stages: PostgresStages, address: str) -> None:
    stages.server.restart()


CUTS = pytest.mark.parametrize("cut", [terminate, _restart], ids=["terminated", "restarted"])
Cut = Callable[[PostgresStages, str], object]


@CUTS
def test_in_the_middle_of_the_transaction(cut: Cut, nursery: Nursery, postgres_stages: PostgresStages):
    """Somebody else holds the end of the history, so the command waits inside its transaction when it is cut off."""
    stages, step = postgres_stages, STEPS["approve"]
    attempt = Attempt(nursery, stages, stages.fresh(step.name), step)
    holder = stages.server.connect(database_of(attempt.address))
    holder.execute("BEGIN")
    holder.execute("SELECT * FROM ledger FOR UPDATE")
    process = start(attempt.run)
    _until_it_waits(stages, attempt.address)
    cut(stages, attempt.address)
    ran = ended(process)
    holder.close()
    assert (ran.code, ran.answer) == (STORAGE_UNAVAILABLE, None)
    death = attempt.death(ran, "waiting")
    assert (death.fate, death.harm) == ("nothing", ())
    stages.drop(attempt.address)


def _until_it_waits(stages: PostgresStages, address: str) -> None:
    question = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
    with stages.server.connect() as connection:
        while connection.execute(question, (database_of(address),)).fetchone() != (1,):
            time.sleep(0.01)


def test_connections_ended_at_random(nursery: Nursery, postgres_stages: PostgresStages):
    chance, stages = random.Random(1), postgres_stages
    for name in ("import", "submit", "approve", "publish"):
        for _ in range(MOMENTS):
            attempt = Attempt(nursery, stages, stages.fresh(name), STEPS[name])
            death = interrupted(attempt, chance.uniform(0, 0.1), partial(terminate, stages, attempt.address))
            assert death.harm == (), death
            stages.drop(attempt.address)
