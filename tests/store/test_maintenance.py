"""Backup, restore, doctor (备份、恢复、体检)."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from engine.store import backup as module
from engine.store import postgres_roles
from engine.store.address import read_address
from engine.store.errors import StorageError
from engine.store.maintenance import Check, backup, doctor, restore, upgrade
from engine.store.rows import Rows
from engine.store.store import open_store
from tests.postgres import OWNER, Server
from tests.store.raw import raw, rows
from tests.store.samples import add, advance, draft, fill
from workflows.history import Anchor, Entry, hash_of


def history(path: Path | str) -> list[Entry]:
    with open_store(str(path)) as store:
        return list(store.history())


def refused(code: str, step: Callable[[], object]) -> StorageError:
    with pytest.raises(StorageError) as error:
        step()
    assert error.value.code == code
    str(error.value).encode("gbk")
    return error.value


def overwrite_an_entry(path: str) -> None:
    with raw(path) as connection:
        connection.execute("DROP TRIGGER event_no_update")
        connection.execute("UPDATE event SET actor = 'zhou' WHERE seq = 7")


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder for backups."""
    folder = tmp_path / "备份"
    folder.mkdir()
    return folder


class TestBackup:
    def test_it_is_the_same_history(self, sqlite: str, saved: Path):
        entries = fill(sqlite, 30)
        assert backup(sqlite, saved / "一.db") == Anchor.of(entries[-1])
        assert history(saved / "一.db") == entries
        assert [file.name for file in saved.iterdir()] == ["一.db"]

    def test_of_a_database_in_use(self, sqlite: str, saved: Path):
        """Another program holds a transaction open, in WAL: a copy by hand would lose the newest entries."""
        entries = fill(sqlite, 30, projects=1)
        with raw(sqlite) as other:
            other.execute("PRAGMA journal_mode = WAL")
            other.execute("UPDATE project SET name = '已提交'")
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE project SET name = '未提交'")
            assert backup(sqlite, saved / "一.db") == Anchor.of(entries[-1])
        with open_store(str(saved / "一.db")) as store:
            assert [row.name for row in store.projects()] == ["已提交"]
            assert advance(store, 1, 30).seq == 31

    def test_of_an_empty_database(self, sqlite: str, saved: Path):
        assert backup(sqlite, saved / "一.db") is None

    def test_nothing_is_overwritten(self, sqlite: str, saved: Path):
        target = saved / "一.db"
        target.write_text("别的文件")
        refused("storage-refused", lambda: backup(sqlite, target))
        assert target.read_text() == "别的文件"

    def test_not_even_a_file_that_appears_meanwhile(self, sqlite: str, saved: Path, monkeypatch: pytest.MonkeyPatch):
        target = saved / "一.db"
        monkeypatch.setattr(module, "verified", lambda _part: target.write_text("别的文件"))
        refused("storage-refused", lambda: backup(sqlite, target))
        assert target.read_text() == "别的文件"
        assert len(list(saved.iterdir())) == 1

    def test_a_broken_history_is_not_passed_off_as_a_backup(self, sqlite: str, saved: Path):
        fill(sqlite, 30)
        overwrite_an_entry(sqlite)
        error = refused("storage-damaged", lambda: backup(sqlite, saved / "一.db"))
        assert "第 7 条" in error.message
        assert list(saved.iterdir()) == []

    def test_of_a_missing_database(self, tmp_path: Path, saved: Path):
        refused("storage-missing", lambda: backup(str(tmp_path / "没有.db"), saved / "一.db"))
        assert list(saved.iterdir()) == []

    def test_into_a_missing_folder(self, sqlite: str, saved: Path):
        refused("storage-missing", lambda: backup(sqlite, saved / "没有" / "一.db"))

    def test_postgres_has_its_own_tool(self, postgres: str, saved: Path):
        secret = postgres.replace(f"{OWNER}@", f"{OWNER}:secret@")
        for step in (lambda: backup(secret, saved / "一.db"), lambda: restore(saved / "一.db", secret)):
            error = refused("storage-refused", step)
            assert "pg_dump --format=custom" in error.remedy
            assert "secret" not in str(error)

    def test_that_tool_with_those_options_keeps_everything(
        self, postgres_server: Server, postgres: str, postgres_database: str, empty_postgres: str, saved: Path
    ):
        entries = fill(postgres, 30)
        access = ["-h", str(postgres_server.folder), "-U", "postgres"]
        dump = [str(postgres_server.binaries / "pg_dump"), *access, "--format=custom"]
        subprocess.run([*dump, f"--file={saved / '一.dump'}", postgres_database], check=True)
        load = [str(postgres_server.binaries / "pg_restore"), *access, "--exit-on-error"]
        subprocess.run([*load, f"--dbname={empty_postgres}", str(saved / "一.dump")], check=True)
        restored = postgres_server.address(empty_postgres)
        assert history(restored) == entries
        assert [check.name for check in doctor(restored) if not check.ok] == ["断电不丢"]


class TestRestore:
    @pytest.fixture
    def good(self, sqlite: str, saved: Path) -> Path:
        """A backup of 30 entries; the database has gone on to 31."""
        fill(sqlite, 30, projects=1)
        backup(sqlite, saved / "一.db")
        with open_store(sqlite) as store:
            advance(store, 1, 30)
        return saved / "一.db"

    def test_into_a_place_that_is_empty(self, good: Path, tmp_path: Path):
        target = tmp_path / "新.db"
        assert restore(good, str(target)) == Anchor.of(history(good)[-1])
        assert history(target) == history(good)

    def test_an_existing_database_is_kept_unless_one_says_so(self, good: Path, sqlite: str):
        error = refused("storage-refused", lambda: restore(good, sqlite))
        assert "--replace" in error.remedy
        assert len(history(sqlite)) == 31

    def test_the_replaced_database_stays_beside(self, good: Path, sqlite: str):
        kept = Path(sqlite).with_name("绩效-20261125.db")
        restore(good, sqlite, kept)
        assert (len(history(sqlite)), len(history(kept))) == (30, 31)
        refused("storage-refused", lambda: restore(good, sqlite, kept))
        with open_store(sqlite) as store:
            assert advance(store, 1, 30).seq == 31

    def test_a_journal_left_by_a_crash_goes_with_its_own_file(self, good: Path, sqlite: str, tmp_path: Path):
        """Played back into the restored file it would destroy it."""
        before = Path(sqlite).read_bytes()
        crashed = tmp_path / "crash"
        crashed.mkdir()
        with raw(sqlite) as other:
            other.execute("PRAGMA cache_size = 1")
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE project SET name = name || hex(zeroblob(200000))")
            for name in ("", "-journal"):
                shutil.copy(sqlite + name, crashed / f"绩效.db{name}")
        target, kept = crashed / "绩效.db", crashed / "旧.db"
        assert target.read_bytes() != before
        restore(good, str(target), kept)
        assert history(target) == history(good)
        assert len(history(kept)) == 31
        assert sorted(file.name for file in crashed.iterdir()) == ["旧.db", "绩效.db"]

    def test_a_damaged_database_can_be_replaced(self, good: Path, sqlite: str, tmp_path: Path):
        Path(sqlite).write_bytes(b"ruined" * 1000)
        Path(f"{sqlite}-wal").write_bytes(b"its newest entries")
        restore(good, sqlite, tmp_path / "旧.db")
        assert len(history(sqlite)) == 30
        assert (tmp_path / "旧.db").read_bytes() == b"ruined" * 1000
        assert not Path(f"{sqlite}-wal").exists()

    def test_a_database_in_use_is_not_replaced(self, good: Path, sqlite: str, tmp_path: Path):
        with raw(sqlite) as other:
            other.execute("BEGIN IMMEDIATE")
            refused("storage-locked", lambda: restore(good, sqlite, tmp_path / "旧.db"))
        assert len(history(sqlite)) == 31
        assert not (tmp_path / "旧.db").exists()

    def test_a_bad_backup_changes_nothing(self, good: Path, sqlite: str, tmp_path: Path):
        before = Path(sqlite).read_bytes()
        tampered = Path(shutil.copy(good, tmp_path / "改.db"))
        overwrite_an_entry(str(tampered))
        cut = tmp_path / "残.db"
        cut.write_bytes(good.read_bytes()[:8192])
        foreign = tmp_path / "别人的.db"
        with contextlib.closing(sqlite3.connect(foreign)) as other:
            other.execute("CREATE TABLE x (y)")
        for source, code in (
            (tampered, "storage-damaged"),
            (cut, "storage-damaged"),
            (foreign, "storage-foreign"),
            (tmp_path / "没有.db", "storage-missing"),
        ):
            refused(code, lambda source=source: restore(source, sqlite, tmp_path / "旧.db"))  # type: ignore[misc]
            assert Path(sqlite).read_bytes() == before
            assert not list(tmp_path.glob(".*"))


def failed(address: str) -> dict[str, Check]:
    """The checks that did not pass; fsync is off on the test server."""
    checks = doctor(address)
    for check in checks:
        f"{check.name}{check.detail}{check.remedy}".encode("gbk")
        assert check.ok or check.remedy
    return {check.name: check for check in checks if not check.ok and "fsync" not in check.detail}


class TestDoctor:
    def test_a_healthy_database(self, address: str):
        assert failed(address) == {}
        fill(address, 30)
        assert failed(address) == {}

    def test_accounts_and_rulebooks_are_no_projects(self, address: str):
        with open_store(address) as store, store.writing() as writer:
            writer.append(replace(draft(), stream="account:li"), Rows())
        assert failed(address) == {}

    def test_a_broken_chain(self, sqlite: str):
        fill(sqlite, 30)
        overwrite_an_entry(sqlite)
        found = failed(sqlite)
        assert "第 7 条" in found["历史"].detail
        assert "event_no_update" in found["触发器"].detail

    def test_an_entry_hashed_again_past_the_ledger(self, address: str):
        """Somebody adds a whole entry by SQL; the ledger does not know it. On a server it takes a superuser."""
        entries = fill(address, 30)
        last = replace(entries[-1], seq=31, stream="2024-0099", version=1, key="x", previous=entries[-1].hash)
        forged = replace(last, hash=hash_of(last))
        values = "', '".join(str(getattr(forged, name)) for name in Entry.__slots__)
        with raw(address) as connection:
            if address.startswith("postgresql"):
                connection.execute("SET session_replication_role = replica")
            connection.execute(f"INSERT INTO event VALUES ('{values}')")
        found = failed(address)
        assert "第 30 条" in found["历史"].detail
        assert "2024-0099" in found["项目表"].detail

    def test_a_project_that_is_not_at_its_last_version(self, address: str):
        fill(address, 30)
        with raw(address) as connection:
            connection.execute("UPDATE project SET version = version + 1 WHERE id = '2024-0003'")
        assert list(failed(address)) == ["项目表"]

    @pytest.mark.parametrize(
        ("statement", "check", "word"),
        [
            ("DROP TRIGGER event_next", "触发器", "缺少 event_next"),
            ("CREATE TRIGGER spy AFTER INSERT ON event BEGIN SELECT 1; END", "触发器", "多出 spy"),
            ("DROP INDEX project_waiting", "索引", "缺少 project_waiting"),
            ("CREATE TABLE notes (x)", "STRICT", "notes"),
            ("PRAGMA journal_mode = WAL", "日志方式", "wal"),
        ],
    )
    def test_a_changed_schema_of_sqlite(self, sqlite: str, statement: str, check: str, word: str):
        with raw(sqlite) as connection:
            connection.execute(statement)
        assert word in failed(sqlite)[check].detail

    def test_a_rule_taken_out_of_a_table(self, sqlite: str):
        with raw(sqlite) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'version >= 1', 'version >= 0')")
        assert "event（内容不同）" in failed(sqlite)["表与约束"].detail

    def test_a_row_that_hangs_on_nothing(self, sqlite: str):
        with raw(sqlite) as connection:
            connection.execute("INSERT INTO look VALUES ('a', 'none', 1, '', '')")
        assert "look" in failed(sqlite)["关联"].detail

    def test_damaged_pages_fail_their_check_and_not_the_doctor(self, sqlite: str):
        fill(sqlite, 120)
        with raw(sqlite) as connection:
            ((page,),) = rows(connection, "SELECT rootpage FROM sqlite_master WHERE name = 'project'")
        with Path(sqlite).open("r+b") as file:
            file.seek((page - 1) * 4096)
            file.write(b"\xff" * 4096)
        assert {"文件完整性", "项目表"} <= set(failed(sqlite))

    @pytest.mark.parametrize(
        ("statement", "check", "word"),
        [
            ("DROP TRIGGER event_no_truncate ON event", "触发器", "缺少 event.event_no_truncate"),
            ("ALTER TABLE event DISABLE TRIGGER event_no_update", "触发器", "缺少 event.event_no_update"),
            ("DROP TRIGGER event_in_ledger ON event", "触发器", "缺少 event.event_in_ledger"),
            ("ALTER TABLE look DISABLE TRIGGER look_actor", "触发器", "缺少 look.look_actor"),
            ("CREATE TRIGGER spy AFTER UPDATE ON look EXECUTE FUNCTION jixiao_refuse()", "触发器", "多出 look.spy"),
            ("ALTER TABLE project DROP CONSTRAINT project_findings_natural", "约束", "缺少 project_findings_natural"),
            ("GRANT DELETE ON event TO jixiao_user", "权限", "多出 jixiao_user：DELETE event"),
            ("GRANT SELECT ON project TO PUBLIC", "权限", "多出 PUBLIC：SELECT project"),
            ("REVOKE INSERT ON event FROM jixiao_user", "权限", "缺少 jixiao_user：INSERT event"),
        ],
    )
    def test_a_changed_schema_of_postgres(self, postgres: str, statement: str, check: str, word: str):
        with raw(postgres) as connection:
            connection.execute(statement)
        assert word in failed(postgres)[check].detail

    def test_fsync_off_is_said(self, postgres: str):
        assert {check.name: check.detail for check in doctor(postgres)}["断电不丢"] == "fsync = off"

    def test_an_upgrade_takes_back_rights_that_are_too_much(self, postgres: str):
        with raw(postgres) as connection:
            connection.execute("GRANT DELETE ON event TO jixiao_user")
        upgrade(postgres)
        assert failed(postgres) == {}

    def test_a_missing_database(self, tmp_path: Path):
        refused("storage-missing", lambda: doctor(str(tmp_path / "没有.db")))


def test_an_owner_who_may_not_create_roles_is_told_what_to_ask_for(postgres_server: Server, empty_postgres: str):
    with postgres_server.connect(empty_postgres) as connection:
        connection.execute("DROP ROLE IF EXISTS plain_owner")
        connection.execute("CREATE ROLE plain_owner LOGIN")
        connection.execute(f"ALTER DATABASE {empty_postgres} OWNER TO plain_owner".encode())
        connection.execute("GRANT ALL ON SCHEMA public TO plain_owner")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postgres_roles, "GROUP_ROLE", "jixiao_elsewhere")
        said = upgrade(postgres_server.address(empty_postgres, "plain_owner"))
    assert "CREATE ROLE jixiao_elsewhere NOLOGIN" in said[1]
    with open_store(postgres_server.address(empty_postgres, "plain_owner")) as store:
        assert store.identity is None
        assert add(store).seq == 1
    with postgres_server.connect(empty_postgres) as connection, contextlib.suppress(psycopg.Error):
        connection.execute("REASSIGN OWNED BY plain_owner TO postgres")
        connection.execute(f"ALTER DATABASE {empty_postgres} OWNER TO postgres".encode())
        connection.execute("DROP OWNED BY plain_owner")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("绩效.db", "绩效.db"),
        ("sqlite:///data/a.db", "data/a.db"),
        ("sqlite:////data/a.db", "/data/a.db"),
        ("postgresql+psycopg://li:secret@db:5432/jixiao", "postgresql+psycopg://db:5432/jixiao"),
        ("postgres://li:secret@db/jixiao?sslmode=require", "postgresql+psycopg://db/jixiao?sslmode=require"),
        ("postgresql://li:se@cr/et@db/jixiao", "postgresql+psycopg://db/jixiao"),
        (
            "postgresql://db/jixiao?user=li&password=secret&a=b",
            "postgresql+psycopg://db/jixiao?user=li&password=***&a=b",
        ),
    ],
)
def test_addresses_never_show_a_password(text: str, shown: str):
    address = read_address(text)
    assert str(address) == shown
    assert "se@cr" not in repr(address)
    assert "secret" not in repr(address)
