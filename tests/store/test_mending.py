"""Rows that say something else than the history are found, one by one, and mended from it (照历史改正)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from engine.demo import live_a_year
from engine.service.mending import lies
from engine.store.store import open_store
from workflows.refusal import Untrue

ATTACKS = {
    "state": (
        "UPDATE project SET state = 'reviewing', phase = '审核' WHERE id = '2024-0002'",
        "项目 2024-0002 的 phase",
    ),
    "owner": ("UPDATE project SET owner = 'li' WHERE id = '2024-0002'", "项目 2024-0002 的 owner"),
    "total": ("UPDATE project SET total = 99000000 WHERE id = '2024-0005'", "项目 2024-0005 的 total"),
    "name": ("UPDATE project SET name = '别的' WHERE id = '2024-0001'", "项目 2024-0001 的 name"),
    "hand": ("DELETE FROM involvement WHERE project_id = '2024-0003'", "项目 2024-0003 经手的人 zhang"),
    "stranger": ("INSERT INTO involvement VALUES ('2024-0003', 'li', 'owner')", "项目 2024-0003 经手的人 li"),
    "roles": ("UPDATE account SET roles = 'owner reviewer' WHERE id = 'zhang'", "账号 zhang 的 roles"),
    "account": ("INSERT INTO account VALUES ('gui', '鬼', 'reviewer', 1, 1)", "账号 gui"),
    "code": ("UPDATE snapshot SET published_seq = NULL WHERE project_id = '2024-0005'", "的 published_seq"),
    "snapshot": ("DELETE FROM snapshot WHERE project_id = '2024-0005'", "项目 2024-0005 的定稿"),
    "forged": (
        "INSERT INTO snapshot VALUES ('0000-0000-0000-0000-0000', '2024-0005', 9, 1, NULL, NULL)",
        "0000-0000-0000-0000-0000",
    ),
    "gone": (
        "PRAGMA foreign_keys = OFF; DELETE FROM project WHERE id = '2024-0004'",
        "项目 2024-0004",
    ),
}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    database = tmp_path_factory.mktemp("lived") / "jixiao.db"
    live_a_year(database)
    return database.read_bytes()


def test_rows_of_an_honest_life_are_what_the_history_says(lived: bytes, tmp_path: Path):
    database = tmp_path / "jixiao.db"
    database.write_bytes(lived)
    with open_store(str(database)) as store:
        assert lies(store)[0] == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_row_that_lies_is_found_and_mended(attack: str, lived: bytes, tmp_path: Path):
    statement, place = ATTACKS[attack]
    database = tmp_path / "jixiao.db"
    database.write_bytes(lived)
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(statement)
    with open_store(str(database)) as store:
        found, mended = lies(store)
        assert [one.place for one in found if place in one.place] != []
        with store.writing() as writer:
            writer.mend(mended)
        assert lies(store)[0] == []


def test_nothing_is_mended_from_a_broken_history(lived: bytes, tmp_path: Path):
    database = tmp_path / "jixiao.db"
    database.write_bytes(lived)
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript("DROP TRIGGER event_no_update; UPDATE event SET actor = 'li' WHERE seq = 20")
    with open_store(str(database)) as store, pytest.raises(Untrue, match="历史不完整"):
        lies(store)
