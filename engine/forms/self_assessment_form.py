"""Which official form (绩效自评表) an assessment is printed on."""

from __future__ import annotations

from collections.abc import Callable

from engine.forms.department_form import department_form
from engine.forms.grid import Grid
from engine.forms.project_form import project_form
from indicators.scoring.project import ProjectScore
from indicators.vocabulary.forms import Form

_LAYOUTS: dict[Form, Callable[[ProjectScore], Grid]] = {
    Form.PROJECT: project_form,
    Form.DEPARTMENT: department_form,
}


def self_assessment_form(score: ProjectScore) -> Grid:
    """Lay out a scored self-assessment on the official form it names (绩效自评表)."""
    return _LAYOUTS[score.assessment.project.form](score)
