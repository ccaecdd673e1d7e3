"""Commands carried out (办理命令): load, decide, one transaction with guard, entry and rows, receipt."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.definitions import load_workflow
from engine.service.identity import People
from engine.service.projection import rows_of
from engine.service.receipt import Receipt
from engine.store.errors import DuplicateKey, Stale
from engine.store.rows import AccountRow, Draft, Guard, LookRow, Rows
from engine.store.store import Store
from engine.store.writer import Writer
from indicators.scoring.rulebook import Rulebook
from workflows.accounts import (
    Account,
    AccountCommand,
    AccountEvent,
    account_fingerprint,
    account_payload,
    decide_account,
    evolve_account,
    fold_account,
)
from workflows.accounts import stream_of as account_stream
from workflows.commands import Command, Declare, fingerprint
from workflows.decide import decide
from workflows.events import Declared, payload_of, read_event
from workflows.history import Entry, digest
from workflows.pinned import KIND as PINNED
from workflows.pinned import pin_of, pin_payload, pinned_rulebook
from workflows.pinned import stream_of as rulebook_stream
from workflows.project import Project, Stamp, evolve, fold
from workflows.refusal import Kind, Refused
from workflows.roles import Actor, Role
from workflows.setting import Setting
from workflows.snapshot import Untrue, judged_hash

ATTEMPTS = 100
"""How often a command is decided anew because somebody else was faster. Each time somebody else got further."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A project to be declared: its content, its workflow, the resolved data of its rulebook, its owner."""

    content: Mapping[str, Any]
    workflow: str
    rulebook: Mapping[str, Any]
    owner: str


def new_key() -> str:
    """An idempotency key nobody has used."""
    return uuid.uuid4().hex


class Service:
    """The door to the store for one person (办理窗口)."""

    def __init__(self, store: Store, actor: Actor, clock: Callable[[], str]) -> None:
        self.store = store
        self.actor = actor
        self._clock = clock
        self._rulebooks: dict[str, Rulebook] = {}

    @cached_property
    def people(self) -> People:
        return People(self.store)

    # ------------------------------------------------------------ reading

    def project(self, project_id: str) -> Project | None:
        """A project, folded from its history."""
        return fold(self.store.stream(project_id))

    def rulebook(self, pin: str) -> Rulebook:
        """The rulebook a project is pinned to, out of the history."""
        if pin not in self._rulebooks:
            entry = self.store.find(rulebook_stream(pin))
            if entry is None:
                raise Untrue(f"历史里没有锁定的评分办法 {pin[:12]}")
            self._rulebooks[pin] = pinned_rulebook(entry.payload, pin)
        return self._rulebooks[pin]

    def setting(self, project: Project) -> Setting:
        """What decisions about a project rest on."""
        return Setting(load_workflow(project.workflow), self.rulebook(project.rulebook), self.people)

    def shown(self, project: Project) -> None:
        """Remember what this person was shown: an approval is of exactly that."""
        look = LookRow(self.actor.id, project.id, project.version, judged_hash(project), self._clock())
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
            if done := self._repeated(key, print_of):
                return done
            project = self.project(project_id)
            setting = self.setting(project) if project else None
            if project is None or setting is None:
                return _no_project(project_id)
            event = decide(project, command, self.actor, setting)
            if isinstance(event, Refused):
                return event
            stamp = Stamp(self.actor.id, self._clock(), project.version + 1)
            after = evolve(project, project_id, event, stamp)
            if dry_run:
                return Receipt(project, after, event, None)
            rulebook = setting.rulebook if after.rulebook == project.rulebook else self.rulebook(after.rulebook)
            rows = rows_of(project, after, event, setting.workflow, rulebook)
            draft = self._draft(project_id, stamp, event.kind, key, print_of, payload_of(event))
            try:
                with self.store.writing() as writer:
                    entry = writer.append(draft, rows, Guard(project_id, project.version, project.state))
            except (Stale, DuplicateKey):
                continue
            return Receipt(project, after, event, entry)
        self._hold_rows_to_history(project_id)
        return _crowded(project_id)

    def declare(
        self, declarations: Sequence[Declaration], key: str | None = None, *, dry_run: bool = False
    ) -> list[Receipt] | Refused:
        """Declare projects: all of them in one transaction, or none."""
        key = key or new_key()
        for _ in range(ATTEMPTS):
            prepared = self._prepared(declarations, key)
            if isinstance(prepared, Refused) or dry_run:
                return prepared
            if prepared and prepared[0].repeated:
                return prepared
            try:
                return self._declared(declarations, prepared, key)
            except (Stale, DuplicateKey):
                continue
        return _crowded("")

    def _prepared(self, declarations: Sequence[Declaration], key: str) -> list[Receipt] | Refused:
        """Every declaration decided and numbered; nothing written yet."""
        numbers: dict[int, int] = {}
        receipts: list[Receipt] = []
        for place, one in enumerate(declarations):
            pin = pin_of(pin_payload(one.rulebook))
            command = Declare(workflow=one.workflow, rulebook=pin, owner=one.owner, content=dict(one.content))
            done = self._repeated(f"{key}:{place}", fingerprint("", command))
            if isinstance(done, Refused):
                return done
            if done is not None:
                receipts.append(done)
                continue
            rulebook = self._rulebooks.setdefault(pin, pinned_rulebook(pin_payload(one.rulebook), pin))
            setting = Setting(load_workflow(one.workflow), rulebook, self.people)
            event = decide(None, command, self.actor, setting)
            if isinstance(event, Refused):
                return event
            project_id = self._next_id(one.content["project"]["fiscal_year"], numbers)
            after = evolve(None, project_id, event, Stamp(self.actor.id, self._clock(), 1))
            receipts.append(Receipt(None, after, event, None))
        return receipts

    def _declared(self, declarations: Sequence[Declaration], prepared: list[Receipt], key: str) -> list[Receipt]:
        receipts = []
        payloads = {pin_of(payload): payload for payload in {pin_payload(one.rulebook) for one in declarations}}
        unpinned = [pin for pin in payloads if self.store.find(rulebook_stream(pin)) is None]
        with self.store.writing() as writer:
            for pin in unpinned:
                self._pin(writer, pin, payloads[pin])
            for place, receipt in enumerate(prepared):
                project, event = receipt.project, receipt.event
                assert isinstance(event, Declared)
                one = declarations[place]
                command = Declare(
                    workflow=one.workflow, rulebook=project.rulebook, owner=one.owner, content=dict(one.content)
                )
                draft = self._draft(
                    project.id,
                    project.last,
                    event.kind,
                    f"{key}:{place}",
                    fingerprint("", command),
                    payload_of(event),
                )
                workflow, rulebook = load_workflow(project.workflow), self._rulebooks[project.rulebook]
                entry = writer.append(draft, rows_of(None, project, event, workflow, rulebook))
                receipts.append(Receipt(None, project, event, entry))
        return receipts

    def pin_rulebook(self, data: Mapping[str, Any]) -> str:
        """Put a rulebook into the history, if it is not there yet; the hash projects name it by."""
        payload = pin_payload(data)
        pin = pin_of(payload)
        while self.store.find(rulebook_stream(pin)) is None:
            try:
                with self.store.writing() as writer:
                    self._pin(writer, pin, payload)
            except (Stale, DuplicateKey):
                continue
        return pin

    def _pin(self, writer: Writer, pin: str, payload: str) -> None:
        stream = rulebook_stream(pin)
        stamp = Stamp(self.actor.id, self._clock(), 1)
        writer.append(self._draft(stream, stamp, PINNED, stream, digest(payload), payload), Rows())

    def _hold_rows_to_history(self, project_id: str) -> None:
        """Nobody gets past a row that says something else than the history: that is no race, but damage."""
        row, project = self.store.project(project_id), self.project(project_id)
        if row is None or project is None or (row.version, row.state) != (project.version, project.state):
            raise Untrue(f"项目表里的 {project_id} 与历史不符")

    def _next_id(self, fiscal_year: int, numbers: dict[int, int]) -> str:
        """``2024-0007``: the year and the next free number."""
        if fiscal_year not in numbers:
            highest = self.store.highest_project_id(f"{fiscal_year}-")
            numbers[fiscal_year] = int(highest.partition("-")[2]) if highest else 0
        numbers[fiscal_year] += 1
        return f"{fiscal_year}-{numbers[fiscal_year]:04d}"

    def _draft(self, stream: str, stamp: Stamp, kind: str, key: str, print_of: str, payload: str) -> Draft:
        return Draft(stream, stamp.version, kind, stamp.actor, stamp.at, key, print_of, payload)

    def _repeated(self, key: str, print_of: str) -> Receipt | Refused | None:
        """The receipt of a step that was taken under this key; a no where the key was for something else."""
        entry = self.store.find(key)
        if entry is None:
            return None
        if entry.fingerprint != print_of or entry.actor != self.actor.id:
            return _key_used(key, entry)
        entries = self.store.stream(entry.stream)
        before = fold(one for one in entries if one.version < entry.version)
        project = fold(one for one in entries if one.version <= entry.version)
        assert project is not None, "an entry of a stream is in it"
        return Receipt(before, project, read_event(entry.kind, entry.payload), entry, repeated=True)

    # ------------------------------------------------------------ accounts

    def change_account(self, command: AccountCommand, key: str | None = None) -> Account | Refused:
        """Add, change or close an account (账号)."""
        return change_account(self.store, self.actor, command, self._clock, key)


def change_account(
    store: Store, actor: Actor | None, command: AccountCommand, clock: Callable[[], str], key: str | None = None
) -> Account | Refused:
    """Change an account; the very first one opens the house and is made by nobody but itself."""
    key, print_of = key or new_key(), account_fingerprint(command)
    for _ in range(ATTEMPTS):
        entries = store.stream(account_stream(command.id))
        done = store.find(key)
        if done is not None:
            account = fold_account(entries)
            return account if account and done.fingerprint == print_of else _key_used(key, done)
        account = fold_account(entries)
        event = decide_account(account, command, actor, is_first=store.head() is None)
        if isinstance(event, Refused):
            return event
        try:
            return _account_written(
                store, actor.id if actor else command.id, command.id, account, event, clock(), key, print_of
            )
        except (Stale, DuplicateKey):
            continue
    return _crowded(command.id)


def _account_written(
    store: Store,
    actor: str,
    account_id: str,
    account: Account | None,
    event: AccountEvent,
    at: str,
    key: str,
    print_of: str,
) -> Account:
    version = account.version + 1 if account else 1
    after = evolve_account(account, account_id, event, version)
    roles = " ".join(role.value for role in Role if role in after.roles)
    row = AccountRow(after.id, after.name, roles, after.active, version)
    draft = Draft(account_stream(account_id), version, event.kind, actor, at, key, print_of, account_payload(event))
    with store.writing() as writer:
        writer.append(draft, Rows(account=row))
    return after


def _no_project(project_id: str) -> Refused:
    return Refused(Kind.NOT_FOUND, "project-missing", f"没有项目 {project_id}", next="jixiao project list")


def _key_used(key: str, entry: Entry) -> Refused:
    message = f"标识 {key} 已经用于另一条命令（第 {entry.seq} 条记录，{entry.actor}）"
    return Refused(Kind.CONFLICT, "key-used", message, next="换一个 --key，或去掉它")


def _crowded(what: str) -> Refused:
    return Refused(Kind.CONFLICT, "crowded", f"同时办理 {what} 的人太多", next="稍后再试")
