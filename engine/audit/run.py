"""All checks over a document (逐项核查)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.audit.check import Check, Group
from engine.audit.checks import ALL
from engine.audit.document import Accounts, AuditDocument
from engine.audit.finding import Finding
from engine.audit.own_tables import own_document
from indicators.scoring.project import ProjectScore

TOLD_BY_THE_RULEBOOK = frozenset({"overshoot-full", "overshoot-unexplained", "deviation-unexplained"})


def audit(document: AuditDocument) -> tuple[Finding, ...]:
    """Every finding, check by check, each in reading order."""
    return _found(document, ALL)


def find_all(scores: Sequence[ProjectScore], accounts: Accounts | None = None) -> tuple[Finding, ...]:
    """Findings over a department's own tables, before they are published.

    Their arithmetic is the engine's own, and what people typed was checked when it came in: not looked at again. What
    the rulebook asks to be explained is a Problem of the row already.
    """
    checks = [check for check in ALL if check.group is not Group.ARITHMETIC and check.code not in TOLD_BY_THE_RULEBOOK]
    return _found(own_document(scores, accounts), checks) if scores else ()


def _found(document: AuditDocument, checks: Iterable[Check]) -> tuple[Finding, ...]:
    return tuple(Finding(check, seen) for check in checks for seen in check.find(document))
