"""Histories at random (随机历史): several people, several projects, every command, and what the model says of each.

«onward», «stride» and «around» take steps the model holds for likely, so that lives get long; «tempted» the same steps
by the wrong person, «astray» any step by anybody. In «race» and «dismissed» somebody is faster between another's decision
and its writing.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from engine.service.declaring import Declaration
from engine.service.identity import actor_of
from engine.service.receipt import Receipt
from engine.service.service import Service
from engine.store.rows import LookRow
from engine.store.store import Store
from engine.store.writer import Writer
from tests.histories import forms
from tests.histories.drafts import Desk, likely, onward, tempting, weighted
from tests.histories.houses import House
from tests.histories.laws import Done, hold
from tests.histories.model import rules
from tests.histories.model.accounts import apply_account, expected_account
from tests.histories.model.life import Life, World
from tests.histories.model.roads import DECIDING, WORKFLOWS
from tests.histories.model.steps import STEPS
from tests.histories.people import NOBODY, PEOPLE, RULEBOOKS, clock
from tests.histories.witness import Witness
from workflows.accounts import AccountCommand, AddAccount, ChangeRoles, CloseAccount
from workflows.commands import Command
from workflows.gates import unanswered
from workflows.pinned import pin_payload, pinned_rulebook
from workflows.project import Project
from workflows.refusal import Refused
from workflows.roles import Actor, Role
from workflows.snapshot import judged_hash

MOST_PROJECTS = 3
STRIDE = 4
"""Steps onward in one go, so that lives get long."""

TRIGGERS = tuple(STEPS)
READ = {pin: pinned_rulebook(pin_payload(data), pin) for pin, (data, _) in RULEBOOKS.items()}
ROLES: tuple[tuple[Role, ...], ...] = (
    (Role.OWNER,),
    (Role.REVIEWER,),
    (Role.OWNER, Role.REVIEWER),
    (Role.REVIEWER, Role.TREASURY_REVIEWER),
    (Role.TREASURY_REVIEWER,),
    (Role.OWNER, Role.FINANCE_OFFICER),
    (Role.AUDITOR,),
    (Role.OWNER, Role.AUDITOR),
    (Role.ADMINISTRATOR,),
)


class Interrupted(Store):
    """A store in which somebody else is faster, once, just before this writer begins."""

    def __init__(self, store: Store, meanwhile: Callable[[], None]) -> None:
        self.__dict__.update(store.__dict__)
        self._meanwhile: Callable[[], None] | None = meanwhile

    @contextmanager
    def writing(self, *, together: bool = False) -> Iterator[Writer]:
        meanwhile, self._meanwhile = self._meanwhile, None
        if meanwhile is not None:
            meanwhile()
        with super().writing(together=together) as writer:
            yield writer


@dataclass(frozen=True)
class HouseOf:
    """Where the histories of a machine are lived."""

    open: House


class Histories(RuleBasedStateMachine):
    """One history in one house."""

    house: ClassVar[HouseOf]
    seen: ClassVar[Counter[str]]
    """What happened in all histories, to see that they go where it matters."""

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        self.store = self._open.enter_context(self.house.open())
        self.now = clock()
        self.world = World(
            {who: frozenset(role.value for role in roles) for who, roles in PEOPLE.items()},
            weights={pin: weights for pin, (_, weights) in RULEBOOKS.items()},
        )
        self.witness = Witness(self.store, READ)
        self.done: list[Done] = []
        self.asked_for = 0
        """Changes of accounts: with too many there is nobody left to work."""
        self._keys = 0
        self._stood = ""
        """What the inboxes were last compared on."""

    def teardown(self) -> None:
        """The laws of a whole history, unless a step of it has failed already."""
        with self._open:
            self.seen["histories"] += 1
            self.seen["entries"] += len(self.witness.entries)
            if sys.exc_info()[0] is None:
                hold(self.store, self.done, READ)

    # ------------------------------------------------------------ rules

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        self._declare(data.draw, careful=True)

    @precondition(lambda self: len(self.world.lives) < MOST_PROJECTS)
    @rule(data=st.data())
    def declare(self, data: st.DataObject) -> None:
        self._declare(data.draw, careful=data.draw(st.booleans()))

    @rule(data=st.data())
    def onward(self, data: st.DataObject) -> None:
        self._perform(*self._likely(data.draw, on=True))

    @rule(data=st.data())
    def stride(self, data: st.DataObject) -> None:
        """Several steps onward, the wrong person now and then trying first, the right one now and then rehearsing."""
        for _ in range(STRIDE):
            if data.draw(st.booleans()):
                self._tempt(data.draw)
            step = self._likely(data.draw, on=True)
            if forms.seldom(data.draw, 8):
                self._perform(*step, rehearsed=True)
            self._perform(*step)

    @rule(data=st.data())
    def around(self, data: st.DataObject) -> None:
        self._perform(*self._likely(data.draw))

    @rule(data=st.data(), rehearsed=st.booleans())
    def astray(self, data: st.DataObject, rehearsed: bool) -> None:
        self._perform(*self._any(data.draw), rehearsed=rehearsed)

    @rule(data=st.data())
    def tempted(self, data: st.DataObject) -> None:
        """Everything is as it should be, except who does it."""
        self._tempt(data.draw)

    @rule(data=st.data())
    def race(self, data: st.DataObject) -> None:
        """Two people at once: the slower one's decision is made anew on what the faster one left."""
        who, project, command = self._likely(data.draw)
        faster = self._likely(data.draw) if data.draw(st.booleans()) else self._any(data.draw)
        if not isinstance(self._verdict(who, project, command), str):
            self._race(who, project, command, lambda: self._perform(*faster))

    @rule(data=st.data())
    def dismissed(self, data: st.DataObject) -> None:
        """An account is changed between its owner's decision and its writing."""
        who, project, command = self._likely(data.draw)
        change = self._account_command(data.draw, data.draw(st.sampled_from((who, *PEOPLE))))
        if not isinstance(self._verdict(who, project, command), str):
            self._race(who, project, command, lambda: self._change("guan", change))

    @rule(data=st.data())
    def look(self, data: st.DataObject) -> None:
        """Being shown a project is no step."""
        who, project_id = data.draw(st.sampled_from(tuple(PEOPLE))), self._project(data.draw)
        actor = actor_of(self.store, who)
        project = self.witness.projects.get(project_id)
        if isinstance(actor, Actor) and project is not None:
            service = Service(self.store, actor, self.now)
            service.shown(project)
            row = self.store.look(who, project_id)
            assert row is not None
            assert row == LookRow(who, project_id, project.version, judged_hash(project), row.at)
            assert not self.witness.new()

    @precondition(lambda self: len(self.done) >= 4 * self.asked_for)
    @rule(data=st.data())
    def account(self, data: st.DataObject) -> None:
        draw = data.draw
        self.asked_for += 1
        who = draw(st.sampled_from(tuple(PEOPLE))) if forms.seldom(draw, 4) else "guan"
        account = draw(st.sampled_from((*list(PEOPLE)[1:], NOBODY, "guan")))
        self._change(who, self._account_command(draw, account))

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def again(self, data: st.DataObject) -> None:
        """A command sent twice under one key, or a key used for something else."""
        done = data.draw(st.sampled_from(self.done))
        what = data.draw(st.sampled_from(("same", "other person", "other command")))
        actor = actor_of(self.store, done.actor.id)
        if what == "same":
            if isinstance(actor, Actor):
                done.again(self.store, actor)
        elif what == "other command":
            who, project, command = self._any(data.draw)
            if (who, (project, command)) != (done.actor.id, done.asked):
                self._refused_key(who, project, command, done.key)
        else:
            other = actor_of(self.store, data.draw(st.sampled_from([one for one in PEOPLE if one != done.actor.id])))
            if isinstance(other, Actor):
                done.by_another(self.store, other)
        assert not self.witness.new()

    # ------------------------------------------------------------ what is drawn

    def _tempt(self, draw: forms.Draw) -> None:
        project = self._ahead(draw)
        life = self.world.lives.get(project)
        steps = tempting(self.world, life) if life else []
        if life is None or not steps:
            return
        deciding = [(does, who) for does, who in steps if does in DECIDING and self.world.reviews(who)]
        chosen = draw(st.sampled_from([deciding or steps, steps]))
        trigger = draw(st.sampled_from(sorted({does for does, _ in chosen})))
        near = [who for does, who in chosen if does == trigger]
        nearest = [who for who in near if who in (*life.delegates, *life.done_with)]
        who = draw(st.sampled_from(nearest or near))
        self._perform(who, project, Desk(draw, self.world, life, careful=True, onward=True).write(trigger))

    def _project(self, draw: forms.Draw) -> str:
        lives = tuple(self.world.lives)
        return draw(st.sampled_from(lives or ("2024-0001",)))  # type: ignore[no-any-return]

    def _ahead(self, draw: forms.Draw) -> str:
        """Most often the project that came furthest."""
        lives = self.world.lives
        if not lives or forms.seldom(draw, 3):
            return self._project(draw)
        return max(lives, key=lambda one: (lives[one].version, one))

    def _likely(self, draw: forms.Draw, *, on: bool = False) -> tuple[str, str, Command]:
        project = self._ahead(draw) if on else self._project(draw)
        life = self.world.lives.get(project)
        steps = (onward(self.world, project, life) if on else likely(self.world, life)) if life else []
        if life is None or not steps:
            return self._any(draw)
        trigger = draw(st.sampled_from(weighted({one for one, _ in steps}, life)))
        who = draw(st.sampled_from([person for one, person in steps if one == trigger]))
        return who, project, Desk(draw, self.world, life, careful=True, onward=on).write(trigger)

    def _any(self, draw: forms.Draw) -> tuple[str, str, Command]:
        who, project = draw(st.sampled_from((*PEOPLE, NOBODY))), self._project(draw)
        life = self.world.lives.get(project)
        if life is None or forms.seldom(draw, 30):
            return who, "2024-9999", Desk(draw, self.world, _NO_LIFE, careful=True).write("publish")
        trigger = draw(st.sampled_from(TRIGGERS))
        return who, project, Desk(draw, self.world, life, careful=draw(st.booleans())).write(trigger)

    def _account_command(self, draw: forms.Draw, account: str) -> AccountCommand:
        what = draw(st.sampled_from(("roles", "close", "add")))
        if what == "close":
            return CloseAccount(id=account)
        roles = draw(st.sampled_from([one for one in ROLES if one != PEOPLE.get(account)]))
        return AddAccount(id=account, roles=roles) if what == "add" else ChangeRoles(id=account, roles=roles)

    def _key(self) -> str:
        self._keys += 1
        return f"key {self._keys}"

    # ------------------------------------------------------------ what is done, and what the model says of it

    def _declare(self, draw: forms.Draw, *, careful: bool) -> None:
        owners = careful or draw(st.booleans())
        owner = draw(st.sampled_from(("zhang", "wang", "li") if owners else (*PEOPLE, NOBODY)))
        who = owner if careful or draw(st.booleans()) else draw(st.sampled_from(("fin", "zhang", "aud")))
        workflow = draw(st.sampled_from(WORKFLOWS))
        count = draw(st.integers(1, MOST_PROJECTS - max(1, len(self.world.lives))))
        declarations = [self._declaration(draw, workflow, owner, careful) for _ in range(count)]
        actor = actor_of(self.store, who)
        if isinstance(actor, Refused):
            assert not self.world.is_active(who)
            return
        lives = [self._declared(who, one) for one in declarations]
        refusal = next((one for one in lives if isinstance(one, str)), None)
        done = Done.of_declaring(self.store, actor, self.now, declarations, self._key())
        note(f"{who} declares {count} for {owner} in {workflow}: {refusal or 'done'}")
        assert done.refusal == refusal
        self._count("declare", refusal)
        added = self.witness.new()
        assert len(added) == (0 if refusal else count)
        for receipt, life in zip(done.receipts, lives, strict=False):
            assert isinstance(life, Life)
            self.world.lives[receipt.project.id] = life
            self._kept(actor, receipt)
        self._settle(done)

    def _declaration(self, draw: forms.Draw, workflow: str, owner: str, careful: bool) -> Declaration:
        pin = draw(st.sampled_from(tuple(RULEBOOKS)))
        content = draw(forms.declarations(pin, careful=careful))
        return Declaration(content, workflow, RULEBOOKS[pin][0], owner)

    def _declared(self, who: str, one: Declaration) -> Life | str:
        pin = next(pin for pin, (data, _) in RULEBOOKS.items() if data is one.rulebook)
        return rules.declared(self.world, who, one.workflow, pin, one.owner, one.content)

    def _verdict(self, who: str, project: str, command: Command) -> Life | str:
        if not self.world.is_active(who):
            return "NOT_ALLOWED"
        return rules.expected(self.world, project, command, who)

    def _perform(self, who: str, project: str, command: Command, *, rehearsed: bool = False) -> None:
        verdict = self._verdict(who, project, command)
        note(f"{who} {command!r} {project}{' (rehearsed)' if rehearsed else ''}: {_said(verdict)}")
        actor = actor_of(self.store, who)
        if isinstance(actor, Refused):
            assert actor.kind.name == verdict
            return
        done = Done.of_step(self.store, actor, self.now, project, command, self._key(), rehearsed)
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
            self._agree(receipt.project, verdict)
            return
        assert [entry.key for entry in added] == [done.key]
        self.world.lives[project] = verdict
        self._kept(done.actor, receipt)
        self._settle(done)

    def _race(self, who: str, project: str, command: Command, meanwhile: Callable[[], None]) -> None:
        actor = actor_of(self.store, who)
        assert isinstance(actor, Actor)
        interrupted = Interrupted(self.store, meanwhile)
        key = self._key()
        done = Done.of_step(interrupted, actor, self.now, project, command, key)
        verdict = self._verdict(who, project, command)
        note(f"… while {who} {command!r} {project}: {_said(verdict)}")
        self.seen["races"] += 1
        self._judge(verdict, done, project)

    def _change(self, who: str, command: AccountCommand) -> None:
        actor = actor_of(self.store, who)
        if isinstance(actor, Refused):
            assert not self.world.is_active(who)
            return
        verdict = expected_account(self.world, command, who)
        note(f"{who} {command!r}: {verdict}")
        done = Done.of_account(self.store, actor, self.now, command, self._key())
        refusal = verdict if isinstance(verdict, str) else None
        assert done.refusal == refusal, f"the model says {verdict}, the service {done.answer}"
        self._count("account", refusal)
        assert len(self.witness.new()) == (0 if refusal else 1)
        if not isinstance(verdict, str):
            apply_account(self.world, command.id, verdict)
            self._settle(done)

    def _refused_key(self, who: str, project: str, command: Command, key: str) -> None:
        """A key that was used for one command is refused for another, whoever sends it."""
        actor = actor_of(self.store, who)
        taken = self.store.find(key) is not None
        if isinstance(actor, Actor) and taken:
            done = Done.of_step(self.store, actor, self.now, project, command, key)
            assert done.refusal == "CONFLICT"

    # ------------------------------------------------------------ what must hold then

    def _kept(self, actor: Actor, receipt: Receipt) -> None:
        assert receipt.entry is not None
        self.witness.acknowledged(receipt.entry)
        project_id = receipt.project.id
        self.witness.folded(Service(self.store, actor, self.now), project_id)
        assert receipt.project == self.witness.projects[project_id]
        self._agree(receipt.project, self.world.lives[project_id])
        self._remember(receipt.project, self.world.lives[project_id])

    def _settle(self, done: Done) -> None:
        if done.refusal is None:
            self.done.append(done)
        self._inboxes()

    def _agree(self, project: Project, life: Life) -> None:
        """The service's project is the model's."""
        assert (project.state, project.version) == (life.state, life.version)
        assert (project.owner, project.delegates, project.hands) == (life.owner, life.delegates, life.hands)
        assert project.content == life.sheet
        assert project.judged_content == life.judged
        assert (project.rulebook, project.money_filled) == (life.rulebook, life.money_filled)
        assert (len(project.records), len(project.adjustments)) == (life.records, life.adjusted)
        assert tuple(one.stamp.actor for one in project.approvals) == life.approvals
        given = {row: (one.points, one.reason, one.by) for row, one in life.given.items()}
        assert {
            row: (Decimal(one.points), one.reason, one.stamp.actor) for row, one in project.reviews.items()
        } == given
        waiting = unanswered(project.asked, project.judged_content, frozenset(project.answers))
        assert project.answers == life.answers, (project.answers, life.answers, project.last_kind)
        assert waiting.keys() == life.open_comments, (project.asked, project.judged_content)
        editions = [(Decimal(one.snapshot["scores"]["total"]), one.published is not None) for one in project.editions]
        assert editions == [(one.total, one.published) for one in life.editions]

    def _remember(self, project: Project, life: Life) -> None:
        """One hash for one face, and the other way round; the total of the row is the model's."""
        known = self.world.faces.setdefault(judged_hash(project), life.face)
        assert known == life.face
        assert len(set(self.world.faces.values())) == len(self.world.faces)
        row = self.store.project(project.id)
        assert row is not None
        scored = row.phase in ("自评", "审核", "办结")
        total = life.total(self.world.weights[life.rulebook]) if scored else None
        assert row.total == total, (row.total, total, life)
        superseded = [one.superseded_by for one in self.store.snapshots(project.id)]
        codes = [one.code for one in project.editions]
        assert superseded == [codes[one.superseded_by - 1] if one.superseded_by else None for one in life.editions]

    def _inboxes(self) -> None:
        """What waits for somebody is in their inbox, and nothing else that they need not keep away from."""
        stands = repr(self.world.standing())
        for who in PEOPLE:
            if stands == self._stood or not self.world.is_active(who):
                continue
            rows = self.store.inbox(who, sorted(self.world.roles[who]))
            avoid = {row.project.id for row in rows if row.relation and row.project.waiting_role.endswith("reviewer")}
            assert {row.project.id for row in rows} - avoid == self.world.waiting(who)
        self._stood = stands

    def _count(self, what: str, refusal: str | None) -> None:
        self.seen["steps"] += 1
        self.seen[f"{what} {refusal or 'done'}"] += 1


_NO_LIFE = Life("standard", "", "", {"indicator": []}, frozenset())


def _said(verdict: Life | str) -> str:
    return verdict if isinstance(verdict, str) else f"allowed, {verdict.state}"


def histories(house: House, seen: Counter[str]) -> type[Histories]:
    """The machine for one sort of house."""
    name = f"Histories{getattr(house, '__name__', type(house).__name__)}"
    return type(name, (Histories,), {"house": HouseOf(house), "seen": seen})
