"""How long steps take in a database of 10,000 projects, 1,000 of them waiting; and an import beside a bare one.

The targets are ≤ 0.5 s for a command, ≤ 0.7 s for the inbox, both as whole processes, and ≥ 1,000 steps per second
when they are imported together.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.town import actor, build, declarations, move_in
from engine.cli.desk import now
from engine.service.service import Service
from engine.store.maintenance import upgrade
from engine.store.store import open_store
from workflows.refusal import Refused

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

PROJECTS, WAITING, ROUNDS = 10_000, 1_000, 10


class Town:
    """A database and its ids, taken one by one so that every round does a step nobody did before."""

    def __init__(self, database: Path, ids: list[str]) -> None:
        self.database = database
        self.waiting = iter(ids[:WAITING])
        self.declared = iter(ids[WAITING:])

    def run(self, who: str, *arguments: str) -> None:
        environment = {**os.environ, "JIXIAO_DB": str(self.database), "JIXIAO_USER": who}
        command = [sys.executable, "-m", "engine.cli", *arguments]
        subprocess.run(command, check=True, capture_output=True, env=environment)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    database = tmp_path_factory.mktemp("town") / "jixiao.db"
    return Town(database, build(database, PROJECTS, WAITING))


def each(town: Town, who: str, *words: str, ids: Iterator[str]) -> Any:
    """Arguments of the next round: the same words about the next project."""
    return lambda: ((who, *words, next(ids)), {})


def bench_command_submit(benchmark: BenchmarkFixture, town: Town) -> None:
    benchmark.pedantic(town.run, setup=each(town, "zhang", "submit", ids=town.declared), rounds=ROUNDS)


def bench_command_review_show(benchmark: BenchmarkFixture, town: Town) -> None:
    benchmark.pedantic(town.run, setup=each(town, "li", "review", "show", ids=town.waiting), rounds=ROUNDS)


def bench_command_approve(benchmark: BenchmarkFixture, town: Town) -> None:
    def seen() -> Any:
        project = next(town.waiting)
        town.run("li", "review", "show", project)
        return ("li", "approve", project), {}

    benchmark.pedantic(town.run, setup=seen, rounds=ROUNDS)


def bench_command_inbox_of_1000(benchmark: BenchmarkFixture, town: Town) -> None:
    benchmark.pedantic(town.run, ("li", "review", "inbox"), rounds=ROUNDS)


def bench_import_1000_projects(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """1,000 declarations decided, chained, projected and committed at once."""
    database = tmp_path / "jixiao.db"
    upgrade(str(database))
    todo = declarations(1000)
    with open_store(str(database)) as store:
        move_in(store)
        service = Service(store, actor("zhang"), now)

        def declare() -> None:
            assert not isinstance(service.declare(todo), Refused)

        benchmark.pedantic(declare, rounds=5, warmup_rounds=1)


def bench_import_1000_projects_bare(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """What one would write without us: transitions on an ORM object, no validation, no history, one commit."""
    from sqlalchemy import Integer, Text, create_engine
    from sqlalchemy.orm import Session, declarative_base, mapped_column
    from transitions import Machine

    base: Any = declarative_base()

    class Row(base):  # type: ignore[misc]
        __tablename__ = "project"
        id = mapped_column(Integer, primary_key=True)
        name = mapped_column(Text)
        state = mapped_column(Text)
        content = mapped_column(Text)

    class Cursor:
        state = "new"

    engine = create_engine(f"sqlite:///{tmp_path / 'bare.db'}")
    base.metadata.create_all(engine)
    machine = Machine(model=None, states=["new", "declaring"], initial="new", auto_transitions=False)
    machine.add_transition("declare", "new", "declaring")
    todo = [one.content for one in declarations(1000)]

    def declare() -> None:
        with Session(engine) as session:
            for content in todo:
                cursor = Cursor()
                machine.events["declare"].trigger(cursor)
                text = json.dumps(content, ensure_ascii=False)
                session.add(Row(name=content["project"]["name"], state=cursor.state, content=text))
            session.commit()

    benchmark.pedantic(declare, rounds=5, warmup_rounds=1)
    engine.dispose()
