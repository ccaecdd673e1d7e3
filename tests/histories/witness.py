"""Who watches every step (见证): reads the history as it grows, folds it beside the service, and compares all rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine.definitions import load_workflow
from engine.service.projection import involvements_of, project_row
from engine.service.service import Service
from engine.store.rows import AccountRow, ProjectRow, SnapshotRow
from engine.store.store import Store
from indicators.scoring.rulebook import Rulebook
from tests.histories.model.roads import DECIDING, WORKING
from workflows.events import TRIGGER_OF, read_event
from workflows.history import Anchor, Entry, hash_of
from workflows.project import Project, Stamp, evolve
from workflows.snapshot import edition_score


@dataclass
class Raw:
    """What a project's entries say by themselves, read without our events."""

    hands: set[str] = field(default_factory=set)
    approved: list[str] = field(default_factory=list)
    """Codes of approved snapshots."""

    def read(self, entry: Entry) -> None:
        """Nobody who had a hand decides; nothing is published that was not approved."""
        data = json.loads(entry.payload)
        trigger = TRIGGER_OF[entry.kind].value
        if trigger in DECIDING:
            assert entry.actor not in self.hands, f"{entry.actor} decided on their own work: entry {entry.seq}"
        if trigger in (*WORKING, "declare"):
            self.hands.add(entry.actor)
        self.hands |= {data[name] for name in ("owner", "account") if name in data and trigger != "undelegate"}
        if data.get("code") and trigger == "approve":
            self.approved.append(data["code"])
        if trigger == "publish":
            assert data["code"] == self.approved[-1], f"published what was not approved last: entry {entry.seq}"


class Witness:
    """Everything that must hold after every step, whoever took it."""

    def __init__(self, store: Store, rulebooks: Mapping[str, Rulebook]) -> None:
        self.store = store
        self.entries: list[Entry] = []
        self.projects: dict[str, Project] = {}
        self.accounts: dict[str, AccountRow] = {row.id: row for row in store.accounts()}
        self._rulebooks = rulebooks
        self._rows: dict[str, ProjectRow] = {}
        self._raw: dict[str, Raw] = {}
        self._versions: dict[str, int] = {}
        for entry in store.history():
            self._link(entry)

    def new(self) -> list[Entry]:
        """Read what was added, and hold every row against it."""
        added = list(self.store.history(after=len(self.entries)))
        for entry in added:
            self._link(entry)
            if ":" not in entry.stream:
                self._fold(entry)
        last = self.entries[-1] if self.entries else None
        assert self.store.head() == (last and Anchor.of(last)), "the ledger does not end where the history ends"
        for project in {entry.stream for entry in added if entry.stream in self.projects}:
            self._compare(self.projects[project])
        assert self.store.projects() == [self._rows[one] for one in sorted(self._rows)]
        return added

    def _link(self, entry: Entry) -> None:
        previous = self.entries[-1].hash if self.entries else "0" * 64
        assert entry.seq == len(self.entries) + 1
        assert entry.previous == previous
        assert entry.hash == hash_of(entry)
        assert entry.version == self._versions.get(entry.stream, 0) + 1
        self._versions[entry.stream] = entry.version
        self.entries.append(entry)

    def _fold(self, entry: Entry) -> None:
        stamp = Stamp(entry.actor, entry.at, entry.version)
        event = read_event(entry.kind, entry.payload)
        self.projects[entry.stream] = evolve(self.projects.get(entry.stream), entry.stream, event, stamp)
        self._raw.setdefault(entry.stream, Raw()).read(entry)

    def _compare(self, project: Project) -> None:
        """The rows of one project against its history."""
        rulebook = self._rulebooks[project.rulebook]
        row = project_row(project, load_workflow(project.workflow), rulebook)
        self._rows[project.id] = row
        assert self.store.project(project.id) == row
        assert self.store.involvements(project.id) == list(involvements_of(project))
        assert {one.account_id for one in involvements_of(project)} == self._raw[project.id].hands
        assert self.store.snapshots(project.id) == self._snapshots(project)
        if project.last_kind == "approved" and project.editions:
            self._approved(project, rulebook)

    def _approved(self, project: Project, rulebook: Rulebook) -> None:
        """A snapshot scores again as it was approved, under its code, and its total is the sum of what is printed."""
        edition = project.editions[-1]
        scores = edition.snapshot["scores"]
        assert edition_score(edition, rulebook).total == Decimal(scores["total"])
        assert sum(map(Decimal, scores["rows"].values())) == Decimal(scores["total"])

    def _snapshots(self, project: Project) -> list[SnapshotRow]:
        """The rows that a project's editions amount to."""
        seq_of = {entry.version: entry.seq for entry in self.entries if entry.stream == project.id}
        return [
            SnapshotRow(
                one.code,
                project.id,
                one.number,
                seq_of[one.approved.version],
                seq_of[one.published.version] if one.published else None,
                next((other.code for other in project.editions[one.number :] if other.published), None)
                if one.published
                else None,
            )
            for one in project.editions
        ]

    def acknowledged(self, entry: Entry) -> None:
        """A step that was acknowledged is there, under its key."""
        assert self.store.find(entry.key) == entry
        assert self.entries[entry.seq - 1] == entry

    def folded(self, service: Service, project_id: str) -> None:
        """The service says what the history says."""
        assert service.project(project_id) == self.projects.get(project_id)
