"""A house to live in: a database with its people, and the real command for each of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from engine.cli.main import main
from engine.demo import live_a_year
from engine.examples import example_folder
from engine.forms.formats import FORMATS
from tests.conftest import REPOSITORY, Result, built_commands
from tests.postgres import empty_postgres, postgres_server  # noqa: F401

SUPERVISION = str(example_folder() / "04-supervision.toml")
ROW = "出具专项检查报告"

PEOPLE = {
    "guan": "administrator",
    "zhang": "owner",
    "wang": "owner",
    "li": "reviewer",
    "cai": "treasury_reviewer",
    "zhou": "finance_officer",
    "shen": "auditor",
}


@dataclass(frozen=True)
class House:
    """A database and where its people's commands run."""

    folder: Path
    address: Callable[[str], str]
    """The database as one person reaches it."""
    is_server: bool
    in_processes: bool = False
    """Whether every command is a real process; the same entry point in this one is ten times as fast."""

    def run(self, who: str, *arguments: str, encoding: str = "utf-8") -> Result:
        """One command of one person."""
        environment = {"JIXIAO_DB": self.address(who), "JIXIAO_USER": "" if self.is_server else who}
        if self.in_processes:
            return self._in_process_of_its_own(environment, arguments, encoding)
        out, err = StringIO(), StringIO()
        with (
            chdir(self.folder),
            patch.dict(os.environ, {**environment, "NO_COLOR": "1"}),
            patch.object(sys, "argv", ["jixiao", *arguments]),
            patch("engine.cli.main.app", built_commands()),
            redirect_stdout(out),
            redirect_stderr(err),
            _signals_given_back(),
        ):
            try:
                main()
                code = 0
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 0
        return Result(code, out.getvalue(), err.getvalue())

    def _in_process_of_its_own(self, environment: dict[str, str], arguments: tuple[str, ...], encoding: str) -> Result:
        own = {"PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "NO_COLOR": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "engine.cli", *arguments],
            capture_output=True,
            cwd=self.folder,
            env={**os.environ, **own, **environment},
            check=False,
            timeout=60,
        )
        return Result(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    def done(self, who: str, *arguments: str) -> str:
        """A command that has to succeed; what it printed."""
        result = self.run(who, *arguments)
        assert result.code == 0, f"{who}: jixiao {' '.join(arguments)}\n{result.out}{result.err}"
        return result.out

    def data(self, who: str, *arguments: str) -> Any:
        """The data of a command that has to succeed."""
        return json.loads(self.done(who, *arguments, "--json"))["data"]

    def refused(self, who: str, code: int, *arguments: str) -> str:
        """A command that has to end with an exit code; what it said."""
        result = self.run(who, *arguments)
        assert result.code == code, f"{who}: jixiao {' '.join(arguments)} [{result.code}]\n{result.out}{result.err}"
        assert "Traceback" not in result.err
        return result.out + result.err


@contextmanager
def _signals_given_back() -> Iterator[None]:
    """``main`` takes the signals of its process, here pytest's: a test worker would die of SIGPIPE, its server live on."""
    taken = [getattr(signal, name) for name in ("SIGINT", "SIGPIPE") if hasattr(signal, name)]
    before = [(number, signal.getsignal(number)) for number in taken]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def file_house(folder: Path, *, in_processes: bool = False) -> House:
    """A house in a SQLite file."""
    house = House(folder, lambda _: "jixiao.db", is_server=False, in_processes=in_processes)
    _move_in(house)
    return house


def _move_in(house: House) -> None:
    from engine.cli.desk import now
    from engine.service.accounts import change_account
    from engine.store.maintenance import upgrade
    from engine.store.store import open_store
    from workflows.accounts import AddAccount
    from workflows.roles import Actor, Role

    address = str(house.folder / "jixiao.db") if not house.is_server else house.address("jixiao_owner")
    upgrade(address)
    administrator = Actor("guan", "guan", frozenset({Role.ADMINISTRATOR}))
    with open_store(address) as store:
        for account, role in PEOPLE.items():
            actor = None if account == "guan" else administrator
            command = AddAccount(id=account, roles=(Role(role),))
            change_account(store, actor, command, now)


def server_house(folder: Path, server: Any, database: str, *, in_processes: bool) -> House:
    """A house on PostgreSQL, where everybody logs in as themselves."""
    from engine.store.maintenance import admit

    house = House(folder, lambda who: server.address(database, who), is_server=True, in_processes=in_processes)
    _move_in(house)
    for account in PEOPLE:
        server.execute(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{account}') "
            f"THEN CREATE ROLE {account} LOGIN; END IF; END $$"
        )
        admit(server.address(database, "postgres"), account)
    return house


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house in a file."""
    return file_house(tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def each_house(request: pytest.FixtureRequest, tmp_path: Path) -> House:
    """A house in a file, then one on a server; every command a process of its own."""
    return _house(request, tmp_path, in_processes=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def quick_house(request: pytest.FixtureRequest, tmp_path: Path) -> House:
    """The same, with the commands in this process."""
    return _house(request, tmp_path, in_processes=False)


def _house(request: pytest.FixtureRequest, folder: Path, *, in_processes: bool) -> House:
    if request.param == "sqlite":
        return file_house(folder, in_processes=in_processes)
    database = request.getfixturevalue("empty_postgres")
    return server_house(folder, request.getfixturevalue("postgres_server"), database, in_processes=in_processes)


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's year in a database, and its appendix in every format."""
    folder = tmp_path_factory.mktemp("year")
    live_a_year(folder / "jixiao.db")
    house = House(folder, lambda _: "jixiao.db", is_server=False)
    house.done("zhang", "appendix", "build", "--year", "2024", "--format", ",".join(FORMATS), "--out", "附表")
    return folder
