"""An inference as JSON data (反推结果); numbers as strings."""

from __future__ import annotations

from typing import Any

from indicators.scoring.inference.fitting import Fitted
from indicators.scoring.inference.outcome import Inference
from indicators.scoring.inference.rounding import RoundingFit, named
from indicators.scoring.inference.sides import written_clause
from indicators.scoring.inference.standing import Standing, standings
from indicators.scoring.inference.unexplained import Unexplained


def inference_json(inference: Inference, out: str | None) -> dict[str, Any]:
    """Everything the text says, and all unexplained rows."""
    evidence, best = inference.evidence, inference.best
    better = inference.better_shipped
    return {
        "files": list(evidence.files),
        "rows": inference.rows,
        "rows_explained": inference.explained_rows,
        "executions": len(evidence.executions),
        "executions_explained": inference.explained_executions,
        "totals": _fit_json(inference.totals),
        "rates": _fit_json(inference.rates),
        "rounding": named(best.rounding),
        "bare_targets": best.reading.said_of(evidence.bare) if best.reading else None,
        "all_full_marks": inference.is_all_full,
        "mostly_unexplained": inference.is_mostly_unexplained,
        "better_shipped": better.name if better else None,
        "rules": [_rule_json(fit) for fit in best.fitted],
        "ranking": [_standing_json(one) for one in standings(inference.ranking)],
        "unexplained": [_unexplained_json(one) for one in inference.unexplained],
        "undecided": [{"about": u.about, "says": u.says, "decides": u.decides} for u in inference.undecided],
        "out": out,
    }


def _fit_json(fit: RoundingFit) -> dict[str, Any]:
    return {"printed": fit.of, "explained": fit.explained, "roundings": [named(step) for step in fit.steps]}


def _rule_json(fit: Fitted) -> dict[str, Any]:
    return {
        "for": str(fit.part),
        "clause": str(fit.clause) if fit.explained else None,
        "written": str(written_clause(fit)),
        "as_good": [str(clause) for clause in fit.rivals],
        "explained": len(fit.explained),
        "of": len(fit.part.items),
    }


def _standing_json(one: Standing) -> dict[str, Any]:
    best = one.candidate
    return {
        "name": best.name,
        "shipped": best.is_shipped,
        "roundings": [named(step) for step in one.roundings],
        "explained": len(best.explained),
        "rules": best.rules,
        "distance": best.distance,
        "nearest": best.nearest,
    }


def _unexplained_json(one: Unexplained) -> dict[str, Any]:
    return {
        "file": one.origin.file,
        "table": one.origin.table,
        "row": one.origin.name,
        "target": one.target,
        "achieved": one.achieved,
        "weight": one.weight,
        "printed": one.printed,
        "follows": None if one.follows is None else f"{one.follows:f}",
        "nearest": one.nearest.name if one.nearest else None,
        "nearest_score": f"{one.nearest.score:f}" if one.nearest else None,
        "why": one.why,
    }
