"""Histories at random (随机历史): several people, several projects, every command, and what the model says of each.

«onward», «stride» and «around» take steps the model holds for likely, so that lives get long; «tempted» the same steps
by the wrong person, «astray» any step by anybody. In «race» and «dismissed» somebody is faster between another's decision
and its writing.
"""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from engine.service.identity import actor_of
from tests.histories.chooser import MOST_PROJECTS, Chooser
from tests.histories.forms import Draw, seldom
from tests.histories.houses import House
from tests.histories.laws import Done, hold
from tests.histories.people import NOBODY, PEOPLE, READ
from tests.histories.stage import Stage
from workflows.roles import Actor

STRIDE = 4
"""Steps onward in one go, so that lives get long."""


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
        self.stage = Stage(self._open.enter_context(self.house.open()), self.seen)
        self.asked_for = 0
        """Changes of accounts: with too many there is nobody left to work."""

    def teardown(self) -> None:
        """The laws of a whole history, unless a step of it has failed already."""
        with self._open:
            self.seen["histories"] += 1
            self.seen["entries"] += len(self.stage.witness.entries)
            if sys.exc_info()[0] is None:
                hold(self.stage.store, self.stage.done, READ)

    def _choose(self, data: st.DataObject) -> Chooser:
        return Chooser(data.draw, self.stage.world)

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        self.stage.declare(*self._choose(data).declarations(careful=True))

    @precondition(lambda self: len(self.stage.world.lives) < MOST_PROJECTS)
    @rule(data=st.data())
    def declare(self, data: st.DataObject) -> None:
        self.stage.declare(*self._choose(data).declarations(careful=data.draw(st.booleans())))

    @rule(data=st.data())
    def onward(self, data: st.DataObject) -> None:
        self.stage.perform(*self._choose(data).likely(on=True))

    @rule(data=st.data())
    def stride(self, data: st.DataObject) -> None:
        """Several steps onward, the wrong person now and then trying first, the right one now and then rehearsing."""
        for _ in range(STRIDE):
            if data.draw(st.booleans()):
                self._tempt(data)
            step = self._choose(data).likely(on=True)
            if seldom(data.draw, 8):
                self.stage.perform(*step, rehearsed=True)
            self.stage.perform(*step)

    @rule(data=st.data())
    def around(self, data: st.DataObject) -> None:
        self.stage.perform(*self._choose(data).likely())

    @rule(data=st.data(), rehearsed=st.booleans())
    def astray(self, data: st.DataObject, rehearsed: bool) -> None:
        self.stage.perform(*self._choose(data).any(), rehearsed=rehearsed)

    @rule(data=st.data())
    def tempted(self, data: st.DataObject) -> None:
        self._tempt(data)

    def _tempt(self, data: st.DataObject) -> None:
        step = self._choose(data).tempting()
        if step is not None:
            self.stage.perform(*step)

    @rule(data=st.data())
    def race(self, data: st.DataObject) -> None:
        """Two people at once: the slower one's decision is made anew on what the faster one left."""
        choose = self._choose(data)
        slower = choose.likely()
        faster = choose.likely() if data.draw(st.booleans()) else choose.any()
        self.stage.race(slower, lambda: self.stage.perform(*faster))

    @rule(data=st.data())
    def dismissed(self, data: st.DataObject) -> None:
        """An account is changed between its owner's decision and its writing."""
        choose = self._choose(data)
        slower = choose.likely()
        change = choose.account(data.draw(st.sampled_from((slower[0], *PEOPLE))))
        self.stage.race(slower, lambda: self.stage.change("guan", change))

    @rule(data=st.data())
    def look(self, data: st.DataObject) -> None:
        self.stage.look(data.draw(st.sampled_from(tuple(PEOPLE))), self._choose(data).project())

    @precondition(lambda self: len(self.stage.done) >= 4 * self.asked_for)
    @rule(data=st.data())
    def account(self, data: st.DataObject) -> None:
        self.asked_for += 1
        who = data.draw(st.sampled_from(tuple(PEOPLE))) if seldom(data.draw, 4) else "guan"
        account = data.draw(st.sampled_from((*list(PEOPLE)[1:], NOBODY, "guan")))
        self.stage.change(who, self._choose(data).account(account))

    @precondition(lambda self: self.stage.done)
    @rule(data=st.data())
    def again(self, data: st.DataObject) -> None:
        """A command sent twice under one key, or a key used for something else."""
        done = data.draw(st.sampled_from(self.stage.done))
        what = data.draw(st.sampled_from(("same", "other person", "other command")))
        if what == "other command":
            self._other_command(data, done)
        else:
            self._again(data.draw, done, by_another=what == "other person")
        assert not self.stage.witness.new()

    def _other_command(self, data: st.DataObject, done: Done) -> None:
        who, project, command = self._choose(data).any()
        if (who, (project, command)) != (done.actor.id, done.asked):
            self.stage.refused_key(who, project, command, done.key)

    def _again(self, draw: Draw, done: Done, *, by_another: bool) -> None:
        others = [one for one in PEOPLE if one != done.actor.id]
        actor = actor_of(self.stage.store, draw(st.sampled_from(others)) if by_another else done.actor.id)
        if isinstance(actor, Actor):  # whoever is not does not get as far as the service
            (done.by_another if by_another else done.again)(self.stage.store, actor)


def histories(house: House, seen: Counter[str]) -> type[Histories]:
    """The machine for one sort of house."""
    name = f"Histories{getattr(house, '__name__', type(house).__name__)}"
    return type(name, (Histories,), {"house": HouseOf(house), "seen": seen})
