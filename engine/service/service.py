"""Commands carried out (办理命令): load, decide, one transaction with guard, entry and rows, receipt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.definitions import load_workflow
from engine.service.accounts import change_account
from engine.service.attempts import ATTEMPTS, crowded, draft_of, key_used, new_key
from engine.service.declaring import Declaration, declare, to_pin
from engine.service.identity import People, actor_of
from engine.service.projection import rows_of
from engine.service.receipt import Receipt
from engine.service.rulebooks import rulebook_in
from engine.store.errors import DuplicateKey, Stale
from engine.store.rows import Guard, LookRow, Rows
from engine.store.store import Store
from indicators.scoring.rulebook import Rulebook
from workflows.commands import Command, fingerprint
from workflows.decide import decide
from workflows.events import payload_of, read_event
from workflows.project import Project, Stamp, evolve, fold, folded
from workflows.refusal import Kind, Refused, Untrue
from workflows.roles import Actor
from workflows.setting import Setting
from workflows.snapshot import judged_hash

__all__ = ["Declaration", "Service", "change_account", "new_key"]


class Service:
    """The door to the store for one person (办理窗口)."""

    def __init__(self, store: Store, actor: Actor, clock: Callable[[], str]) -> None:
        self.store = store
        self.actor = actor
        self.clock = clock
        self.rulebooks: dict[str, Rulebook] = {}
        self.unpinned: dict[str, str] = {}
        """Payloads of rulebooks that a step may need and the history may not hold yet."""
        self.people = People(store)

    def arrive(self) -> int | Refused:
        """Who is here now, and in which roles, read anew for every attempt; the place of the history it is true at."""
        head = self.store.head()
        actor = actor_of(self.store, self.actor.id)
        if isinstance(actor, Refused):
            return actor
        self.actor, self.people = actor, People(self.store)
        return head.seq if head else 0

    # ------------------------------------------------------------ reading

    def project(self, project_id: str) -> Project | None:
        """A project, folded from its history."""
        return fold(self.store.stream(project_id))

    def rulebook(self, pin: str) -> Rulebook:
        """The rulebook a project is pinned to, out of the history."""
        if pin not in self.rulebooks:
            self.rulebooks[pin] = rulebook_in(self.store, pin)
        return self.rulebooks[pin]

    def setting(self, project: Project) -> Setting:
        """What decisions about a project rest on."""
        return Setting(load_workflow(project.workflow), self.rulebook(project.rulebook), self.people)

    def shown(self, project: Project) -> None:
        """Remember what this person was shown: an approval is of exactly that."""
        look = LookRow(self.actor.id, project.id, project.version, judged_hash(project), self.clock())
        with self.store.writing() as writer:
            writer.looked(look)

    # ------------------------------------------------------------ projects

    def perform(
        self, project_id: str, command: Command, key: str | None = None, *, dry_run: bool = False
    ) -> Receipt | Refused:
        """Carry out a command, once per key however often it is sent; or say why not."""
        key = key or new_key()
        print_of = fingerprint(project_id, command)
        for _ in range(ATTEMPTS):
            if done := self.repeated(key, print_of):
                return done
            arrived = self.arrive()
            if isinstance(arrived, Refused):
                return arrived
            project = self.project(project_id)
            setting = self.setting(project) if project else None
            if project is None or setting is None:
                return _no_project(project_id)
            event = decide(project, command, self.actor, setting)
            if isinstance(event, Refused):
                # Sent twice at once, the other may have been carried out between the two looks.
                return self.repeated(key, print_of) or event
            stamp = Stamp(self.actor.id, self.clock(), project.version + 1)
            after = evolve(project, project_id, event, stamp)
            if dry_run:
                return Receipt(project, after, event, None)
            rulebook = setting.rulebook if after.rulebook == project.rulebook else self.rulebook(after.rulebook)
            rows = rows_of(project, after, event, setting.workflow, rulebook)
            draft = draft_of(project_id, stamp, event.kind, key, print_of, payload_of(event))
            pins = to_pin(self, [after.rulebook])
            try:
                with self.store.writing() as writer:
                    writer.same_people(arrived)
                    for pin in pins:
                        writer.append(pin, Rows())
                    entry = writer.append(draft, rows, Guard(project_id, project.version, project.state))
            except (Stale, DuplicateKey):
                continue
            return Receipt(project, after, event, entry)
        self._hold_rows_to_history(project_id)
        return crowded(project_id)

    def declare(
        self, declarations: Sequence[Declaration], key: str | None = None, *, dry_run: bool = False
    ) -> list[Receipt] | Refused:
        """Declare projects: all of them in one transaction, or none."""
        return declare(self, declarations, key or new_key(), dry_run=dry_run)

    def _hold_rows_to_history(self, project_id: str) -> None:
        """Nobody gets past a row that says something else than the history: that is no race, but damage."""
        row, project = self.store.project(project_id), self.project(project_id)
        if row is None or project is None or (row.version, row.state) != (project.version, project.state):
            raise Untrue(f"项目表里的 {project_id} 与历史不符")

    def repeated(self, key: str, print_of: str) -> Receipt | Refused | None:
        """The receipt of a step that was taken under this key; a no where the key was for something else."""
        entry = self.store.find(key)
        if entry is None:
            return None
        if entry.fingerprint != print_of or entry.actor != self.actor.id:
            return key_used(key, entry)
        entries = self.store.stream(entry.stream)
        before = fold(one for one in entries if one.version < entry.version)
        project = folded(one for one in entries if one.version <= entry.version)
        return Receipt(before, project, read_event(entry.kind, entry.payload), entry, repeated=True)


def _no_project(project_id: str) -> Refused:
    return Refused(Kind.NOT_FOUND, "project-missing", f"没有项目 {project_id}", next="jixiao project list")
