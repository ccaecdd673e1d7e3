"""The money of the project tables against the paragraph about them (项目表金额与说明不符)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from engine.audit.check import Check, Group, Observation, Severity, at_document
from engine.audit.checks.across.sums import (
    announced,
    are_all_there,
    original_budget,
    outturn,
    project_tables,
    revised_budget,
    sum_of,
)
from engine.audit.checks.adding import added, gap
from engine.audit.document import AuditDocument
from engine.audit.prose_announcements import Announcement, Counted
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    if not are_all_there(document):
        return
    projects = project_tables(document)
    budget, spent = sum_of(projects, revised_budget), sum_of(projects, outturn)
    yield from _compared(document, "全年预算数", lambda one: one.budget, budget)
    yield from _compared(document, "全年执行数", lambda one: one.outturn, spent)
    # «涉及资金» does not say which money it means.
    yield from _compared(document, "涉及资金", lambda one: one.funds, budget, spent, sum_of(projects, original_budget))


def _compared(
    document: AuditDocument,
    title: str,
    amount: Callable[[Announcement], Decimal | None],
    follows: Decimal | None,
    *others: Decimal | None,
) -> Iterator[Observation]:
    """Budgets of several kinds are announced one by one: each amount, or all together, may be the whole."""
    said = [(number, one.place) for one in announced(document, Counted.PROJECT) if (number := amount(one)) is not None]
    numbers = [number for number, _ in said]
    if follows is None or not said or any(sum_ in (*numbers, added(numbers)) for sum_ in (follows, *others)):
        return
    printed, place = said[0]
    apart = gap(printed, follows)
    message = (
        f"说明写项目{title} {plain(printed)} 万元，{len(project_tables(document))} 张项目表合计 {plain(follows)} 万元，"
        f"差 {apart} 万元"
    )
    yield at_document(document, message, place, printed=plain(printed), follows=plain(follows), difference=apart)


CHECK = Check(
    code="projects-against-prose",
    title="项目表金额与说明不符",
    group=Group.ACROSS,
    severity=Severity.BLOCKING,
    why="说明里的项目金额就是各张项目表加起来的数，加不上必有一处是错的。",
    find=_find,
)
