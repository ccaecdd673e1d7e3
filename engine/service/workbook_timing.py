"""Whether a workbook could be imported now (此时能不能填): no clerk fills in a form for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from engine.forms.workbook.kinds import Kind
from workflows.commands import Assess, Command, Edit, Monitor
from workflows.decide import decide
from workflows.project import Project, folded
from workflows.refusal import Kind as RefusalKind
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
        if kind is Kind.MONITORING and (twice := _named_twice(project)):
            return _ambiguous(project, twice)
    return None


def _named_twice(project: Project) -> list[str]:
    """Names that several indicators bear: a monitoring record knows its rows by name alone."""
    times = Counter(str(row["name"]) for row in project.content["indicator"])
    return [name for name, count in times.items() if count > 1]


def _ambiguous(project: Project, names: Sequence[str]) -> Refused:
    listed = "、".join(f"「{name}」" for name in names[:5]) + ("…" if len(names) > 5 else "")
    return Refused(
        RefusalKind.DATA,
        "template-names-twice",
        f"{project.id} 有几个指标同名：{listed}；监控按名称认指标，这样的表填了也导不回来",
        next=f"用 jixiao target adjust {project.id} 把名称改得各不相同；或用 monitor record 只填别的指标",
    )
