"""Whether a database is ours and of this version (打开时的核对). Reads a little, writes nothing."""

from __future__ import annotations

from sqlalchemy import Connection, text

from engine.store.address import Address
from engine.store.errors import StorageError
from engine.store.schema import APPLICATION_ID, SCHEMA_VERSION
from engine.store.translate import foreign, without_tables

_WHO = text(
    "SELECT to_regclass('ledger') IS NOT NULL, to_regclass('alembic_version') IS NOT NULL, session_user::text,"
    " (SELECT pg_has_role(session_user, relowner, 'MEMBER') FROM pg_class WHERE oid = to_regclass('event')),"
    " (SELECT count(*) FROM pg_tables WHERE schemaname = current_schema())"
)
_VERSION = text("SELECT version_num FROM alembic_version")


def check(connection: Connection, address: Address) -> str | None:
    """Refuse a database that is not ours or not of this version; give who is logged in, where that is a person."""
    if connection.dialect.name == "sqlite":
        _check_sqlite(connection, address)
        return None
    return _check_postgres(connection, address)


def sqlite_marks(connection: Connection) -> tuple[int, int]:
    """Application id and schema version in the header of a file."""
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    return application, connection.exec_driver_sql("PRAGMA user_version").scalar_one()


def server_version(connection: Connection) -> int:
    """The schema version that Alembic wrote on a server; 0 when it wrote none."""
    return int(connection.execute(_VERSION).scalar_one_or_none() or 0)


def _check_sqlite(connection: Connection, address: Address) -> None:
    application, version = sqlite_marks(connection)
    if application != APPLICATION_ID:
        raise foreign(address)
    check_version(version, address)


def _check_postgres(connection: Connection, address: Address) -> str | None:
    ours, versioned, user, owns, tables = connection.execute(_WHO).one()
    if not (ours and versioned):
        raise without_tables(address) if tables == 0 else foreign(address)
    check_version(server_version(connection), address)
    return None if owns else user


def check_version(version: int, address: Address) -> None:
    """Refuse a schema that this release does not know or has left behind."""
    if version > SCHEMA_VERSION:
        message = f"{address} 由更新版本的 jixiao 建立（第 {version} 版库结构，这里只认识到第 {SCHEMA_VERSION} 版）"
        raise StorageError("storage-newer", message, "请升级 jixiao 再打开")
    if version < SCHEMA_VERSION:
        message = f"{address} 是旧版的库结构（第 {version} 版，现在是第 {SCHEMA_VERSION} 版）"
        raise StorageError("storage-outdated", message, "先运行 jixiao db upgrade")
