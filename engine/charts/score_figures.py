"""All pictures of a set of scored assessments (一批自评的图): two of each project, two of all together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.charts.bullet import bullet_figure
from engine.charts.heatmap import heatmap_figure
from engine.charts.scatter import scatter_figure
from engine.charts.waterfall_figure import waterfall_figure
from engine.forms.printed import full_weight
from engine.forms.publication import Figure
from indicators.scoring.project import ProjectScore


def score_figures(scores: Sequence[ProjectScore]) -> tuple[Figure, ...]:
    """The overall pictures first. Those of a project carry its number, so that no two names are the same."""
    whole = (scatter_figure(scores), heatmap_figure(scores)) if scores else ()
    own = [
        replace(figure, name=f"{number:02d}-{figure.name}")
        for number, score in enumerate(scores)
        for figure in _of_project(score)
    ]
    return (*whole, *own)


def _of_project(score: ProjectScore) -> tuple[Figure, ...]:
    """Where no point was lost there is nothing to show of it."""
    lost = score.total is None or score.total < full_weight(score)
    return (*((waterfall_figure(score),) if lost else ()), bullet_figure(score))
