"""Reading and writing (读写): what goes in comes out the same, on both databases."""

from __future__ import annotations

import contextlib
import gc
from dataclasses import replace
from decimal import Decimal

import pytest

from engine.store.errors import DuplicateKey, Stale, StorageError
from engine.store.rows import AccountRow, Guard, LookRow, Rows, SnapshotRow, Superseded
from engine.store.store import open_store
from tests.store.samples import AT, PROJECT, add, advance, draft, fill, involved, project
from workflows.history import Anchor, verify_chain


def test_a_fresh_database_is_empty(address: str):
    with open_store(address) as store:
        assert store.head() is None
        assert list(store.history()) == []
        assert store.find("k") is None
        assert not any((store.projects(), store.accounts(), store.inbox("li", ["reviewer"]), store.snapshots("x")))
        assert store.highest_project_id("2024-") is None
        found = (store.project("2024-0001"), store.account("li"), store.look("li", "x"), store.snapshot("x"))
        assert found == (None, None, None, None)


def test_an_entry_is_found_again_everywhere(address: str):
    with open_store(address) as store:
        first, second = add(store), advance(store, 1, before=1)
        assert (first.seq, second.seq, second.previous) == (1, 2, first.hash)
        assert store.find(first.key) == first
        assert store.stream("2024-0001") == list(store.history()) == [first, second]
        assert list(store.history(after=1)) == [second]
        assert store.head() == Anchor.of(second)
        assert store.project("2024-0001") == project(version=2)
        assert store.involvements("2024-0001") == [involved()]


@pytest.mark.parametrize("together", [False, True])
def test_many_entries_in_one_transaction_make_one_chain(address: str, together: bool):
    with open_store(address) as store:
        with store.writing(together=together) as writer:
            for number in range(1, 1203):
                writer.append(draft(number), Rows(project=project(number), involvements=(involved(number),)))
            guard = Guard("2024-1202", 1, PROJECT.state)
            writer.append(draft(1202, 2), Rows(project=project(1202, 2)), guard)
        with store.chain() as (head, entries):
            assert list(verify_chain(entries, head)) == []
        assert head is not None
        assert head.seq == 1203
        assert len(store.projects()) == 1202
        assert [row.account_id for row in store.involvements("2024-0777")] == ["li"]


def test_the_chain_is_read_as_of_one_moment(address: str):
    """Somebody writes between the head and the entries: PostgreSQL keeps the moment, SQLite makes the writer wait."""
    honest = fill(address, 5)
    with open_store(address) as store, open_store(address, wait_seconds=0) as other:
        with store.chain() as (head, entries):
            if store.is_server:
                add(other, 99)
            else:
                with pytest.raises(StorageError, match="storage-locked"):
                    add(other, 99)
            assert list(entries) == honest
            assert head == Anchor.of(honest[-1])
        if not store.is_server:
            add(other, 99)
        with store.chain() as (head, entries):
            assert head is not None
            assert head.seq == len(list(entries)) == 6


def test_a_history_may_be_left_unread(address: str):
    """Whoever needs only the first entries leaves no cursor behind (a ResourceWarning fails the test)."""
    honest = fill(address, 5)
    with open_store(address) as store:
        assert next(iter(store.history())) == honest[0]
        with store.chain() as (_, entries):
            assert next(entries) == honest[0]
        with pytest.raises(ZeroDivisionError), store.chain() as (_, entries):  # noqa: PT012
            next(entries)
            raise ZeroDivisionError
        gc.collect()
        assert list(store.history()) == honest


class TestProjects:
    def test_by_id_then_name_then_part_of_the_name(self, address: str):
        names = {1: "金融监管工作经费", 2: "监管", 3: "100%_完成", 4: "100分完成", 5: "2024-0001"}
        with open_store(address) as store:
            for number, name in names.items():
                add(store, number, name=name)
            expected = {
                "2024-0001": ["2024-0001"],
                "监管": ["2024-0002"],
                "监": ["2024-0001", "2024-0002"],
                "100%": ["2024-0003"],
                "_": ["2024-0003"],
                "\\": [],
                "/": [],
                "没有的": [],
            }
            found = {text: [row.id for row in store.projects_named(text)] for text in expected}
        assert found == expected

    def test_lists_are_narrowed_by_each_argument(self, address: str):
        with open_store(address) as store:
            add(store, 2, fiscal_year=2023)
            add(store, 1, owner="wang")
            add(store, 3, state="closed")
            lists = [
                store.projects(),
                store.projects(fiscal_year=2023),
                store.projects(owner="wang"),
                store.projects(state="closed"),
                store.projects(fiscal_year=2024, owner="li"),
                store.projects(limit=2),
            ]
        assert [[int(row.id[-4:]) for row in found] for found in lists] == [[1, 2, 3], [2], [1], [3], [3], [1, 2]]

    def test_a_longer_number_is_a_higher_one(self, address: str):
        with open_store(address) as store:
            for number in (9, 9999, 10000):
                add(store, number)
            assert store.highest_project_id("2024-") == "2024-10000"
            assert store.highest_project_id("202_-") is None


class TestInbox:
    """Waiting for one of my roles, or for the owner that I am or stand in for; the longest wait first."""

    def test_who_sees_what(self, address: str):
        later = AT.replace("07:49", "08:00")
        with open_store(address) as store:
            add(store, 1, waiting_role="reviewer", waiting_since=later)
            add(store, 2, waiting_role="reviewer")
            add(store, 3, waiting_role="finance")
            add(store, 4, waiting_role="")
            add(store, 5)
            with store.writing() as writer:
                people = (involved(6), involved(6, "chen", "delegate"), involved(6, "zhou", "former"))
                writer.append(draft(6), Rows(project=project(6), involvements=people))
            seen = {
                (who, roles): [int(row.project.id[-4:]) for row in store.inbox(who, roles.split())]
                for who, roles in (
                    ("li", ""),
                    ("chen", ""),
                    ("zhou", ""),
                    ("wang", "reviewer finance"),
                    ("wang", "owner"),
                )
            }
        assert seen == {
            ("li", ""): [5, 6],
            ("chen", ""): [6],
            ("zhou", ""): [],
            ("wang", "reviewer finance"): [2, 3, 1],
            ("wang", "owner"): [],
        }

    def test_it_carries_my_own_tie_and_what_i_last_saw(self, address: str):
        look = LookRow("wang", "2024-0001", 1, "c" * 64, AT)
        with open_store(address) as store:
            add(store, 1, waiting_role="reviewer")
            add(store, 2, waiting_role="reviewer")
            with store.writing() as writer:
                writer.looked(replace(look, content_hash="d" * 64))
                writer.looked(look)
                writer.looked(replace(look, account_id="chen"))
            assert store.look("wang", "2024-0001") == look
            assert [(row.relation, row.look) for row in store.inbox("wang", ["reviewer"])] == [("", look), ("", None)]
            assert [row.relation for row in store.inbox("li", ["reviewer"])] == ["owner", "owner"]


class TestRows:
    def test_involvements_replace_what_was_there(self, address: str):
        people = (involved(1, "chen"), involved(1, "li", "former"))
        with open_store(address) as store:
            add(store)
            add(store, 2)
            with store.writing() as writer:
                rows = Rows(project=project(version=2), involvements=people)
                writer.append(draft(version=2), rows, Guard("2024-0001", 1, PROJECT.state))
            assert store.involvements("2024-0001") == list(people)
            assert store.involvements("2024-0002") == [involved(2)]

    def test_an_account_is_put_in_place_of_the_one_before(self, address: str):
        account = AccountRow("li", "李", "owner reviewer", True, 1)
        closed = replace(account, active=False, version=2)
        with open_store(address) as store:
            for version, row in ((1, account), (2, closed)):
                with store.writing() as writer:
                    entry = replace(draft(version=version), stream="account:li", key=f"a{version}")
                    writer.append(entry, Rows(account=row))
                assert store.account("li") == row
            assert store.accounts() == [closed]

    def test_snapshots_carry_the_entries_that_made_them(self, address: str):
        with open_store(address) as store:
            add(store)
            changes = (
                Rows(snapshot=SnapshotRow("A", "2024-0001", 1, 0)),
                Rows(published="A"),
                Rows(snapshot=SnapshotRow("B", "2024-0001", 2, 0)),
                Rows(published="B", superseded=Superseded("A", "B")),
            )
            for version, rows in enumerate(changes, 1):
                with store.writing() as writer:
                    guard = Guard("2024-0001", version, PROJECT.state)
                    writer.append(draft(1, version + 1), replace(rows, project=project(1, version + 1)), guard)
            first = SnapshotRow("A", "2024-0001", 1, approved_seq=2, published_seq=3, superseded_by="B")
            second = SnapshotRow("B", "2024-0001", 2, approved_seq=4, published_seq=5)
            assert store.snapshots("2024-0001") == [first, second]
            assert store.snapshot("A") == first

    @pytest.mark.parametrize("rows", [Rows(published="没有"), Rows(superseded=Superseded("没有", "B"))])
    def test_marking_a_snapshot_that_is_not_there_writes_nothing(self, address: str, rows: Rows):
        with open_store(address) as store:
            add(store)
            with pytest.raises(Stale), store.writing() as writer:
                writer.append(draft(version=2), rows)
            assert len(list(store.history())) == 1


class TestNothingIsLeftBehind:
    """A transaction is whole or not at all."""

    def test_an_exception_takes_everything_back(self, address: str):
        with open_store(address) as store:
            kept = add(store)
            with pytest.raises(ZeroDivisionError), store.writing() as writer:  # noqa: PT012
                writer.append(draft(2), Rows(project=project(2), involvements=(involved(2),)))
                writer.looked(LookRow("li", "2024-0001", 1, "c" * 64, AT))
                raise ZeroDivisionError
            assert list(store.history()) == [kept]
            assert store.head() == Anchor.of(kept)
            assert (store.project("2024-0002"), store.look("li", "2024-0001")) == (None, None)
            assert add(store, 2).seq == 2

    def test_a_failure_that_is_swallowed_commits_nothing(self, sqlite: str):
        """The guard has passed and the entry is refused: without it the project must not move."""
        with open_store(sqlite) as store:
            add(store)
            with pytest.raises(Stale), store.writing() as writer:  # noqa: PT012
                guard, rows = Guard("2024-0001", 1, PROJECT.state), Rows(project=project(version=2))
                with contextlib.suppress(Exception):
                    writer.append(draft(version=2, key="2024-0001/1"), rows, guard)
            assert store.project("2024-0001") == project()

    @pytest.mark.parametrize("together", [False, True])
    def test_the_same_key_is_the_same_step(self, address: str, together: bool):
        with open_store(address) as store:
            add(store)
            with pytest.raises(DuplicateKey), store.writing(together=together) as writer:
                writer.append(draft(2, key="2024-0001/1"), Rows(project=project(2)))
            assert [row.id for row in store.projects()] == ["2024-0001"]

    @pytest.mark.parametrize("together", [False, True])
    def test_the_same_version_of_a_stream_is_stale(self, address: str, together: bool):
        with open_store(address) as store:
            add(store)
            with pytest.raises(Stale), store.writing(together=together) as writer:
                writer.append(draft(key="another"), Rows())
            with pytest.raises(Stale), store.writing(together=together) as writer:
                writer.append(replace(draft(2), stream="2024-0002"), Rows(project=project(1)))
            assert len(list(store.history())) == 1

    @pytest.mark.parametrize(
        "guard", [Guard("2024-0001", 2, PROJECT.state), Guard("2024-0001", 1, "closed"), Guard("2024-0009", 1, "draft")]
    )
    def test_a_guard_that_does_not_hold_is_stale(self, address: str, guard: Guard):
        with open_store(address) as store:
            add(store)
            with pytest.raises(Stale), store.writing() as writer:
                writer.append(draft(version=2), Rows(project=project(version=2)), guard)
            assert store.project("2024-0001") == project()
            assert len(list(store.history())) == 1


class TestExactness:
    """A total comes back exactly as it went in; a float is refused."""

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("93.5", "93.50"),
            ("93.50", "93.50"),
            ("4.145", "4.145"),
            ("0", "0.00"),
            ("0.000001", "0.000001"),
            ("100", "100.00"),
            ("-0.1", "-0.10"),
            ("1E+2", "100.00"),
            ("9223372036854.775807", "9223372036854.775807"),
        ],
    )
    def test_both_ways(self, address: str, written: str, read: str):
        with open_store(address) as store:
            add(store, total=Decimal(written))
            row = store.project("2024-0001")
            assert row is not None
            assert str(row.total) == read

    def test_every_score_of_two_places(self, address: str):
        totals = [Decimal(cents).scaleb(-2) for cents in range(0, 10_001, 7)]
        with open_store(address) as store:
            with store.writing(together=True) as writer:
                for number, total in enumerate(totals):
                    writer.append(draft(number), Rows(project=project(number, total=total)))
            assert [str(row.total) for row in store.projects(limit=1000)] == [str(total) for total in totals[:1000]]

    @pytest.mark.parametrize("total", [4.14, 4, True, "4.14"])
    def test_anything_but_a_decimal_is_refused(self, address: str, total: object):
        with open_store(address) as store:
            with pytest.raises(TypeError, match="只接受 Decimal"):
                add(store, total=total)
            assert store.head() is None

    @pytest.mark.parametrize("text", ["0.0000001", "NaN", "Infinity", "1E+999999999", "9223372036854.775808"])
    def test_what_does_not_fit_is_refused(self, address: str, text: str):
        with open_store(address) as store, pytest.raises(ValueError, match="总分"):
            add(store, total=Decimal(text))
