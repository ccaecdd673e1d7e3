"""One file audited (核查一份文件): read, rulebook chosen, judged, every check, reduced to a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from engine.audit.check import Check
from engine.audit.checks import ALL
from engine.audit.document import AuditTable
from engine.audit.finding import Finding
from engine.audit.judging import judged_document, judged_table
from engine.audit.report.reduce import report_of
from engine.audit.report.values import RefusedFile, Report, RulebookUsed
from engine.intake.disclosure.read import READERS, disclosure_in
from engine.intake.disclosure.tables import DisclosedTable, Disclosure
from indicators.problems import Problem
from indicators.scoring.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of an audit (核查要求); small, so that it can go to another process."""

    rulebook: Rulebook | None = None
    """None: inferred from each file."""
    codes: frozenset[str] = field(default_factory=lambda: frozenset(check.code for check in ALL))
    """The checks to run."""
    previous: tuple[DisclosedTable, ...] = ()
    """Last year's tables."""

    @property
    def checks(self) -> tuple[Check, ...]:
        return tuple(check for check in ALL if check.code in self.codes)


def audit_bytes(data: bytes | Problem, name: str, order: Order) -> Report:
    """The report on a file, or why there is none."""
    if isinstance(data, Problem):
        return RefusedFile(name, data)
    disclosure = disclosure_in(data, name)
    if isinstance(disclosure, Problem):
        return RefusedFile(name, disclosure)
    if not disclosure.tables:
        return RefusedFile(name, no_table(disclosure))
    return audit_disclosure(disclosure, order)


def audit_disclosure(disclosure: Disclosure, order: Order) -> Report:
    """The report on a file that was read and has tables."""
    rulebook, used = _rulebook(disclosure.tables, order.rulebook)
    document = judged_document(disclosure, rulebook)
    previous = _judged(order.previous, rulebook)
    document = replace(document, previous=previous, is_rulebook_named=order.rulebook is not None)
    found = [Finding(check, seen) for check in order.checks for seen in check.find(document)]
    return report_of(document, found, used)


def _judged(tables: Sequence[DisclosedTable], rulebook: Rulebook) -> tuple[AuditTable, ...]:
    return tuple(judged_table(table, rulebook) for table in tables)


def _rulebook(tables: Sequence[DisclosedTable], named: Rulebook | None) -> tuple[Rulebook, RulebookUsed]:
    if named is not None:
        return named, RulebookUsed(named.id, named.title, "是命令里指定的")
    from engine.audit.choosing import chosen

    return chosen(tables)


def no_table(disclosure: Disclosure) -> Problem:
    """Doubts about the whole file say why, where there are any."""
    why = "；".join(doubt.message for doubt in disclosure.doubts[:3])
    return Problem(
        "no-table-found",
        f"没有找到绩效自评表{f'：{why}' if why else ''}",
        disclosure.file,
        expected=f"含有绩效自评表的文件，表不是图片：{'、'.join(f'.{ending}' for ending in READERS)}",
        example="公开说明.docx",
    )
