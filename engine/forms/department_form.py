"""The self-assessment form of a whole department (部门整体支出绩效自评表), as it is published.

It differs from the project form: weights are 分值权重, a target states its basis, there is no column
for deviations and no 总分 row.
"""

from __future__ import annotations

from engine.forms import blocks
from engine.forms.draft import Draft, Entry, heads, label, number, value
from engine.forms.figures import points, short_percent
from engine.forms.grid import Grid
from indicators.scoring.project import ProjectScore
from indicators.scoring.score import IndicatorScore

TITLE = "部门整体支出绩效自评表"
WIDTHS = (21, 24, 28, 20, 26, 25, 18, 18)
DASH = "-"
ALWAYS_SHOWN = ("上级资金", "本级资金", "其他资金")
"""Parts of the money block that the form has even where an office left them out."""


def department_form(score: ProjectScore) -> Grid:
    """Lay out the form of a whole department from its scored assessment."""
    draft = Draft(WIDTHS)
    draft.line(label("部门名称"), value(score.assessment.project.name, columns=7))
    _money(draft, score)
    objective = score.assessment.objective
    blocks.objective_block(draft, objective, ("预期目标", 3), ("实际完成目标", 4))
    _indicators(draft, score)
    note = blocks.rulebook_note(score.rulebook)
    return draft.grid(TITLE, blocks.subtitle_of(score), note)


def _money(draft: Draft, score: ProjectScore) -> None:
    funding = score.assessment.funding
    parts = blocks.funding_parts(funding, ALWAYS_SHOWN)
    columns = ("资金来源", "年初预算数", "全年预算数", "全年执行数", "分值权重", "执行率", "得分")
    draft.header(label("部门资金(万元)", rows=len(parts) + 2), *heads(*columns))
    draft.line(label("年度总资金"), *blocks.amounts(funding), *_execution(score))
    for name, amounts in parts:
        draft.line(label(f"{name}(万元)"), *amounts, number(DASH), number(DASH), number(DASH))


def _execution(score: ProjectScore) -> tuple[Entry, ...]:
    """分值权重, 执行率 and 得分 of the money block."""
    rate = blocks.execution_rate(score)
    shown_rate = number(DASH if rate is None else short_percent(rate))
    if score.execution is None:
        return number(DASH), shown_rate, number(DASH)
    earned = score.execution.score
    shown_score = blocks.OPEN if earned is None else points(earned)
    return number(points(score.execution.weight)), shown_rate, number(shown_score)


def _indicators(draft: Draft, score: ProjectScore) -> None:
    columns = ("预期指标值", "指标值设定依据", "实际完成指标值", "分值权重", "得分")
    draft.header(*heads("一级指标", "二级指标", "三级指标", *columns))
    for levels, row in blocks.with_levels(score.indicators):
        draft.line(*levels, *_row(row, score))


def _row(row: IndicatorScore, score: ProjectScore) -> tuple[Entry, ...]:
    indicator = row.indicator
    return (
        value(indicator.name),
        value(indicator.target.text),
        value(indicator.target_basis),
        value(blocks.achieved_text(row)),
        number(points(indicator.weight)),
        number(blocks.row_score(row, score.rulebook)),
    )
