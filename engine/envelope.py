"""Scores as JSON data: stable names, numbers as strings (design §5)."""

from __future__ import annotations

from typing import Any

from indicators.numbers import plain
from indicators.scoring.explanation import Explanation
from indicators.scoring.project import ProjectScore
from indicators.scoring.score import IndicatorScore


def project_json(score: ProjectScore) -> dict[str, Any]:
    """One self-assessment with its scores."""
    execution = score.execution
    return {
        "name": score.assessment.project.name,
        "fiscal_year": score.assessment.project.fiscal_year,
        "form": score.assessment.project.form.value,
        "rulebook": {"id": score.rulebook.id, "hash": score.rulebook.hash, "status": score.rulebook.status.value},
        "total": None if score.total is None else plain(score.total),
        "sum_of_rows": plain(score.sum_of_rows),
        "is_open": score.is_open,
        "grade": score.grade,
        "cap": None if score.cap is None else plain(score.cap.at_most),
        "execution": None
        if execution is None
        else {
            "rate": None if execution.printed_rate is None else f"{execution.printed_rate}%",
            "weight": plain(execution.weight),
            **_explained(execution.explanation),
        },
        "indicators": [_row(row) for row in score.indicators],
    }


def _row(row: IndicatorScore) -> dict[str, Any]:
    indicator = row.indicator
    return {
        "dimension": indicator.dimension.value,
        "category": indicator.category,
        "name": indicator.name,
        "target": indicator.target.text,
        "achieved": indicator.achieved.text if indicator.achieved else None,
        "weight": plain(indicator.weight),
        "status": row.status.value,
        "band": None if row.band is None else str(row.band),
        "deviation_rate": None if row.deviation_rate is None else plain(row.deviation_rate),
        **_explained(row.explanation),
    }


def _explained(explanation: Explanation) -> dict[str, Any]:
    citation = explanation.citation
    return {
        "score": None if explanation.result is None else plain(explanation.result),
        "rule": explanation.rule_id,
        "rule_title": explanation.rule,
        "clause": str(explanation.clause or ""),
        "source": {"title": citation.title, "verified": citation.verified},
        "says": explanation.says,
        "formula": explanation.calculation,
        "exact": None if explanation.exact is None else plain(explanation.exact),
        "rounding": str(explanation.rounding),
    }


def explanations_json(score: ProjectScore) -> list[dict[str, Any]]:
    """The explanation of the execution rate and of every row, with the project they belong to."""
    named = [("预算执行率", score.execution.explanation)] if score.execution else []
    named += [(row.indicator.name, row.explanation) for row in score.indicators]
    project = score.assessment.project.name
    return [{"project": project, "name": name, **_explained(explanation)} for name, explanation in named]
