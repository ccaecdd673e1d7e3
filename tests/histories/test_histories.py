"""Random histories over both databases: the service does what the policy says, and the store keeps it.

``JIXIAO_HISTORIES=10000`` runs so many on each, new ones, instead of the few of every day.
"""

from __future__ import annotations

import os
from collections import Counter

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.histories.chooser import TRIGGERS
from tests.histories.houses import House, ServerHouse, file_house
from tests.histories.machine import histories
from tests.postgres import Server, postgres_database, postgres_server

__all__ = ["postgres_database", "postgres_server"]

STEPS = 20
MANY = "JIXIAO_HISTORIES"
ENOUGH = 200
"""Histories in which every trigger must have come up."""

EVERY_DAY = {"sqlite": 220, "postgres": 80}


def run(house: House, examples: int, *, shrinking: bool = True) -> Counter[str]:
    """So many histories, every day the same ones; what happened in them."""
    seen: Counter[str] = Counter()
    every_day = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=MANY not in os.environ,
        database=None,
        phases=(Phase.generate, Phase.shrink) if shrinking else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    run_state_machine_as_test(histories(house, seen), settings=every_day)
    return seen


def wanted(database: str) -> int:
    return int(os.environ.get(MANY, EVERY_DAY[database]))


def reported(database: str, seen: Counter[str]) -> None:
    """Histories that go nowhere prove nothing: in many of them every trigger, but one at most, was given and refused."""
    print(f"{database}: {dict(sorted(seen.items()))}")
    assert seen["histories"] >= wanted(database)
    refused = ("NOT_ALLOWED", "CONFLICT", "DATA", "NOT_FOUND", "UNCHANGED")
    rare = [
        trigger
        for trigger in TRIGGERS
        if not seen[f"{trigger} done"] or not any(seen[f"{trigger} {kind}"] for kind in refused)
    ]
    assert seen["histories"] < ENOUGH or len(rare) <= 1, rare


def test_files():
    reported("sqlite", run(file_house, wanted("sqlite")))


def test_server(postgres_server: Server, postgres_database: str):
    house = ServerHouse(postgres_server, postgres_database)
    try:
        reported("postgres", run(house, wanted("postgres")))
    finally:
        house.close()
