"""Parts that both official forms share: levels that span their rows, money, scores, the note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from engine.forms.draft import Draft, Entry, head, label, number, prose
from engine.forms.figures import money, points
from indicators.indicator import Funding, Money, Objective
from indicators.scoring.project import ProjectScore
from indicators.scoring.rulebook import Inapplicable, Rulebook
from indicators.scoring.score import IndicatorScore, ScoreStatus

OPEN = "待定"
"""Printed where a person still has to decide: a form never shows a guess."""

NOT_APPLICABLE = "不适用"

_PART_ORDER = ("当年财政拨款", "上年结转资金", "上级资金", "本级资金", "其他资金")


def amounts(row: Money | None) -> tuple[Entry, ...]:
    """年初预算数, 全年预算数, 全年执行数; blank where the office gave no breakdown."""
    if row is None:
        return (number(""),) * 3
    figures = (row.original_budget, row.revised_budget, row.outturn)
    return tuple(number(money(amount)) for amount in figures)


def funding_parts(funding: Funding, always: tuple[str, ...]) -> list[tuple[str, tuple[Entry, ...]]]:
    """Lines under the total: those the form always has and those the office gave, in order."""
    given = dict(funding.parts)
    shown = [name for name in _PART_ORDER if name in given or name in always]
    return [(name, amounts(given.get(name))) for name in shown]


def objective_block(draft: Draft, objective: Objective, planned: tuple[str, int], achieved: tuple[str, int]) -> None:
    """年度总体目标: two heads with the columns they span, and the office's sentences below."""
    draft.line(label("年度总体目标", rows=2), head(*planned), head(*achieved))
    draft.line(prose(objective.planned, planned[1]), prose(objective.achieved, achieved[1]))


def with_levels(
    rows: Iterable[IndicatorScore],
) -> Iterator[tuple[tuple[Entry, ...], IndicatorScore]]:
    """Each row with the 一级指标 and 二级指标 cells that begin at it and span the rows below."""
    for dimension, group in groupby(rows, key=lambda row: row.indicator.dimension):
        members = list(group)
        begun: tuple[Entry, ...] = (label(dimension.value, rows=len(members)),)
        for category, part in groupby(members, key=lambda row: row.indicator.category):
            same = list(part)
            begun = (*begun, label(category, rows=len(same)))
            for row in same:
                yield begun, row
                begun = ()


def row_score(row: IndicatorScore, rulebook: Rulebook) -> str:
    """A row's score (得分) as printed: ``4.14``, ``0``, 待定."""
    left_out = rulebook.inapplicable is Inapplicable.RESCALED
    if row.status is ScoreStatus.NOT_APPLICABLE and left_out:
        return NOT_APPLICABLE
    return OPEN if row.score is None else points(row.score)


def achieved_text(row: IndicatorScore) -> str:
    """What the office wrote as achieved (实际完成值)."""
    return row.indicator.achieved.text if row.indicator.achieved else ""


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
