"""Tables that the prose announces, and how many there are (公开表数与说明不符)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_document
from engine.audit.checks.across.sums import announced, department_tables, project_tables
from engine.audit.document import AuditDocument
from engine.audit.prose_announcements import Counted


def _find(document: AuditDocument) -> Iterator[Observation]:
    projects, departments = len(project_tables(document)), len(department_tables(document))
    yield from _compared(document, Counted.DEPARTMENT, (departments,))
    yield from _compared(document, Counted.PROJECT, (projects,))
    yield from _compared(document, Counted.ANY, (projects + departments, projects))


def _compared(document: AuditDocument, counted: Counted, numbers: tuple[int, ...]) -> Iterator[Observation]:
    """Budgets of several kinds are announced one by one: each number, or all together, may be the whole."""
    said = announced(document, counted)
    counts = [one.count for one in said]
    if not said or any(number in (*counts, sum(counts)) for number in numbers):
        return
    there = f"有 {numbers[0]} 张" if numbers[0] else "一张也没有"
    yield at_document(
        document,
        f"说明写有{counted.value} {said[0].count} 张，文件里{there}",
        said[0].place,
        printed=f"{said[0].count} 张",
        follows=f"{numbers[0]} 张",
        difference=f"{abs(said[0].count - numbers[0])} 张",
    )


CHECK = Check(
    code="tables-announced",
    title="表数与说明不符",
    group=Group.ACROSS,
    severity=Severity.WARNING,
    why="说明写了几张表，就应当公开几张；少的表不知道是漏了，还是没有自评。",
    find=_find,
)
