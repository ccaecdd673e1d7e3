"""A project as the model knows it, and the house it stands in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tests.histories.model.points import total
from tests.histories.model.roads import WAITS_FOR
from tests.histories.model.sheet import Sheet, place


@dataclass(frozen=True)
class Given:
    """A reviewer's points for a row."""

    points: Decimal
    reason: str
    by: str


@dataclass(frozen=True)
class Edition:
    """An approved snapshot: its total, whether it was published, which edition took its place."""

    total: Decimal
    published: bool = False
    superseded_by: int = 0


@dataclass(frozen=True)
class Asked:
    """What was sent back: the places with comments, and the sheet they are about."""

    places: frozenset[str]
    sheet: Sheet


@dataclass(frozen=True)
class Life:
    """A project as it stands."""

    workflow: str
    rulebook: str
    owner: str
    sheet: Sheet
    hands: frozenset[str]
    state: str = "declaring"
    version: int = 1
    delegates: tuple[str, ...] = ()
    pending: Sheet | None = None
    """The adjustment that waits for approval; the original stands until then."""
    asking: tuple[str, int] = ("", 0)
    """Why it was asked for, and in which version: asked for anew it is another one."""
    adjusted: int = 0
    money_filled: bool = False
    month: int = 0
    records: int = 0
    asked: Asked | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Given] = field(default_factory=dict)
    approvals: tuple[str, ...] = ()
    scorers: frozenset[str] = frozenset()
    """Who had given points when it was approved."""
    editions: tuple[Edition, ...] = ()

    @property
    def judged(self) -> Sheet:
        """What a decision would be about."""
        return self.sheet if self.pending is None else self.pending

    @property
    def face(self) -> str:
        """Everything a reviewer is shown, as one text."""
        given = {row: [str(one.points), one.reason] for row, one in self.given.items()}
        asking = self.asking if self.pending is not None else None
        shown = [self.judged, self.rulebook, given, dict(self.answers), asking]
        return json.dumps(shown, sort_keys=True, ensure_ascii=False)

    @property
    def open_comments(self) -> frozenset[str]:
        """Places that are as they were when sent back, and that nobody answered."""
        return self.unanswered(frozenset(self.answers))

    def unanswered(self, answers: frozenset[str]) -> frozenset[str]:
        if self.asked is None:
            return frozenset()
        before, now = self.asked.sheet, self.judged
        return frozenset(
            name for name in self.asked.places if name not in answers and place(before, name) == place(now, name)
        )

    def total(self, weights: tuple[int, int]) -> Decimal | None:
        return total(self.sheet, weights, {row: one.points for row, one in self.given.items()})

    @property
    def done_with(self) -> frozenset[str]:
        """Who approved, or gave points, at a level that is done: the next is other people's."""
        return self.scorers.union(self.approvals)

    def without_decisions(self) -> Life:
        """What is handed in, asked for, taken or sent back anew was judged by nobody."""
        return replace(self, approvals=(), scorers=frozenset(), given={})

    def approved_by(self, who: str) -> Life:
        scorers = self.scorers.union(one.by for one in self.given.values())
        return replace(self, approvals=(*self.approvals, who), scorers=scorers)

    @property
    def waits_for(self) -> str:
        return WAITS_FOR[self.workflow].get(self.state, "")

    def has_hand(self, who: str) -> bool:
        return who == self.owner or who in self.delegates or who in self.hands


@dataclass
class World:
    """Who there is, what was shown, and every project."""

    roles: dict[str, frozenset[str]]
    """Of every account that was ever opened."""
    closed: set[str] = field(default_factory=set)
    weights: dict[str, tuple[int, int]] = field(default_factory=dict)
    """(execution, indicators) of every rulebook by its hash."""
    faces: dict[str, str] = field(default_factory=dict)
    """What stood behind every hash that was ever shown."""
    lives: dict[str, Life] = field(default_factory=dict)

    def is_active(self, who: str) -> bool:
        return who in self.roles and who not in self.closed

    def reviews(self, who: str) -> bool:
        return bool(self.roles[who] & {"reviewer", "treasury_reviewer"})

    def is_party(self, party: str, who: str, life: Life) -> bool:
        if party == "owner":
            return who == life.owner and "owner" in self.roles[who]
        if party == "delegate":
            return who in life.delegates and "owner" in self.roles[who]
        return party in self.roles[who]

    def standing(self) -> list[object]:
        """All that anybody's inbox can depend on."""
        lives = [(one, life.state, life.owner, life.delegates, sorted(life.hands)) for one, life in self.lives.items()]
        return [lives, sorted(self.closed), sorted((who, sorted(roles)) for who, roles in self.roles.items())]

    def waiting(self, who: str) -> set[str]:
        """The projects whose turn it is theirs: by role, without those they must keep away from; or as their own."""
        return {
            project
            for project, life in self.lives.items()
            if (life.waits_for == "owner" and who in (life.owner, *life.delegates))
            or (life.waits_for == "finance_officer" and "finance_officer" in self.roles[who])
            or (life.waits_for.endswith("reviewer") and life.waits_for in self.roles[who] and not life.has_hand(who))
        }
