"""Writing (写入): an entry, the rows it changes and the end of the ledger, all in one transaction or not at all."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Connection, TableClause, bindparam, delete, insert, select, text, update

from engine.store.columns import ACCOUNT, EVENT, INVOLVEMENT, LEDGER, LOOK, PROJECT, SNAPSHOT
from engine.store.errors import Stale
from engine.store.rows import Draft, Guard, InvolvementRow, LookRow, Mended, ProjectRow, Rows, SnapshotRow, Superseded
from workflows.history import GENESIS, Anchor, Entry, hash_of

TOGETHER = 500
"""How many rows of a table a writer of many entries collects before it sends them."""

_TAIL = select(LEDGER.c.seq, LEDGER.c.hash).where(LEDGER.c.id == 1).with_for_update()
"""SQLite, which has locked the whole file by then, ignores FOR UPDATE."""

_ACCOUNT_AFTER = (
    select(EVENT.c.seq).where(EVENT.c.seq > bindparam("after"), EVENT.c.stream.startswith("account:")).limit(1)
)
_MOVE_TAIL = (
    update(LEDGER)
    .where(LEDGER.c.id == 1, LEDGER.c.seq == bindparam("old_seq"), LEDGER.c.hash == bindparam("old_hash"))
    .values(seq=bindparam("new_seq"), hash=bindparam("new_hash"))
)
_GUARDED = (
    update(PROJECT)
    .where(
        PROJECT.c.id == bindparam("guard_id"),
        PROJECT.c.version == bindparam("guard_version"),
        PROJECT.c.state == bindparam("guard_state"),
    )
    .values({column.name: bindparam(column.name) for column in PROJECT.c})
)
_ADD_ENTRY, _ADD_PROJECT = insert(EVENT), insert(PROJECT)
_ADD_INVOLVEMENT, _ADD_SNAPSHOT = insert(INVOLVEMENT), insert(SNAPSHOT)
_ORDER = (_ADD_ENTRY, _ADD_PROJECT, _ADD_INVOLVEMENT, _ADD_SNAPSHOT)
"""What an insert refers to comes first."""

_DROP_INVOLVEMENTS = delete(INVOLVEMENT).where(INVOLVEMENT.c.project_id == bindparam("id"))
_PUBLISH = (
    update(SNAPSHOT).where(SNAPSHOT.c.code == bindparam("old_code")).values(published_seq=bindparam("new_published"))
)
_SUPERSEDE = update(SNAPSHOT).where(SNAPSHOT.c.code == bindparam("old_code")).values(superseded_by=bindparam("new_by"))


def _put(table: TableClause, *keys: str) -> Any:
    """Insert a row, or overwrite the one that has its key. The same words on both databases."""
    names = [column.name for column in table.c]
    values = ", ".join(f":{name}" for name in names)
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({values})"
    put = text(f"{statement} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changes}")
    return put.bindparams(*(bindparam(column.name, type_=column.type) for column in table.c))


_PUT_ACCOUNT = _put(ACCOUNT, "id")
_PUT_PROJECT = _put(PROJECT, "id")
_PUT_SNAPSHOT = _put(SNAPSHOT, "code")
_DROP_PROJECT = delete(PROJECT).where(PROJECT.c.id == bindparam("id"))
_DROP_LOOKS = delete(LOOK).where(LOOK.c.project_id == bindparam("id"))
_DROP_ACCOUNT = delete(ACCOUNT).where(ACCOUNT.c.id == bindparam("id"))
_DROP_SNAPSHOT = delete(SNAPSHOT).where(SNAPSHOT.c.code == bindparam("id"))
_PUT_LOOK = _put(LOOK, "account_id", "project_id")


def values_of(row: Any) -> dict[str, Any]:
    """The fields of a row by name."""
    return {field.name: getattr(row, field.name) for field in fields(row)}


class Writer:
    """One transaction's pen (写入者). Made by ``Store.writing``, which commits it or takes everything back."""

    def __init__(self, connection: Connection, together: bool = False) -> None:
        self._connection = connection
        self._together = together
        self._pending: dict[Any, list[dict[str, Any]]] = {}
        self._start: Anchor | None = None
        self._end = Anchor(0, GENESIS)
        self._half_done = False

    def append(self, draft: Draft, rows: Rows, guard: Guard | None = None) -> Entry:
        """Add an entry at the end of the history, with the rows it changes.

        With a guard the project is updated where it still is what the guard says; without one ``rows.project`` is a
        new project. ``Stale`` when the guard no longer holds or the stream has that version already, ``DuplicateKey``
        when the key is taken: catch them around the ``with`` block, not inside; nothing of the transaction stays.
        """
        self._half_done = True
        self._lock_ledger()
        if guard is not None:
            self._update_project(rows.project, guard)
        entry = self._next(draft)
        self._insert(_ADD_ENTRY, values_of(entry))
        self._end = Anchor(entry.seq, entry.hash)
        if guard is None and rows.project is not None:
            self._insert(_ADD_PROJECT, values_of(rows.project))
        self._write(rows, entry.seq, new=guard is None)
        self._half_done = False
        return entry

    def same_people(self, since: int) -> None:
        """Raises ``Stale`` where an account was changed after that place of the history: decisions rest on roles."""
        self._lock_ledger()
        if self._connection.execute(_ACCOUNT_AFTER, {"after": since}).first() is not None:
            raise Stale("account")

    def looked(self, look: LookRow) -> None:
        """Keep what an account was shown."""
        self._change(_PUT_LOOK, values_of(look))

    def mend(self, rows: Mended) -> None:
        """Put rows in the place of those that say something else than the history. No entry: nothing happened.

        Raises ``Stale`` where something did happen since the rows were made.
        """
        self._lock_ledger()
        if self._end.seq != rows.end:
            raise Stale("ledger")
        for statement, names in (
            (_DROP_SNAPSHOT, rows.no_snapshots),
            (_DROP_INVOLVEMENTS, rows.no_projects),
            (_DROP_LOOKS, rows.no_projects),
            (_DROP_PROJECT, rows.no_projects),
            (_DROP_ACCOUNT, rows.no_accounts),
        ):
            for name in names:
                self._change(statement, {"id": name})
        for project in rows.projects:
            self._change(_PUT_PROJECT, values_of(project))
        for project_id, involvements in rows.involvements.items():
            self._change(_DROP_INVOLVEMENTS, {"id": project_id})
            for one in involvements:
                self._insert(_ADD_INVOLVEMENT, values_of(one))
        for account in rows.accounts:
            self._change(_PUT_ACCOUNT, values_of(account))
        for snapshot in rows.snapshots:
            self._change(_PUT_SNAPSHOT, values_of(snapshot))

    def settle(self) -> None:
        """Move the end of the ledger to the last entry, once for the whole transaction."""
        if self._half_done:
            raise Stale("an append failed, and was not allowed to end the transaction")
        if self._start is None or self._start == self._end:
            return
        move = {"old_seq": self._start.seq, "old_hash": self._start.hash}
        move |= {"new_seq": self._end.seq, "new_hash": self._end.hash}
        if self._change(_MOVE_TAIL, move) != 1:
            raise Stale("ledger")

    def _lock_ledger(self) -> None:
        """Wait for the other writers, before anything else is locked: so they queue and never block each other."""
        if self._start is None:
            seq, end = self._connection.execute(_TAIL).one()
            self._start = self._end = Anchor(seq, end)

    def _next(self, draft: Draft) -> Entry:
        """The entry that a draft becomes at the end of the history."""
        entry = Entry(seq=self._end.seq + 1, **values_of(draft), previous=self._end.hash, hash="")
        return replace(entry, hash=hash_of(entry))

    def _update_project(self, project: ProjectRow | None, guard: Guard) -> None:
        assert project is not None, "a guard needs the row that takes the project's place"
        condition = {"guard_id": guard.project_id, "guard_version": guard.version, "guard_state": guard.state}
        if self._change(_GUARDED, values_of(project) | condition) != 1:
            raise Stale(guard.project_id)

    def _write(self, rows: Rows, seq: int, new: bool) -> None:
        """Write whatever else the entry changes."""
        if rows.involvements is not None:
            self._replace_involvements(rows.involvements, rows.project, new)
        if rows.account is not None:
            self._change(_PUT_ACCOUNT, values_of(rows.account))
        if rows.superseded is not None:
            self._supersede(rows.superseded)
        if rows.snapshot is not None:
            self._approve(rows.snapshot, seq)
        if rows.published is not None:
            self._one(_PUBLISH, {"old_code": rows.published, "new_published": seq})

    def _replace_involvements(
        self, involvements: tuple[InvolvementRow, ...], project: ProjectRow | None, new: bool
    ) -> None:
        assert project is not None, "involvements belong to a project"
        if not new:
            self._change(_DROP_INVOLVEMENTS, {"id": project.id})
        for row in involvements:
            self._insert(_ADD_INVOLVEMENT, values_of(row))

    def _approve(self, snapshot: SnapshotRow, seq: int) -> None:
        self._insert(_ADD_SNAPSHOT, values_of(snapshot) | {"approved_seq": seq})

    def _supersede(self, superseded: Superseded) -> None:
        self._one(_SUPERSEDE, {"old_code": superseded.code, "new_by": superseded.by})

    def _one(self, statement: Any, values: dict[str, Any]) -> None:
        """Change exactly one row."""
        if self._change(statement, values) != 1:
            raise Stale(values["old_code"])

    # ------------------------------------------------------------ statements

    def _insert(self, statement: Any, values: dict[str, Any]) -> None:
        """Insert a new row: at once, or together with others."""
        if not self._together:
            self._connection.execute(statement, values)
            return
        waiting = self._pending.setdefault(statement, [])
        waiting.append(values)
        if len(waiting) >= TOGETHER:
            self._flush()

    def _change(self, statement: Any, values: dict[str, Any]) -> int:
        """Change rows that are there, after everything that came before; gives how many."""
        self._flush()
        return int(self._connection.execute(statement, values).rowcount)

    def _flush(self) -> None:
        """Send what was collected, in the order of the tables: entries, projects, what hangs on them."""
        pending, self._pending = self._pending, {}
        for statement in _ORDER:
            if statement in pending:
                self._connection.execute(statement, pending[statement])
