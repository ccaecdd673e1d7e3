"""Scoring a whole self-assessment: execution, rows, total, caps, grade."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.indicator import SelfAssessment
from indicators.numbers import plain
from indicators.problems import Problem, Severity
from indicators.scoring.execution import ExecutionScore, score_execution
from indicators.scoring.gates import explanation_problems
from indicators.scoring.rulebook import Cap, Inapplicable, Rulebook
from indicators.scoring.score import IndicatorScore, ScoreStatus, score_indicator


@dataclass(frozen=True, slots=True)
class ProjectScore:
    """Scores of a self-assessment (自评得分). ``total`` is None while any row waits for a person."""

    assessment: SelfAssessment
    rulebook: Rulebook
    execution: ExecutionScore | None
    indicators: tuple[IndicatorScore, ...]
    sum_of_rows: Decimal
    """Rounded rows and execution added up, as the form adds them; open rows count as nothing yet."""
    total: Decimal | None
    cap: Cap | None
    """The cap that lowered the total, if one did."""
    problems: tuple[Problem, ...]

    @property
    def grade(self) -> str:
        """优良中差 of the total."""
        return "" if self.total is None else self.rulebook.grade_of(self.total)

    @property
    def open_rows(self) -> tuple[IndicatorScore, ...]:
        """Rows that still need a person."""
        return tuple(row for row in self.indicators if row.status is ScoreStatus.NEEDS_PERSON)

    @property
    def is_open(self) -> bool:
        return self.total is None


def score_assessment(assessment: SelfAssessment, rulebook: Rulebook) -> ProjectScore:
    """Score a self-assessment (绩效自评) under a rulebook; total = Σ rounded rows."""
    execution = score_execution(assessment.funding, rulebook)
    rows = tuple(score_indicator(indicator, rulebook) for indicator in assessment.indicator)
    return total_of(assessment, rulebook, execution, rows)


def total_of(
    assessment: SelfAssessment,
    rulebook: Rulebook,
    execution: ExecutionScore | None,
    rows: tuple[IndicatorScore, ...],
) -> ProjectScore:
    """Add up scored rows, with caps and rescaling."""
    scores = [row.score for row in rows] + ([execution.score] if execution else [])
    # Whole cents are added as integers would be: Fraction, not Decimal, whose context others can lower.
    added = sum((Fraction(score) for score in scores if score is not None), Fraction(0))
    step = rulebook.rounding.total.step
    is_empty = all(row.status is ScoreStatus.NOT_APPLICABLE for row in rows)
    is_open = None in scores or (is_empty and rulebook.inapplicable is Inapplicable.RESCALED)
    total = None if is_open else step.apply(_rescaled(added, rows, execution, rulebook))
    cap = rulebook.cap_for(assessment.funding.execution_rate)
    capped = cap is not None and total is not None and total > cap.at_most
    return ProjectScore(
        assessment=assessment,
        rulebook=rulebook,
        execution=execution,
        indicators=rows,
        sum_of_rows=rulebook.rounding.score.step.apply(added),
        total=step.apply(Fraction(cap.at_most)) if capped and cap else total,
        cap=cap if capped else None,
        problems=_all_problems(assessment, rulebook, execution, rows),
    )


def _rescaled(
    added: Fraction, rows: tuple[IndicatorScore, ...], execution: ExecutionScore | None, rulebook: Rulebook
) -> Fraction:
    """With 剔除折算, what the remaining rows earned, stretched to the full weight."""
    if rulebook.inapplicable is not Inapplicable.RESCALED:
        return added
    weights = [Fraction(row.indicator.weight) for row in rows if row.status is not ScoreStatus.NOT_APPLICABLE]
    left = sum(weights, Fraction(execution.weight) if execution else Fraction(0))
    everything = left + sum(Fraction(row.indicator.weight) for row in rows if row.status is ScoreStatus.NOT_APPLICABLE)
    return added * everything / left


def _all_problems(
    assessment: SelfAssessment,
    rulebook: Rulebook,
    execution: ExecutionScore | None,
    rows: tuple[IndicatorScore, ...],
) -> tuple[Problem, ...]:
    placed = [
        problem.at("indicator", index) if problem.where else problem.at("indicator", index, _field_of(problem))
        for index, row in enumerate(rows)
        for problem in row.problems
    ]
    is_empty = all(row.status is ScoreStatus.NOT_APPLICABLE for row in rows)
    nothing = (_nothing_applicable(),) if is_empty and rulebook.inapplicable is Inapplicable.RESCALED else ()
    return (
        *(execution.problems if execution else ()),
        *nothing,
        *placed,
        *explanation_problems(assessment, rows, rulebook),
    )


def _nothing_applicable() -> Problem:
    return Problem(
        "nothing-applicable",
        "所有指标都不适用，没有可以折算的得分",
        expected="至少一项适用的指标",
        example='去掉一项的 not_applicable = "…"',
        where=("indicator",),
        severity=Severity.OPEN,
    )


def _field_of(problem: Problem) -> str:
    """Which cell a row's problem is about."""
    if problem.code.startswith(("achieved", "unit", "date", "done", "score-needed")):
        return "achieved"
    if problem.code.startswith(("weight", "score")):
        return "weight"
    return "target"


def describe_total(score: ProjectScore) -> str:
    """The total as printed, or how far it has come: ``93.50`` or ``待定（已得 83.50，尚有 2 项待定）``."""
    if score.total is not None:
        return plain(score.total)
    open_parts = len(score.open_rows) + (score.execution is not None and score.execution.score is None)
    return f"待定（已得 {plain(score.sum_of_rows)}，尚有 {open_parts} 项待定）"
