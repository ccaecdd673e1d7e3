"""What is asked of the store (查询), each question one statement, written once for both databases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, or_, select

from engine.store.columns import ACCOUNT, EVENT, INVOLVEMENT, LEDGER, LOOK, PROJECT, SNAPSHOT
from engine.store.rows import InboxRow, LookRow, ProjectRow

OWNER = "owner"
WAITED_FOR = (OWNER, "delegate")
"""The relations of those whose turn it is when a project waits for its owner."""

Query = Select[*tuple[Any, ...]]

HEAD: Query = select(LEDGER.c.seq, LEDGER.c.hash)
ENTRY_OF_KEY: Query = select(EVENT).where(EVENT.c.key == bindparam("key"))
ENTRIES_OF_STREAM: Query = select(EVENT).where(EVENT.c.stream == bindparam("stream")).order_by(EVENT.c.version)
ENTRIES_AFTER: Query = select(EVENT).where(EVENT.c.seq > bindparam("after")).order_by(EVENT.c.seq)
STREAMS: Query = select(EVENT.c.stream).distinct().order_by(EVENT.c.stream)
PROJECT_OF_ID: Query = select(PROJECT).where(PROJECT.c.id == bindparam("id"))
PROJECTS_OF_NAME: Query = select(PROJECT).where(PROJECT.c.name == bindparam("name")).order_by(PROJECT.c.id)
INVOLVEMENTS: Query = (
    select(INVOLVEMENT).where(INVOLVEMENT.c.project_id == bindparam("id")).order_by(INVOLVEMENT.c.account_id)
)
ACCOUNT_OF_ID: Query = select(ACCOUNT).where(ACCOUNT.c.id == bindparam("id"))
ACCOUNTS: Query = select(ACCOUNT).order_by(ACCOUNT.c.id)
LOOK_OF: Query = select(LOOK).where(
    LOOK.c.account_id == bindparam("account"), LOOK.c.project_id == bindparam("project")
)
SNAPSHOT_OF_CODE: Query = select(SNAPSHOT).where(SNAPSHOT.c.code == bindparam("code"))
SNAPSHOTS: Query = select(SNAPSHOT).where(SNAPSHOT.c.project_id == bindparam("id")).order_by(SNAPSHOT.c.number)


def named_like(name: str) -> Query:
    """Projects whose name contains a text; % and _ in it mean themselves."""
    return select(PROJECT).where(PROJECT.c.name.contains(name, autoescape=True)).order_by(PROJECT.c.id)


def listed(fiscal_year: int | None, owner: str | None, state: str | None, limit: int | None) -> Query:
    """Projects by year, owner and state, in the order of their ids."""
    wanted = {"fiscal_year": fiscal_year, "owner": owner, "state": state}
    conditions = [PROJECT.c[name] == value for name, value in wanted.items() if value is not None]
    return select(PROJECT).where(*conditions).order_by(PROJECT.c.id).limit(limit)


def last_id(prefix: str) -> Query:
    """The highest id that begins with a prefix: a longer number is a higher one."""
    beginning = PROJECT.c.id.startswith(prefix, autoescape=True)
    return (
        select(PROJECT.c.id).where(beginning).order_by(func.length(PROJECT.c.id).desc(), PROJECT.c.id.desc()).limit(1)
    )


def waiting(account: str, roles: Iterable[str]) -> Query:
    """Projects that wait for one of the roles, or for their owner where that is the account or it stands in."""
    wanted = sorted({*roles, OWNER})
    mine = and_(INVOLVEMENT.c.project_id == PROJECT.c.id, INVOLVEMENT.c.account_id == account)
    seen = and_(LOOK.c.project_id == PROJECT.c.id, LOOK.c.account_id == account)
    return (
        select(PROJECT, INVOLVEMENT.c.relation, LOOK)
        .select_from(PROJECT.outerjoin(INVOLVEMENT, mine).outerjoin(LOOK, seen))
        .where(PROJECT.c.waiting_role.in_(wanted))
        .where(or_(PROJECT.c.waiting_role != OWNER, INVOLVEMENT.c.relation.in_(WAITED_FOR)))
        .order_by(PROJECT.c.waiting_since, PROJECT.c.id)
    )


_PROJECT_WIDTH = len(PROJECT.c)


def inbox_row(row: Row[*tuple[Any, ...]]) -> InboxRow:
    """One row of ``waiting``."""
    values: Sequence[Any] = tuple(row)
    project, relation, look = values[:_PROJECT_WIDTH], values[_PROJECT_WIDTH], values[_PROJECT_WIDTH + 1 :]
    return InboxRow(ProjectRow(*project), relation or "", None if look[0] is None else LookRow(*look))
