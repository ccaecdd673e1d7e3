"""Objections to one step of a project (重演的判断): why it could not have been taken, told from the entries alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from workflows.definition import Phase, Transition, Workflow
from workflows.replay_life import Life
from workflows.roles import Party, Relation, Role, is_party
from workflows.snapshot import code_of
from workflows.triggers import Side, Trigger

_USUAL: dict[Side, tuple[Party, ...]] = {
    Side.OWNING: (Party.OWNER, Party.DELEGATE),
    Side.DECIDING: (Party.REVIEWER, Party.TREASURY_REVIEWER),
    Side.HANDLING: (Party.OWNER, Party.FINANCE_OFFICER, Party.ADMINISTRATOR),
}
"""Who may, where the definition is not at hand."""

RolesOf = Callable[[str], frozenset[Role]]
"""The roles somebody had at that moment; none for who had no account, or a closed one."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was recorded, and what was so before it."""

    project: str
    actor: str
    trigger: Trigger
    data: dict[str, Any]
    life: Life
    workflow: Workflow | None
    roles_of: RolesOf


def objections(step: Step) -> Iterator[str]:
    """Everything that speaks against a step."""
    workflow, life = step.workflow, step.life
    defined = workflow.step(life.state, step.trigger) if workflow else None
    if workflow is not None:
        yield from _moved(life.state, defined, step.data["to"])
    if defined is not None or workflow is None:
        yield from _not_a_party(step, defined)
    if step.trigger.side is Side.DECIDING:
        yield from _not_decided(step)
    elif step.trigger in (Trigger.TRANSFER, Trigger.DELEGATE):
        yield from _wrongly_given(step)
    elif step.trigger is Trigger.PUBLISH and (not life.code or step.data["code"] != life.code):
        yield f"公开的核验码 {step.data['code']} 不是定稿的 {life.code or '（没有定稿）'}"


def _moved(before: str, defined: Transition | None, to: str) -> Iterator[str]:
    if defined is None:
        yield f"在 {before} 不能这样办"
    elif defined.target(before) != to:
        yield f"从 {before} 应到 {defined.target(before)}，记的是 {to}"


def _not_a_party(step: Step, defined: Transition | None) -> Iterator[str]:
    roles, relation = step.roles_of(step.actor), step.life.relation_of(step.actor)
    parties = defined.by if defined else _USUAL[step.trigger.side]
    if roles and not any(is_party(party, roles, relation) for party in parties):
        yield f"{step.actor} 当时不是{'、'.join(party.title for party in parties)}"


def _not_decided(step: Step) -> Iterator[str]:
    relation, shown = step.life.relation_of(step.actor), step.life.shown
    if relation is not Relation.NONE:
        yield f"{step.actor} 是这个项目的{relation.title}，自己经手的不能自己{step.trigger.title}"
    if step.actor in step.life.approvers:
        yield f"{step.actor} 已经审过上一级，两级不能是同一个人"
    if step.trigger is Trigger.SCORE:
        return
    if shown is not None and step.data["hash"] != shown:
        yield "审的不是提交的那一版"
    if step.trigger is Trigger.APPROVE:
        yield from _not_approved(step)


def _not_approved(step: Step) -> Iterator[str]:
    """The approval that closes a project freezes a snapshot of its own; no other does."""
    snapshot, life = step.data.get("snapshot"), step.life
    after = step.workflow.states.get(step.data["to"]) if step.workflow else None
    if after is not None and (after.phase is Phase.CLOSED) != (snapshot is not None):
        yield "办结的审核要有定稿，别的没有"
    if snapshot is None:
        return
    said = (snapshot["project"], snapshot["number"], snapshot["supersedes"], snapshot["rulebook"]["hash"])
    if said != (step.project, life.editions + 1, life.code, life.rulebook):
        yield "定稿写的项目、版次或评分办法不对"
    if code_of(snapshot) != step.data["code"]:
        yield f"定稿的内容与核验码 {step.data['code']} 不符"


def _wrongly_given(step: Step) -> Iterator[str]:
    account = str(step.data["owner" if step.trigger is Trigger.TRANSFER else "account"])
    if Role.OWNER not in step.roles_of(account):
        yield f"{account} 当时不是填报人"
    if step.life.has_judged(account):
        yield f"{account} 审过现在这一版，不能接手"
