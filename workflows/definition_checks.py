"""Static checks of a workflow definition (流程自检): what could go wrong is found before anybody works in it.

Laws: every state can be reached; no state is a dead end; every trigger is somebody's; what is decided is decided by
others than those who wrote it, on every path; what is sent back lands with its owner, who can hand it in again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from indicators.problems import Problem
from workflows.definition import Gate, Phase, Transition, Workflow
from workflows.roles import Party
from workflows.triggers import Side, Trigger

_OWNING = frozenset({Party.OWNER, Party.DELEGATE})
_DECIDING = frozenset({Party.REVIEWER, Party.TREASURY_REVIEWER})


def check_workflow(workflow: Workflow) -> Iterator[Problem]:
    """Every breach of the laws; names first, because the others follow them."""
    broken = [*_repeated(workflow), *_unknown(workflow)]
    if broken:
        yield from broken
        return
    yield from _unreachable(workflow)
    yield from _dead_ends(workflow)
    yield from _parties(workflow)
    yield from _undecided(workflow)
    yield from _closing(workflow)
    yield from _not_steps(workflow)
    yield from _not_returned(workflow)


def _problem(message: str, text: str, expected: str, example: str) -> Problem:
    return Problem("workflow-unsound", message, text=text, expected=expected, example=example)


def _repeated(workflow: Workflow) -> Iterator[Problem]:
    for name, times in Counter(state.id for state in workflow.state).items():
        if times > 1:
            yield _problem("同一个状态写了两次", name, "每个状态只写一次", 'id = "reviewing"')
    steps = Counter((source, step.trigger) for step in workflow.transition for source in step.source)
    for (source, trigger), times in steps.items():
        if times > 1:
            yield _problem(
                "同一个状态里同一个动作有两条出路", f"{source} {trigger.value}", "一条", f'from = ["{source}"]'
            )


def _unknown(workflow: Workflow) -> Iterator[Problem]:
    named = [workflow.initial, *(name for step in workflow.transition for name in (*step.source, step.to) if name)]
    for name in dict.fromkeys(named):
        if name not in workflow.states:
            yield _problem("没有这个状态", name, "、".join(workflow.states), f'to = "{workflow.state[0].id}"')


def reachable(workflow: Workflow, start: str, without: Trigger | None = None) -> frozenset[str]:
    """States that can be reached from one, itself included; ``without`` leaves out a trigger."""
    seen, open_states = {start}, [start]
    while open_states:
        state = open_states.pop()
        for step in workflow.steps_from(state):
            target = step.target(state)
            if step.trigger is not without and target not in seen:
                seen.add(target)
                open_states.append(target)
    return frozenset(seen)


def _unreachable(workflow: Workflow) -> Iterator[Problem]:
    seen = reachable(workflow, workflow.initial)
    for state in workflow.state:
        if state.id not in seen:
            yield _problem("走不到的状态", state.id, "从起点有路可走", f'to = "{state.id}"')


def _dead_ends(workflow: Workflow) -> Iterator[Problem]:
    final = {state.id for state in workflow.state if state.final}
    for state in workflow.state:
        if not final & reachable(workflow, state.id):
            yield _problem("走不出去的状态", state.id, "有路通向 final = true 的状态", f'from = ["{state.id}"]')


def _parties(workflow: Workflow) -> Iterator[Problem]:
    for step in workflow.transition:
        wrong = [party for party in step.by if _is_wrong_side(step, party)]
        if wrong:
            yield _problem(
                f"「{step.trigger.title}」是{step.trigger.side.value}方的事",
                "、".join(party.value for party in wrong),
                "owner、delegate" if step.trigger.side is Side.OWNING else "审核的角色",
                'by = ["owner"]' if step.trigger.side is Side.OWNING else 'by = ["reviewer"]',
            )


def _is_wrong_side(step: Transition, party: Party) -> bool:
    """Only reviewers decide; only owners and their delegates write."""
    if step.trigger.side is Side.DECIDING:
        return party not in _DECIDING
    return step.trigger.side is Side.OWNING and party not in _OWNING


def _undecided(workflow: Workflow) -> Iterator[Problem]:
    """Without a single approval nothing may be closed, and after any correction approval is needed again."""
    closed = {state.id for state in workflow.state if state.phase is Phase.CLOSED}
    open_states = [state.id for state in workflow.state if state.id not in closed]
    for state in open_states:
        for shortcut in sorted(closed & reachable(workflow, state, without=Trigger.APPROVE)):
            yield _problem("不经审核就能办结", f"{state} → {shortcut}", "只有 approve 通向办结", 'trigger = "approve"')


def _closing(workflow: Workflow) -> Iterator[Problem]:
    """The approval that closes looks at everything; an adjustment is approved back into monitoring, not closed."""
    closed = {state.id for state in workflow.state if state.phase is Phase.CLOSED}
    adjusting = {step.target(source) for step in workflow.transition for source in step.source if _adjusts(step)}
    for step in workflow.transition:
        if step.trigger is not Trigger.APPROVE or step.to not in closed:
            continue
        missing = [gate.value for gate in (Gate.SOUND, Gate.FILLED, Gate.SCORED) if gate not in step.gates]
        if missing:
            yield _problem(
                "办结的审核少了关口", "、".join(missing), "sound、filled、scored 都要有", 'gates = ["scored"]'
            )
        for state in sorted(adjusting & set(step.source)):
            yield _problem("年中调整批准后不能就办结", state, "回到监控", 'to = "monitoring"')


def _adjusts(step: Transition) -> bool:
    return step.trigger is Trigger.ADJUST


def _not_steps(workflow: Workflow) -> Iterator[Problem]:
    """A project is declared once, before it has a state."""
    for step in workflow.transition:
        if step.trigger is Trigger.DECLARE:
            yield _problem("申报不是流程里的一步", step.trigger.value, "去掉这一步", 'trigger = "submit"')


def _not_returned(workflow: Workflow) -> Iterator[Problem]:
    """Whoever may approve may also send back, and it lands where its owner can hand it in or begin anew."""
    for step in workflow.transition:
        for source in step.source if step.trigger is Trigger.APPROVE else ():
            back = workflow.step(source, Trigger.SEND_BACK)
            if back is None or set(back.by) != set(step.by):
                yield _problem("能通过却不能退回", source, "同一些人的 send_back", 'trigger = "send_back"')
            elif not _lands_with_owner(workflow, back.target(source)):
                yield _problem("退回后不在负责人手里", back.target(source), "负责人能再提交的状态", 'by = ["owner"]')


def _lands_with_owner(workflow: Workflow, state: str) -> bool:
    steps = [workflow.step(state, trigger) for trigger in (Trigger.SUBMIT, Trigger.ADJUST)]
    waits = workflow.states[state].waits_for
    return waits is Party.OWNER and any(step is not None and Party.OWNER in step.by for step in steps)
