"""The rows that follow from a project (投影): what lists and the inbox read without folding a history."""

from __future__ import annotations

from decimal import Decimal

from engine.store.rows import InvolvementRow, ProjectRow, Rows, SnapshotRow, Superseded
from indicators.problems import Severity
from indicators.scoring.rulebook import Rulebook
from workflows.definition import Phase, Workflow
from workflows.events import Approved, Event, Published
from workflows.project import Project
from workflows.roles import Relation
from workflows.snapshot import judged_hash, project_score

_SCORED = (Phase.SELF_ASSESSMENT, Phase.REVIEW, Phase.CLOSED)
"""Phases in which there are results to score."""


def rows_of(before: Project | None, project: Project, event: Event, workflow: Workflow, rulebook: Rulebook) -> Rows:
    """Every row an event changes beside its entry."""
    same_people = before is not None and (before.owner, before.delegates, before.hands) == (
        project.owner,
        project.delegates,
        project.hands,
    )
    return Rows(
        project=project_row(project, workflow, rulebook),
        involvements=None if same_people else involvements_of(project),
        snapshot=_snapshot(project, event),
        published=event.code if isinstance(event, Published) else None,
        superseded=_superseded(project, event),
    )


def project_row(project: Project, workflow: Workflow, rulebook: Rulebook) -> ProjectRow:
    """A project as lists show it."""
    state = workflow.states[project.state]
    head = project.content["project"]
    total, findings = _scores(project, rulebook) if state.phase in _SCORED else (None, 0)
    return ProjectRow(
        id=project.id,
        version=project.version,
        name=project.name,
        fiscal_year=head["fiscal_year"],
        department=head.get("supervising_department", ""),
        unit=head.get("implementing_unit", ""),
        workflow=project.workflow,
        state=project.state,
        phase=state.phase.value,
        status=state.status,
        owner=project.owner,
        waiting_role=state.waits_for.value if state.waits_for else "",
        waiting_since=project.since,
        findings=findings,
        total=total,
        content_hash=judged_hash(project),
        updated_at=project.last.at,
        updated_by=project.last.actor,
    )


def _scores(project: Project, rulebook: Rulebook) -> tuple[Decimal | None, int]:
    """The total so far, and how many things a reviewer should look at."""
    from engine.audit import find_all

    score = project_score(project, rulebook)
    said = sum(problem.severity is not Severity.ERROR for problem in score.problems)
    return score.total, said + len(find_all((score,)))


def involvements_of(project: Project) -> tuple[InvolvementRow, ...]:
    """Everybody with a hand in the project."""
    people = sorted({*project.hands, *project.delegates, project.owner})
    relations = ((account, project.relation_of(account)) for account in people)
    return tuple(
        InvolvementRow(project.id, account, relation.value)
        for account, relation in relations
        if relation is not Relation.NONE
    )


def _snapshot(project: Project, event: Event) -> SnapshotRow | None:
    if not isinstance(event, Approved) or event.snapshot is None:
        return None
    return SnapshotRow(event.code, project.id, project.editions[-1].number, approved_seq=0)


def _superseded(project: Project, event: Event) -> Superseded | None:
    """A correction takes the place of the edition published before it: when it is published itself, not before."""
    published = [one for one in project.editions if one.published]
    if not isinstance(event, Published) or len(published) < 2:
        return None
    return Superseded(published[-2].code, published[-1].code)
