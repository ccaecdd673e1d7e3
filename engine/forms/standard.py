"""What a form must not forget (标准要求的栏): without these it is no form of its kind. ``a|b`` asks for either."""

from __future__ import annotations

from engine.forms.subject import Kind
from indicators.vocabulary.forms import Form

_LEVELS = ("indicator.dimension", "indicator.category", "indicator.name", "indicator.target")
_MONEY = ("funding.original_budget", "funding.revised_budget", "funding.outturn")
_EXECUTION = (
    "execution.weight",
    "execution.rate|execution.rate-trimmed",
    "execution.score|execution.score-trimmed",
)
_ASSESSED = (
    "project.name",
    *_MONEY,
    *_EXECUTION,
    "objective.planned",
    "objective.achieved",
    *_LEVELS,
    "indicator.achieved",
    "indicator.weight",
    "indicator.score",
)

REQUIRED: dict[tuple[Kind, Form], tuple[str, ...]] = {
    (Kind.SELF_ASSESSMENT, Form.PROJECT): (
        *_ASSESSED,
        "project.supervising_department",
        "project.implementing_unit",
        "indicator.deviation_analysis",
        "total.score",
    ),
    (Kind.SELF_ASSESSMENT, Form.DEPARTMENT): _ASSESSED,
    **{
        (Kind.DECLARATION, form): ("project.name", "funding.original_budget", "objective.planned", *_LEVELS)
        for form in Form
    },
    **{
        (Kind.MONITORING, form): (
            "project.name",
            "funding.revised_budget",
            "monitored.outturn",
            "monitored.rate",
            *_LEVELS,
            "monitored.actual",
            "monitored.expected",
            "monitored.cause_note",
            "monitored.likelihood.certain",
            "monitored.likelihood.possible",
            "monitored.likelihood.impossible",
        )
        for form in Form
    },
}
"""By step and document; the published forms of each have them all."""
