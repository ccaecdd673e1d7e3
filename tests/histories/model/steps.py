"""What each trigger does to a project, once the person may; or the kind of refusal its content earns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.histories.model import points
from tests.histories.model.life import Asked, Given, Life, World
from tests.histories.model.sheet import are_places, filled, is_declaration, is_readable, is_same, only_results, rows_of

Step = Callable[[World, Life, Any, str], Life | str]


def _edit(world: World, life: Life, command: Any, who: str) -> Life | str:
    if not is_declaration(command.content):
        return "DATA"
    if is_same(life.sheet, command.content) and command.rulebook == life.rulebook:
        return "UNCHANGED"
    return replace(life, sheet=command.content, rulebook=command.rulebook)


def _withdraw(world: World, life: Life, command: Any, who: str) -> Life | str:
    return life


def _submit(world: World, life: Life, command: Any, who: str) -> Life | str:
    """What is handed in is judged from the start."""
    if not are_places(life.sheet, command.answers):
        return "NOT_FOUND"
    return replace(life.without_decisions(), answers={**life.answers, **command.answers})


def _recall(world: World, life: Life, command: Any, who: str) -> Life | str:
    return replace(life.without_decisions(), pending=None)


def _approve(world: World, life: Life, command: Any, who: str) -> Life | str:
    """What came of comments is settled; but the second of two levels decides on the same as the first, answers too."""
    if (life.workflow, life.state) == ("two-level-review", "reviewing"):
        return life.approved_by(who)
    life = replace(life, asked=None, answers={})
    if life.pending is not None:
        return replace(life.without_decisions(), sheet=life.pending, pending=None, adjusted=life.adjusted + 1)
    return life.approved_by(who)


def _send_back(world: World, life: Life, command: Any, who: str) -> Life | str:
    places = frozenset(comment.row for comment in command.comments if comment.row)
    if not are_places(life.judged, places):
        return "NOT_FOUND"
    asked = Asked(places, life.judged)
    return replace(life.without_decisions(), asked=asked, answers={}, pending=None)


def _score(world: World, life: Life, command: Any, who: str) -> Life | str:
    """Points in range, to the cent, and with a reason where they are not the rulebook's."""
    weights = world.weights[life.rulebook]
    if command.row != points.EXECUTION and command.row not in rows_of(life.sheet):
        return "NOT_FOUND"
    others = {row: one for row, one in life.given.items() if row != command.row}
    given: Decimal | None = command.points
    if given is None:
        return replace(life, given=others) if command.row in life.given else "UNCHANGED"
    in_range = 0 <= given <= points.weight_of(life.sheet, command.row, weights)
    computed = points.all_points(life.sheet, weights)[command.row]
    if not in_range or given * 100 != int(given * 100) or (given != computed and not command.reason):
        return "DATA"
    return replace(life, given=others | {command.row: Given(given, command.reason, who)})


def _monitor(world: World, life: Life, command: Any, who: str) -> Life | str:
    record = command.record
    names = [row["name"] for row in life.sheet["indicator"]]
    if not 1 <= record["month"] <= 12 or any(names.count(one["name"]) != 1 for one in record.get("indicator", ())):
        return "DATA"
    if record["month"] < life.month:
        return "DATA"
    return replace(life, month=record["month"], records=life.records + 1)


def _adjust(world: World, life: Life, command: Any, who: str) -> Life | str:
    """Targets and budget only."""
    if not is_declaration(command.content):
        return "DATA"
    if is_same(life.sheet, command.content):
        return "UNCHANGED"
    if command.content["project"] != life.sheet["project"]:
        return "DATA"
    return replace(life.without_decisions(), pending=command.content, asking=(command.reason, life.version + 1))


def _assess(world: World, life: Life, command: Any, who: str) -> Life | str:
    """Results for rows there are; the first outturn counts even where it is the 0 that stands there."""
    results = command.results
    if not only_results(results):
        return "DATA"
    if not are_places(life.sheet, results.get("indicator", {})):
        return "NOT_FOUND"
    sheet = filled(life.sheet, results)
    if not is_readable(sheet):
        return "DATA"
    with_money = "outturn" in results.get("funding", {})
    if is_same(life.sheet, sheet) and (life.money_filled or not with_money):
        return "UNCHANGED"
    return replace(life, sheet=sheet, money_filled=life.money_filled or with_money)


def _successor(world: World, life: Life, account: str, is_so: bool) -> str:
    """Projects go to owners, and not to whoever has judged what is handed in."""
    if not world.is_active(account):
        return "NOT_FOUND"
    if "owner" not in world.roles[account]:
        return "NOT_ALLOWED"
    if is_so:
        return "UNCHANGED"
    judges = {*life.done_with, *(one.by for one in life.given.values())}
    return "NOT_ALLOWED" if account in judges else ""


def _transfer(world: World, life: Life, command: Any, who: str) -> Life | str:
    if refused := _successor(world, life, command.owner, command.owner == life.owner):
        return refused
    delegates = tuple(one for one in life.delegates if one != command.owner)
    return replace(life, owner=command.owner, delegates=delegates, hands=life.hands | {command.owner})


def _delegate(world: World, life: Life, command: Any, who: str) -> Life | str:
    if refused := _successor(world, life, command.account, command.account in (life.owner, *life.delegates)):
        return refused
    return replace(life, delegates=(*life.delegates, command.account), hands=life.hands | {command.account})


def _undelegate(world: World, life: Life, command: Any, who: str) -> Life | str:
    if command.account not in life.delegates:
        return "NOT_FOUND"
    return replace(life, delegates=tuple(one for one in life.delegates if one != command.account))


def _publish(world: World, life: Life, command: Any, who: str) -> Life | str:
    """The last edition; it takes the place of the one published before it, if any."""
    *earlier, last = life.editions
    now = len(life.editions)
    standing = [one for one in earlier if one.published and not one.superseded_by]
    replaced = [replace(one, superseded_by=now) if one in standing else one for one in earlier]
    return replace(life, editions=(*replaced, replace(last, published=True)))


def _correct(world: World, life: Life, command: Any, who: str) -> Life | str:
    """A superseding edition is begun; those there are stay."""
    return life.without_decisions()


STEPS: dict[str, Step] = {
    "edit": _edit,
    "withdraw": _withdraw,
    "submit": _submit,
    "recall": _recall,
    "approve": _approve,
    "send_back": _send_back,
    "score": _score,
    "monitor": _monitor,
    "adjust": _adjust,
    "assess": _assess,
    "transfer": _transfer,
    "delegate": _delegate,
    "undelegate": _undelegate,
    "publish": _publish,
    "correct": _correct,
}
