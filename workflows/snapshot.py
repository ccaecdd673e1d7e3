"""The approved snapshot (定稿): everything an appendix is printed from, frozen, and its 核验码."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.content import Content, read_content
from indicators.indicator import SelfAssessment
from indicators.numbers import plain, read_number
from indicators.problems import Problem
from indicators.scoring.project import ProjectScore, score_assessment
from indicators.scoring.review import EXECUTION, ReviewScore, reviewed
from indicators.scoring.rulebook import Rulebook
from workflows.history import canonical, digest
from workflows.project import Edition, Project, Review
from workflows.refusal import Untrue

SCHEMA = 1
CODE_GROUPS = 5
"""Groups of four hexadecimal digits in a 核验码: 80 bits."""


def document_of(content: Content) -> SelfAssessment:
    """The document of content that was validated before it was stored."""
    document = read_content(content)
    if isinstance(document, list):
        raise Untrue("；".join(map(str, document)))
    return document


def content_hash(
    content: Content, rulebook_hash: str, reviews: Mapping[str, Review], answers: Mapping[str, str]
) -> str:
    """What a reviewer sees and decides on, as a hash: content, rulebook, points given in review, answers."""
    given = {row: [review.points, review.reason] for row, review in reviews.items()}
    return digest(canonical([content, rulebook_hash, given, dict(answers)]))


def judged_hash(project: Project) -> str:
    """The hash of what a reviewer of this project would decide on now; an adjustment asked for anew is another one."""
    hashed = content_hash(project.judged_content, project.rulebook, project.reviews, project.answers)
    if project.pending is None:
        return hashed
    return digest(canonical([hashed, project.pending.reason, project.pending.asked.version]))


def submitted_hash(project: Project, answers: Mapping[str, str]) -> str:
    """What will be decided on once the project is handed in with these answers."""
    return content_hash(project.content, project.rulebook, {}, {**project.answers, **answers})


def score_of(content: Content, rulebook: Rulebook, reviews: Mapping[str, Any]) -> ProjectScore:
    """The scores of content under a rulebook, with the points given in review."""
    return reviewed(
        score_assessment(document_of(content), rulebook),
        {
            row: ReviewScore(_points(review["points"]), review["reason"], review["by"])
            for row, review in reviews.items()
        },
    )


def _points(text: str) -> Any:
    number = read_number(text)
    if isinstance(number, Problem):
        raise Untrue(str(number))
    return number


def reviews_of(project: Project) -> dict[str, dict[str, str]]:
    """The points given in review as plain data."""
    return {
        row: {"points": review.points, "reason": review.reason, "by": review.stamp.actor}
        for row, review in project.reviews.items()
    }


def project_score(project: Project, rulebook: Rulebook) -> ProjectScore:
    """The scores of a project as it stands."""
    return score_of(project.content, rulebook, reviews_of(project))


def snapshot_of(project: Project, rulebook: Rulebook) -> dict[str, Any]:
    """The snapshot (定稿) of a project that is being approved: canonical plain data."""
    reviews = reviews_of(project)
    return {
        "schema": SCHEMA,
        "project": project.id,
        "number": len(project.editions) + 1,
        "supersedes": project.editions[-1].code if project.editions else "",
        "workflow": project.workflow,
        "rulebook": {"id": rulebook.id, "hash": project.rulebook},
        "content": project.content,
        "reviews": reviews,
        "scores": scores_data(score_of(project.content, rulebook, reviews)),
    }


def scores_data(score: ProjectScore) -> dict[str, Any]:
    """Every printed score as text; held against a fresh computation whenever the snapshot is used."""
    rows = {row.indicator.key: _text(row.score) for row in score.indicators}
    if score.execution:
        rows[EXECUTION] = _text(score.execution.score)
    return {"rows": rows, "total": _text(score.total), "grade": score.grade}


def _text(value: Any) -> str:
    return "" if value is None else plain(value)


def code_of(snapshot: Mapping[str, Any]) -> str:
    """The 核验码 printed on an appendix: ``7F3A-22C1-0B9E-51D4-A8C0``."""
    digits = digest(canonical(snapshot)).upper()
    return "-".join(digits[4 * group : 4 * group + 4] for group in range(CODE_GROUPS))


def snapshot_score(snapshot: Mapping[str, Any], rulebook: Rulebook) -> ProjectScore:
    """The scores of a snapshot, computed again; raises Untrue where they are not those that were approved."""
    score = score_of(snapshot["content"], rulebook, snapshot["reviews"])
    if scores_data(score) != snapshot["scores"]:
        raise Untrue("重新计算的得分与定稿所记的不同")
    return score


def edition_score(edition: Edition, rulebook: Rulebook) -> ProjectScore:
    """The scores of an edition; raises Untrue where its 核验码 is not that of the snapshot, or the scores differ."""
    if code_of(edition.snapshot) != edition.code:
        raise Untrue(f"定稿的内容与核验码 {edition.code} 不符")
    return snapshot_score(edition.snapshot, rulebook)
