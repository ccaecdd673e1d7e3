"""The checks find bugs (核对找得到错误): each is planted in a copy of the program, and a check must report it.

Where two mechanisms guard one promise, removing one of them harms nobody; then that is shown, and both are removed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.durability import planted as bugs
from tests.durability.aftermath import Attempt
from tests.durability.documents import documents
from tests.durability.killing import killed_at_each
from tests.durability.life import REVIEWERS, STEPS, SqliteStages, warm_nursery
from tests.durability.planted import Patch, planted
from tests.durability.races import raced
from tests.durability.repeats import sent_again, sent_at_once
from tests.durability.running import Nursery, Run
from tests.durability.strace import points, require_strace
from tests.durability.verdict import violations

DOCUMENTS = 3


@contextmanager
def copy_with(folder: Path, *patches: Patch, warm: bool = False) -> Iterator[Nursery]:
    """A copy of the program with bugs; warm where many commands are run."""
    root = planted(folder / "program", *patches)
    with warm_nursery(root) if warm else Nursery(root) as nursery:
        yield nursery


def test_a_event_outside_the_transaction(tmp_path: Path, sqlite_stages: SqliteStages):
    """Killed between the two commits: the entry is there and the project's row is as before."""
    require_strace()
    with copy_with(tmp_path, bugs.EVENT_OUTSIDE, warm=True) as nursery:
        every = points(STEPS["approve"].run(sqlite_stages.fresh("approve"), "数一数"), origin=nursery)
        commits = [place for place, point in enumerate(every) if point.call == "unlink"]
        assert len(commits) == 2
        between = every[commits[0] + 1 : commits[1] : 20]
        deaths = killed_at_each(nursery, sqlite_stages, STEPS["approve"], between, nursery)
    found = [one for death in deaths for one in death.harm]
    assert any(one.startswith("after the kill: projection: 2024-0001") for one in found), found


def _decided(folder: Path, *patches: Patch) -> list[str]:
    """What sixteen reviewers at once on a few documents do to a house with bugs."""
    files, stages = folder / "files", folder / "stages"
    files.mkdir()
    stages.mkdir()
    with copy_with(folder, *patches, warm=True) as nursery:
        # Without uniqueness it must be a database that was never told of it.
        address, projects = documents(nursery, SqliteStages(stages, nursery, last="import"), files, DOCUMENTS)
        found = [one for project in projects for one in raced(nursery, address, project)]
        return found + violations(address)


def test_b_guard_removed(tmp_path: Path):
    """Nobody notices: the entry would be a second one of its version, and the database refuses that too."""
    assert _decided(tmp_path, bugs.NO_GUARD) == []


def test_b_uniqueness_removed(tmp_path: Path):
    """Nobody notices: the guard holds by itself."""
    assert _decided(tmp_path, bugs.NO_UNIQUE_VERSION, bugs.NO_VERSION_TRIGGER) == []


def test_b_guard_and_uniqueness_removed(tmp_path: Path):
    found = _decided(tmp_path, bugs.NO_GUARD, bugs.NO_UNIQUE_VERSION, bugs.NO_VERSION_TRIGGER)
    for violation in ("winners of 16", "decisions: ", "chain: OUT_OF_ORDER"):
        assert any(violation in one for one in found), found


@pytest.mark.parametrize("name", ["approve", "monitor"])
def test_c_key_ignored(name: str, tmp_path: Path, sqlite_stages: SqliteStages):
    """The database still refuses the key twice, so nothing is applied twice; but who asks again is turned away."""
    with copy_with(tmp_path, bugs.KEY_IGNORED) as nursery:
        found = sent_again(Attempt(nursery, sqlite_stages, sqlite_stages.fresh(name), STEPS[name]), 2)
    assert any(one.startswith("sent again: exit 5") for one in found), found


def test_c_key_replaced(tmp_path: Path, sqlite_stages: SqliteStages):
    """Nothing remembers the key: a step that may be repeated is applied twice."""
    with copy_with(tmp_path, bugs.KEY_REPLACED, warm=True) as nursery:
        again = sent_again(Attempt(nursery, sqlite_stages, sqlite_stages.fresh("monitor"), STEPS["monitor"]), 2)
        at_once = sent_at_once(Attempt(nursery, sqlite_stages, sqlite_stages.fresh("monitor"), STEPS["monitor"]), 8)
    for found in (again, at_once):
        assert any("entries of" in one for one in found), found


def test_d_deferred_begin(tmp_path: Path, sqlite_stages: SqliteStages):
    """Who begins as a reader is refused, not kept waiting, when somebody else writes."""
    with copy_with(tmp_path, bugs.DEFERRED, warm=True) as nursery:
        address = sqlite_stages.fresh("import")
        runs = [Run(("user", "add", f"new{who}", "--role", "owner", "--json"), address, "guan") for who in REVIEWERS]
        codes = [ran.code for ran in nursery.at_once(runs)]
    assert 7 in codes, codes
