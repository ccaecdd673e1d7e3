"""What people look at (查看): a project as a reviewer needs it, monitoring, comments, changes. Reads, never writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.audit import Finding, find_all
from engine.store.rows import LookRow
from indicators.content import Change, changes
from indicators.document import STORED
from indicators.monitoring import MonitoringRecord
from indicators.numbers import plain
from indicators.problems import Problem, Severity
from indicators.scoring.monitor import monitor
from indicators.scoring.monitoring_view import MonitoringView
from indicators.scoring.project import ProjectScore
from indicators.scoring.rulebook import Rulebook
from indicators.validation import validate
from workflows.gates import unanswered
from workflows.history import Entry
from workflows.project import Project, fold
from workflows.refusal import Untrue
from workflows.snapshot import document_of, judged_hash, reviews_of, score_of


def monitoring_view(rulebook: Rulebook, project: Project, place: int) -> MonitoringView:
    """One monitoring record of a project, judged by its rulebook."""
    document = document_of(project.content)
    year = document.project.fiscal_year
    record = validate(MonitoringRecord, project.records[place].data, {"fiscal_year": year, STORED: True})
    if isinstance(record, list):
        raise Untrue("；".join(map(str, record)))
    return monitor(document.indicator, document.funding.revised_budget, record, rulebook, year)


def monitoring_json(view: MonitoringView) -> dict[str, Any]:
    """A judged monitoring record as data."""
    money = view.money
    return {
        "month": view.month,
        "money": {
            "budget": plain(money.budget),
            "outturn": plain(money.outturn),
            "rate": None if money.printed_rate is None else f"{money.printed_rate}%",
            "light": money.standing.light.value,
            "says": money.standing.says,
        },
        "indicators": [
            {
                "name": row.name,
                "target": row.target.text,
                "actual": row.monitored.actual.text if row.monitored else None,
                "expected": row.monitored.expected.text if row.monitored and row.monitored.expected else None,
                "light": row.standing.light.value,
                "says": row.standing.says,
            }
            for row in view.rows
        ],
        "warnings": [problem.message for problem in view.problems],
    }


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A project as its reviewer needs it (审核所见)."""

    project: Project
    score: ProjectScore
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    waiting: Mapping[str, list[str]]
    """Comments of the last return that nobody has answered, by row."""
    since_return: tuple[Change, ...]
    """What changed since it was last sent back."""
    since_look: tuple[Change, ...] | None
    """What changed since this person was last shown it; None where they never were."""
    shown_hash: str


def review_view(rulebook: Rulebook, entries: list[Entry], look: LookRow | None) -> ReviewView:
    """Everything a reviewer looks at, out of the project's history."""
    project = fold(entries)
    assert project is not None, "a listed project has a history"
    score = score_of(project.judged_content, rulebook, reviews_of(project))
    before = fold(entry for entry in entries if look is not None and entry.version <= look.version)
    asked = project.asked
    return ReviewView(
        project=project,
        score=score,
        findings=find_all((score,)),
        problems=tuple(problem for problem in score.problems if problem.severity is not Severity.ERROR),
        waiting=unanswered(asked, project.judged_content, frozenset(project.answers)),
        since_return=changes(asked.content, project.judged_content) if asked else (),
        since_look=changes(before.judged_content, project.judged_content) if before else None,
        shown_hash=judged_hash(project),
    )
