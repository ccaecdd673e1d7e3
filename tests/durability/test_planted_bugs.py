"""The checks find bugs (核对找得到错误): each is planted in a copy of the program, and a check must report it.

Where two mechanisms guard one promise, removing one of them harms nobody; then that is shown, and both are removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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

DOCUMENTS = 4


@contextmanager
def house(folder: Path, patches: Sequence[Patch]) -> Iterator[tuple[Path, Nursery, SqliteStages]]:
    """A copy of the program with bugs, warm, and its databases."""
    root = planted(folder / "program", *patches)
    with warm_nursery(root) as nursery:
        stages = folder / "stages"
        stages.mkdir()
        yield root, nursery, SqliteStages(stages, nursery)


def test_a_event_outside_the_transaction(tmp_path: Path):
    """Killed between the two commits: the entry is there and the project's row is as before."""
    require_strace()
    with house(tmp_path, bugs.EVENT_OUTSIDE) as (root, nursery, stages):
        every = points(STEPS["approve"].run(stages.fresh("approve"), "数一数"), root=root)
        first_commit = next(place for place, point in enumerate(every) if point.call == "unlink")
        between = every[first_commit + 1 : -6 : 6]
        deaths = killed_at_each(nursery, stages, STEPS["approve"], between, root)
    found = [one for death in deaths for one in death.harm]
    assert any(one.startswith("after the kill: projection: 2024-0001") for one in found), found


def _decided(folder: Path, patches: Sequence[Patch]) -> list[str]:
    """What sixteen reviewers at once on a few documents do to a house with bugs."""
    files = folder / "files"
    files.mkdir()
    with house(folder, patches) as (_, nursery, stages):
        address, projects = documents(nursery, stages, files, DOCUMENTS)
        found = [one for project in projects for one in raced(nursery, address, project)]
        return found + violations(address)


@pytest.mark.parametrize(
    "patches",
    [(bugs.NO_GUARD,), (bugs.NO_UNIQUE_VERSION, bugs.NO_VERSION_TRIGGER)],
    ids=["guard", "unique"],
)
def test_b_one_of_guard_and_uniqueness_is_enough(patches: Sequence[Patch], tmp_path: Path):
    assert _decided(tmp_path, patches) == []


def test_b_without_guard_and_uniqueness(tmp_path: Path):
    found = _decided(tmp_path, (bugs.NO_GUARD, bugs.NO_UNIQUE_VERSION, bugs.NO_VERSION_TRIGGER))
    assert any("winners of 16" in one for one in found), found
    assert any(one.startswith("decisions: ") for one in found), found
    assert any(one.startswith("chain: OUT_OF_ORDER") for one in found), found


def test_c_key_ignored(tmp_path: Path):
    """The database still refuses the key twice, so nothing is applied twice; but who asks again is turned away."""
    with house(tmp_path, [bugs.KEY_IGNORED]) as (_, nursery, stages):
        found = {}
        for name in ("approve", "monitor"):
            found[name] = sent_again(Attempt(nursery, stages, stages.fresh(name), STEPS[name]), 2)
    assert all(any(one.startswith("sent again: exit 5") for one in harm) for harm in found.values()), found


def test_c_key_replaced(tmp_path: Path):
    """Nothing remembers the key: a step that may be repeated is applied twice."""
    with house(tmp_path, [bugs.KEY_REPLACED]) as (_, nursery, stages):
        again = sent_again(Attempt(nursery, stages, stages.fresh("monitor"), STEPS["monitor"]), 2)
        at_once = sent_at_once(Attempt(nursery, stages, stages.fresh("monitor"), STEPS["monitor"]), 8)
    for found in (again, at_once):
        assert any("entries of" in one for one in found), found


def test_d_deferred_begin(tmp_path: Path):
    """Who begins as a reader is refused, not kept waiting, when somebody else writes."""
    files = tmp_path / "files"
    files.mkdir()
    with house(tmp_path, [bugs.DEFERRED]) as (_, nursery, stages):
        address = stages.fresh("import")
        runs = [Run(("user", "add", f"new{who}", "--role", "owner", "--json"), address, "guan") for who in REVIEWERS]
        codes = [ran.code for _ in range(5) for ran in nursery.at_once(runs)]
    assert 7 in codes, codes
