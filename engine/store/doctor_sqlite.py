"""What the doctor examines on SQLite (SQLite 体检)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection, StaticPool, create_engine

from engine.store.checks import Check, compared, failed, passed
from engine.store.connections import WAIT_SECONDS
from engine.store.upgrade import run_migrations

IN_FORCE = {
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "synchronous": 3,
    "trusted_schema": 0,
    "busy_timeout": WAIT_SECONDS * 1000,
}
REBUILD = "用 jixiao db restore 恢复备份；没有备份时先另存这个文件，再联系我们"


def _version(connection: Connection) -> Iterator[Check]:
    version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
    yield passed("SQLite 版本", version)


def _settings(connection: Connection) -> Iterator[Check]:
    """The settings, asked back from SQLite: a misspelt PRAGMA is silently ignored."""
    wrong = [
        f"{name} = {value}"
        for name, expected in IN_FORCE.items()
        if (value := connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()) != expected
    ]
    yield failed("连接设置", "、".join(wrong), "请升级 SQLite 或 Python") if wrong else passed("连接设置", "都已生效")


def _journal(connection: Connection) -> Iterator[Check]:
    """WAL keeps the newest entries in a second file, which people forget to copy."""
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    if mode == "delete":
        yield passed("日志方式", "delete：一个文件就是全部，可以拷走")
    else:
        yield failed("日志方式", f"{mode}：只拷主文件会丢最新的记录", "关掉其他程序，用 jixiao 写入一次即改回 delete")


def _pages(connection: Connection) -> Iterator[Check]:
    found = list(connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars())
    sound = found == ["ok"]
    yield passed("文件完整性", "页面都完好") if sound else failed("文件完整性", f"发现 {len(found)} 处损坏", REBUILD)
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    tables = "、".join(sorted({str(row[0]) for row in loose}))
    yield failed("关联", f"{tables} 有指向不存在项目的行", REBUILD) if loose else passed("关联", "都指向存在的行")


def _schema(connection: Connection) -> Iterator[Check]:
    """The schema, word for word, against one that the migrations make now."""
    expected, found = _made_now(), _definitions(connection)
    kinds = {"table": "表与约束", "index": "索引", "trigger": "触发器"}
    for kind, name in kinds.items():
        wanted = [item for made, item in expected if made == kind]
        here = [_named(item, found, expected) for item in found if item[0] == kind]
        yield compared(name, here, wanted, detail=f"{len(wanted)} 项与本版一致", remedy=REBUILD)
    loose = connection.exec_driver_sql("SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict")
    names = [name for name in loose.scalars() if not name.startswith("sqlite_")]
    yield compared("STRICT", names, (), detail="每个表都检查类型", remedy=REBUILD)


Definitions = dict[tuple[str, str], str]


def _definitions(connection: Connection) -> Definitions:
    """Every object of the schema with its text."""
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(kind, name): sql for kind, name, sql in rows}


def _named(item: tuple[str, str], found: Definitions, expected: Definitions) -> str:
    """The name of an object; one whose text is not ours counts as another."""
    return item[1] if expected.get(item, found[item]) == found[item] else f"{item[1]}（内容不同）"


def _made_now() -> Definitions:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            run_migrations(connection)
            return _definitions(connection)
    finally:
        engine.dispose()


STEPS: tuple[tuple[str, Callable[[Connection], Iterable[Check]]], ...] = (
    ("SQLite 版本", _version),
    ("连接设置", _settings),
    ("日志方式", _journal),
    ("文件完整性", _pages),
    ("库结构", _schema),
)
