"""How scores and open points read on a form (印出来的写法)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from engine.forms.figures import points
from indicators.scoring.project import ProjectScore
from indicators.scoring.rulebook import Inapplicable, Rulebook
from indicators.scoring.score import IndicatorScore, ScoreStatus

OPEN = "待定"
"""Printed where a person still has to decide: a form never shows a guess."""

NOT_APPLICABLE = "不适用"


def row_score(row: IndicatorScore, rulebook: Rulebook) -> str:
    """A row's score (得分) as printed: ``4.14``, ``0``, 待定."""
    left_out = rulebook.inapplicable is Inapplicable.RESCALED
    if row.status is ScoreStatus.NOT_APPLICABLE and left_out:
        return NOT_APPLICABLE
    return OPEN if row.score is None else points(row.score)


def execution_rate(score: ProjectScore) -> Decimal | None:
    """The execution rate (执行率) in %, rounded by the rulebook; None for a budget of 0."""
    rate = score.assessment.funding.execution_rate
    return None if rate is None else score.rulebook.rounding.rate.step.apply(rate * 100)


def full_weight(score: ProjectScore) -> Fraction:
    """All points there are to win (总分值)."""
    execution = Fraction(score.execution.weight) if score.execution else Fraction(0)
    return sum((Fraction(row.indicator.weight) for row in score.indicators), execution)


def subtitle_of(score: ProjectScore) -> str:
    """The line under the title."""
    return f"({score.assessment.project.fiscal_year} 年度)"


def rulebook_note(rulebook: Rulebook) -> str:
    """Which rulebook (评分办法) gave the scores, with the hash of its whole content."""
    return f"评分办法：{rulebook.title}，{rulebook.id}，{rulebook.hash}"
