"""What an import says beside its receipt (导入后的提示): scores somebody changed by hand, months without news."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from engine.forms.workbook.kinds import SCORE, Kind
from engine.intake.report import Located
from engine.intake.workbook.returned import ReturnedSheet, Typed
from engine.service.views import monitoring_view
from engine.service.workbook_commands import located
from engine.service.workbook_comparison import Comparison
from engine.service.workbook_sheets import scores_of
from indicators.checks import check_document
from indicators.problems import Problem, Severity
from workflows.snapshot import project_score

if TYPE_CHECKING:
    from engine.service.service import Service
    from indicators.scoring.rulebook import Rulebook
    from workflows.project import Project


def findings_of(service: Service, comparison: Comparison, after: Project) -> Iterator[Located]:
    """Everything a person should look at."""
    if comparison.sheet.stamp.kind is Kind.SELF_ASSESSMENT:
        yield from _scores(service, comparison, after)
    if comparison.sheet.stamp.kind is Kind.MONITORING:
        yield from _stale(comparison)


_OF_RESULTS = ("achieved-unit-assumed", "explanation-missing")


def content_findings(service: Service, sheet: ReturnedSheet, after: Project, places: Sequence[str]) -> list[Located]:
    """What will stand in the way of handing in, said as soon as it is filled in."""
    found = [one.weighing(Severity.WARNING) for one in _seen(service.rulebook(after.rulebook), sheet.stamp.kind, after)]
    return located(sheet, found, places)


def _seen(rulebook: Rulebook, kind: Kind, project: Project) -> Sequence[Problem]:
    """What the program sees of what this kind of workbook fills in."""
    if kind is Kind.MONITORING:
        return [one for one in monitoring_view(rulebook, project, -1).problems if one.code in _OF_RESULTS]
    score = project_score(project, rulebook)
    declared = check_document(score.assessment, rulebook)
    if kind is Kind.TARGETS:
        return declared
    return [one for one in (*declared, *score.problems) if one.code in _OF_RESULTS]


def _scores(service: Service, comparison: Comparison, project: Project) -> Iterator[Located]:
    """A score in the workbook that the program never gave: the program's own counts."""
    base, now, sheet = comparison.base, comparison.now, comparison.sheet
    if base is None or now is None:
        return
    built = scores_of(base.places, project_score(base.project, service.rulebook(base.project.rulebook)))
    after = scores_of(now.places, project_score(project, service.rulebook(project.rulebook)))
    for place, score in after.items():
        shown = sheet.cells.get((place, SCORE), Typed("", ""))
        if shown.text and shown.text not in (built.get(place), score):
            name = now.cells.get((place, "name"), "")
            yield sheet.locate(_score_differs(name, shown.text, score), shown.address)


def _score_differs(name: str, shown: str, score: str) -> Problem:
    return Problem(
        "workbook-score-differs",
        f"「{name}」表里的得分不是程序算的，没有采用；程序算得 {score or '待定'}",
        text=shown,
        expected="得分由程序按评分办法算",
        severity=Severity.WARNING,
    )


def _stale(comparison: Comparison) -> Iterator[Located]:
    """Another month with all the figures of the last one."""
    changed = {one.key for one in comparison.differences}
    month = comparison.sheet.cells.get(("monitoring", "month"))
    rows = [key for key in changed if key[0] != "monitoring"]
    if month and ("monitoring", "month") in changed and not rows and not comparison.sheet.stamp.is_empty:
        yield comparison.sheet.locate(_no_news(), month.address)


def _no_news() -> Problem:
    return Problem(
        "workbook-month-only",
        "换了月份，各指标的完成值都还是上一次的",
        expected="各指标截至这个月底的完成值",
        severity=Severity.WARNING,
    )
