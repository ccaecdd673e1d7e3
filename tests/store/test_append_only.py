"""The history is append-only (历史只能追加): the database itself refuses, whoever asks and however."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import psycopg
import pytest

from engine.store.errors import StorageError
from engine.store.maintenance import admit
from engine.store.rows import AccountRow, LookRow, Rows
from engine.store.store import open_store
from tests.postgres import OWNER, Server
from tests.store.raw import as_login, raw, rows
from tests.store.samples import AT, add, advance, draft, fill, involved, project
from workflows.history import Anchor, verify_chain

COLUMNS = "seq, stream, version, kind, actor, at, key, fingerprint, payload, previous, hash"
FORGED = "kind, '{actor}', at, {key}, fingerprint, payload, {previous}, '" + "e" * 64 + "' FROM event WHERE seq = {of}"
LAST = "(SELECT hash FROM event WHERE seq = 5)"


def forged(
    seq: int, of: int = 3, stream: str = "'x'", key: str = "'y'", previous: str = LAST, actor: str = "zhou"
) -> str:
    """A row for the history, made from row ``of``, with the parts that matter chosen."""
    return f"SELECT {seq}, {stream}, version, " + FORGED.format(actor=actor, key=key, previous=previous, of=of)


ON_BOTH = {
    "edit": "UPDATE event SET actor = 'zhou' WHERE seq = 3",
    "edit nothing": "UPDATE event SET actor = actor",
    "renumber": "UPDATE event SET seq = seq + 100",
    "delete": "DELETE FROM event WHERE seq = 3",
    "delete all": "DELETE FROM event",
    "leave a gap": f"INSERT INTO event ({COLUMNS}) {forged(7)}",
    "insert before": f"INSERT INTO event ({COLUMNS}) {forged(-1)}",
    "break the chain": f"INSERT INTO event ({COLUMNS}) {forged(6, previous='hash')}",
    "same key": f"INSERT INTO event ({COLUMNS}) {forged(6, key='key')}",
    "same version": f"INSERT INTO event ({COLUMNS}) {forged(6, stream='stream')}",
    "ledger back": "UPDATE ledger SET seq = 4, hash = (SELECT hash FROM event WHERE seq = 4)",
    "ledger emptied": "UPDATE ledger SET seq = 0",
    "ledger ahead": "UPDATE ledger SET seq = 6",
    "ledger other hash": "UPDATE ledger SET hash = previous FROM event WHERE event.seq = 5",
    "ledger deleted": "DELETE FROM ledger",
    "second ledger": "INSERT INTO ledger (id, seq, hash) SELECT 2, seq, hash FROM ledger",
}
ON_SQLITE = {
    "replace by seq": f"INSERT OR REPLACE INTO event ({COLUMNS}) {forged(3)}",
    "replace by key": f"INSERT OR REPLACE INTO event ({COLUMNS}) {forged(6, key='key')}",
    "replace by version": f"REPLACE INTO event ({COLUMNS}) {forged(6, stream='stream')}",
    "update or replace": "UPDATE OR REPLACE event SET seq = 3 WHERE seq = 4",
    "upsert": f"INSERT INTO event ({COLUMNS}) {forged(3)} ON CONFLICT DO UPDATE SET actor = 'zhou'",
    "ledger replaced": f"INSERT OR REPLACE INTO ledger (id, seq, hash) VALUES (1, 0, '{'0' * 64}')",
    "no number": f"INSERT INTO event ({COLUMNS}) {forged(6).replace('SELECT 6', 'SELECT NULL')}",
}
ON_POSTGRES = {
    "truncate": "TRUNCATE event",
    "truncate cascade": "TRUNCATE event CASCADE",
    "truncate ledger": "TRUNCATE ledger",
    "upsert": f"INSERT INTO event ({COLUMNS}) {forged(3)} ON CONFLICT (seq) DO UPDATE SET actor = 'zhou'",
}


def _contents(address: str) -> list[object]:
    with raw(address) as connection:
        return [
            *rows(connection, f"SELECT {COLUMNS} FROM event ORDER BY seq"),
            *rows(connection, "SELECT * FROM ledger"),
        ]


@pytest.mark.parametrize("recursive_triggers", ["ON", "OFF"])
@pytest.mark.parametrize("statement", [*ON_BOTH.values(), *ON_SQLITE.values()], ids=[*ON_BOTH, *ON_SQLITE])
def test_sqlite_refuses(sqlite: str, statement: str, recursive_triggers: str):
    fill(sqlite, 5, projects=2)
    before = _contents(sqlite)
    with raw(sqlite) as connection:
        connection.execute(f"PRAGMA recursive_triggers = {recursive_triggers}")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
    assert _contents(sqlite) == before


@pytest.mark.parametrize("user", ["postgres", OWNER])
@pytest.mark.parametrize("statement", [*ON_BOTH.values(), *ON_POSTGRES.values()], ids=[*ON_BOTH, *ON_POSTGRES])
def test_postgres_refuses_owner_and_superuser(postgres: str, statement: str, user: str):
    fill(postgres, 5, projects=2)
    before = _contents(postgres)
    with raw(postgres, user) as connection, pytest.raises(psycopg.Error, match=r"jixiao: |violates"):
        connection.execute(statement)
    assert _contents(postgres) == before


OWN_ENTRY = f"INSERT INTO event ({COLUMNS}) {forged(6, actor='chen')}"
NEXT_OWN_ENTRY = f"INSERT INTO event ({COLUMNS}) " + forged(
    7, stream="'z'", key="'w'", previous=LAST.replace("5", "6"), actor="chen"
)
MOVE = "UPDATE ledger SET (seq, hash) = (SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1)"
UNREGISTERED = {
    "alone": [OWN_ENTRY],
    "committed": ["BEGIN", OWN_ENTRY, "COMMIT"],
    "checked too early": ["BEGIN", "SET CONSTRAINTS ALL IMMEDIATE", OWN_ENTRY],
    "checked in between": ["BEGIN", OWN_ENTRY, MOVE, "SET CONSTRAINTS ALL IMMEDIATE", NEXT_OWN_ENTRY],
    "one too many": ["BEGIN", OWN_ENTRY, MOVE, NEXT_OWN_ENTRY, "COMMIT"],
    "taken back when checked": [
        *("BEGIN", OWN_ENTRY, "SAVEPOINT before", MOVE, "SET CONSTRAINTS ALL IMMEDIATE"),
        *("ROLLBACK TO before", "COMMIT"),
    ],
    "prepared": ["BEGIN", OWN_ENTRY, "PREPARE TRANSACTION 'later'"],
}
"""How an entry could be left outside the ledger; the last statement is refused."""

OTHERS_LOOKS = {
    "edit": "UPDATE look SET content_hash = 'e' WHERE account_id = 'li'",
    "edit all": "UPDATE look SET content_hash = 'e'",
    "take over": "UPDATE look SET account_id = 'chen', project_id = '2024-0002' WHERE account_id = 'li'",
    "give away": "UPDATE look SET account_id = 'zhou' WHERE account_id = 'chen'",
    "add": f"INSERT INTO look VALUES ('li', '2024-0002', 1, 'e', '{AT}')",
    "upsert": f"INSERT INTO look VALUES ('li', '2024-0001', 1, 'e', '{AT}')"
    " ON CONFLICT (account_id, project_id) DO UPDATE SET content_hash = 'e'",
    "upsert by oneself": f"INSERT INTO look VALUES ('chen', '2024-0001', 1, 'e', '{AT}')"
    " ON CONFLICT (account_id, project_id) DO UPDATE SET account_id = 'zhou'",
}


def _looked(address: str) -> list[object]:
    """What li and chen were shown."""
    with open_store(as_login(address, OWNER)) as store, store.writing() as writer:
        for name in ("chen", "li"):
            writer.looked(LookRow(name, "2024-0001", 1, "c" * 64, AT))
    return _looks(address)


def _looks(address: str) -> list[object]:
    with raw(address) as connection:
        return list(rows(connection, "SELECT account_id, content_hash FROM look ORDER BY account_id"))


@pytest.fixture
def chen(postgres_server: Server, postgres: str) -> str:
    """The database as ``chen``, a login that was admitted."""
    with postgres_server.connect() as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'chen'").fetchone():
            connection.execute("CREATE ROLE chen LOGIN")
    assert admit(postgres, "chen") == [f"chen 可以使用 {postgres.replace(f'{OWNER}@', '')} 了"]
    fill(postgres, 5, projects=2)
    return as_login(postgres, "chen")


class TestLoggedInUser:
    """Server mode prevents: a logged-in user adds in their own name and changes nothing."""

    def test_an_administrator_could_be_anybody_but_a_user_is_one_person(self, postgres: str, chen: str):
        with open_store(postgres) as administrator, open_store(chen) as user:
            assert (administrator.identity, user.identity) == (None, "chen")

    def test_everything_a_user_needs_works(self, chen: str):
        with open_store(chen) as store, store.writing() as writer:
            row = project(9, owner="chen")
            writer.append(draft(9, actor="chen"), Rows(project=row, involvements=(involved(9, "chen"),)))
            account = AccountRow("chen", "陈", "owner", True, 1)
            entry = replace(draft(actor="chen"), stream="account:chen", key="a")
            writer.append(entry, Rows(account=account))
            writer.looked(LookRow("chen", row.id, 1, "c" * 64, AT))
        with open_store(chen) as store, store.chain() as (head, entries):
            assert list(verify_chain(entries, head)) == []
            assert [found.project.id for found in store.inbox("chen", [])] == ["2024-0009"]

    def test_an_entry_in_another_name_is_refused(self, chen: str):
        with open_store(chen) as store:
            before = store.head()
            with pytest.raises(StorageError) as refused:
                add(store, 9)
            assert refused.value.code == "storage-refused"
            assert "本人名义" in refused.value.message
            assert store.head() == before

    def test_another_name_is_refused_to_plain_sql_too(self, chen: str):
        with raw(chen, "chen") as connection, pytest.raises(psycopg.Error, match="event_actor"):
            connection.execute(f"INSERT INTO event ({COLUMNS}) {forged(6)}")

    @pytest.mark.parametrize(
        "statement",
        [
            *(
                ON_BOTH[name]
                for name in ("edit", "renumber", "delete", "delete all", "ledger deleted", "second ledger")
            ),
            *ON_POSTGRES.values(),
            "DELETE FROM project",
            "DELETE FROM account",
            "DELETE FROM snapshot",
            "DELETE FROM look",
            "ALTER TABLE look DISABLE TRIGGER look_actor",
            "DROP TRIGGER event_in_ledger ON event",
            "TRUNCATE project",
            "DROP TABLE event",
            "ALTER TABLE event DISABLE TRIGGER ALL",
            "DROP TRIGGER event_next ON event",
            "CREATE OR REPLACE FUNCTION jixiao_refuse() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'",
            "SET session_replication_role = replica",
            f"SET ROLE {OWNER}",
            "SET SESSION AUTHORIZATION postgres",
            "GRANT DELETE ON event TO chen",
            "UPDATE alembic_version SET version_num = '0'",
        ],
    )
    def test_nothing_else_is_allowed(self, chen: str, statement: str):
        before = _contents(chen)
        with raw(chen, "chen") as connection:
            if statement.startswith("GRANT"):
                # PostgreSQL only warns that nothing was granted.
                connection.execute(statement)
                statement = ON_BOTH["delete"]
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
        assert _contents(chen) == before

    def test_a_temporary_catalogue_does_not_fool_the_trigger(self, chen: str):
        with raw(chen, "chen") as connection:
            connection.execute(
                "CREATE TEMP TABLE pg_class AS SELECT oid, 'chen'::regrole::oid AS relowner FROM pg_class"
            )
            with pytest.raises(psycopg.Error, match="event_actor"):
                connection.execute(f"INSERT INTO event ({COLUMNS}) {forged(6)}")

    def test_the_ledger_moves_only_to_the_last_entry(self, chen: str):
        for name in ("ledger back", "ledger emptied", "ledger ahead", "ledger other hash"):
            with raw(chen, "chen") as connection, pytest.raises(psycopg.Error, match="jixiao: ledger_follows"):
                connection.execute(ON_BOTH[name])

    @pytest.mark.parametrize("statements", UNREGISTERED.values(), ids=list(UNREGISTERED))
    def test_an_entry_stays_only_with_its_place_in_the_ledger(self, chen: str, statements: list[str]):
        """Whoever left one without would stop every writer after them."""
        before = _contents(chen)
        with raw(chen, "chen") as connection:
            *first, last = statements
            for statement in first:
                connection.execute(statement)
            with pytest.raises(psycopg.Error, match="jixiao: event_in_ledger"):
                connection.execute(last)
        assert _contents(chen) == before
        with open_store(as_login(chen, OWNER)) as store:
            assert add(store, 9).seq == 6

    def test_an_entry_with_its_place_in_the_ledger_stays(self, chen: str):
        with raw(chen, "chen") as connection:
            for statement in ("BEGIN", OWN_ENTRY, MOVE, NEXT_OWN_ENTRY, MOVE, "COMMIT"):
                connection.execute(statement)
        with open_store(chen) as store:
            head = store.head()
            assert head is not None
            assert head.seq == 7

    def test_the_ledger_must_have_the_hash_of_the_entry(self, chen: str):
        """Without ledger_follows, which looks at the same from the other side."""
        with raw(chen) as connection:
            connection.execute("ALTER TABLE ledger DISABLE TRIGGER ledger_follows")
        with raw(chen, "chen") as connection:
            for statement in ("BEGIN", OWN_ENTRY, "UPDATE ledger SET seq = 6"):
                connection.execute(statement)
            with pytest.raises(psycopg.Error, match="jixiao: event_in_ledger"):
                connection.execute("COMMIT")

    @pytest.mark.parametrize("statement", OTHERS_LOOKS.values(), ids=list(OTHERS_LOOKS))
    def test_what_another_was_shown_stays(self, chen: str, statement: str):
        """Whoever changed it would have a reviewer approve what they never saw."""
        looks = _looked(chen)
        with raw(chen, "chen") as connection:
            connection.execute("CREATE TEMP TABLE pg_class AS SELECT oid, 'chen'::regrole AS relowner FROM pg_class")
            with pytest.raises(psycopg.Error, match="jixiao: look_actor"):
                connection.execute(statement)
        assert _looks(chen) == looks

    def test_what_oneself_was_shown_is_kept_as_often_as_one_looks(self, chen: str):
        _, li = _looked(chen)
        with open_store(chen) as store, store.writing() as writer:
            writer.looked(LookRow("chen", "2024-0001", 2, "d" * 64, AT))
        assert _looks(chen) == [("chen", "d" * 64), li]

    @pytest.mark.parametrize("user", ["postgres", OWNER])
    def test_the_owner_and_the_superuser_may_mend_what_others_were_shown(self, chen: str, user: str):
        _looked(chen)
        with raw(chen, user) as connection:
            connection.execute("UPDATE look SET content_hash = 'e', account_id = account_id || 'x'")
            connection.execute("DELETE FROM look WHERE account_id = 'chenx'")
        assert _looks(chen) == [("lix", "e")]

    def test_a_login_that_was_not_admitted_is_told_so(self, postgres_server: Server, chen: str):
        with postgres_server.connect() as connection:
            connection.execute("DROP ROLE IF EXISTS stranger")
            connection.execute("CREATE ROLE stranger LOGIN")
        with pytest.raises(StorageError) as refused:
            open_store(as_login(chen, "stranger"))
        assert refused.value.code == "storage-refused"
        assert "jixiao db admit" in refused.value.remedy

    def test_only_logins_that_exist_are_admitted(self, postgres: str, sqlite: str):
        for address, login in ((postgres, "nobody-there"), (sqlite, "chen")):
            with pytest.raises(StorageError) as refused:
                admit(address, login)
            assert refused.value.code == "storage-refused"


def test_a_writer_goes_on_after_a_refusal(address: str):
    fill(address, 5, projects=1)
    with raw(address) as connection, pytest.raises((sqlite3.Error, psycopg.Error)):
        connection.execute(ON_BOTH["delete"])
    with open_store(address) as store:
        entry = advance(store, 1, before=5)
        assert store.head() == Anchor.of(entry)
