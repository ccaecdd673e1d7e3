"""Which official form (绩效自评表) an assessment is printed on."""

from __future__ import annotations

from collections.abc import Sequence

from engine.forms.grid import Grid
from engine.forms.layout import lay_out
from engine.forms.library import official_form
from engine.forms.specification import FormSpec
from engine.forms.subject import Subject, scored
from indicators.scoring.project import ProjectScore


def form_for(subject: Subject, named: Sequence[FormSpec] = ()) -> FormSpec:
    """The first of the named forms that prints such a document, else the official one."""
    form = subject.assessment.project.form
    fitting = (spec for spec in named if spec.kind is subject.kind and form in spec.prints)
    return next(fitting, None) or official_form(subject.kind, form)


def official_grid(subject: Subject, named: Sequence[FormSpec] = ()) -> Grid:
    """Lay out one project on its form."""
    return lay_out(form_for(subject, named), subject)


def self_assessment_form(score: ProjectScore, named: Sequence[FormSpec] = ()) -> Grid:
    """Lay out a scored self-assessment on the official form it names (绩效自评表), or on a form that was asked for."""
    return official_grid(scored(score), named)
