"""Parts of 本年支出 that do not add up to it (支出构成合计不符)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_document
from engine.audit.checks.adding import added, gap
from engine.audit.document import AuditDocument
from engine.audit.prose_expenditure import expenditure_in
from engine.audit.prose_text import prose_text
from indicators.numbers import plain


def _find(document: AuditDocument) -> Iterator[Observation]:
    said = expenditure_in(prose_text(document.prose))
    if said is None:
        return
    follows = added(amount for _, amount in said.parts)
    if follows != said.total:
        apart = gap(said.total, follows)
        named = " + ".join(f"{name} {plain(amount)}" for name, amount in said.parts if amount)
        message = f"说明写本年支出 {plain(said.total)} 万元，{named} = {plain(follows)} 万元，差 {apart} 万元"
        printed = plain(said.total)
        yield at_document(document, message, said.place, printed=printed, follows=plain(follows), difference=apart)


CHECK = Check(
    code="expenditure-parts",
    title="支出构成合计不符",
    group=Group.ACROSS,
    severity=Severity.BLOCKING,
    why="基本支出、项目支出等各项加起来就是本年支出，同一句话里的数应当对得上。",
    find=_find,
)
