"""Lists held to the history and mended from it (照历史改正): rows are only what the history amounts to.

Decisions never rest on them, but people read them: somebody who can write the database can make a list lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from engine.definitions import load_workflow
from engine.service.accounts import account_row
from engine.service.projection import involvements_of, project_row
from engine.service.rulebooks import rulebook_in
from engine.store.errors import Stale
from engine.store.rows import AccountRow, Mended, SnapshotRow
from engine.store.store import Store
from indicators.scoring.rulebook import Rulebook
from workflows.accounts import fold_account
from workflows.history import Entry, verify_chain
from workflows.project import Project, folded
from workflows.refusal import Untrue

ACCOUNT, RULEBOOK = "account:", "rulebook:"


@dataclass(frozen=True, slots=True)
class Lie:
    """A row that says something else than the history (不符的一处)."""

    place: str
    found: str
    """What the row says; '' where there is none."""
    true: str
    """What the history says; '' where it knows nothing of it."""


def lies(store: Store) -> tuple[list[Lie], Mended]:
    """Every row that differs from the history, and the rows that would be right. Raises Untrue for a broken history."""
    with store.chain() as (head, entries):
        broken = next(verify_chain(entries, head), None)
    if broken is not None:
        raise Untrue(f"历史不完整（{broken.message}），不能照它改正")
    streams = store.streams()
    ids = [name for name in streams if not name.startswith((ACCOUNT, RULEBOOK))]
    accounts = [_account(store, name) for name in streams if name.startswith(ACCOUNT)]
    held = _Held(store, head.seq if head else 0)
    for project_id in ids:
        held.hold_project(project_id)
    held.hold_accounts(accounts)
    held.hold_strangers({*ids}, {row.id for row in accounts})
    return held.found, held.mended


class _Held:
    """Rows held to the history so far: what lies, and what would be right."""

    def __init__(self, store: Store, end: int) -> None:
        self.found: list[Lie] = []
        self.mended = Mended(end=end)
        self._store = store
        self._rulebooks: dict[str, Rulebook] = {}
        self._codes: set[str] = set()

    def hold_project(self, project_id: str) -> None:
        """A project's row, the people with a hand in it, its editions."""
        store, mended = self._store, self.mended
        history = store.stream(project_id)
        project = folded(history)
        row = project_row(project, load_workflow(project.workflow), self._rulebook(project.rulebook))
        if self._tell(_differing(f"项目 {project_id}", store.project(project_id), row)):
            self.mended = mended = replace(mended, projects=(*mended.projects, row))
        people = involvements_of(project)
        if self._tell(_sets(f"项目 {project_id} 经手的人", store.involvements(project_id), people, "account_id")):
            self.mended = mended = replace(mended, involvements={**mended.involvements, project_id: people})
        editions = tuple(_editions(project, history))
        self._codes |= {edition.code for edition in editions}
        if self._tell(_sets(f"项目 {project_id} 的定稿", store.snapshots(project_id), editions, "code")):
            self.mended = replace(mended, snapshots=(*mended.snapshots, *editions))

    def hold_accounts(self, accounts: list[AccountRow]) -> None:
        wrong = [row for row in accounts if row != self._store.account(row.id)]
        for row in wrong:
            self._tell(_differing(f"账号 {row.id}", self._store.account(row.id), row))
        self.mended = replace(self.mended, accounts=tuple(wrong))

    def hold_strangers(self, projects: set[str], accounts: set[str]) -> None:
        """Rows of projects, accounts and editions that never were."""
        rows = self._store.projects()
        codes = [one.code for row in rows for one in self._store.snapshots(row.id) if one.code not in self._codes]
        unknown = tuple(row.id for row in rows if row.id not in projects)
        nobody = tuple(row.id for row in self._store.accounts() if row.id not in accounts)
        self._tell(Lie(f"项目 {name}", "有", "") for name in unknown)
        self._tell(Lie(f"账号 {name}", "有", "") for name in nobody)
        self.mended = replace(self.mended, no_projects=unknown, no_accounts=nobody, no_snapshots=tuple(codes))

    def _tell(self, told: Iterable[Lie]) -> bool:
        before = len(self.found)
        self.found += told
        return len(self.found) > before

    def _rulebook(self, pin: str) -> Rulebook:
        if pin not in self._rulebooks:
            self._rulebooks[pin] = rulebook_in(self._store, pin)
        return self._rulebooks[pin]


def mend(store: Store) -> list[Lie]:
    """Mend every row that lies; what was found. Begins anew where somebody took a step meanwhile."""
    while True:
        found, mended = lies(store)
        if not found:
            return found
        try:
            with store.writing() as writer:
                writer.mend(mended)
        except Stale:
            continue
        return found


OPINIONS = ("findings",)
"""Fields that are the program's opinion: a new check makes another number of them, and nobody lied."""


def _differing(place: str, found: Any, true: Any) -> Iterator[Lie]:
    """Field by field."""
    if found is None:
        yield Lie(place, "", "有")
        return
    for one in fields(true):
        said, is_so = getattr(found, one.name), getattr(true, one.name)
        if said != is_so and one.name not in OPINIONS:
            yield Lie(f"{place} 的 {one.name}", str(said), str(is_so))


def _sets(place: str, found: Iterable[Any], true: Iterable[Any], key: str) -> Iterator[Lie]:
    """Rows that belong together, by their key."""
    said: Mapping[str, Any] = {getattr(row, key): row for row in found}
    is_so: Mapping[str, Any] = {getattr(row, key): row for row in true}
    for name, row in is_so.items():
        if said.get(name) != row:
            yield from _differing(f"{place} {name}", said.get(name), row)
    for name in said.keys() - is_so.keys():
        yield Lie(f"{place} {name}", "有", "")


def _editions(project: Project, history: list[Entry]) -> Iterator[SnapshotRow]:
    seqs = {entry.version: entry.seq for entry in history}
    for edition in project.editions:
        published = seqs[edition.published.version] if edition.published else None
        later = project.editions[edition.number : edition.number + 1]
        by = later[0].code if later and later[0].published else None
        yield SnapshotRow(edition.code, project.id, edition.number, seqs[edition.approved.version], published, by)


def _account(store: Store, stream: str) -> AccountRow:
    account = fold_account(store.stream(stream))
    assert account is not None, "a stream has entries"
    return account_row(account)
