"""The group of logged-in users on PostgreSQL (用户组): they may add to the history, never change it."""

from __future__ import annotations

from sqlalchemy import Connection, text

from engine.store.address import FileAddress, read_address
from engine.store.connections import postgres_engine
from engine.store.errors import StorageError
from engine.store.schema import GROUP_ROLE
from engine.store.translate import translated

GRANTS: dict[str, tuple[str, ...]] = {
    "alembic_version": ("SELECT",),
    "event": ("SELECT", "INSERT"),
    "ledger": ("SELECT", "UPDATE"),
    "project": ("SELECT", "INSERT", "UPDATE"),
    "involvement": ("SELECT", "INSERT", "UPDATE", "DELETE"),
    "account": ("SELECT", "INSERT", "UPDATE"),
    "look": ("SELECT", "INSERT", "UPDATE"),
    "snapshot": ("SELECT", "INSERT", "UPDATE"),
}
"""What the group may do with each table, and nothing else."""


def set_up_group(connection: Connection) -> list[str]:
    """Create the group if we may, and give it exactly its rights; says what was done or is left to an administrator."""
    done = []
    if not _exists(connection, GROUP_ROLE):
        if not _may_create_roles(connection):
            order = f"请管理员执行 CREATE ROLE {GROUP_ROLE} NOLOGIN，再运行 jixiao db upgrade"
            return [f"没有权限建立用户组 {GROUP_ROLE}：{order}"]
        connection.exec_driver_sql(f"CREATE ROLE {GROUP_ROLE} NOLOGIN")
        done.append(f"建立了用户组 {GROUP_ROLE}")
    for table, rights in GRANTS.items():
        connection.exec_driver_sql(f"REVOKE ALL ON {table} FROM PUBLIC, {GROUP_ROLE}")
        connection.exec_driver_sql(f"GRANT {', '.join(rights)} ON {table} TO {GROUP_ROLE}")
    return done


def admit(address: str, login: str) -> list[str]:
    """Let an existing login of the server use the database (开通): makes it a member of the group."""
    where = read_address(address)
    if isinstance(where, FileAddress):
        raise StorageError("storage-refused", f"{where} 是本机文件，没有登录用户", "只有 PostgreSQL 数据库需要开通用户")
    engine = postgres_engine(where)
    try:
        with translated(where, writing=True), engine.connect() as connection:
            for role, remedy in (
                (GROUP_ROLE, "先运行 jixiao db upgrade"),
                (login, "请管理员先用 CREATE ROLE 建立这个登录用户"),
            ):
                if not _exists(connection, role):
                    raise StorageError("storage-refused", f"服务器上没有用户 {role}", remedy)
            quoted = connection.dialect.identifier_preparer.quote_identifier(login)
            connection.exec_driver_sql(f"GRANT {GROUP_ROLE} TO {quoted.replace('%', '%%')}")
            connection.commit()
    finally:
        engine.dispose()
    return [f"{login} 可以使用 {where} 了"]


def _exists(connection: Connection, role: str) -> bool:
    found = connection.execute(text("SELECT count(*) FROM pg_roles WHERE rolname = :role"), {"role": role})
    return bool(found.scalar_one())


def _may_create_roles(connection: Connection) -> bool:
    found = connection.exec_driver_sql("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
    return bool(found.scalar_one())
