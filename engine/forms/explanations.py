"""The explanation sheet (得分说明): for every row what was asked, what was done, and why it earned that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from engine.forms.figures import money, points
from engine.forms.printed import OPEN, full_weight, rulebook_note, subtitle_of
from indicators.scoring.execution import ExecutionScore
from indicators.scoring.explanation import Explanation
from indicators.scoring.gates import shown_deviation
from indicators.scoring.project import ProjectScore, describe_total
from indicators.scoring.rulebook import Inapplicable
from indicators.scoring.score import IndicatorScore, ScoreStatus

TITLE = "得分说明"
FULL_MARKS = "{W}"
"""The formula of full marks: the weight itself."""


class Line(NamedTuple):
    """A labelled line: 规则, 依据, 说明, 计算, 修约 …"""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The explanation (说明) of one row."""

    name: str
    target: str
    achieved: str
    weight: str
    score: str
    lines: tuple[Line, ...]

    @property
    def facts(self) -> tuple[Line, ...]:
        """What stands beside the name, as far as there is any."""
        facts = (
            Line("目标", self.target),
            Line("实际", self.achieved),
            Line("分值", self.weight),
            Line("得分", self.score),
        )
        return tuple(fact for fact in facts if fact.text)


@dataclass(frozen=True, slots=True)
class ExplanationSheet:
    """All explanations of one assessment: execution, every row in its order, the total."""

    title: str
    subtitle: str
    entries: tuple[Entry, ...]
    note: str


def explanation_sheet(score: ProjectScore) -> ExplanationSheet:
    """Explain every score of an assessment (得分说明)."""
    execution = (explain_execution(score.execution, score),) if score.execution else ()
    rows = tuple(explain_row(row) for row in score.indicators)
    name = score.assessment.project.name
    return ExplanationSheet(
        f"{name}{TITLE}",
        subtitle_of(score),
        (*execution, *rows, explain_total(score)),
        rulebook_note(score.rulebook),
    )


def explain_execution(execution: ExecutionScore, score: ProjectScore) -> Entry:
    """Why the execution rate (执行率) earned its points."""
    funding = score.assessment.funding
    return Entry(
        name="预算执行率",
        target=f"全年预算数 {money(funding.revised_budget)} 万元",
        achieved=f"全年执行数 {money(funding.outturn)} 万元",
        weight=points(execution.weight),
        score=OPEN if execution.score is None else points(execution.score),
        lines=(
            *_lines(execution.explanation),
            *_given(Line("评分理由", funding.score_reason)),
            *_given(Line("偏差原因", funding.deviation_analysis)),
        ),
    )


def explain_row(row: IndicatorScore) -> Entry:
    """Why an indicator (指标) earned its points."""
    indicator = row.indicator
    deviation = shown_deviation(row) if row.deviation_rate else ""
    return Entry(
        name=indicator.name,
        target=indicator.target.text,
        achieved=indicator.achieved.text.removeprefix("=").strip() if indicator.achieved else "",
        weight=points(indicator.weight),
        score=OPEN if row.score is None else points(row.score),
        lines=(
            *_lines(row.explanation),
            *_given(Line("评分理由", indicator.score_reason)),
            *_given(Line("偏差", deviation)),
            *_found(row),
        ),
    )


def _given(line: Line) -> tuple[Line, ...]:
    return (line,) if line.text else ()


def _found(row: IndicatorScore) -> Iterator[Line]:
    """What the engine had to remark, unless it is already what the row says."""
    for problem in row.problems:
        if problem.message not in row.explanation.says:
            yield Line("疑点", problem.message)


def _lines(explanation: Explanation) -> Iterator[Line]:
    """Rule, source, reason, calculation and rounding, as far as it has come."""
    if explanation.rule:
        rule = f"{explanation.rulebook.id} / {explanation.rule}：{explanation.clause}"
        yield Line("规则", rule)
    yield Line("依据", str(explanation.citation))
    yield Line("说明", explanation.says)
    if explanation.exact is not None and explanation.result is not None:
        full = explanation.formula == FULL_MARKS
        yield Line("计算", f"满分 {explanation.calculation}" if full else explanation.calculation)
        yield Line("修约", rounding_text(explanation))


def rounding_text(explanation: Explanation) -> str:
    """How the points were rounded (修约), and what other ways of rounding would have given.

    ``四舍六入五成双(GB/T 8170)，2 位 → 4.14（四舍五入会得 4.15）``
    """
    others = "，".join(f"{mode.value}会得 {value:f}" for mode, value in explanation.other_roundings)
    return f"{explanation.rounding} → {explanation.result:f}{f'（{others}）' if others else ''}"


def explain_total(score: ProjectScore) -> Entry:
    """How the total (总分) adds up."""
    return Entry(
        name="总分",
        target="",
        achieved="",
        weight=points(full_weight(score)),
        score=OPEN if score.total is None else f"{score.total:f}",
        lines=tuple(_total_lines(score)),
    )


def _total_lines(score: ProjectScore) -> Iterator[Line]:
    yield Line("计算", f"{_sum(score)} = {score.sum_of_rows:f}")
    if score.total is None:
        yield Line("说明", describe_total(score))
        return
    yield from _rescaling(score)
    yield from _total_rounding(score)
    if score.cap:
        yield Line("封顶", f"{score.cap.when}，总分至多 {points(score.cap.at_most)} 分")
        yield Line("依据", str(score.rulebook.citation(score.cap.source)))
    if score.grade:
        yield Line("等次", score.grade)


def _total_rounding(score: ProjectScore) -> Iterator[Line]:
    """Where the total is rounded more coarsely than the rows, say so: the sum alone would not be the total."""
    rescaled = any(row.status is ScoreStatus.NOT_APPLICABLE for row in score.indicators)
    if score.total != score.sum_of_rows and not score.cap and not rescaled:
        yield Line("修约", f"{score.rulebook.rounding.total.step} → {score.total:f}")


def _rescaling(score: ProjectScore) -> Iterator[Line]:
    """What happened to rows that do not apply (不适用指标)."""
    dropped = [row for row in score.indicators if row.status is ScoreStatus.NOT_APPLICABLE]
    if not dropped:
        return
    yield Line("不适用", f"{len(dropped)} 项：{score.rulebook.inapplicable.value}")
    if score.rulebook.inapplicable is Inapplicable.RESCALED and score.total is not None:
        whole = full_weight(score)
        left = whole - sum((Fraction(row.indicator.weight) for row in dropped), Fraction(0))
        result = "" if score.cap else f" → {score.total:f}"
        yield Line("折算", f"{score.sum_of_rows:f} × {points(whole)} ÷ {points(left)}{result}")


def _sum(score: ProjectScore) -> str:
    """``9.36 + 15 + … + 30``; what is still open stands as 待定."""
    execution = [score.execution.score] if score.execution else []
    scores = [*execution, *(row.score for row in score.indicators)]
    return " + ".join(OPEN if one is None else points(one) for one in scores)
