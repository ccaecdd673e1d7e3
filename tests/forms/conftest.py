"""The published assessments, scored; and others written as a change to one of them."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.examples import example_folder
from engine.forms.grid import Grid
from engine.forms.narrative import Narrative
from engine.forms.publication import Publication
from engine.rulebooks import load_rulebook
from engine.scoring import score_files
from indicators.indicator import SelfAssessment
from indicators.scoring.project import ProjectScore, score_assessment
from indicators.scoring.rulebook import Rulebook
from indicators.validation import validate

DATED = datetime(2025, 9, 1, 2, 30, tzinfo=UTC)


def publication(
    *grids: Grid,
    narrative: Narrative | None = None,
    title: str = "2024 年度绩效自评表",
    cover: Grid | None = None,
) -> Publication:
    """Forms as one publication of a made-up office and day."""
    return Publication(title, "中共乌鲁木齐市委金融委员会办公室", DATED, grids, cover, narrative)


Published = dict[str, ProjectScore]
Score = Callable[..., ProjectScore]


@pytest.fixture(scope="session")
def published() -> Published:
    """The six published tables by the number of their file: ``04`` is 金融监管工作经费."""
    scoring = score_files([example_folder()])
    assert not scoring.has_errors
    return {Path(one.loaded.source.name).name[:2]: one.score for one in scoring.scored}


@pytest.fixture(scope="session")
def urumqi() -> Rulebook:
    rulebook = load_rulebook("urumqi-2024")
    assert isinstance(rulebook, Rulebook)
    return rulebook


DOCUMENT: dict[str, Any] = {
    "project": {"name": "项目", "fiscal_year": 2024},
    "funding": {
        "original_budget": Decimal("51.60"),
        "revised_budget": Decimal("51.60"),
        "outturn": Decimal("48.29"),
    },
}


@pytest.fixture(scope="session")
def score(urumqi: Rulebook) -> Score:
    """Score rows (dimension, category, name, target, weight, achieved …) under a rulebook."""

    def scored(*rows: dict[str, Any], rulebook: Rulebook = urumqi, **parts: dict[str, Any]) -> ProjectScore:
        document = deepcopy(DOCUMENT)
        for part, values in parts.items():
            document.setdefault(part, {}).update(values)
        document["indicator"] = [row(**given) for given in rows]
        assessment = validate(SelfAssessment, document, {"fiscal_year": 2024})
        assert isinstance(assessment, SelfAssessment), assessment
        return score_assessment(assessment, rulebook)

    return scored


def row(**given: Any) -> dict[str, Any]:
    """One row of the form: what is not said is 产出 / 数量, ≥20 份, met, 90 points."""
    usual = {
        "dimension": "产出指标",
        "category": "数量指标",
        "name": "报告",
        "target": "≥20 份",
        "weight": 90,
        "achieved": "=20 份",
    }
    merged = {**usual, **given}
    return {key: value for key, value in merged.items() if value is not None}
