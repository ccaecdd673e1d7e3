"""Connections (连接) set up the one way that is safe: what must be said anew on every one of them is said here."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, make_url

from engine.store.address import FileAddress, ServerAddress
from engine.store.errors import StorageError

WAIT_SECONDS = 10
"""How long a writer waits for another one."""

OLDEST_SQLITE = (3, 37, 0)
"""The first version with STRICT tables."""

SQLITE_SETTINGS = ("foreign_keys = ON", "recursive_triggers = ON", "synchronous = EXTRA", "trusted_schema = OFF")
"""SQLite forgets these with every connection. Without recursive_triggers INSERT OR REPLACE deletes unseen."""


def engine_for(address: FileAddress | ServerAddress, wait_seconds: int = WAIT_SECONDS) -> Engine:
    """The engine of a database. Nothing is opened yet."""
    if isinstance(address, FileAddress):
        return sqlite_engine(address, wait_seconds)
    return postgres_engine(address, wait_seconds)


def sqlite_engine(address: FileAddress, wait_seconds: int = WAIT_SECONDS) -> Engine:
    """Connections to an existing file, in SQLite's own autocommit: we say BEGIN IMMEDIATE ourselves."""

    def connect() -> sqlite3.Connection:
        return open_sqlite(address.path, wait_seconds)

    return _engine("sqlite://", creator=connect)


def open_sqlite(path: Path, wait_seconds: int = WAIT_SECONDS, mode: str = "rw") -> sqlite3.Connection:
    """One connection to a file. It is never created here, and opening it writes nothing."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        message = f"这里的 SQLite 是 {sqlite3.sqlite_version}，打不开 {path}"
        raise StorageError("storage-refused", message, "请换用 SQLite 3.37 以上的 Python")
    missing = not path.is_file()
    if missing and mode != "rwc":
        raise StorageError(
            "storage-missing", f"没有找到数据库 {path}", "检查文件名；新建数据库请运行 jixiao db upgrade"
        )
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=wait_seconds, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        for setting in SQLITE_SETTINGS:
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def postgres_engine(address: ServerAddress, wait_seconds: int = WAIT_SECONDS) -> Engine:
    """Connections to a server, which waits for locks no longer than we do."""
    settings = {
        "connect_timeout": wait_seconds,
        "application_name": "jixiao",
        "options": f"-c lock_timeout={wait_seconds}s -c timezone=UTC",
    }
    url = make_url(address.url)
    for name in settings.keys() & url.query.keys():
        del settings[name]
    return _engine(address.url, connect_args=settings, pool_pre_ping=True)


def _engine(url: str, **options: Any) -> Engine:
    return create_engine(url, poolclass=QueuePool, hide_parameters=True, **options)


def begin_writing(connection: Connection) -> None:
    """Begin the one transaction of a writer.

    SQLite locks the file at once: a transaction that begins as a reader fails instead of waiting. A file that
    somebody switched to WAL is switched back, for offices copy files and a copied WAL file loses its newest entries.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def begin_snapshot(connection: Connection) -> None:
    """Begin a transaction that sees the database as of one moment, whoever writes meanwhile."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
