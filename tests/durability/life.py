"""A small life of a project (一个项目的一生), by command line, and copies of the database before every step of it."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.durability.running import REPOSITORY, Nursery, Ran, Run
from tests.postgres import OWNER, Server

PROJECT = "2024-0001"
SELF_ASSESSMENT = REPOSITORY / "examples" / "urumqi-2024" / "04-supervision.toml"
OTHER = REPOSITORY / "examples" / "urumqi-2024" / "01-training.toml"
REVIEWERS = tuple(f"li{number:02}" for number in range(1, 17))
REPORT = "出具专项检查报告"


@dataclass(frozen=True)
class Step:
    """One command of the life (一步): who gives it, how many entries it makes."""

    name: str
    who: str
    words: tuple[str, ...]
    entries: int = 1
    """0 where nothing is written to the history; a rulebook that is pinned on the way is not counted."""

    def run(self, db: str, key: str | None = None) -> Run:
        more = () if key is None or not self.entries else ("--key", key)
        return Run((*self.words, *more, "--json"), db, self.who)


LIFE = (
    Step("import", "zhang", ("project", "import", str(SELF_ASSESSMENT))),
    Step("declare", "zhang", ("submit", PROJECT)),
    Step("monitor", "zhang", ("monitor", "record", PROJECT, "--month", "7", "--outturn", "30")),
    Step("fill", "zhang", ("assess", "fill", PROJECT, str(SELF_ASSESSMENT))),
    Step("submit", "zhang", ("submit", PROJECT)),
    Step("show", "li01", ("review", "show", PROJECT), entries=0),
    Step("send-back", "li01", ("send-back", PROJECT, "--row", REPORT, "--comment", "请核对")),
    Step("answer", "zhang", ("submit", PROJECT, "--answer", f"{REPORT}=已核对，无误")),
    Step("look", "li01", ("review", "show", PROJECT), entries=0),
    Step("approve", "li01", ("approve", PROJECT)),
    Step("publish", "fin", ("publish", PROJECT)),
    Step("correct", "fin", ("correct", PROJECT, "--reason", "更正")),
)
"""From the import (which also pins the rulebook) to a correction."""

STEPS = {step.name: step for step in LIFE}


def people() -> Iterator[Step]:
    """The accounts the life needs."""
    roles = {"guan": "administrator", "zhang": "owner", "fin": "finance_officer"}
    for account, role in {**roles, **dict.fromkeys(REVIEWERS, "reviewer")}.items():
        yield Step("user", "guan", ("user", "add", account, "--role", role, "--name", f"名{account}"))


@contextmanager
def warm_nursery(root: Path = REPOSITORY) -> Iterator[Nursery]:
    """A nursery that has lived the life once."""
    with tempfile.TemporaryDirectory() as folder, Nursery(root) as nursery:
        db = str(Path(folder, "预演.db"))
        steps = [*people(), *LIFE]
        nursery.rehearse([Run(("db", "upgrade"), db), *(step.run(db, f"{n}") for n, step in enumerate(steps))])
        yield nursery


def done(ran: Ran, step: Step) -> Ran:
    assert ran.code == 0, f"{step.words}: {ran}"
    return ran


def lived(nursery: Nursery, db: str) -> Iterator[str]:
    """Live the whole life on an empty address; gives the name of each step just before it is taken."""
    done(nursery.run(Run(("db", "upgrade"), db)), Step("upgrade", "", ("db", "upgrade")))
    for step in people():
        done(nursery.run(step.run(db)), step)
    for step in LIFE:
        yield step.name
        done(nursery.run(step.run(db)), step)


class Stages(Protocol):
    """Databases in the state just before a step (各步之前的数据库)."""

    kind: str

    def fresh(self, before: str) -> str:
        """The address of a new copy."""

    def settle(self, address: str) -> None:
        """Wait until nobody is at work in it any more."""

    def drop(self, address: str) -> None:
        """Remove one."""


class SqliteStages:
    """Copies of a file."""

    kind = "sqlite"

    def __init__(self, folder: Path, nursery: Nursery, last: str = LIFE[-1].name) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        working = folder / "一生.db"
        for name in lived(nursery, str(working)):
            shutil.copy(working, self._template(name))
            if name == last:
                break

    def fresh(self, before: str) -> str:
        folder = self._folder / f"{next(self._numbers)}"
        folder.mkdir()
        return str(shutil.copy(self._template(before), folder / "绩效.db"))

    def settle(self, address: str) -> None:
        """A dead process holds no lock of a file."""

    def drop(self, address: str) -> None:
        shutil.rmtree(Path(address).parent)

    def _template(self, name: str) -> Path:
        return self._folder / f"{name}.db"


class PostgresStages:
    """Databases copied from templates."""

    kind = "postgresql"
    _numbers = itertools.count(1)

    def __init__(self, server: Server, nursery: Nursery) -> None:
        self.server = server
        self._prefix = f"life_{next(self._numbers)}"
        self._fresh = itertools.count(1)
        working = f"{self._prefix}_working"
        server.execute(f"CREATE DATABASE {working} OWNER {OWNER}")
        for name in lived(nursery, server.address(working)):
            self._copy(working, self._template(name))

    def fresh(self, before: str) -> str:
        name = f"{self._prefix}_{next(self._fresh)}"
        self._copy(self._template(before), name)
        return self.server.address(name)

    def settle(self, address: str) -> None:
        """The server may still be carrying out what a client sent before it died."""
        question = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        with self.server.connect() as connection:
            while connection.execute(question, (database_of(address),)).fetchone() != (0,):
                connection.execute("SELECT pg_sleep(0.002)")

    def drop(self, address: str) -> None:
        self.server.execute(f"DROP DATABASE {database_of(address)} WITH (FORCE)")

    def _copy(self, source: str, target: str) -> None:
        self.server.execute(f"CREATE DATABASE {target} OWNER {OWNER} TEMPLATE {source}")

    def _template(self, name: str) -> str:
        return f"{self._prefix}_before_{name.replace('-', '_')}"


def database_of(address: str) -> str:
    """The name of the database in an address of the server."""
    return address.partition("/?")[0].rpartition("/")[2].partition("?")[0]
