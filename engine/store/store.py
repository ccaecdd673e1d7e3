"""The store (存储) as its callers see it: open it by address, read rows and entries, write in one transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, Row

from engine.store import queries
from engine.store.address import Address, ServerAddress, read_address
from engine.store.connections import WAIT_SECONDS, begin_snapshot, begin_writing, engine_for
from engine.store.opening import check
from engine.store.queries import Query, inbox_row
from engine.store.rows import AccountRow, InboxRow, InvolvementRow, LookRow, ProjectRow, SnapshotRow
from engine.store.translate import damaged, translated
from engine.store.writer import Writer
from workflows.history import Anchor, Entry

BATCH = 1000
"""How many entries of a history are fetched at a time."""


def open_store(address: str, *, wait_seconds: int = WAIT_SECONDS) -> Store:
    """Open an existing database: a file name, ``sqlite:///file`` or ``postgresql+psycopg://user@host/name``.

    Nothing is created and nothing written. Raises ``StorageError``.
    """
    where = read_address(address)
    with translated(where):
        engine = engine_for(where, wait_seconds)
    try:
        with translated(where), engine.connect() as connection:
            identity = check(connection, where)
    except BaseException:
        engine.dispose()
        raise
    return Store(where, engine, identity)


class Store:
    """An open database (打开的存储). Threads may share it: each call takes its own connection."""

    def __init__(self, address: Address, engine: Engine, identity: str | None) -> None:
        self.address = address
        self._engine = engine
        self.identity = identity
        """Who is logged in at the server; None for a file, and for an administrator, who could be anybody."""
        self.is_server = isinstance(address, ServerAddress)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    # ------------------------------------------------------------ the history

    def find(self, key: str) -> Entry | None:
        """The entry of an idempotency key."""
        row = self._first(queries.ENTRY_OF_KEY, key=key)
        return None if row is None else self._entry(row)

    def stream(self, stream: str) -> list[Entry]:
        """Every entry of a project, in order."""
        return [self._entry(row) for row in self._all(queries.ENTRIES_OF_STREAM, stream=stream)]

    def streams(self) -> list[str]:
        """Every stream of the history: projects, accounts, rulebooks."""
        return [str(row[0]) for row in self._all(queries.STREAMS)]

    def head(self) -> Anchor | None:
        """Where the history ends; None when it is empty."""
        with self._reading() as connection:
            return _head(connection)

    def history(self, after: int = 0) -> Iterator[Entry]:
        """The entries after a place, in order, a few at a time: however long, it takes little memory."""
        with self._reading() as connection:
            yield from self._entries(connection, after)

    @contextmanager
    def chain(self) -> Iterator[tuple[Anchor | None, Iterator[Entry]]]:
        """The head and the whole history as of one moment, whoever writes meanwhile: what ``verify_chain`` takes."""
        with self._reading() as connection:
            begin_snapshot(connection)
            with closing(self._entries(connection, 0)) as entries:
                yield _head(connection), entries

    # ------------------------------------------------------------ what it amounts to

    def project(self, project_id: str) -> ProjectRow | None:
        """A project by its id."""
        row = self._first(queries.PROJECT_OF_ID, id=project_id)
        return None if row is None else ProjectRow(*row)

    def projects_named(self, name: str) -> list[ProjectRow]:
        """The project of that id, else those of exactly that name, else those whose name contains it."""
        exact = self.project(name)
        if exact is not None:
            return [exact]
        rows = self._all(queries.PROJECTS_OF_NAME, name=name) or self._all(queries.named_like(name))
        return [ProjectRow(*row) for row in rows]

    def projects(
        self,
        fiscal_year: int | None = None,
        owner: str | None = None,
        state: str | None = None,
        limit: int | None = None,
    ) -> list[ProjectRow]:
        """Projects in the order of their ids; each argument narrows the list."""
        return [ProjectRow(*row) for row in self._all(queries.listed(fiscal_year, owner, state, limit))]

    def inbox(self, account: str, roles: Iterable[str]) -> list[InboxRow]:
        """What waits for a person (待办), longest first: as one of the roles, or as the owner or a delegate."""
        return [inbox_row(row) for row in self._all(queries.waiting(account, roles))]

    def highest_project_id(self, prefix: str) -> str | None:
        """The highest id that begins so, e.g. ``2024-0007`` for ``2024-``."""
        row = self._first(queries.last_id(prefix))
        return None if row is None else str(row[0])

    def involvements(self, project_id: str) -> list[InvolvementRow]:
        """Everybody who is or was tied to a project."""
        return [InvolvementRow(*row) for row in self._all(queries.INVOLVEMENTS, id=project_id)]

    def account(self, account_id: str) -> AccountRow | None:
        """An account by its id."""
        row = self._first(queries.ACCOUNT_OF_ID, id=account_id)
        return None if row is None else AccountRow(*row)

    def accounts(self) -> list[AccountRow]:
        """Every account, in the order of their ids."""
        return [AccountRow(*row) for row in self._all(queries.ACCOUNTS)]

    def look(self, account: str, project: str) -> LookRow | None:
        """What an account was last shown of a project."""
        row = self._first(queries.LOOK_OF, account=account, project=project)
        return None if row is None else LookRow(*row)

    def snapshot(self, code: str) -> SnapshotRow | None:
        """An approved version by its verification code (核验码)."""
        row = self._first(queries.SNAPSHOT_OF_CODE, code=code)
        return None if row is None else SnapshotRow(*row)

    def snapshots(self, project_id: str) -> list[SnapshotRow]:
        """The approved versions of a project, corrections last."""
        return [SnapshotRow(*row) for row in self._all(queries.SNAPSHOTS, id=project_id)]

    # ------------------------------------------------------------ writing

    @contextmanager
    def writing(self, *, together: bool = False) -> Iterator[Writer]:
        """One transaction: committed at the end of the block, taken back whole on any exception.

        ``together`` is for importing many entries: new rows are collected and sent in groups, several times as fast.
        What the database refuses may then be raised by a later call or at the end of the block.
        """
        with translated(self.address, writing=True), self._engine.connect() as connection:
            begin_writing(connection)
            writer = Writer(connection, together)
            yield writer
            writer.settle()
            try:
                connection.commit()
            except BaseException:
                # The transaction may still be open, as when a reader outstays SQLite's patience: never use it again.
                connection.invalidate()
                raise

    # ------------------------------------------------------------ entries and connections

    def _entries(self, connection: Connection, after: int) -> Generator[Entry, None, None]:
        """A generator of its own errors: it runs when the caller of ``chain`` has long gone on."""
        with translated(self.address):
            some = connection.execution_options(yield_per=BATCH)
            with some.execute(queries.ENTRIES_AFTER, {"after": after}) as result:
                for row in result:
                    yield self._entry(row)

    def _entry(self, row: Row[*tuple[Any, ...]]) -> Entry:
        """A row as an entry. A damaged page of SQLite gives anything in any column, STRICT or not."""
        if tuple(map(type, row)) != _ENTRY_TYPES:
            raise damaged(self.address)
        return Entry(*row)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated(self.address), self._engine.connect() as connection:
            yield connection

    def _all(self, query: Query, **values: object) -> list[Row[*tuple[Any, ...]]]:
        with self._reading() as connection:
            return list(connection.execute(query, _given(values)).all())

    def _first(self, query: Query, **values: object) -> Row[*tuple[Any, ...]] | None:
        with self._reading() as connection:
            return connection.execute(query, _given(values)).first()


_ENTRY_TYPES = tuple({"int": int, "str": str}[str(field.type)] for field in dataclasses.fields(Entry))


def _given(values: Mapping[str, object]) -> dict[str, object] | None:
    return dict(values) or None


def _head(connection: Connection) -> Anchor | None:
    seq, end = connection.execute(queries.HEAD).one()
    return Anchor(seq, end) if seq else None
