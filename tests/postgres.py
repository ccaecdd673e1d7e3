"""A PostgreSQL server of our own for the tests (测试用的 PostgreSQL): real, on a socket, gone at the end.

Import the fixtures where they are wanted: ``from tests.postgres import postgres, postgres_admin  # noqa: F401``.
Without the binaries such tests skip; under ``CI=true`` they fail, so that they cannot be lost silently.
"""

from __future__ import annotations

import atexit
import functools
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

OWNER = "jixiao_owner"
"""Who owns the databases: no superuser, as on a real server, but allowed to create the group of users."""

_numbers = itertools.count(1)


class Server:
    """A running server (运行中的服务器), reached by a socket in its own folder."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries = binaries
        self.folder = folder

    def address(self, database: str, user: str = OWNER) -> str:
        """The address of a database, as ``open_store`` takes it."""
        return f"postgresql+psycopg://{user}@/{database}?host={quote(str(self.folder), safe='')}"

    def connect(self, database: str = "postgres", user: str = "postgres") -> psycopg.Connection:
        """A connection past our code, in autocommit."""
        return psycopg.connect(host=str(self.folder), dbname=database, user=user, autocommit=True)

    def execute(self, statement: str, database: str = "postgres", user: str = "postgres") -> None:
        with self.connect(database, user) as connection:
            connection.execute(statement.encode())

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=50 -c lc_messages=C"
        self._run("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", self._data, "-l", log, "-o", options, "-w", "-t", "60", "start")
        self.execute(f"CREATE ROLE {OWNER} LOGIN CREATEROLE CREATEDB")

    def restart(self) -> None:
        """Break off whatever is going on, as a crash does, and come back."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "-t", "60", "restart")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        command = [*_as_nobody_special(), str(self.binaries / program), *arguments]
        done = subprocess.run(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
        assert done.returncode == 0, f"{program}：{done.stderr.decode(errors='replace')}"


def _unprivileged() -> str | None:
    """Whom to run as: PostgreSQL refuses root. None when we are not root."""
    if os.geteuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as_nobody_special() -> list[str]:
    user = _unprivileged()
    return [] if user is None else ["setpriv", f"--reuid={user}", "--clear-groups", "--"]


def _binaries() -> Path | None:
    """Where initdb and postgres are: Debian keeps them out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


@functools.cache
def server() -> Server:
    """The one server of this process, and so of each test worker, started when it is first asked for."""
    binaries = _binaries()
    if binaries is None:
        message = "没有 PostgreSQL（initdb），跳过要用它的测试：apt install postgresql"
        if os.environ.get("CI") == "true":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    # A socket's whole path must be shorter than 108 bytes.
    folder = Path(tempfile.mkdtemp(prefix="jixiao-pg-", dir="/tmp"))
    user = _unprivileged()
    if user is not None:
        shutil.chown(folder, user)
    started = Server(binaries, folder)
    started.start()
    atexit.register(started.stop)
    return started


@functools.cache
def _template() -> str:
    """A database with our tables in it, to be copied."""
    from engine.store.maintenance import upgrade

    server().execute(f"CREATE DATABASE jixiao_template OWNER {OWNER}")
    upgrade(server().address("jixiao_template"))
    return "jixiao_template"


@pytest.fixture(scope="session")
def postgres_server() -> Server:
    """The server itself."""
    return server()


@pytest.fixture
def empty_postgres(postgres_server: Server) -> Iterator[str]:
    """The name of a fresh empty database."""
    yield from _database(postgres_server, "template1")


@pytest.fixture
def postgres_database(postgres_server: Server) -> Iterator[str]:
    """The name of a fresh database with our tables."""
    yield from _database(postgres_server, _template())


@pytest.fixture
def postgres(postgres_server: Server, postgres_database: str) -> str:
    """The address of a fresh database with our tables, as its owner."""
    return postgres_server.address(postgres_database)


def _database(running: Server, template: str) -> Iterator[str]:
    name = f"jixiao_{next(_numbers)}"
    running.execute(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template}")
    yield name
    running.execute(f"DROP DATABASE {name} WITH (FORCE)")
