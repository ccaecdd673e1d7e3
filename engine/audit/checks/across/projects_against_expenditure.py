"""The project tables against 项目支出 of the prose (项目表与支出决算说明不符)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity, at_document
from engine.audit.checks.across.sums import are_all_there, outturn, project_tables, sum_of
from engine.audit.checks.adding import decimals, gap
from engine.audit.document import AuditDocument
from engine.audit.prose_expenditure import PROJECT, Expenditure, expenditure_in, items_of
from engine.audit.prose_text import prose_text
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    spent, said = sum_of(project_tables(document), outturn), expenditure_in(prose_text(document.prose))
    known = said.part(PROJECT) if said else None
    if spent is None or said is None or known is None or spent == known or not are_all_there(document):
        return
    if document.accounts is None or document.accounts.project_expenditure != known:  # else told with the accounts
        yield _observed(document, spent, known, said)


def _observed(document: AuditDocument, spent: Decimal, known: Decimal, said: Expenditure) -> Observation:
    items = "、".join(items_of(prose_text(document.prose), known))
    same = f"（{items}同为此数）" if items else ""
    apart, number = gap(spent, known), len(project_tables(document))
    message = (
        f"{number} 张项目表全年执行数合计 {plain(spent)} 万元，说明写项目支出 {plain(known)} 万元{same}，"
        f"差 {apart} 万元{_reservation(number, spent, known)}"
    )
    return at_document(document, message, said.place, printed=plain(spent), follows=plain(known), difference=apart)


def _reservation(number: int, spent: Decimal, known: Decimal) -> str:
    """Every printed amount is rounded by up to half a unit: so many of them may come to a whole one."""
    unit = Fraction(1, 10 ** max(decimals(spent), decimals(known)))
    most = unit * (number + 1) / 2
    if abs(Fraction(spent) - Fraction(known)) <= most:
        return f"；{number + 1} 个数各自四舍五入，最多可差 {plain(most)} 万元，请按元核对"
    return "；可能有项目没有公开自评表" if spent < known else ""


CHECK = Check(
    code="projects-against-expenditure",
    title="项目表与支出决算说明不符",
    group=Group.ACROSS,
    severity=Severity.WARNING,
    why="项目支出是各个项目花的钱，项目表的执行数合计应当与支出决算说明对得上。",
    find=_find,
)
