"""Who works in the histories (人员): every role, two or more of most, and three people with two roles each."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from engine.rulebooks import rulebook_data
from engine.service.accounts import change_account
from engine.service.identity import actor_of
from engine.store.rows import Draft, Rows
from engine.store.store import Store
from indicators.scoring.rulebook import plain_rulebook
from workflows.accounts import AddAccount
from workflows.history import digest
from workflows.pinned import KIND, pin_of, pin_payload, pinned_rulebook, stream_of
from workflows.refusal import Refused
from workflows.roles import Actor, Role

PEOPLE: dict[str, tuple[Role, ...]] = {
    "guan": (Role.ADMINISTRATOR,),
    "zhang": (Role.OWNER,),
    "wang": (Role.OWNER,),
    "li": (Role.OWNER, Role.REVIEWER),
    "zhao": (Role.REVIEWER,),
    "sun": (Role.REVIEWER, Role.TREASURY_REVIEWER),
    "cai": (Role.TREASURY_REVIEWER,),
    "qian": (Role.REVIEWER, Role.TREASURY_REVIEWER),
    "fin": (Role.FINANCE_OFFICER,),
    "aud": (Role.AUDITOR,),
}
NOBODY = "nobody"
"""An account that is never opened."""


def _rulebooks() -> dict[str, tuple[dict[str, object], tuple[int, int]]]:
    """Two rulebooks that differ in what the execution rate weighs: resolved data and weights, by hash."""
    found = rulebook_data("urumqi-2024")
    assert not isinstance(found, list)
    published = plain_rulebook(found[1])
    heavy = {**published, "id": "heavy", "weights": {"execution": 20, "indicators": 80}}
    books = ((published, (10, 90)), (heavy, (20, 80)))
    return {pin_of(pin_payload(data)): (data, weights) for data, weights in books}


RULEBOOKS = _rulebooks()
PUBLISHED = next(iter(RULEBOOKS))
READ = {pin: pinned_rulebook(pin_payload(data), pin) for pin, (data, _) in RULEBOOKS.items()}
"""The same, read."""


def clock() -> Callable[[], str]:
    """A clock that is the same in every run: a second a step."""
    seconds = count()

    def now() -> str:
        at = next(seconds)
        return f"2026-11-25T{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}.000000Z"

    return now


def furnish(store: Store) -> None:
    """Everybody's account, and the rulebooks, through the door that everybody uses."""
    now = clock()
    first: Actor | None = None
    for account, roles in PEOPLE.items():
        command = AddAccount(id=account, roles=roles)
        assert not isinstance(change_account(store, first, command, now, key=f"open {account}"), Refused)
        actor = actor_of(store, "guan")
        assert isinstance(actor, Actor)
        first = actor
    with store.writing() as writer:
        for pin, (data, _) in RULEBOOKS.items():
            payload, stream = pin_payload(data), stream_of(pin)
            writer.append(Draft(stream, 1, KIND, "guan", now(), stream, digest(payload), payload), Rows())
