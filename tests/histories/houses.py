"""A furnished database for every history, in a millisecond or two: a copied file, or tables put back as they were."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from itertools import count
from pathlib import Path

from engine.store.maintenance import upgrade
from engine.store.store import Store, open_store
from tests.histories.people import furnish
from tests.postgres import Server

TABLES = ("look", "snapshot", "involvement", "project", "account", "event", "ledger")
"""In an order in which they can be emptied."""

_numbers = count()


@cache
def folder() -> Path:
    """In memory where there is such a place: nothing is tried here that a disk does differently."""
    memory = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(prefix="jixiao-histories-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@cache
def _empty_file() -> Path:
    path = folder() / "empty.db"
    upgrade(str(path))
    return path


@cache
def _furnished_file() -> Path:
    path = Path(shutil.copy(_empty_file(), folder() / "furnished.db"))
    with open_store(str(path)) as store:
        furnish(store)
    return path


@contextmanager
def _copied(original: Path) -> Iterator[Store]:
    path = Path(shutil.copy(original, folder() / f"{next(_numbers)}.db"))
    try:
        with open_store(str(path)) as store:
            yield store
    finally:
        path.unlink()


House = Callable[[], AbstractContextManager[Store]]


def empty_house() -> AbstractContextManager[Store]:
    """A file with nothing in it, to write a history into again."""
    return _copied(_empty_file())


def file_house() -> AbstractContextManager[Store]:
    """A furnished file."""
    return _copied(_furnished_file())


class ServerHouse:
    """A furnished database on a server, put back for every history past our code and the triggers."""

    def __init__(self, server: Server, database: str) -> None:
        self._store = open_store(server.address(database))
        furnish(self._store)
        self._past = server.connect(database)
        self._past.execute("SET session_replication_role = replica")
        for table in TABLES:
            self._past.execute(f"CREATE TABLE furnished_{table} AS TABLE {table}".encode())

    @contextmanager
    def __call__(self) -> Iterator[Store]:
        for table in TABLES:
            self._past.execute(f"DELETE FROM {table}".encode())
            self._past.execute(f"INSERT INTO {table} TABLE furnished_{table}".encode())
        yield self._store

    def close(self) -> None:
        self._store.close()
        self._past.close()
