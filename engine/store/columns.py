"""The tables as the hot path sees them: names and types only.

SQLModel takes 0.15 s to import, which every command would pay, so reading and writing use SQLAlchemy Core on these.
``tables.py`` is the schema; a test holds the two equal.
"""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, TableClause, Text, column, table
from sqlalchemy.types import TypeDecorator, TypeEngine

from engine.store.exact import from_millionths, to_millionths
from engine.store.rows import AccountRow, InvolvementRow, LookRow, ProjectRow, SnapshotRow
from workflows.history import Entry

WHOLE: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number. STRICT tables of SQLite know only INTEGER."""

TEXT: TypeEngine[str] = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its bytes, the same on both databases and under every locale."""


class Millionths(TypeDecorator[Decimal]):
    """A Decimal kept as a whole number of millionths (百万分之一)."""

    impl = WHOLE
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else to_millionths(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        return None if value is None else from_millionths(value)


class Flag(TypeDecorator[bool]):
    """Yes or no kept as 1 or 0: PostgreSQL and SQLite then hold the same."""

    impl = WHOLE
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:  # noqa: ARG002
        return None if value is None else bool(value)


_TYPES: dict[str, TypeEngine[Any]] = {
    "str": TEXT,
    "str | None": TEXT,
    "int": WHOLE,
    "int | None": WHOLE,
    "bool": Flag(),
    "Decimal | None": Millionths(),
}


def _table(name: str, row: type) -> TableClause:
    """A table with one column for each field of its row."""
    return table(name, *(column(field.name, _TYPES[str(field.type)]) for field in dataclasses.fields(row)))


EVENT = _table("event", Entry)
PROJECT = _table("project", ProjectRow)
INVOLVEMENT = _table("involvement", InvolvementRow)
ACCOUNT = _table("account", AccountRow)
LOOK = _table("look", LookRow)
SNAPSHOT = _table("snapshot", SnapshotRow)
LEDGER = table("ledger", column("id", WHOLE), column("seq", WHOLE), column("hash", TEXT))
