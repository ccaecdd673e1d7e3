"""Where commands are given (办理), each judged by the model first and by every comparison afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from hypothesis import note

from engine.service.declaring import Declaration
from engine.service.identity import actor_of
from engine.service.receipt import Receipt
from engine.service.service import Service
from engine.store.rows import LookRow
from engine.store.store import Store
from tests.histories.agreement import agree, remembered, right_inboxes
from tests.histories.interrupted import Interrupted
from tests.histories.laws import Done
from tests.histories.model import rules
from tests.histories.model.accounts import apply_account, expected_account
from tests.histories.model.life import Life, World
from tests.histories.people import PEOPLE, READ, RULEBOOKS, clock
from tests.histories.witness import Witness
from workflows.accounts import AccountCommand
from workflows.commands import Command
from workflows.refusal import Refused
from workflows.roles import Actor
from workflows.snapshot import judged_hash

Step = tuple[str, str, Command]
"""Who gives which command about which project."""


class Stage:
    """One house and what the model knows of it."""

    def __init__(self, store: Store, seen: Counter[str]) -> None:
        self.store = store
        self.seen = seen
        self.now = clock()
        self.world = World(
            {who: frozenset(role.value for role in roles) for who, roles in PEOPLE.items()},
            weights={pin: weights for pin, (_, weights) in RULEBOOKS.items()},
        )
        self.witness = Witness(store, READ)
        self.done: list[Done] = []
        self._keys = 0
        self._stood = ""
        """What the inboxes were last compared on."""

    def key(self) -> str:
        self._keys += 1
        return f"key {self._keys}"

    def declare(self, who: str, declarations: list[Declaration]) -> None:
        """All of them or none."""
        actor = actor_of(self.store, who)
        if isinstance(actor, Refused):
            assert not self.world.is_active(who)
            return
        lives = [self._declared(who, one) for one in declarations]
        refusal = next((one for one in lives if isinstance(one, str)), None)
        note(f"{who} declares {len(lives)} for {declarations[0].owner}: {refusal or 'done'}")
        done = Done.of_declaring(self.store, actor, self.now, declarations, self.key())
        assert done.refusal == refusal, f"the model says {refusal}, the service {done.answer}"
        self._count("declare", refusal)
        assert len(self.witness.new()) == (0 if refusal else len(lives))
        for receipt, life in zip(done.receipts, lives, strict=False):
            assert isinstance(life, Life)
            self.world.lives[receipt.project.id] = life
            self._kept(actor, receipt)
        self._settle(done)

    def look(self, who: str, project_id: str) -> None:
        """Being shown a project is no step."""
        actor, project = actor_of(self.store, who), self.witness.projects.get(project_id)
        if isinstance(actor, Actor) and project is not None:
            Service(self.store, actor, self.now).shown(project)
            row = self.store.look(who, project_id)
            assert row is not None
            assert row == LookRow(who, project_id, project.version, judged_hash(project), row.at)
            assert not self.witness.new()

    def _declared(self, who: str, one: Declaration) -> Life | str:
        pin = next(pin for pin, (data, _) in RULEBOOKS.items() if data is one.rulebook)
        return rules.declared(self.world, who, one.workflow, pin, one.owner, one.content)

    def verdict(self, who: str, project: str, command: Command) -> Life | str:
        if not self.world.is_active(who):
            return "NOT_ALLOWED"
        return rules.expected(self.world, project, command, who)

    def perform(self, who: str, project: str, command: Command, *, rehearsed: bool = False) -> None:
        verdict = self.verdict(who, project, command)
        note(f"{who} {command!r} {project}{' (rehearsed)' if rehearsed else ''}: {_said(verdict)}")
        actor = actor_of(self.store, who)
        if isinstance(actor, Refused):
            assert actor.kind.name == verdict
            return
        done = Done.of_step(self.store, actor, self.now, project, command, self.key(), rehearsed)
        self._judge(verdict, done, project, rehearsed)

    def _judge(self, verdict: Life | str, done: Done, project: str, rehearsed: bool = False) -> None:
        """The model and the service must agree."""
        refusal = verdict if isinstance(verdict, str) else None
        assert done.refusal == refusal, f"the model says {_said(verdict)}, the service {done.answer}"
        added = self.witness.new()
        self._count(done.what, refusal)
        if isinstance(verdict, str):
            assert not added
            return
        (receipt,) = done.receipts
        if rehearsed:
            assert (receipt.entry, added) == (None, [])
            agree(receipt.project, verdict)
            return
        assert [entry.key for entry in added] == [done.key]
        self.world.lives[project] = verdict
        self._kept(done.actor, receipt)
        self._settle(done)

    def race(self, step: Step, meanwhile: Callable[[], None]) -> None:
        """A step that would be allowed, and what somebody does before it is written."""
        who, project, command = step
        actor = actor_of(self.store, who)
        if isinstance(self.verdict(*step), str) or isinstance(actor, Refused):
            return
        interrupted = Interrupted(self.store, meanwhile)
        done = Done.of_step(interrupted, actor, self.now, project, command, self.key())
        verdict = self.verdict(*step)
        note(f"… while {who} {command!r} {project}: {_said(verdict)}")
        self.seen["races"] += 1
        self._judge(verdict, done, project)

    def change(self, who: str, command: AccountCommand) -> None:
        actor = actor_of(self.store, who)
        if isinstance(actor, Refused):
            assert not self.world.is_active(who)
            return
        verdict = expected_account(self.world, command, who)
        note(f"{who} {command!r}: {verdict}")
        done = Done.of_account(self.store, actor, self.now, command, self.key())
        refusal = verdict if isinstance(verdict, str) else None
        assert done.refusal == refusal, f"the model says {verdict}, the service {done.answer}"
        self._count("account", refusal)
        assert len(self.witness.new()) == (0 if refusal else 1)
        if not isinstance(verdict, str):
            apply_account(self.world, command.id, verdict)
            self._settle(done)

    def refused_key(self, who: str, project: str, command: Command, key: str) -> None:
        """A key that was used for one command is refused for another, whoever sends it."""
        actor = actor_of(self.store, who)
        taken = self.store.find(key) is not None
        if isinstance(actor, Actor) and taken:
            done = Done.of_step(self.store, actor, self.now, project, command, key)
            assert done.refusal == "CONFLICT"

    def _kept(self, actor: Actor, receipt: Receipt) -> None:
        assert receipt.entry is not None
        self.witness.acknowledged(receipt.entry)
        project_id = receipt.project.id
        self.witness.folded(Service(self.store, actor, self.now), project_id)
        assert receipt.project == self.witness.projects[project_id]
        agree(receipt.project, self.world.lives[project_id])
        remembered(self.store, self.world, receipt.project, self.world.lives[project_id])

    def _settle(self, done: Done) -> None:
        if done.refusal is None:
            self.done.append(done)
        stands = repr(self.world.standing())
        if stands != self._stood:
            right_inboxes(self.store, self.world)
        self._stood = stands

    def _count(self, what: str, refusal: str | None) -> None:
        self.seen["steps"] += 1
        self.seen[f"{what} {refusal or 'done'}"] += 1


def _said(verdict: Life | str) -> str:
    return verdict if isinstance(verdict, str) else f"allowed, {verdict.state}"
