"""What the doctor examines on PostgreSQL (PostgreSQL 体检)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection, text

from engine.store.checks import Check, compared, failed, passed
from engine.store.postgres_roles import GRANTS
from engine.store.schema import GROUP_ROLE, POSTGRES_TRIGGERS

OLDEST = 14
"""The oldest major version that is tested and still maintained."""

DURABLE = {"fsync": ("on",), "full_page_writes": ("on",), "synchronous_commit": ("on", "remote_write", "remote_apply")}
REPAIR = "请管理员查明是谁改了库结构，用备份恢复"

_TRIGGERS = text(
    "SELECT tgrelid::regclass || '.' || tgname, tgenabled FROM pg_trigger"
    " WHERE NOT tgisinternal AND tgrelid IN (to_regclass('event'), to_regclass('ledger'), to_regclass('look'))"
)
# Of pg_constraint, NOT NULL ('n') is no rule with a name of ours, and a trigger ('t') is examined with the triggers.
_CONSTRAINTS = text(
    "SELECT conname FROM pg_constraint"
    " WHERE connamespace = current_schema()::regnamespace AND contype NOT IN ('n', 't')"
)
_RIGHTS = text(
    "SELECT c.relname, a.privilege_type, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END"
    " FROM pg_class c, aclexplode(c.relacl) a"
    " WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(:tables) AND a.grantee <> c.relowner"
)


def _server(connection: Connection) -> Iterator[Check]:
    version = connection.exec_driver_sql("SHOW server_version").scalar_one()
    number = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one())
    remedy = f"请升级到 PostgreSQL {OLDEST} 以上"
    yield passed("服务器版本", version) if number >= OLDEST * 10_000 else failed("服务器版本", version, remedy)
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    remedy = "请用 UTF8 编码新建数据库，再恢复备份"
    yield passed("编码", encoding) if encoding == "UTF8" else failed("编码", encoding, remedy)


def _durability(connection: Connection) -> Iterator[Check]:
    """The settings without which an acknowledged step can be lost when the machine stops."""
    values = {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in DURABLE}
    wrong = [f"{name} = {value}" for name, value in values.items() if value not in DURABLE[name]]
    remedy = "请管理员在 postgresql.conf 里改回 on"
    yield failed("断电不丢", "、".join(wrong), remedy) if wrong else passed("断电不丢", "提交过的都在磁盘上")


def _schema(connection: Connection) -> Iterator[Check]:
    found = connection.execute(_TRIGGERS).all()
    # 'D' is disabled and 'R' fires for replication only.
    firing = [name for name, enabled in found if enabled in ("O", "A")]
    yield compared("触发器", firing, POSTGRES_TRIGGERS, f"{len(firing)} 个都在起作用", REPAIR)
    names = list(connection.execute(_CONSTRAINTS).scalars())
    yield compared("约束", names, _constraint_names(), f"{len(names)} 条与本版一致", REPAIR)


def _constraint_names() -> set[str]:
    """Every named rule of the SQLModel tables, and Alembic's own."""
    from sqlmodel import SQLModel

    from engine.store import tables

    assert tables.Event.metadata is SQLModel.metadata
    constraints = (rule for table in SQLModel.metadata.tables.values() for rule in table.constraints)
    return {str(rule.name) for rule in constraints} | {"alembic_version_pkc"}


def _rights(connection: Connection) -> Iterator[Check]:
    """That nobody but the owner has more than the group, and the group no more than it needs."""
    rows = connection.execute(_RIGHTS, {"tables": list(GRANTS)})
    found = {f"{grantee}：{right} {table}" for table, right, grantee in rows}
    expected = {f"{GROUP_ROLE}：{right} {table}" for table, rights in GRANTS.items() for right in rights}
    yield compared(
        "权限", found, expected, f"用户组 {GROUP_ROLE} 只能追加历史", "请管理员运行 jixiao db upgrade，并收回多出的权限"
    )


STEPS: tuple[tuple[str, Callable[[Connection], Iterable[Check]]], ...] = (
    ("服务器", _server),
    ("断电不丢", _durability),
    ("库结构", _schema),
    ("权限", _rights),
)
