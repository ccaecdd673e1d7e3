"""The list of what follows (目录): every form with its money, score and 核验码."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.forms.draft import Draft, heads, number, value
from engine.forms.figures import money
from engine.forms.grid import Grid
from engine.forms.printed import OPEN
from engine.forms.subject import Subject

WIDTHS = (9, 37, 36, 18, 18, 13, 49)
"""A 核验码 of 24 characters stands on one line, also in a font whose letters are wider than half a character."""
HEADS = ("序号", "表名", "项目（部门）名称", "全年预算数\n(万元)", "全年执行数\n(万元)", "得分", "核验码")


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list."""

    form: str
    """Title of the form: 项目支出绩效自评表."""
    subject: Subject
    code: str


def cover_grid(title: str, listed: Sequence[Listed]) -> Grid:
    """The list as a form of its own; money is not added up, since the department's table holds its projects'."""
    draft = Draft(WIDTHS)
    draft.header(*heads(*HEADS))
    for place, one in enumerate(listed, 1):
        funding, score = one.subject.assessment.funding, one.subject.score
        total = "" if score is None else OPEN if score.total is None else f"{score.total:f}"
        draft.line(
            number(str(place)),
            value(one.form),
            value(one.subject.assessment.project.name),
            number(money(funding.revised_budget)),
            number(money(funding.outturn)),
            number(total),
            value(one.code),
        )
    return draft.grid(f"{title}目录", f"(共 {len(listed)} 张)", "")
