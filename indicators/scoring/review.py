"""Points a reviewer gives beside those of the rulebook (复核评分): the reviewer's count, both are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from indicators.numbers import plain
from indicators.problems import Problem, Severity
from indicators.scoring.explanation import Citation, Explanation
from indicators.scoring.project import ProjectScore, total_of
from indicators.scoring.score import IndicatorScore, ScoreStatus

EXECUTION = "funding"
"""The key of the execution rate among the rows: the place where its money stands."""

RULE = "review"
_CITATION = Citation("审核人复核", verified=True)


@dataclass(frozen=True, slots=True)
class ReviewScore:
    """Points for one row, why, and whose (复核分)."""

    points: Decimal
    reason: str
    by: str


def reviewed(score: ProjectScore, reviews: Mapping[str, ReviewScore]) -> ProjectScore:
    """The score with the reviewer's points in their rows, and the total that follows."""
    if not reviews:
        return score
    execution = score.execution
    if execution is not None and EXECUTION in reviews:
        given = _given(execution.explanation, reviews[EXECUTION])
        execution = replace(execution, explanation=given, problems=_settled(execution.problems))
    rows = tuple(
        _row(row, reviews[row.indicator.key]) if row.indicator.key in reviews else row for row in score.indicators
    )
    return total_of(score.assessment, score.rulebook, execution, rows)


def _row(row: IndicatorScore, review: ReviewScore) -> IndicatorScore:
    return row._replace(
        explanation=_given(row.explanation, review), status=ScoreStatus.SCORED, problems=_settled(row.problems)
    )


def _settled(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What was left to a person has been decided by one."""
    return tuple(problem for problem in problems if problem.severity is not Severity.OPEN)


def _given(explanation: Explanation, review: ReviewScore) -> Explanation:
    """The explanation of the reviewer's points; what the rulebook gives stays in its words."""
    computed = "规则未定" if explanation.result is None else f"按规则 {plain(explanation.result)}"
    exact = Fraction(review.points)
    return explanation._replace(
        rule_id=RULE,
        rule="复核评分",
        clause=None,
        citation=_CITATION,
        says=f"{review.by} 复核评定 {plain(review.points)}（{computed}）：{review.reason}",
        formula=plain(review.points),
        exact=exact,
        result=explanation.rounding.apply(exact),
    )


def computed_of(score: ProjectScore, row: str) -> Explanation | None:
    """The explanation of a row by its key; None where there is no such row."""
    if row == EXECUTION:
        return score.execution.explanation if score.execution else None
    return next((one.explanation for one in score.indicators if one.indicator.key == row), None)


def review_problem(explanation: Explanation, points: Decimal, reason: str) -> Problem | None:
    """Why these points cannot be given: out of range, too fine, or another score without a reason."""
    weight, printed = explanation.weight, explanation.rounding.apply(Fraction(points))
    if not 0 <= points <= weight or printed != points:
        return Problem(
            "review-score-outside",
            "复核分要在 0 和分值之间，小数位与得分相同",
            text=plain(points),
            expected=f"0~{plain(weight)}，至多 {explanation.rounding.places} 位小数",
            example=f"--points {plain(weight)}",
        )
    if points != explanation.result and not reason:
        return Problem(
            "review-reason-missing",
            "复核分与按规则计算的不同，没有说明理由",
            text=plain(points),
            expected="理由",
            example='--reason "现场核对只完成 24 份"',
        )
    return None
