"""The paragraph 预算绩效的情况说明 of the final accounts: how many tables, how much money.

Only what the tables prove is said. What was gained and what went wrong (成效、问题) is the office's
own text and never made up here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.forms.figures import money
from indicators.indicator import SelfAssessment
from indicators.vocabulary.forms import Form

HEADING = "十一、预算绩效的情况说明"


@dataclass(frozen=True, slots=True)
class TableTotals:
    """How many tables of one kind (表数), and their revised budget and outturn in 万元, exact."""

    tables: int
    revised_budget: Fraction
    outturn: Fraction


@dataclass(frozen=True, slots=True)
class Narrative:
    """A heading and paragraphs of text."""

    heading: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """All paragraphs, one a line."""
        return "\n".join(self.paragraphs)


def table_totals(assessments: Iterable[SelfAssessment], form: Form) -> TableTotals:
    """Count the tables on one form and add up their money (全年预算数, 全年执行数)."""
    chosen = [one.funding for one in assessments if one.project.form is form]
    return TableTotals(
        len(chosen),
        _added(funding.revised_budget for funding in chosen),
        _added(funding.outturn for funding in chosen),
    )


def _added(amounts: Iterable[Decimal]) -> Fraction:
    """Exact, whatever precision a library has left in the decimal context."""
    return sum((Fraction(amount) for amount in amounts), Fraction(0))


def performance_narrative(assessments: Sequence[SelfAssessment], office_text: Sequence[str] = ()) -> Narrative:
    """Write 预算绩效的情况说明; ``office_text`` is what the office itself says, after the figures."""
    return Narrative(HEADING, (_figures(assessments), *office_text, _attached(assessments)))


def _figures(assessments: Sequence[SelfAssessment]) -> str:
    years = "、".join(str(year) for year in sorted({one.project.fiscal_year for one in assessments}))
    parts = [_whole(table_totals(assessments, Form.DEPARTMENT))]
    parts.append(_projects(table_totals(assessments, Form.PROJECT)))
    said = "；".join(part for part in parts if part)
    return f"根据预算绩效管理要求，本部门 {years} 年度预算绩效管理形成{said}。"


def _whole(totals: TableTotals) -> str:
    if not totals.tables:
        return ""
    return (
        f"整体支出绩效自评表 {totals.tables} 个，"
        f"全年预算总额 {money(totals.revised_budget)} 万元，"
        f"实际执行总额 {money(totals.outturn)} 万元"
    )


def _projects(totals: TableTotals) -> str:
    if not totals.tables:
        return ""
    return (
        f"预算绩效评价项目 {totals.tables} 个，"
        f"全年预算数 {money(totals.revised_budget)} 万元，"
        f"全年执行数 {money(totals.outturn)} 万元"
    )


def _attached(assessments: Sequence[SelfAssessment]) -> str:
    names = {
        Form.DEPARTMENT: "部门整体支出绩效自评表",
        Form.PROJECT: "项目支出绩效自评表",
    }
    counts = {form: table_totals(assessments, form).tables for form in names}
    listed = [f"{name} {counts[form]} 张" for form, name in names.items() if counts[form]]
    return f"附：{'、'.join(listed)}。"
