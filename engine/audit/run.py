"""All checks over a department's tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from engine.audit import rows, tables
from engine.audit.finding import Accounts, Finding
from indicators.numbers import plain
from indicators.scoring.project import ProjectScore
from indicators.vocabulary.forms import Form

CHECKS: tuple[Callable[[ProjectScore], Iterator[Finding]], ...] = (
    rows.reason_contradicts_numbers,
    tables.cost_rows_against_money,
    tables.covered_without_work,
    tables.saving_costs_twice,
    tables.budget_rewritten,
    rows.exact_target_missed,
    rows.boundary_differs,
    rows.heavy_qualitative_row,
    tables.missing_dimensions,
    tables.reasons_repeated,
    rows.cause_without_measure,
)


def find_all(scores: Sequence[ProjectScore], accounts: Accounts | None = None) -> tuple[Finding, ...]:
    """Findings over one or many tables, in the order of the tables; accounts first."""
    across = tuple(_against_accounts(scores, accounts)) if accounts else ()
    return (*across, *(finding for score in scores for check in CHECKS for finding in check(score)))


def _against_accounts(scores: Sequence[ProjectScore], accounts: Accounts) -> Iterator[Finding]:
    """The project tables' outturn must add up to the project expenditure of the final accounts."""
    projects = [one for one in scores if one.assessment.project.form is Form.PROJECT]
    added = sum((Fraction(one.assessment.funding.outturn) for one in projects), Fraction(0))
    gap = abs(added - Fraction(accounts.project_expenditure))
    if projects and gap:
        yield Finding(
            "tables-against-accounts",
            "部门决算",
            "",
            f"{len(projects)} 张项目表全年执行数合计 {plain(added)} 万元，"
            f"决算项目支出 {accounts.project_expenditure:f} 万元，差 {plain(gap)} 万元",
        )
