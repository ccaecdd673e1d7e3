"""A form filled from the example (表式预览)."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

from engine.demo import DONE_BY_JULY, MONTH, RETURNED
from engine.examples import example_folder
from engine.forms.layout import lay_out
from engine.forms.publication import Publication
from engine.forms.specification import FormSpec
from engine.forms.subject import Kind, Subject, scored
from engine.scoring import score_files
from indicators.monitoring import MonitoringRecord
from indicators.numbers import Rounding, rounded
from indicators.scoring.monitor import monitor
from indicators.scoring.project import ProjectScore
from indicators.validation import validate

PREVIEW_DAY = datetime(2024, 12, 31, tzinfo=UTC)


def previewed(spec: FormSpec) -> Publication:
    """The example's table that such a form prints, its figures the published ones; July's monitoring is made up."""
    fitting = [one for one in _example() if one.assessment.project.form in spec.prints]
    chosen = next((one for one in fitting if one.assessment.project.name == RETURNED), fitting[0])
    grid = lay_out(spec, _subject(spec.kind, chosen))
    return Publication(f"{spec.title}（预览）", chosen.assessment.project.supervising_department, PREVIEW_DAY, (grid,))


def _example() -> list[ProjectScore]:
    return list(score_files([example_folder()]).scores)


def _subject(kind: Kind, score: ProjectScore) -> Subject:
    if kind is Kind.SELF_ASSESSMENT:
        return scored(score)
    if kind is Kind.DECLARATION:
        return Subject(score.assessment)
    rows = [{"name": name, "actual": actual} for name, actual in DONE_BY_JULY.items()]
    spent = rounded(Fraction(score.assessment.funding.outturn) * MONTH / 12, 2, Rounding.HALF_EVEN)
    data = {"month": MONTH, "outturn": spent, "indicator": rows}
    record = validate(MonitoringRecord, data, {"fiscal_year": score.assessment.project.fiscal_year})
    assert isinstance(record, MonitoringRecord), record
    funding, year = score.assessment.funding, score.assessment.project.fiscal_year
    view = monitor(score.assessment.indicator, funding.revised_budget, record, score.rulebook, year)
    return Subject(score.assessment, monitoring=view)
