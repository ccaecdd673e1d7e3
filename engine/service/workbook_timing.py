"""Whether a workbook could be imported now (此时能不能填): no clerk fills in a form for nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from engine.forms.workbook.kinds import Kind
from workflows.commands import Assess, Command, Edit, Monitor
from workflows.decide import decide
from workflows.project import Project, folded
from workflows.refusal import Refused

if TYPE_CHECKING:
    from engine.service.service import Service

_COMMANDS: dict[Kind, Callable[[Project], Command]] = {
    Kind.TARGETS: lambda project: Edit(rulebook=project.rulebook, content=dict(project.content)),
    Kind.MONITORING: lambda _: Monitor(record={}),
    Kind.SELF_ASSESSMENT: lambda _: Assess(results={}),
}


def untimely(service: Service, kind: Kind, projects: Sequence[str]) -> Refused | None:
    """The refusal that importing such a workbook would meet, whoever imports it; None while it can be taken."""
    for project_id in projects:
        project = folded(service.store.stream(project_id))
        command, setting = _COMMANDS[kind](project), service.setting(project)
        if setting.workflow.step(project.state, command.trigger) is None:
            refused = decide(project, command, service.actor, setting)
            assert isinstance(refused, Refused), "there is no such step"
            return refused
    return None
