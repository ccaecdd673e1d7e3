"""The self-assessment form of a project (项目支出绩效自评表), cell for cell as it is published."""

from __future__ import annotations

from engine.forms import blocks
from engine.forms.draft import Draft, Entry, head, heads, label, number, prose, value
from engine.forms.figures import percent, points, points_with_unit
from engine.forms.grid import Grid
from indicators.scoring.project import ProjectScore
from indicators.scoring.score import IndicatorScore

TITLE = "项目支出绩效自评表"
WIDTHS = (15, 21, 21, 26, 19, 18, 15, 16, 29)
DASH = "—"
ALWAYS_SHOWN = ("当年财政拨款", "其他资金")
"""Parts of the money block that the form has even where an office left them out."""


def project_form(score: ProjectScore) -> Grid:
    """Lay out the form of one project from its scored assessment."""
    draft = Draft(WIDTHS)
    _head(draft, score)
    _money(draft, score)
    objective = score.assessment.objective
    blocks.objective_block(draft, objective, ("预期目标", 3), ("实际完成情况", 5))
    _indicators(draft, score)
    _total(draft, score)
    note = blocks.rulebook_note(score.rulebook)
    return draft.grid(TITLE, blocks.subtitle_of(score), note)


def _head(draft: Draft, score: ProjectScore) -> None:
    project = score.assessment.project
    draft.line(label("项目名称"), value(project.name, columns=8))
    draft.line(
        label("主管部门"),
        value(project.supervising_department, columns=3),
        label("实施单位"),
        value(project.implementing_unit, columns=4),
    )


def _money(draft: Draft, score: ProjectScore) -> None:
    funding = score.assessment.funding
    (first, first_amounts), *others = blocks.funding_parts(funding, ALWAYS_SHOWN)
    band = label("项目资金 (万元)", rows=len(others) + 3)
    columns = heads("", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率")
    draft.header(band, *columns, head("得分", columns=2))
    draft.line(label("年度资金总额"), *blocks.amounts(funding), *_execution(score))
    for name, amounts in [(f"其中：{first}", first_amounts), *others]:
        draft.line(label(name), *amounts, number(DASH), number(DASH), number(DASH, columns=2))


def _execution(score: ProjectScore) -> tuple[Entry, ...]:
    """分值, 执行率 and 得分 of the money block."""
    rate = blocks.execution_rate(score)
    shown_rate = number(DASH if rate is None else percent(rate))
    if score.execution is None:
        return number(DASH), shown_rate, number(DASH, columns=2)
    earned = score.execution.score
    shown_score = blocks.OPEN if earned is None else points_with_unit(earned)
    return number(points(score.execution.weight)), shown_rate, number(shown_score, columns=2)


def _indicators(draft: Draft, score: ProjectScore) -> None:
    columns = ("年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    draft.header(*heads("", "一级指标", "二级指标", "三级指标", *columns))
    band: tuple[Entry, ...] = (label("年度绩效指标完成情况", rows=len(score.indicators)),)
    for levels, row in blocks.with_levels(score.indicators):
        draft.line(*band, *levels, *_row(row, score))
        band = ()


def _row(row: IndicatorScore, score: ProjectScore) -> tuple[Entry, ...]:
    indicator = row.indicator
    return (
        value(indicator.name),
        value(indicator.target.text),
        value(blocks.achieved_text(row)),
        number(points(indicator.weight)),
        number(blocks.row_score(row, score.rulebook)),
        prose(_analysis(row)),
    )


def _analysis(row: IndicatorScore) -> str:
    """偏差原因分析及改进措施, after the reason why a row does not apply."""
    indicator = row.indicator
    reason = indicator.not_applicable and f"{blocks.NOT_APPLICABLE}：{indicator.not_applicable}"
    return "\n".join(text for text in (reason, indicator.deviation_analysis) if text)


def _total(draft: Draft, score: ProjectScore) -> None:
    total = blocks.OPEN if score.total is None else points_with_unit(score.total)
    weight = points(blocks.full_weight(score))
    draft.line(label("总分", columns=6), number(weight), number(total), prose(""))
