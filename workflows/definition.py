"""A workflow definition (流程定义): states, triggers, who may, through which gates. Data, read from TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import Enum
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field

from indicators.document import Document, Text
from indicators.problems import Problem
from indicators.validation import one_of, validate
from workflows.lifecycle import Lifecycle
from workflows.roles import Party
from workflows.triggers import Trigger


class Phase(Enum):
    """Phase (阶段) of a project's life."""

    DECLARATION = "目标申报"
    MONITORING = "执行监控"
    SELF_ASSESSMENT = "自评"
    REVIEW = "审核"
    CLOSED = "办结"


class Gate(Enum):
    """What must hold before a step is taken (关口); workflows.gates says how each is checked."""

    SOUND = "sound"
    """No mistake in what is handed in: readable, weights 100."""
    FILLED = "filled"
    """Every row and the money have their results."""
    EXPLAINED = "explained"
    """An explanation wherever the rulebook wants one."""
    SCORED = "scored"
    """Nothing is left open: there is a total."""
    ANSWERED = "answered"
    """Every row the reviewer pinned was changed or answered."""


def _named(members: type[Enum], label: str) -> BeforeValidator:
    return BeforeValidator(one_of({str(m.value): m for m in members}, "workflow-word-unknown", label))


class State(Document):
    """A state (状态): a phase and how it stands there; ``final`` where a life may end."""

    id: Annotated[Text, Field(min_length=1)]
    phase: Annotated[Phase, _named(Phase, "阶段")]
    status: Annotated[Text, Field(min_length=1)]
    waits_for: Annotated[Party | None, _named(Party, "办理人")] = None
    """Whose inbox it stands in."""
    final: bool = False

    @property
    def title(self) -> str:
        return f"{self.phase.value}（{self.status}）"


class Transition(Document):
    """A step (步骤): what, from where, to where, by whom, through which gates."""

    trigger: Annotated[Trigger, _named(Trigger, "办理动作")]
    source: Annotated[tuple[Text, ...], Field(alias="from", min_length=1)]
    to: Text = ""
    """The state after; left out, the project stays where it is."""
    by: Annotated[tuple[Annotated[Party, _named(Party, "办理人")], ...], Field(min_length=1)]
    gates: tuple[Annotated[Gate, _named(Gate, "关口")], ...] = ()

    def target(self, source: str) -> str:
        return self.to or source


class Workflow(Document):
    """A workflow (流程): one of the ways a project goes from 目标申报 to 办结."""

    id: Annotated[Text, Field(min_length=1)]
    title: Text
    note: Text = ""
    initial: Text
    state: Annotated[tuple[State, ...], Field(min_length=1)]
    transition: Annotated[tuple[Transition, ...], Field(min_length=1)]

    @cached_property
    def states(self) -> Mapping[str, State]:
        return {state.id: state for state in self.state}

    @cached_property
    def _steps(self) -> Mapping[tuple[str, Trigger], Transition]:
        return {(source, step.trigger): step for step in self.transition for source in step.source}

    @cached_property
    def lifecycle(self) -> Lifecycle:
        """The definition as a decision table."""
        steps = [
            (step.trigger.value, before, step.target(before)) for step in self.transition for before in step.source
        ]
        return Lifecycle([state.id for state in self.state], steps)

    def step(self, state: str, trigger: Trigger) -> Transition | None:
        """The step that a trigger is in a state; None where it is none."""
        return self._steps.get((state, trigger))

    def steps_from(self, state: str) -> tuple[Transition, ...]:
        """Every step that can be taken in a state, in the order of the definition."""
        return tuple(step for step in self.transition if state in step.source)

    def sources_of(self, trigger: Trigger) -> tuple[State, ...]:
        """The states in which a trigger can be given."""
        return tuple(state for state in self.state if (state.id, trigger) in self._steps)


def build_workflow(text: str) -> Workflow | list[Problem]:
    """Read a workflow from TOML and hold it to the laws of ``workflows.definition_checks``."""
    from workflows.definition_checks import check_workflow

    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        return [Problem("toml-broken", "流程定义不是正确的 TOML", text=str(error)[:80], example='id = "standard"')]
    workflow = validate(Workflow, data)
    return workflow if isinstance(workflow, list) else list(check_workflow(workflow)) or workflow
