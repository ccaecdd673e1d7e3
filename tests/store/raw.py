"""A database without our code around it (绕过程序直接动数据库): what somebody with a SQL prompt or the file can do."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import psycopg

from tests.postgres import server


class Raw(Protocol):
    """What both drivers have in common."""

    def execute(self, statement: Any, parameters: Any = ..., /) -> Any: ...


@contextlib.contextmanager
def raw(address: str, user: str | None = None) -> Iterator[Raw]:
    """A connection in autocommit, as the owner of the file or of the tables, or as another login of the server."""
    if address.startswith("postgresql"):
        with _server_connection(address, user) as connection:
            yield connection
        return
    with contextlib.closing(sqlite3.connect(address, isolation_level=None)) as file:
        yield file


def _server_connection(address: str, user: str | None) -> psycopg.Connection:
    database = address.partition("/?")[0].rpartition("/")[2].partition("?")[0]
    return server().connect(database, user or "postgres")


def rows(connection: Raw, statement: str) -> list[Sequence[Any]]:
    return list(connection.execute(statement).fetchall())


def as_login(address: str, login: str) -> str:
    """The same database of the server as another login."""
    start, _, rest = address.partition("@")
    return f"{start.partition('//')[0]}//{login}@{rest}"
