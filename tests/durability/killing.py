"""Ways to cut a command off (中断的办法): at a system call, after a time, and from the server's side."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.durability.aftermath import Attempt, Death
from tests.durability.life import PostgresStages, Stages, Step, database_of
from tests.durability.running import REPOSITORY, Nursery
from tests.durability.strace import Origin, Point, killed_at

CORES = 2


def killed_at_each(
    nursery: Nursery, stages: Stages, step: Step, points: Sequence[Point], origin: Origin = REPOSITORY
) -> list[Death]:
    """Kill a command at each point, every time on a fresh database."""

    def one(point: Point) -> Death:
        attempt = Attempt(nursery, stages, stages.fresh(step.name), step)
        death = attempt.death(killed_at(attempt.run, point, origin), f"{step.name} {point}")
        stages.drop(attempt.address)
        return death

    with ThreadPoolExecutor(CORES) as pool:
        return list(pool.map(one, points))


def killed_after(attempt: Attempt, seconds: float) -> Death:
    """Kill the process group of a command after a time."""
    ran = attempt.nursery.run(attempt.run, kill_after=seconds)
    return attempt.death(ran, f"{attempt.step.name} {seconds * 1000:.1f} ms")


def interrupted(attempt: Attempt, seconds: float, interrupt: Callable[[], object]) -> Death:
    """Do something to the server in the middle of a command."""
    timer = threading.Timer(seconds, interrupt)
    timer.start()
    ran = attempt.nursery.run(attempt.run)
    timer.join()
    return attempt.death(ran, f"{attempt.step.name} {seconds * 1000:.1f} ms")


def terminate(stages: PostgresStages, address: str) -> int:
    """End every connection to a database, as an administrator can; how many there were."""
    with stages.server.connect() as connection:
        question = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s"
        row = connection.execute(question, (database_of(address),)).fetchone()
    assert row is not None
    return int(row[0])


def seconds_of(attempt: Attempt) -> float:
    """How long a command takes that nobody kills."""
    began = time.perf_counter()
    assert attempt.nursery.run(attempt.run).code == 0
    return time.perf_counter() - began
