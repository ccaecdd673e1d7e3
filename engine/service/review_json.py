"""A review view as data (审核所见)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.envelope import project_json
from engine.service.views import ReviewView, monitoring_json, monitoring_view
from indicators.content import Change, place_name
from workflows.setting import Setting


def review_json(view: ReviewView, setting: Setting) -> dict[str, Any]:
    """Scores, comments, findings, monitoring, and what changed."""
    project = view.project
    return {
        "project": project.id,
        "version": project.version,
        "hash": view.shown_hash,
        "state": project.state,
        "owner": project.owner,
        "score": project_json(view.score),
        "reviews": {
            row: {"computed": one.computed, "points": one.points, "reason": one.reason, "by": one.stamp.actor}
            for row, one in project.reviews.items()
        },
        "returns": [
            {
                "by": back.stamp.actor,
                "at": back.stamp.at,
                "comments": [
                    {"row": place_name(pin.row) if pin.row else None, "text": pin.text} for pin in back.comments
                ],
            }
            for back in project.returns
        ],
        "answers": {place_name(row): text for row, text in project.answers.items()},
        "unanswered": {place_name(row): texts for row, texts in view.waiting.items()},
        "changed_since_return": changes_json(view.since_return),
        "changed_since_seen": None if view.since_look is None else changes_json(view.since_look),
        "monitoring": [
            monitoring_json(monitoring_view(setting.rulebook, project, place)) for place in range(len(project.records))
        ],
        "findings": [finding.as_json() for finding in view.findings],
        "problems": [{"code": p.code, "message": p.message} for p in view.problems],
    }


def changes_json(found: Iterable[Change]) -> list[dict[str, Any]]:
    """Changes as data."""
    return [{"place": one.cell.place, "field": one.cell.field, "old": one.old, "new": one.new} for one in found]
