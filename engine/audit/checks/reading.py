"""What could be read in more than one way (存疑): said before anything is computed from it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity
from engine.audit.document import AuditDocument
from engine.intake.disclosure.tables import Doubt


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        for doubt in table.printed.doubts:
            yield _observation(table.label, doubt)
    for doubt in document.doubts:
        yield _observation(document.file, doubt)


def _observation(table: str, doubt: Doubt) -> Observation:
    return Observation(table, "", doubt.place, doubt.message, follows="；或 ".join(doubt.candidates))


CHECK = Check(
    code="reading-ambiguous",
    title="读取存疑",
    group=Group.READING,
    severity=Severity.WARNING,
    why="表格的版面可以有两种读法，由此算出的数要由人先定下读法才可靠。",
    find=_find,
)
