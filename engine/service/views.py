"""What people look at (查看): a project as a reviewer needs it, monitoring, comments, changes. Reads, never writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.audit import Finding, find_all
from engine.rulebooks import shipped_texts
from engine.service.rulebooks import rulebook_in
from engine.store.rows import LookRow
from engine.store.store import Store
from indicators.content import Cell, Change, changes
from indicators.document import STORED
from indicators.monitoring import MonitoringRecord
from indicators.numbers import plain
from indicators.problems import Problem, Severity
from indicators.scoring.monitor import monitor
from indicators.scoring.monitoring_view import MonitoringView
from indicators.scoring.project import ProjectScore
from indicators.scoring.rulebook import Rulebook, build_rulebook
from indicators.validation import validate
from workflows.gates import unanswered
from workflows.history import Broken, Entry
from workflows.project import Project, fold, folded
from workflows.refusal import Untrue
from workflows.rejudge import misjudged
from workflows.snapshot import document_of, judged_hash, reviews_of, score_of


def monitoring_view(rulebook: Rulebook, project: Project, place: int) -> MonitoringView:
    """One monitoring record of a project, judged by its rulebook."""
    document = document_of(project.content)
    year = document.project.fiscal_year
    record = validate(MonitoringRecord, project.records[place].data, {"fiscal_year": year, STORED: True})
    if isinstance(record, list):
        raise Untrue("；".join(map(str, record)))
    return monitor(document.indicator, document.funding.revised_budget, record, rulebook, year)


def rejudged(store: Store) -> Iterator[Broken]:
    """Every project's history judged again by its content; the slow and thorough part of a verification."""
    known: dict[str, Rulebook] = {}

    def rulebook_of(pin: str) -> Rulebook:
        if pin not in known:
            known[pin] = rulebook_in(store, pin)
        return known[pin]

    for stream in store.streams():
        if ":" not in stream:
            yield from misjudged(store.stream(stream), rulebook_of)


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


def _other_rulebook(rulebook: Rulebook) -> Iterator[Problem]:
    """A rulebook that goes by the id of a shipped one and says something else."""
    shipped = build_rulebook(rulebook.id, shipped_texts()) if rulebook.id in shipped_texts() else rulebook
    if isinstance(shipped, Rulebook) and shipped.hash != rulebook.hash:
        yield Problem(
            "rulebook-changed",
            f"评分办法自称 {rulebook.id}，内容与程序随附的不同（校验 {rulebook.hash}，随附的是 {shipped.hash}）",
            severity=Severity.WARNING,
        )


def review_changes(old: Project, new: Project) -> tuple[Change, ...]:
    """Points given in review that differ from one version to another."""
    before = {row: review.points for row, review in old.reviews.items()}
    after = {row: review.points for row, review in new.reviews.items()}
    return tuple(
        Change(Cell(row, REVIEWED), before.get(row), after.get(row))
        for row in sorted({*before, *after})
        if before.get(row) != after.get(row)
    )


REVIEWED = "复核分"


def review_view(rulebook: Rulebook, entries: list[Entry], look: LookRow | None) -> ReviewView:
    """Everything a reviewer looks at, out of the project's history."""
    project = folded(entries)
    score = score_of(project.judged_content, rulebook, reviews_of(project))
    before = fold(entry for entry in entries if look is not None and entry.version <= look.version)
    asked = project.asked
    return ReviewView(
        project=project,
        score=score,
        findings=find_all((score,)),
        problems=(
            *_other_rulebook(rulebook),
            *(problem for problem in score.problems if problem.severity is not Severity.ERROR),
        ),
        waiting=unanswered(asked, project.judged_content, frozenset(project.answers)),
        since_return=changes(asked.content, project.judged_content) if asked else (),
        since_look=changes(before.judged_content, project.judged_content) if before else None,
        shown_hash=judged_hash(project),
    )
