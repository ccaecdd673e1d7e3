"""What somebody did (Done), sent again as often as one likes; and the laws of a whole history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.definitions import load_workflow, workflow_ids
from engine.service.accounts import change_account
from engine.service.declaring import Declaration, declare
from engine.service.identity import actor_of
from engine.service.projection import rows_of
from engine.service.receipt import Receipt
from engine.service.service import Service
from engine.store.rows import AccountRow, Draft, Guard, Rows
from engine.store.store import Store
from engine.store.writer import Writer
from indicators.scoring.rulebook import Rulebook
from tests.histories.houses import empty_house
from workflows.accounts import Account, AccountCommand, fold_account
from workflows.commands import Command
from workflows.events import read_event
from workflows.history import Entry, verify_chain
from workflows.project import Project, Stamp, evolve
from workflows.refusal import Refused
from workflows.replay import illegal_steps
from workflows.roles import Actor, Role

Answer = Receipt | list[Receipt] | Account | Refused
Send = Callable[[Store, Actor], Answer]


@dataclass(frozen=True, repr=False)
class Done:
    """A command that was sent, under its key, and what was answered."""

    what: str
    asked: object
    """The command, with what it is about."""
    actor: Actor
    key: str
    send: Send
    answer: Answer

    def __repr__(self) -> str:
        return f"{self.actor.id} {self.what} under {self.key}"

    @classmethod
    def _sent(cls, store: Store, what: str, asked: object, actor: Actor, key: str, send: Send) -> Done:
        return cls(what, asked, actor, key, send, send(store, actor))

    @classmethod
    def of_step(
        cls,
        store: Store,
        actor: Actor,
        now: Callable[[], str],
        project: str,
        command: Command,
        key: str,
        rehearsed: bool = False,
    ) -> Done:
        def send(store: Store, actor: Actor) -> Answer:
            return Service(store, actor, now).perform(project, command, key, dry_run=rehearsed)

        return cls._sent(store, command.trigger.value, (project, command), actor, key, send)

    @classmethod
    def of_declaring(
        cls, store: Store, actor: Actor, now: Callable[[], str], declarations: list[Declaration], key: str
    ) -> Done:
        def send(store: Store, actor: Actor) -> Answer:
            return declare(Service(store, actor, now), declarations, key, dry_run=False)

        return cls._sent(store, "declare", declarations, actor, key, send)

    @classmethod
    def of_account(cls, store: Store, actor: Actor, now: Callable[[], str], command: AccountCommand, key: str) -> Done:
        def send(store: Store, actor: Actor) -> Answer:
            return change_account(store, actor, command, now, key)

        return cls._sent(store, "account", command, actor, key, send)

    @property
    def refusal(self) -> str | None:
        return self.answer.kind.name if isinstance(self.answer, Refused) else None

    @property
    def receipts(self) -> list[Receipt]:
        if isinstance(self.answer, list):
            return self.answer
        return [self.answer] if isinstance(self.answer, Receipt) else []

    def again(self, store: Store, actor: Actor) -> None:
        """Sent again under its key, it gives the same receipt."""
        answer = self.send(store, actor)
        assert not isinstance(answer, Refused), answer
        if isinstance(answer, Account):
            assert answer == self.answer
            return
        receipts = answer if isinstance(answer, list) else [answer]
        assert receipts == [replace(one, repeated=True) for one in self.receipts]

    def by_another(self, store: Store, actor: Actor) -> None:
        """Somebody else's key is nobody's."""
        answer = self.send(store, actor)
        assert isinstance(answer, Refused), answer
        assert answer.kind.name == "CONFLICT"


def hold(store: Store, done: list[Done], rulebooks: Mapping[str, Rulebook]) -> None:
    """The laws of a history that has come to its end."""
    with store.chain() as (head, entries):
        found = list(entries)
    assert list(verify_chain(found, head)) == []
    illegal = list(illegal_steps(found, {one: load_workflow(one) for one in workflow_ids()}))
    assert illegal == [], illegal
    for one in done:
        actor = actor_of(store, one.actor.id)
        if isinstance(actor, Actor):  # the others do not get as far as the service
            one.again(store, actor)
    assert store.head() == head
    with empty_house() as copy:
        write_again(copy, found, rulebooks)
        assert all_rows(copy) == all_rows(store)


def all_rows(store: Store) -> dict[str, Any]:
    """Every row that follows from a history."""
    projects = store.projects()
    return {
        "head": store.head(),
        "projects": projects,
        "accounts": store.accounts(),
        "involvements": [store.involvements(one.id) for one in projects],
        "snapshots": [store.snapshots(one.id) for one in projects],
    }


def write_again(store: Store, entries: list[Entry], rulebooks: Mapping[str, Rulebook]) -> None:
    """Write the same entries into an empty store, with the rows that follow from each."""
    projects: dict[str, Project] = {}
    accounts: dict[str, list[Entry]] = {}
    with store.writing(together=True) as writer:
        for entry in entries:
            if entry.stream.startswith("account:"):
                accounts.setdefault(entry.stream, []).append(entry)
                assert writer.append(_draft(entry), Rows(account=_account_row(accounts[entry.stream]))) == entry
            elif entry.stream.startswith("rulebook:"):
                assert writer.append(_draft(entry), Rows()) == entry
            else:
                _step_again(writer, entry, projects, rulebooks)


def _step_again(writer: Writer, entry: Entry, projects: dict[str, Project], rulebooks: Mapping[str, Rulebook]) -> None:
    before = projects.get(entry.stream)
    event = read_event(entry.kind, entry.payload)
    after = evolve(before, entry.stream, event, Stamp(entry.actor, entry.at, entry.version))
    rows = rows_of(before, after, event, load_workflow(after.workflow), rulebooks[after.rulebook])
    guard = None if before is None else Guard(before.id, before.version, before.state)
    assert writer.append(_draft(entry), rows, guard) == entry
    projects[entry.stream] = after


def _draft(entry: Entry) -> Draft:
    return Draft(
        entry.stream, entry.version, entry.kind, entry.actor, entry.at, entry.key, entry.fingerprint, entry.payload
    )


def _account_row(entries: list[Entry]) -> AccountRow:
    account = fold_account(entries)
    assert account is not None
    roles = " ".join(role.value for role in Role if role in account.roles)
    return AccountRow(account.id, account.name, roles, account.active, account.version)
