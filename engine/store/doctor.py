"""The doctor (体检): whether a database is what this release made it, and still whole. Reads, never repairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from engine.store import doctor_postgres, doctor_sqlite
from engine.store.address import read_address
from engine.store.checks import Check, failed, passed
from engine.store.connections import engine_for
from engine.store.errors import StorageError
from engine.store.opening import check
from engine.store.store import Store
from engine.store.translate import translated
from workflows.history import verify_chain

__all__ = ["Check", "doctor"]

SHOWN = 5
"""How many defects a check names before it only counts them."""

# Streams with a colon in their name are of accounts and rulebooks.
_STALE_PROJECTS = """
    SELECT id FROM project WHERE version <> (SELECT coalesce(max(version), 0) FROM event WHERE stream = project.id)
    UNION SELECT stream FROM event WHERE replace(stream, ':', '') = stream AND stream NOT IN (SELECT id FROM project)
"""


@dataclass(frozen=True, slots=True)
class _Step:
    """A group of checks that need the same thing; damage found on the way fails the group, not the doctor."""

    name: str
    run: Callable[[Connection], Iterable[Check]]


def doctor(address: str) -> list[Check]:
    """Examine a database (体检). Raises ``StorageError`` only when it cannot be opened at all."""
    where = read_address(address)
    with translated(where):
        engine = engine_for(where)
    store = Store(where, engine, None)
    try:
        with translated(where), engine.connect() as connection:
            check(connection, where)
            own = doctor_postgres if store.is_server else doctor_sqlite
            steps = [_Step(name, run) for name, run in own.STEPS]
            steps += [_Step("历史", lambda _: _chain(store)), _Step("项目表", _projections)]
            return [found for step in steps for found in _examined(step, connection, store)]
    finally:
        store.close()


def _examined(step: _Step, connection: Connection, store: Store) -> Iterator[Check]:
    try:
        with translated(store.address):
            yield from step.run(connection)
    except StorageError as error:
        yield failed(step.name, error.message, error.remedy)
    finally:
        connection.rollback()


def _chain(store: Store) -> Iterator[Check]:
    """The whole chain, and that it ends where the ledger says."""
    with store.chain() as (head, entries):
        broken = list(verify_chain(entries, head))
    if broken:
        shown = "；".join(defect.message for defect in broken[:SHOWN])
        more = f"；共 {len(broken)} 处" if len(broken) > SHOWN else ""
        yield failed("历史", shown + more, "保留这个文件作证据，用 jixiao db restore 恢复备份")
    else:
        yield passed("历史", f"哈希链完整，到第 {head.seq} 条" if head else "还没有记录")


def _projections(connection: Connection) -> Iterator[Check]:
    """That every project has its history and stands at its last version."""
    stale = list(connection.exec_driver_sql(_STALE_PROJECTS).scalars())
    if stale:
        names = "、".join(stale[:SHOWN])
        yield failed("项目表", f"{len(stale)} 个项目与历史的版本不符：{names}", "用 jixiao db mend 照历史改正")
    else:
        count = connection.exec_driver_sql("SELECT count(*) FROM project").scalar_one()
        yield passed("项目表", f"{count} 个项目与历史一致")
