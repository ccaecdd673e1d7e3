"""Create a database, or bring it to this version of the schema (建库与升级)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, QueuePool, create_engine

from engine.store import postgres_roles
from engine.store.address import Address, FileAddress, read_address
from engine.store.backup import copy_sqlite
from engine.store.connections import begin_writing, open_sqlite, postgres_engine
from engine.store.errors import StorageError
from engine.store.opening import check_version, server_version, sqlite_marks
from engine.store.schema import APPLICATION_ID, SCHEMA_VERSION
from engine.store.translate import foreign, translated

LOCK = 0x4A585831
"""The number of PostgreSQL's advisory lock: two upgrades at once take turns."""


_VERSION_TABLE = """
CREATE TABLE IF NOT EXISTS alembic_version (
    version_num TEXT NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
) STRICT
"""
"""Alembic's own table, which it would make without STRICT."""


def upgrade(address: str) -> list[str]:
    """Create the database or migrate it; says in plain words what was done, nothing when it was up to date.

    An existing file is first copied beside itself. All of a migration happens in one transaction, or nothing.
    """
    where = read_address(address)
    return _upgrade_file(where) if isinstance(where, FileAddress) else _upgrade_server(where)


def version_of(connection: Connection) -> int:
    """The version of the schema that a database has; 0 before the first migration."""
    if connection.dialect.name == "sqlite":
        return sqlite_marks(connection)[1]
    there = connection.exec_driver_sql("SELECT to_regclass('alembic_version') IS NOT NULL").scalar_one()
    return server_version(connection) if there else 0


# ---------------------------------------------------------------- SQLite


def _upgrade_file(where: FileAddress) -> list[str]:
    if not where.path.parent.is_dir():
        message = f"没有文件夹 {where.path.parent}，不能在里面建立数据库"
        raise StorageError("storage-missing", message, "先建好文件夹，或换一个位置")
    with _created_engine(where) as engine, translated(where, writing=True), engine.connect() as connection:
        before = _version_of_file(connection, where)
        if before == SCHEMA_VERSION:
            return []
        kept = [_kept_copy(where, before)] if before else []
        begin_writing(connection)
        if version_of(connection) != before:
            raise StorageError("storage-locked", f"{where} 正由别的程序升级", "等它结束，再运行一次")
        run_migrations(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.commit()
    return [*kept, _said(where, before)]


@contextmanager
def _created_engine(where: FileAddress) -> Iterator[Engine]:
    """Connections that may create the file: the only ones that do."""
    engine = create_engine("sqlite://", creator=lambda: open_sqlite(where.path, mode="rwc"), poolclass=QueuePool)
    try:
        yield engine
    finally:
        engine.dispose()


def _version_of_file(connection: Connection, where: FileAddress) -> int:
    """The version of a file that is ours; 0 for a new one. Anything else is refused untouched."""
    application, version = sqlite_marks(connection)
    if application == APPLICATION_ID:
        if version > SCHEMA_VERSION:
            check_version(version, where)
        return version
    if application or version or connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
        raise foreign(where)
    return 0


def _kept_copy(where: FileAddress, version: int) -> str:
    """Copy a file beside itself before it is migrated."""
    name = f"{where.path.name}.v{version}"
    copies = [where.path.with_name(f"{name}.bak"), *(where.path.with_name(f"{name}-{n}.bak") for n in range(2, 100))]
    copy = next(path for path in copies if not path.exists())
    copy_sqlite(where.path, copy)
    return f"升级前的副本留在 {copy}"


# ---------------------------------------------------------------- PostgreSQL


def _upgrade_server(where: Address) -> list[str]:
    assert not isinstance(where, FileAddress)
    engine = postgres_engine(where)
    try:
        with translated(where, writing=True), engine.connect() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            _refuse_strangers(connection, where)
            before = version_of(connection)
            if before > SCHEMA_VERSION:
                check_version(before, where)
            if before < SCHEMA_VERSION:
                run_migrations(connection)
            done = [_said(where, before)] if before < SCHEMA_VERSION else []
            done += postgres_roles.set_up_group(connection)
            connection.commit()
            return done
    finally:
        engine.dispose()


def _refuse_strangers(connection: Connection, where: Address) -> None:
    """Refuse a database that holds somebody else's tables."""
    ours = connection.exec_driver_sql("SELECT to_regclass('ledger') IS NOT NULL").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
    if not ours and tables.scalar_one():
        raise foreign(where)


# ---------------------------------------------------------------- both


def run_migrations(connection: Connection) -> None:
    """Run the migrations that are missing, in the open transaction."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_VERSION_TABLE)
    configuration = Config()
    scripts = str(Path(__file__).with_name("migrations"))
    configuration.set_main_option("script_location", scripts.replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    configuration.attributes["connection"] = connection
    command.upgrade(configuration, "head")


def _said(where: Address, before: int) -> str:
    if before == 0:
        return f"建立了数据库 {where}（第 {SCHEMA_VERSION} 版库结构）"
    return f"{where} 从第 {before} 版库结构升级到第 {SCHEMA_VERSION} 版"
