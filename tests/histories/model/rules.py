"""What must come of a command (预言): the project after it, or the kind of refusal by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.histories.model import points
from tests.histories.model.life import Edition, Life, World
from tests.histories.model.roads import DECIDING, WORKING, Road, roads
from tests.histories.model.sheet import is_declaration
from tests.histories.model.steps import STEPS

SHORTEST = 8
"""Digits of a hash below which it names nothing."""


def declared(world: World, who: str, workflow: str, rulebook: str, owner: str, sheet: Any) -> Life | str:
    """An owner declares for themselves, the finance officer for any owner."""
    roles = world.roles[who]
    if not roles & {"owner", "finance_officer"}:
        return "NOT_ALLOWED"
    if owner != who and "finance_officer" not in roles:
        return "NOT_ALLOWED"
    if not world.is_active(owner):
        return "NOT_FOUND"
    if "owner" not in world.roles[owner]:
        return "NOT_ALLOWED"
    return Life(workflow, rulebook, owner, sheet, frozenset({owner, who})) if is_declaration(sheet) else "DATA"


def expected(world: World, project: str, command: Any, who: str) -> Life | str:
    """One command to one project."""
    life = world.lives.get(project)
    if life is None:
        return "NOT_FOUND"
    trigger = command.trigger.value
    road = roads(life.workflow).get((life.state, trigger))
    if road is None:
        return "CONFLICT"
    if may_not(world, life, road, trigger, who):
        return "NOT_ALLOWED"
    if trigger in ("approve", "send_back") and not _is_seen(world, life, command.seen):
        return "CONFLICT"
    after = STEPS[trigger](world, life, command, who)
    if isinstance(after, str):
        return after
    if not _gates_open(world, life, road, trigger, command):
        return "DATA"
    if trigger == "approve" and road.to == "closed":
        after = _closed(world, after)
    hands = after.hands | {who} if trigger in WORKING else after.hands
    return replace(after, state=road.to, version=life.version + 1, hands=hands)


def may_not(world: World, life: Life, road: Road, trigger: str, who: str) -> bool:
    """Nobody but a party takes a step; who had a hand never decides, and who judged the level before not again."""
    if not any(world.is_party(party, who, life) for party in road.who):
        return True
    return trigger in DECIDING and (life.has_hand(who) or who in life.done_with)


def _is_seen(world: World, life: Life, seen: str) -> bool:
    """A decision is only about what was shown."""
    found = [face for name, face in world.faces.items() if name.startswith(seen)]
    return len(seen) >= SHORTEST and life.face in found


def _gates_open(world: World, life: Life, road: Road, trigger: str, command: Any) -> bool:
    sheet = command.content if trigger == "adjust" else life.judged
    weights = world.weights[life.rulebook]
    given = {row: one.points for row, one in life.given.items()}
    answers = frozenset({**life.answers, **(command.answers if trigger == "submit" else {})})
    gates = {
        "sound": lambda: points.is_sound(sheet, weights),
        "filled": lambda: life.money_filled and points.is_filled(sheet),
        "explained": lambda: points.is_explained(sheet),
        "answered": lambda: not life.unanswered(answers),
        "scored": lambda: points.total(sheet, weights, given) is not None,
    }
    return all(gates[gate]() for gate in road.past)


def _closed(world: World, life: Life) -> Life:
    total = life.total(world.weights[life.rulebook])
    assert total is not None, "the last approval needs a total"
    return replace(life, editions=(*life.editions, Edition(total)))
