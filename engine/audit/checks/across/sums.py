"""The money of all project tables added up (项目表金额合计)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from engine.audit.checks.adding import added
from engine.audit.document import AuditDocument, AuditMoney, AuditTable
from engine.audit.prose_announcements import Announcement, Counted, announcements
from engine.audit.prose_text import prose_text
from engine.intake.disclosure.tables import TableKind

Amount = Callable[[AuditMoney], Decimal | None]


def original_budget(money: AuditMoney) -> Decimal | None:
    return money.original_budget


def revised_budget(money: AuditMoney) -> Decimal | None:
    return money.revised_budget


def outturn(money: AuditMoney) -> Decimal | None:
    return money.outturn


def sum_of(tables: Sequence[AuditTable], amount: Amount) -> Decimal | None:
    """The totals added up; None when a table prints none, for then nothing follows."""
    amounts = [amount(table.total) if table.total else None for table in tables]
    known = [one for one in amounts if one is not None]
    return added(known) if known and len(known) == len(amounts) else None


def announced(document: AuditDocument, *counted: Counted) -> tuple[Announcement, ...]:
    """What the prose announces of tables of these kinds."""
    return tuple(one for one in announcements(prose_text(document.prose)) if one.counted in counted)


def project_tables(document: AuditDocument) -> tuple[AuditTable, ...]:
    """Self-assessments of projects; targets for another year and transfer payments are counted by nobody here."""
    return tuple(table for table in document.tables if table.printed.kind is TableKind.PROJECT)


def department_tables(document: AuditDocument) -> tuple[AuditTable, ...]:
    return tuple(table for table in document.tables if table.is_department)


def are_all_there(document: AuditDocument) -> bool:
    """Whether no project table is missing: with one missing, no sum can be held against the prose.

    More tables than announced are all there: it is then the prose that forgot one, and its sums show it.
    """
    counts = [one.count for one in announced(document, Counted.PROJECT)]
    number = len(project_tables(document))
    return not counts or number in (*counts, sum(counts)) or number > sum(counts)
