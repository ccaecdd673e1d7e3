"""The waterfall (扣分瀑布) with the table of its steps."""

from __future__ import annotations

from engine.charts.naming import figure_name
from engine.charts.waterfall import waterfall_svg
from engine.charts.waterfall_steps import NOTHING, waterfall_steps
from engine.forms.draft import Draft, head, heads, label, number, prose
from engine.forms.figures import at_least_two_places
from engine.forms.grid import Grid
from engine.forms.printed import OPEN, full_weight
from engine.forms.publication import Figure
from indicators.scoring.project import ProjectScore


def waterfall_figure(score: ProjectScore) -> Figure:
    """The picture and its table (扣分瀑布图)."""
    name = score.assessment.project.name
    title = f"{name}：得分构成"
    return Figure(figure_name("扣分", name), title, waterfall_svg(score), waterfall_table(score, title))


def waterfall_table(score: ProjectScore, title: str) -> Grid:
    """From full marks down to the total, with what is left after each step."""
    draft = Draft((100, 40, 40))
    draft.header(head("步骤"), *heads("增减", "累计"))
    level = full_weight(score)
    draft.line(label("满分"), number(""), number(at_least_two_places(level)))
    for step in waterfall_steps(score):
        level += step.amount
        change = (
            f"{OPEN}（{at_least_two_places(step.at_stake)}）" if step.at_stake else at_least_two_places(step.amount)
        )
        draft.line(prose(step.label), number(change), number(at_least_two_places(level)))
    assert score.total is None or level == score.total, "the steps lead to the total"
    total = OPEN if score.total is None else at_least_two_places(score.total)
    draft.line(label("总分"), number(""), number(total))
    at_stake = sum((step.at_stake for step in waterfall_steps(score)), NOTHING)
    note = f"括号里是待定的分值，共 {at_least_two_places(at_stake)} 分，没有扣。" if at_stake else ""
    return draft.grid(title, "", note)
