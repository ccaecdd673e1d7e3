"""What is printed of a project (取印): its approved edition, or its declaration or monitoring as it stands."""

from __future__ import annotations

from datetime import datetime

from engine.forms.subject import Kind, Subject, scored
from engine.publishing import Part
from engine.service.editions import Proven, proven
from engine.service.rulebooks import rulebook_in
from engine.service.views import monitoring_view
from engine.store.store import Store
from workflows.project import Project, folded
from workflows.refusal import Kind as RefusalKind
from workflows.refusal import Refused
from workflows.snapshot import document_of


def edition_part(one: Proven) -> Part:
    """An approved edition with what proves it."""
    return Part(scored(one.score), one.certificate, datetime.fromisoformat(one.edition.approved.at))


def part_of(store: Store, project_id: str, kind: Kind, number: int | None) -> Part | Refused:
    """A project at one step of its year. Only self-assessments are printed from editions and carry a 核验码."""
    entries = store.stream(project_id)
    if kind is Kind.SELF_ASSESSMENT:
        one = proven(store, entries, number)
        return one if isinstance(one, Refused) else edition_part(one)
    project = folded(entries)
    if kind is Kind.DECLARATION:
        return Part(Subject(document_of(project.content)))
    return _monitored(store, project)


def _monitored(store: Store, project: Project) -> Part | Refused:
    """The last monitoring record."""
    if not project.records:
        message = f"「{project.name}」还没有监控记录"
        next_step = f"jixiao monitor record {project.id} 监控.toml"
        return Refused(RefusalKind.CONFLICT, "monitoring-missing", message, next=next_step)
    view = monitoring_view(rulebook_in(store, project.rulebook), project, -1)
    note = str(project.records[-1].data.get("note", ""))
    return Part(Subject(document_of(project.content), monitoring=view, monitoring_note=note))
