"""Nothing was done or spent, yet what it would have covered is reported as fully covered (未开展却报全覆盖)."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from engine.audit.check import Check, Group, Observation, Severity, at_row
from engine.audit.checks.consistency.stated import text_of
from engine.audit.document import AuditDocument, AuditRow, AuditTable
from indicators.vocabulary.forms import Dimension

SHARED_NAME = 4
"""Characters two row names must share to be about the same work."""


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        idle = [row for row in table.rows if _is_idle(row)]
        full = [row for row in table.rows if row.name.endswith("率") and row.weight and row.score == row.weight]
        for nothing in idle:
            covered = next((row for row in full if row is not nothing and _is_about(nothing, row)), None)
            if covered is not None:
                yield _seen(table, nothing, covered)


def _seen(table: AuditTable, nothing: AuditRow, covered: AuditRow) -> Observation:
    reported, idle = text_of(covered.printed.achieved), text_of(nothing.printed.achieved)
    message = f"「{nothing.name}」实际为 0，「{covered.name}」却报 {reported} 得满分"
    cell = covered.printed.achieved
    return at_row(table, covered, message, cell, printed=reported, follows=f"「{nothing.name}」{idle}")


def _is_idle(row: AuditRow) -> bool:
    """Nothing spent, or nothing done of what was to be done; 0 accidents under a ceiling are work, not its absence."""
    judged, indicator = row.judged, row.indicator
    if judged is None or indicator is None or judged.explanation.achieved != 0 or not judged.explanation.target:
        return False
    return indicator.dimension is Dimension.COST or judged.is_missed


def _is_about(nothing: AuditRow, covered: AuditRow) -> bool:
    return _shared(nothing.name, covered.name) >= SHARED_NAME


def _shared(first: str, second: str) -> int:
    return SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size


CHECK = Check(
    code="covered-without-work",
    title="没有开展却报全覆盖",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    why="一项工作没有做、没有花钱，由它得出的覆盖率就不可能是满的。",
    find=_find,
)
