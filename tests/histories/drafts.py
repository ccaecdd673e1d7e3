"""Commands as people would give them: the step that is likely now with sensible content, or any step with anything."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from indicators.monitoring import Cause
from tests.histories import forms
from tests.histories.forms import Draw, seldom
from tests.histories.model.life import Life, World
from tests.histories.model.roads import DECIDING, roads
from tests.histories.model.rules import expected, may_not
from tests.histories.model.sheet import TABLES, key_of
from tests.histories.people import NOBODY, PEOPLE, RULEBOOKS
from workflows.commands import (
    Adjust,
    Approve,
    Assess,
    Command,
    Comment,
    Correct,
    Delegate,
    Edit,
    Monitor,
    Publish,
    Recall,
    ScoreRow,
    SendBack,
    Submit,
    Transfer,
    Undelegate,
    Withdraw,
)

FORWARD = ("submit", "approve", "publish", "correct")
"""What brings a project on, once it is ready for it; until then:"""

MENDING = ("edit", "assess", "score", "adjust")

HANDLING = ("transfer", "delegate", "undelegate", "withdraw")
"""What happens now and then."""

LONG = 2
"""Versions a declaration has before somebody careful gives it up."""

_STRANGE = "产出指标/数量指标/没有的"


def likely(world: World, life: Life) -> list[tuple[str, str]]:
    """Who may do what now, by role and hands."""
    return [
        (trigger, who)
        for (state, trigger), road in roads(life.workflow).items()
        if state == life.state
        for who in PEOPLE
        if world.is_active(who)
        and any(world.is_party(party, who, life) for party in road.who)
        and not (trigger in DECIDING and (life.has_hand(who) or who in life.done_with))
    ]


def weighted(triggers: set[str], life: Life) -> list[str]:
    """What brings the project on four times, other work twice, what happens now and then once, if at all."""
    pointless = {"undelegate"} if not life.delegates else set()
    pointless |= {"withdraw"} if life.version < LONG else set()
    times = {one: 4 if one in FORWARD else 1 if one in HANDLING else 2 for one in triggers - pointless}
    return [one for one in sorted(times) for _ in range(times[one])] or sorted(triggers)


def tempting(world: World, life: Life) -> list[tuple[str, str]]:
    """Who is near a step there is, by role or hand, and may not take it: the nearest to a breach."""
    return [
        (trigger, who)
        for (state, trigger), road in roads(life.workflow).items()
        if state == life.state
        for who in PEOPLE
        if world.is_active(who)
        and (world.roles[who] & {*road.who} or life.has_hand(who))
        and may_not(world, life, road, trigger, who)
    ]


def onward(world: World, project: str, life: Life) -> list[tuple[str, str]]:
    """The steps among them that bring the project on now, or else those that make it ready."""
    steps = likely(world, life)
    asked = life.asked.places if life.asked else ()
    seen = next(name for name, face in world.faces.items() if face == life.face)
    plain = {
        "submit": Submit(answers=dict.fromkeys(asked, "已核对")),
        "approve": Approve(seen=seen),
        "publish": Publish(),
        "correct": Correct(reason="附件有误"),
    }
    ready = [
        (trigger, who)
        for trigger, who in steps
        if trigger in FORWARD and not isinstance(expected(world, project, plain[trigger], who), str)
    ]
    others = [(trigger, who) for trigger, who in steps if trigger in ("score", "send_back", "recall")]
    return ready + others if ready else [(trigger, who) for trigger, who in steps if trigger in MENDING]


class Desk:
    """Somebody writing a command about a project (拟稿)."""

    def __init__(self, draw: Draw, world: World, life: Life, *, careful: bool, onward: bool = False) -> None:
        self._draw, self._world, self._life, self._careful, self._onward = draw, world, life, careful, onward

    def write(self, trigger: str) -> Command:
        makers: dict[str, Callable[[], Command]] = {
            "edit": self._edit,
            "withdraw": lambda: Withdraw(reason="不做了"),
            "submit": self._submit,
            "recall": lambda: Recall(reason="再改改"),
            "approve": lambda: Approve(seen=self._seen()),
            "send_back": self._send_back,
            "score": self._score,
            "monitor": self._monitor,
            "adjust": lambda: Adjust(content=self._changed(), reason="任务有变"),
            "assess": self._assess,
            "transfer": lambda: Transfer(owner=self._account()),
            "delegate": lambda: Delegate(account=self._account()),
            "undelegate": self._undelegate,
            "publish": Publish,
            "correct": lambda: Correct(reason="附件有误"),
        }
        return makers[trigger]()

    def _edit(self) -> Command:
        """A sound declaration anew, or the old one changed, under either rulebook."""
        rulebook = self._draw(st.sampled_from(tuple(RULEBOOKS)))
        if self._careful and self._draw(st.booleans()):
            return Edit(rulebook=rulebook, content=self._draw(forms.declarations(rulebook, careful=True)))
        return Edit(rulebook=rulebook, content=self._changed())

    def _changed(self) -> dict[str, Any]:
        return forms.changed(self._draw, self._life.sheet, self._life.rulebook)

    def _submit(self) -> Command:
        asked = sorted(self._life.asked.places) if self._life.asked else []
        if self._careful and not seldom(self._draw, 3):
            return Submit(answers=dict.fromkeys(asked, "已核对"))
        some = [row for row in (*asked, _STRANGE) if seldom(self._draw, 3)]
        return Submit(answers=dict.fromkeys(some, "已核对"))

    def _seen(self) -> str:
        """The hash of what stands there; from a careless person an old one, a short one, none."""
        names = self._world.faces
        now = next(name for name, face in names.items() if face == self._life.face)
        if self._careful and not seldom(self._draw, 6):
            return now
        return self._draw(st.sampled_from((now[:8], now[:7], "", *reversed(names))))  # type: ignore[no-any-return]

    def _send_back(self) -> Command:
        rows = self._draw(st.lists(st.sampled_from(self._places()), max_size=2, unique=True))
        comments = [Comment(row=row, text="与佐证不符") for row in rows] or [Comment(text="重做")]
        return SendBack(seen=self._seen(), comments=tuple(comments))

    def _places(self) -> list[str]:
        rows = [key_of(row) for row in self._life.judged["indicator"]]
        return [*rows, "funding"] if self._careful else [*rows, *TABLES, _STRANGE]

    def _score(self) -> Command:
        rows = [key_of(row) for row in self._life.sheet["indicator"]]
        row = self._draw(st.sampled_from([*rows, "funding"] if self._careful else [*rows, "funding", _STRANGE]))
        points = ("4", "3.5", "10") if self._careful else ("4", "10.00", "0", "99", "1.234", None)
        given = self._draw(st.sampled_from(points))
        reason = "现场核对" if self._careful else self._draw(st.sampled_from(("现场核对", "")))
        return ScoreRow(row=row, points=None if given is None else Decimal(given), reason=reason)

    def _monitor(self) -> Command:
        month = self._draw(st.sampled_from((7, 8, 11) if self._careful else (3, 12, 13)))
        names = [row["name"] for row in self._life.sheet["indicator"] if "{" not in row["name"]]
        name = self._draw(st.sampled_from(names if self._careful else [*names, "没有的"]))
        row = {"name": name, "actual": "=12 份", "likelihood": "有可能", "cause": Cause.OTHER.value}
        return Monitor(record={"month": month, "outturn": "3.5", "indicator": [row]})

    def _assess(self) -> Command:
        careful = self._careful and not seldom(self._draw, 5 if self._onward else 2)
        return Assess(results=forms.results(self._draw, self._life.sheet, careful=careful))

    def _account(self) -> str:
        world = self._world
        owners = [who for who in world.roles if world.is_active(who) and "owner" in world.roles[who]]
        everybody = [*PEOPLE, NOBODY]
        return self._draw(st.sampled_from(owners if self._careful and owners else everybody))  # type: ignore[no-any-return]

    def _undelegate(self) -> Command:
        return Undelegate(account=self._draw(st.sampled_from(self._life.delegates or ("wang", NOBODY))))
