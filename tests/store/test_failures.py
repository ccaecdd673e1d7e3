"""When the storage fails (存储故障): the right code, a plain sentence, and not a byte of the file changed."""

from __future__ import annotations

import contextlib
import os
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from engine.store.address import read_address
from engine.store.errors import CODES, StorageError
from engine.store.maintenance import admit, doctor, upgrade
from engine.store.rows import LookRow, Rows
from engine.store.schema import APPLICATION_ID, SCHEMA_VERSION
from engine.store.store import open_store
from engine.store.translate import translation
from engine.store.writer import Writer
from tests.postgres import OWNER, Server
from tests.store.raw import as_login, raw
from tests.store.samples import AT, add, advance, draft, fill, project
from workflows.history import Entry, verify_chain

NOBODY = 65534


@contextlib.contextmanager
def failing(code: str) -> Iterator[list[StorageError]]:
    """The block must fail with this code, in words fit for people."""
    caught: list[StorageError] = []
    with pytest.raises(StorageError) as error:
        yield caught
    caught.append(error.value)
    assert error.value.code == code, error.value
    said = str(error.value)
    said.encode("gbk")
    assert error.value.remedy
    assert not re.search(r"SELECT|INSERT|UPDATE|PRAGMA|Traceback|sqlite3|psycopg\.|secret", said), said


@contextlib.contextmanager
def unchanged(path: str) -> Iterator[None]:
    """The block changes no byte of the file and leaves nothing beside it."""
    before, beside = Path(path).read_bytes(), sorted(Path(path).parent.iterdir())
    yield
    assert Path(path).read_bytes() == before
    assert sorted(Path(path).parent.iterdir()) == beside


def read_all(address: str) -> list[Entry]:
    with open_store(address) as store:
        return list(store.history())


def test_exit_codes():
    codes = {code: StorageError(code, "", "").exit_code for code in CODES}
    assert codes.pop("storage-missing") == 6
    assert codes.pop("storage-damaged") == 8
    assert set(codes.values()) == {7}


class TestWhatIsNotOurs:
    def test_a_missing_file_is_not_created(self, tmp_path: Path):
        with failing("storage-missing"):
            open_store(str(tmp_path / "没有.db"))
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("address", ["", "  ", "sqlite://", "sqlite:///", ":memory:"])
    def test_no_file_name(self, address: str):
        with failing("storage-missing"):
            open_store(address)

    def test_another_kind_of_database(self):
        with failing("storage-refused"):
            open_store("mysql://li:secret@db/jixiao")

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04" + b"x" * 4000, "绩效自评表\n".encode() * 500, b"\0" * 4096])
    def test_a_file_that_is_no_database(self, tmp_path: Path, content: bytes):
        path = tmp_path / "表.xlsx"
        path.write_bytes(content)
        with unchanged(str(path)), failing("storage-foreign"):
            open_store(str(path))
        if content:
            with unchanged(str(path)), failing("storage-foreign"):
                upgrade(str(path))

    def test_a_folder(self, tmp_path: Path):
        with failing("storage-missing"):
            open_store(str(tmp_path))

    @pytest.mark.parametrize("application", [0, 0x0F055112])
    def test_somebody_elses_sqlite_file(self, tmp_path: Path, application: int):
        path = str(tmp_path / "别人的.db")
        with raw(path) as connection:
            connection.execute(f"PRAGMA application_id = {application}")
            connection.execute("CREATE TABLE ledger (x)")
        for use in (open_store, upgrade, doctor):
            with unchanged(path), failing("storage-foreign"):
                use(path)

    def test_a_newer_schema(self, sqlite: str):
        fill(sqlite, 3)
        with raw(sqlite) as connection:
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        for use in (open_store, upgrade, doctor):
            with unchanged(sqlite), failing("storage-newer"):
                use(sqlite)

    def test_an_older_schema(self, sqlite: str):
        with raw(sqlite) as connection:
            connection.execute("PRAGMA user_version = 0")
        with unchanged(sqlite), failing("storage-outdated") as caught:
            open_store(sqlite)
        assert "jixiao db upgrade" in caught[0].remedy


class TestDamage:
    """A damaged file is said to be damaged, or the chain finds it; never another error, never wrong entries."""

    def verdict(self, path: str, honest: list[Entry]) -> str:
        try:
            with open_store(path) as store, store.chain() as (head, found):
                entries = list(found)
                broken = list(verify_chain(entries, head))
        except StorageError as error:
            return error.code
        if broken:
            return "chain"
        assert entries == honest
        return "unharmed"

    def test_a_cut_file(self, sqlite: str):
        honest = fill(sqlite, 120)
        whole = Path(sqlite).read_bytes()
        for length in range(len(whole) - 1, 100, -len(whole) // 40):
            Path(sqlite).write_bytes(whole[:length])
            # SQLite reads the rest of a half page as zeros.
            assert self.verdict(sqlite, honest) in ("storage-damaged", "chain"), length

    def test_flipped_bits(self, sqlite: str):
        honest = fill(sqlite, 120)
        whole, chance = Path(sqlite).read_bytes(), random.Random(1)
        ends = set()
        for _ in range(300):
            place = chance.randrange(len(whole))
            flipped = bytearray(whole)
            flipped[place] ^= 1 << chance.randrange(8)
            Path(sqlite).write_bytes(flipped)
            ends.add(self.verdict(sqlite, honest))
        found = {"storage-damaged", "chain"}
        assert found <= ends <= {*found, "unharmed", "storage-foreign", "storage-newer", "storage-outdated"}

    def test_the_mark_tells_a_damaged_file_of_ours_from_a_foreign_one(self, sqlite: str):
        fill(sqlite, 3)
        whole = Path(sqlite).read_bytes()
        Path(sqlite).write_bytes(b"X" + whole[1:])
        assert whole[68:72] == APPLICATION_ID.to_bytes(4, "big")
        with unchanged(sqlite), failing("storage-damaged"):
            read_all(sqlite)

    def test_a_missing_table(self, sqlite: str):
        with raw(sqlite) as connection:
            connection.execute("DROP TABLE look")
        with open_store(sqlite) as store, failing("storage-damaged"):
            store.inbox("li", [])


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
print("held", flush=True)
sys.stdin.read()
connection.close()
"""


@contextlib.contextmanager
def held(path: str, how: str) -> Iterator[None]:
    """The file is locked by another process."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path, how], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield


class TestLocks:
    @pytest.mark.parametrize("how", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
    def test_by_another_process(self, sqlite: str, how: str):
        fill(sqlite, 3, projects=1)
        with open_store(sqlite, wait_seconds=0) as store:
            before = Path(sqlite).read_bytes()
            with held(sqlite, how), failing("storage-locked"):
                advance(store, 1, 3)
            assert Path(sqlite).read_bytes() == before
            assert advance(store, 1, 3).seq == 4

    def test_a_reader_reads_beside_a_writer(self, sqlite: str):
        honest = fill(sqlite, 3)
        with held(sqlite, "BEGIN IMMEDIATE"):
            assert read_all(sqlite) == honest

    def test_on_the_server(self, postgres: str):
        fill(postgres, 3, projects=1)
        with raw(postgres) as other, open_store(postgres, wait_seconds=1) as store:
            other.execute("BEGIN")
            other.execute("SELECT * FROM ledger FOR UPDATE")
            with failing("storage-locked"):
                advance(store, 1, 3)
            other.execute("ROLLBACK")
            assert advance(store, 1, 3).seq == 4


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write everywhere: go on as somebody who may not. Others are somebody already."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that everybody may enter."""
    folder = Path(tempfile.mkdtemp(prefix="jixiao-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


class TestReadOnly:
    @pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o755), (0o666, 0o555), (0o444, 0o555)])
    def test_reading_works_and_writing_is_refused(
        self, sqlite: str, shared_folder: Path, file_mode: int, folder_mode: int
    ):
        honest = fill(sqlite, 3, projects=1)
        path = Path(shutil.copy(sqlite, shared_folder / "只读.db"))
        path.chmod(file_mode)
        shared_folder.chmod(folder_mode)
        with as_nobody(), unchanged(str(path)):
            assert read_all(str(path)) == honest
            with open_store(str(path)) as store, failing("storage-read-only"):
                advance(store, 1, 3)

    def test_a_file_one_may_not_read(self, sqlite: str, shared_folder: Path):
        path = Path(shutil.copy(sqlite, shared_folder / "不可读.db"))
        path.chmod(0)
        with as_nobody(), failing("storage-refused"):
            open_store(str(path))

    def test_a_folder_one_may_not_write_in(self, shared_folder: Path):
        shared_folder.chmod(0o555)
        with as_nobody(), failing("storage-read-only"):
            upgrade(str(shared_folder / "新.db"))
        with failing("storage-missing"):
            upgrade(str(shared_folder / "没有的文件夹" / "新.db"))

    def test_a_server_that_only_reads(self, postgres_server: Server, postgres: str, postgres_database: str):
        postgres_server.execute(f"ALTER DATABASE {postgres_database} SET default_transaction_read_only = on")
        with open_store(postgres) as store:
            assert store.head() is None
            with failing("storage-read-only"):
                add(store)


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A real disk that is too small (needs root)."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("不能挂载 tmpfs：要用 root 运行")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextlib.contextmanager
def small_files(folder: Path) -> Iterator[None]:
    """No file of this process may grow beyond a limit."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("limit", [small_disk, small_files])
def test_a_full_disk_keeps_what_was_written_and_nothing_else(sqlite_template: Path, tmp_path: Path, limit: object):
    assert callable(limit)
    with limit(tmp_path):
        path = shutil.copy(sqlite_template, tmp_path / "满.db")
        written: list[Entry] = []
        with open_store(str(path)) as store:
            with failing("storage-full"):
                while len(written) < 100:
                    before = Path(path).read_bytes()
                    number = len(written) + 1
                    with store.writing() as writer:
                        entry = writer.append(draft(number, text="长" * 20_000), Rows(project=project(number)))
                    written.append(entry)
            assert Path(path).read_bytes() == before
            with store.chain() as (head, entries):
                assert list(verify_chain(entries, head)) == []
            assert list(store.history()) == written
            assert len(written) >= 2
        assert sorted(file.name for file in tmp_path.iterdir()) == ["满.db"]


class TestServer:
    def test_nobody_answers(self):
        with failing("storage-unreachable"):
            open_store("postgresql+psycopg://li:secret@127.0.0.1:1/jixiao")

    def test_a_host_that_does_not_exist(self):
        with failing("storage-unreachable"):
            open_store("postgresql://li:secret@no-such-host.invalid/jixiao?password=secret")

    def test_a_database_that_does_not_exist(self, postgres_server: Server):
        with failing("storage-missing") as caught:
            open_store(postgres_server.address("没有"))
        assert OWNER not in str(caught[0])

    def test_a_login_that_does_not_exist(self, postgres_server: Server, postgres_database: str):
        with failing("storage-refused"):
            open_store(postgres_server.address(postgres_database, user="ghost"))

    def test_an_empty_database(self, postgres_server: Server, empty_postgres: str):
        with failing("storage-missing") as caught:
            open_store(postgres_server.address(empty_postgres))
        assert "jixiao db upgrade" in caught[0].remedy

    @pytest.mark.parametrize("table", ["customers", "alembic_version"])
    def test_somebody_elses_database(self, postgres_server: Server, empty_postgres: str, table: str):
        postgres_server.execute(f"CREATE TABLE {table} (version_num text)", empty_postgres)
        for use in (open_store, upgrade, doctor):
            with failing("storage-foreign"):
                use(postgres_server.address(empty_postgres))

    @pytest.mark.parametrize(("version", "code"), [("0099", "storage-newer"), ("0000", "storage-outdated")])
    def test_another_version(self, postgres: str, version: str, code: str):
        with raw(postgres) as connection:
            connection.execute(f"UPDATE alembic_version SET version_num = '{version}'")
        with failing(code):
            open_store(postgres)

    def test_a_connection_that_is_cut(self, postgres: str):
        fill(postgres, 3, projects=1)
        with raw(postgres) as administrator, open_store(postgres) as store:
            with failing("storage-unreachable"), store.writing() as writer:
                writer.append(draft(2), Rows(project=project(2)))
                administrator.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                writer.append(draft(3), Rows(project=project(3)))
            assert len(list(store.history())) == 3
            assert add(store, 2).seq == 4

    def test_a_text_that_cannot_be_kept(self, address: str):
        with open_store(address) as store:
            with failing("storage-refused"):
                add(store, 1, name="\ud800")
            if store.is_server:
                with failing("storage-refused"):
                    add(store, 1, name="a\0b")
            assert store.head() is None

    @pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
    def test_a_number_that_is_too_large(self, address: str, number: int):
        with open_store(address) as store:
            with failing("storage-refused") as written:
                add(store, 1, fiscal_year=number)
            with failing("storage-refused") as asked:
                store.projects(fiscal_year=number)
            assert store.head() is None
            assert add(store, 1, fiscal_year=2**63 - 1).seq == 1
        assert "数字太大" in written[0].message
        assert "数字太大" in asked[0].message

    def test_an_overflow_of_our_own_is_no_matter_of_the_storage(self, address: str):
        with open_store(address) as store, pytest.raises(OverflowError, match="ours"), store.writing():
            raise OverflowError("ours")


class TestBrokenRules:
    """Each rule of the triggers has words of its own."""

    def test_an_entry_that_does_not_follow_the_last(self, address: str):
        """The ledger and the last entry say different things, and honest writers are told to have that looked at."""
        fill(address, 3, projects=1)
        entry = "INSERT INTO event SELECT 4, 'x', 1, kind, actor, at, 'y', fingerprint, payload, hash, previous"
        with raw(address) as connection:
            if address.startswith("postgresql"):
                connection.execute("SET session_replication_role = replica")
            connection.execute(f"{entry} FROM event WHERE seq = 3")
        with open_store(address) as store, failing("storage-refused") as caught:
            add(store, 9)
        assert "接不上历史的最后一条" in caught[0].message
        assert "jixiao log verify" in caught[0].remedy

    def test_an_entry_outside_the_ledger(self, postgres: str, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(Writer, "settle", lambda _: None)
        with open_store(postgres) as store:
            with failing("storage-refused") as caught:
                add(store)
            assert list(store.history()) == []
        assert "没有把它登记为历史的末尾" in caught[0].message

    def test_what_another_was_shown(self, postgres_server: Server, postgres: str):
        with postgres_server.connect() as connection:
            connection.execute("DROP ROLE IF EXISTS looker")
            connection.execute("CREATE ROLE looker LOGIN")
        admit(postgres, "looker")
        fill(postgres, 3, projects=1)
        look = LookRow("li", "2024-0001", 1, "c" * 64, AT)
        login = as_login(postgres, "looker")
        with open_store(login) as store, failing("storage-refused") as caught, store.writing() as writer:
            writer.looked(look)
        assert "「谁看过哪一版」只能记登录的本人" in caught[0].message

    def test_a_change_of_the_history(self, address: str):
        fill(address, 3, projects=1)
        with raw(address) as connection, pytest.raises((sqlite3.Error, psycopg.Error)) as error:
            connection.execute("UPDATE ledger SET seq = 2")
        assert "历史只能追加" in str(translation(error.value, read_address(address)))


def test_a_wal_file_is_switched_back_by_the_first_write(sqlite: str):
    fill(sqlite, 3, projects=1)
    with raw(sqlite) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    with open_store(sqlite) as store:
        advance(store, 1, 3)
    with contextlib.closing(sqlite3.connect(sqlite)) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert len(list(Path(sqlite).parent.iterdir())) == 1


def test_opening_and_reading_writes_nothing(sqlite: str):
    fill(sqlite, 3)
    with unchanged(sqlite), open_store(sqlite) as store:
        list(store.history())
        store.inbox("li", ["reviewer"])
        doctor(sqlite)
