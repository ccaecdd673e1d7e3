"""The project tables against the final accounts that somebody gave (项目表与决算不符)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_document
from engine.audit.checks.across.sums import outturn, project_tables, sum_of
from engine.audit.checks.adding import gap
from engine.audit.document import AuditDocument
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    accounts, spent = document.accounts, sum_of(project_tables(document), outturn)
    if accounts is None or spent is None or spent == accounts.project_expenditure:
        return
    known = accounts.project_expenditure
    apart = gap(spent, known)
    message = (
        f"{len(project_tables(document))} 张项目表全年执行数合计 {plain(spent)} 万元，"
        f"决算项目支出 {plain(known)} 万元，差 {apart} 万元"
    )
    yield at_document(document, message, printed=plain(spent), follows=plain(known), difference=apart)


CHECK = Check(
    code="tables-against-accounts",
    title="项目表与决算不符",
    group=Group.ACROSS,
    severity=Severity.WARNING,
    why="项目支出是各个项目花的钱，项目表的执行数合计应当与决算对得上。",
    find=_find,
)
