"""The schema (库结构): SQLModel tables, the hot path's columns and the migrations say the same; the rules hold."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlmodel import SQLModel

from engine.store import columns, tables
from engine.store.address import read_address
from engine.store.connections import engine_for
from engine.store.maintenance import upgrade
from engine.store.queries import ENTRIES_AFTER, ENTRIES_OF_STREAM, ENTRY_OF_KEY, SNAPSHOTS, Query, listed, waiting
from engine.store.schema import APPLICATION_ID, SCHEMA_VERSION
from tests.postgres import Server
from tests.store.raw import raw, rows
from tests.store.samples import fill

TABLES = {name.lower(): SQLModel.metadata.tables[name.lower()] for name in tables.__all__}
DIALECTS = (sqlite_dialect.dialect(), postgresql.dialect())


def test_every_table_is_here():
    assert set(TABLES) == {"event", "ledger", "project", "involvement", "account", "look", "snapshot"}


@pytest.mark.parametrize("name", list(TABLES))
def test_the_hot_path_knows_the_same_columns(name: str):
    """``columns.py`` exists only because SQLModel is slow to import."""
    light = vars(columns)[name.upper()]
    assert [column.name for column in light.c] == [column.name for column in TABLES[name].c]
    for ours, schema in zip(light.c, TABLES[name].c, strict=True):
        for dialect in DIALECTS:
            assert ours.type.compile(dialect) == schema.type.compile(dialect), ours
        assert type(ours.type) is type(schema.type), ours


class TestMigrations:
    """The migrations, written by hand, make what the SQLModel tables say."""

    def test_on_sqlite(self, sqlite: str):
        declared = create_engine("sqlite://")
        self.compare(declared, engine_for(read_address(sqlite)))

    def test_on_postgres(self, postgres_server: Server, empty_postgres: str, postgres: str):
        declared = engine_for(read_address(postgres_server.address(empty_postgres)))
        self.compare(declared, engine_for(read_address(postgres)))

    def compare(self, declared: Engine, migrated: Engine) -> None:
        SQLModel.metadata.create_all(declared, tables=list(TABLES.values()))
        expected, found = self.picture(declared), self.picture(migrated)
        declared.dispose()
        migrated.dispose()
        assert found == expected

    def picture(self, engine: Engine) -> dict[str, Any]:
        """Everything that a database says about its tables."""
        asked = inspect(engine)
        return {name: self.portrait(asked, name) for name in asked.get_table_names() if name != "alembic_version"}

    def portrait(self, asked: Any, name: str) -> dict[str, Any]:
        return {
            "columns": [(c["name"], repr(c["type"]), c["nullable"], c["default"]) for c in asked.get_columns(name)],
            "primary key": asked.get_pk_constraint(name),
            "unique": sorted(map(str, asked.get_unique_constraints(name))),
            "checks": sorted(map(str, asked.get_check_constraints(name))),
            "foreign keys": sorted(map(str, asked.get_foreign_keys(name))),
            "indexes": sorted(map(str, asked.get_indexes(name))),
            "options": asked.get_table_options(name),
        }


def test_every_rule_has_a_name():
    for table in TABLES.values():
        assert all(str(rule.name).startswith(f"{table.name}_") for rule in table.constraints), table


def test_every_table_of_sqlite_is_strict_and_marked(sqlite: str):
    with raw(sqlite) as connection:
        loose = rows(connection, "SELECT name FROM pragma_table_list WHERE strict = 0 AND name NOT LIKE 'sqlite_%'")
        marks = [
            rows(connection, f"PRAGMA {name}")[0][0] for name in ("application_id", "user_version", "journal_mode")
        ]
    assert loose == []
    assert marks == [APPLICATION_ID, SCHEMA_VERSION, "delete"]


# Each row: a statement that breaks one rule, and the rule's name. SQLite names CHECKs, PostgreSQL everything.
PROJECT = "'p', {v}, 'n', 2024, '', '', 'w', 's', 'f', 't', 'o', '', '', {f}, 0, '', '', ''"
BROKEN = [
    ("INSERT INTO project VALUES (" + PROJECT.format(v=0, f=0) + ")", "project_version_positive"),
    ("INSERT INTO project VALUES (" + PROJECT.format(v=1, f=-1) + ")", "project_findings_natural"),
    ("INSERT INTO involvement VALUES ('2024-0001', 'a', 'friend')", "involvement_relation_known"),
    ("INSERT INTO account VALUES ('a', 'n', '', 2, 1)", "account_active_flag"),
    ("INSERT INTO account VALUES ('a', 'n', '', 1, 0)", "account_version_positive"),
    ("INSERT INTO look VALUES ('a', '2024-0001', 0, '', '')", "look_version_positive"),
    ("INSERT INTO snapshot VALUES ('c', '2024-0001', 0, 1, NULL, NULL)", "snapshot_number_positive"),
]
ENTRY = "INSERT INTO event VALUES ({seq}, 'x', {version}, 'k', 'a', '{at}', 'y', 'f', '{{}}', {previous}, '{hash}')"
GOOD = {"seq": 4, "version": 1, "at": "2026-11-25T07:49:44.123456Z", "hash": "e" * 64}
GOOD["previous"] = "(SELECT hash FROM event WHERE seq = 3)"
BROKEN += [
    (ENTRY.format(**{**GOOD, "version": 0}), "event_version_positive"),
    (ENTRY.format(**{**GOOD, "at": "2026-11-25T07:49:44Z"}), "event_at_utc"),
    (ENTRY.format(**{**GOOD, "at": "2026-11-25 07:49:44.123456Z"}), "event_at_utc"),
    (ENTRY.format(**{**GOOD, "at": "2026-11-25T07:49:44.123456+08:00"}), "event_at_utc"),
    (ENTRY.format(**{**GOOD, "hash": "e" * 63}), "event_hash_length"),
]


@pytest.mark.parametrize(("statement", "rule"), BROKEN, ids=[f"{number}-{row[1]}" for number, row in enumerate(BROKEN)])
def test_the_rules_hold(address: str, statement: str, rule: str):
    fill(address, 3, projects=1)
    with raw(address) as connection, pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match=rule):
        connection.execute(statement)


def test_the_sample_entry_breaks_no_rule(address: str):
    """So that the cases above fail for the reason they name."""
    fill(address, 3, projects=1)
    with raw(address) as connection:
        connection.execute("BEGIN")
        connection.execute(ENTRY.format(**GOOD))
        connection.execute("UPDATE ledger SET seq = 4, hash = (SELECT hash FROM event WHERE seq = 4)")
        connection.execute("COMMIT")


@pytest.mark.parametrize("row", ["('none', 'a', 'owner')", "(NULL, 'a', 'owner')"])
def test_rows_hang_on_projects(address: str, row: str):
    with raw(address) as connection:
        if not address.startswith("postgresql"):
            connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
            connection.execute(f"INSERT INTO involvement VALUES {row}")


def test_text_is_no_number_and_a_number_no_text(sqlite: str):
    fill(sqlite, 3, projects=1)
    with raw(sqlite) as connection, pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
        connection.execute("UPDATE project SET total = 'viel'")


class TestUpgrade:
    def test_a_filled_database_survives_to_the_byte(self, sqlite: str):
        fill(sqlite, 50)
        before = Path(sqlite).read_bytes()
        assert upgrade(sqlite) == []
        assert Path(sqlite).read_bytes() == before
        assert len(list(Path(sqlite).parent.iterdir())) == 1

    def test_a_filled_server_survives_to_the_byte(self, postgres: str):
        fill(postgres, 50)
        with raw(postgres) as connection:
            before = rows(connection, "SELECT event::text, ctid::text, xmin::text FROM event ORDER BY seq")
            assert upgrade(postgres) == []
            assert rows(connection, "SELECT event::text, ctid::text, xmin::text FROM event ORDER BY seq") == before

    def test_it_creates_once_and_says_so(self, tmp_path: Path, postgres_server: Server, empty_postgres: str):
        for address in (str(tmp_path / "新.db"), postgres_server.address(empty_postgres)):
            assert upgrade(address)[0].startswith("建立了数据库")
            assert upgrade(address) == []

    def test_an_interrupted_creation_is_taken_up_again(self, tmp_path: Path):
        """What a kill before the commit leaves: an empty file."""
        path = tmp_path / "空.db"
        path.touch()
        assert upgrade(f"sqlite:///{path}")[0].startswith("建立了数据库")

    def test_a_migration_keeps_a_copy_first(self, sqlite: str, monkeypatch: pytest.MonkeyPatch):
        """There is only one version yet: a file that says it is older goes through the same door."""
        fill(sqlite, 5)
        from engine.store import upgrade as module

        monkeypatch.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
        before = Path(sqlite).read_bytes()
        kept, said = module.upgrade(sqlite)
        assert "升级" in said
        copy = Path(f"{sqlite}.v{SCHEMA_VERSION}.bak")
        assert str(copy) in kept
        assert copy.read_bytes()[100:] == before[100:]


class TestHotPath:
    def test_it_imports_nothing_heavy(self, sqlite: str):
        fill(sqlite, 3)
        script = (
            "import sys; from engine.store.store import open_store\n"
            "from engine.store.rows import LookRow\n"
            "with open_store(sys.argv[1]) as s:\n"
            "    s.inbox('li', ['x']); s.projects_named('金'); s.project('x'); list(s.history()); s.find('k')\n"
            "    with s.writing() as w: w.looked(LookRow('li', s.projects()[0].id, 1, '', ''))\n"
            "heavy = {'sqlmodel', 'alembic', 'psycopg', 'pydantic', 'sqlalchemy.orm', 'sqlalchemy.dialects.postgresql'}\n"
            "print(sorted(heavy & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", script, sqlite], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"

    @pytest.mark.parametrize(
        ("query", "index"),
        [
            (waiting("li", ["reviewer"]), "project_waiting"),
            (listed(2024, None, None, None), "project_year"),
            (listed(None, "li", None, None), "project_owner"),
            (ENTRY_OF_KEY, "event"),
            (ENTRIES_OF_STREAM, "event"),
            (ENTRIES_AFTER, "event"),
            (SNAPSHOTS, "snapshot"),
        ],
    )
    def test_it_scans_no_table(self, sqlite: str, query: Query, index: str):
        statement = str(query.compile(dialect=DIALECTS[0], compile_kwargs={"render_postcompile": True}))
        with raw(sqlite) as connection:
            blanks = ("x",) * statement.count("?")
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", blanks)]
        assert not [line for line in plan if line.startswith("SCAN")], plan
        assert any(index in line for line in plan), plan
