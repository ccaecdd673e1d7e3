"""A workflow as a Mermaid diagram (流程图): plain text that GitHub, Typora and many editors draw."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition import Gate, Phase, State, Transition, Workflow
from workflows.roles import Party

GATE_TITLES = {
    Gate.SOUND: "内容无误",
    Gate.FILLED: "填写完整",
    Gate.EXPLAINED: "偏差有说明",
    Gate.SCORED: "得分齐全",
    Gate.ANSWERED: "意见有回应",
}
"""What a gate asks for, in a few words."""


def mermaid(workflow: Workflow) -> str:
    """The diagram: phases as groups, states as boxes, steps as arrows; steps that stay where they are as notes."""
    return "\n".join(["stateDiagram-v2", "    direction LR", *map("    {}".format, _body(workflow)), ""])


def _body(workflow: Workflow) -> Iterator[str]:
    for phase in Phase:
        states = [state for state in workflow.state if state.phase is phase]
        if states:
            yield f'state "{phase.value}" as {phase.name.lower()}_phase {{'
            yield from (f'    state "{_title(state)}" as {_name(state.id)}' for state in states)
            yield "}"
    yield f"[*] --> {_name(workflow.initial)} : 申报"
    for source, step in moves(workflow):
        yield f"{_name(source)} --> {_name(step.target(source))} : {_label(step)}"
    yield from (f"{_name(state.id)} --> [*]" for state in workflow.state if state.final)
    for state in workflow.state:
        yield from _note(workflow, state)


def moves(workflow: Workflow) -> Iterator[tuple[str, Transition]]:
    """Every step that leads to another state, with the state it is taken in."""
    for step in workflow.transition:
        yield from ((source, step) for source in step.source if step.target(source) != source)


def stays(workflow: Workflow) -> Iterator[tuple[str, Transition]]:
    """Every step that leaves the state as it is, with that state."""
    for step in workflow.transition:
        yield from ((source, step) for source in step.source if step.target(source) == source)


def _title(state: State) -> str:
    waits = f"，等{state.waits_for.title}" if state.waits_for else ""
    return f"{state.status}{waits}"


def _label(step: Transition) -> str:
    gates = f"，须{'、'.join(GATE_TITLES[gate] for gate in step.gates)}" if step.gates else ""
    return f"{step.trigger.title}（{parties(step.by)}{gates}）"


def parties(by: tuple[Party, ...]) -> str:
    """Who may, in words."""
    return "、".join(party.title for party in by)


def _note(workflow: Workflow, state: State) -> Iterator[str]:
    """What can be done without leaving a state."""
    staying = [step.trigger.title for source, step in stays(workflow) if source == state.id]
    if staying:
        yield f"note right of {_name(state.id)}"
        yield f"    可办：{'、'.join(staying)}"
        yield "end note"


def _name(state: str) -> str:
    """A state's id as Mermaid takes it: no hyphens."""
    return state.replace("-", "_")
