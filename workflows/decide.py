"""The decision (判断): may this person give this command to this project now, and what happens then.

One order of questions for every command: is the step there in this state, is the person a party to it, are the
hands clean, are the gates open, is the content right. The first «no» is told with who may and what to do next.
"""

from __future__ import annotations

from typing import NoReturn

from indicators.content import Content, place_name
from workflows.commands import Approve, Command, Declare, SendBack
from workflows.definition import Transition
from workflows.events import TRIGGER_OF, Declared, Event
from workflows.gates import hand_in, problems_at
from workflows.outcomes import judged_after, outcome, sound_content
from workflows.project import Project
from workflows.refusal import Kind, Refusal, Refused, by_whom, refuse
from workflows.roles import Actor, Party, Relation, Role, is_party
from workflows.setting import Setting, require_owner
from workflows.snapshot import judged_hash
from workflows.triggers import Side, Trigger

SHORTEST_SEEN = 8
"""Digits of a hash that say which version was seen."""


def decide(project: Project | None, command: Command, actor: Actor, setting: Setting) -> Event | Refused:
    """Decide a command (判断一条命令): the event that follows, or why not."""
    try:
        if project is None:
            return _declared(command, actor, setting)
        return _decided(project, command, actor, setting)
    except Refusal as refusal:
        return refusal.refused


def _declared(command: Command, actor: Actor, setting: Setting) -> Event:
    if not isinstance(command, Declare):
        refuse(Kind.NOT_FOUND, "project-missing", "没有这个项目", next_step="jixiao project list")
    if not actor.roles & {Role.OWNER, Role.FINANCE_OFFICER}:
        refuse(Kind.NOT_ALLOWED, "role-missing", f"{actor} 不能申报项目", "填报人，或替填报人导入的汇总公开人")
    if command.owner != actor.id and Role.FINANCE_OFFICER not in actor.roles:
        refuse(Kind.NOT_ALLOWED, "owner-other", "填报人只能申报自己的项目", "汇总公开人可以替别人导入")
    require_owner(command.owner, setting)
    return Declared(
        to=setting.workflow.initial,
        workflow=setting.workflow.id,
        rulebook=command.rulebook,
        owner=command.owner,
        content=sound_content(command.content),
    )


def _decided(project: Project, command: Command, actor: Actor, setting: Setting) -> Event:
    if isinstance(command, Declare):
        refuse(
            Kind.CONFLICT,
            "project-exists",
            f"项目 {project.id} 已经申报过",
            next_step=f"jixiao project show {project.id}",
        )
    step = setting.workflow.step(project.state, command.trigger)
    if step is None:
        _wrong_state(project, command.trigger, setting)
    _allowed(project, step, actor, setting)
    if isinstance(command, Approve | SendBack):
        _seen(project, command, actor, setting)
    after = setting.workflow.lifecycle.after(project.state, command.trigger.value)
    assert after is not None, "the decision table and the definition are one"
    event = outcome(project, command, setting, after)
    _gates(project, step, command, setting)
    return event


def _wrong_state(project: Project, trigger: Trigger, setting: Setting) -> NoReturn:
    """The step is not there: say how things stand, who brought them there, and where it would be."""
    states = setting.workflow.states
    now = states[project.state].title if project.state in states else project.state
    possible = "、".join(state.title for state in setting.workflow.sources_of(trigger))
    refuse(
        Kind.CONFLICT,
        "state-wrong",
        f"「{project.name}」现在是{now}，不能{trigger.title}：{last_step(project, setting)}",
        f"{trigger.title}要在{possible}时" if possible else f"流程「{setting.workflow.title}」里没有{trigger.title}",
        next_steps(project, setting),
    )


def last_step(project: Project, setting: Setting) -> str:
    """``李四（lisi）2026-11-25 15:49:44 审核通过``: who won, and when."""
    stamp = project.last
    what = TRIGGER_OF[project.last_kind].title
    return f"{by_whom(setting.name_of(stamp.actor), stamp.at, what)}，第 {stamp.version} 版"


def next_steps(project: Project, setting: Setting) -> str:
    """What can be done now, with the commands, by whom."""
    state = setting.workflow.states.get(project.state)
    if state is None or state.waits_for is None:
        return f"jixiao appendix build {project.id}" if project.editions else f"jixiao project show {project.id}"
    waits_for = state.waits_for
    steps = [step for step in setting.workflow.steps_from(project.state) if waits_for in step.by]
    filling = [step for step in steps if step.trigger in _FILLING and not step.to]
    forward = [step for step in steps if step.to]
    commands = [f"jixiao {step.trigger.command.format(project=project.id)}" for step in (*filling, *forward)[:3]]
    if any(step.trigger.side is Side.DECIDING for step in forward):
        commands = [f"jixiao review show {project.id}", *commands]
    return f"等{party_name(waits_for, project, setting)}办理：{'；'.join(commands)}"


_FILLING = (Trigger.ASSESS, Trigger.MONITOR)
"""What is filled in, often more than once, before the project goes on."""


def party_name(party: Party, project: Project, setting: Setting) -> str:
    """A party in words, by name where it is one person."""
    return f"{party.title} {setting.name_of(project.owner)}" if party is Party.OWNER else party.title


def _allowed(project: Project, step: Transition, actor: Actor, setting: Setting) -> None:
    relation = project.relation_of(actor.id)
    who = "、".join(party_name(party, project, setting) for party in step.by)
    if not any(is_party(party, actor.roles, relation) for party in step.by):
        roles = "、".join(role.title for role in Role if role in actor.roles) or "没有角色"
        message = f"{actor}（{roles}，{relation.title}）不能{step.trigger.title}「{project.name}」"
        refuse(Kind.NOT_ALLOWED, "role-missing", message, who)
    if step.trigger.side is not Side.DECIDING:
        return
    if relation is not Relation.NONE:
        message = f"{actor} 是这个项目的{relation.title}：自己经手的不能自己{step.trigger.title}"
        refuse(Kind.NOT_ALLOWED, "own-work", message, f"没有经手过这个项目的{who}")
    if actor.id in project.first_level:
        refuse(Kind.NOT_ALLOWED, "same-reviewer", f"{actor} 已经审过上一级，两级不能是同一个人", f"另一位{who}")


def _seen(project: Project, command: Approve | SendBack, actor: Actor, setting: Setting) -> None:
    """A decision counts only for what was shown: the version now, not an earlier one, not none."""
    if not command.seen:
        message = f"{actor} 还没有看过「{project.name}」现在这一版"
        refuse(Kind.CONFLICT, "version-unseen", message, next_step=f"jixiao review show {project.id}")
    if not judged_hash(project).startswith(command.seen) or len(command.seen) < SHORTEST_SEEN:
        refuse(
            Kind.CONFLICT,
            "version-stale",
            f"「{project.name}」在您看过以后又有变化（{last_step(project, setting)}）",
            next_step=f"jixiao review show {project.id}，看过再{command.trigger.title}",
        )


def _gates(project: Project, step: Transition, command: Command, setting: Setting) -> None:
    """Every problem of every gate at once: a person corrects them all in one go."""
    if not step.gates:
        return
    content, answers = judged_after(project, command)
    handed = hand_in(project, content, setting.rulebook, answers)
    problems = tuple(dict.fromkeys(problem for gate in step.gates for problem in problems_at(gate, handed)))
    if problems:
        places = "、".join(dict.fromkeys(_place(problem.where, content) for problem in problems))
        message = f"「{project.name}」还有 {len(problems)} 处要改，不能{step.trigger.title}：{places}"
        raise Refusal(Refused(Kind.DATA, "gate-closed", message, "", _mend(project, setting), problems))


def _place(where: tuple[str | int, ...], content: Content) -> str:
    match where:
        case ("indicator", int(index), *_):
            return str(content["indicator"][index]["name"])
        case ("indicator",):
            return "各行分值"
        case (str(table), *_):
            return place_name(table)
    return "退回意见"


def _mend(project: Project, setting: Setting) -> str:
    """The command by which the owner mends what is wrong now."""
    fixing = (Trigger.EDIT, Trigger.ASSESS, Trigger.SCORE)
    found = [trigger for trigger in fixing if setting.workflow.step(project.state, trigger)]
    return "；".join(f"jixiao {trigger.command.format(project=project.id)}" for trigger in found[:1])
