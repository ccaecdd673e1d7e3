"""Rows that cannot be read as indicators (指标行读不懂): nothing can be checked there."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity
from engine.audit.checks.plausibility.listing import at_rows
from engine.audit.document import AuditDocument, AuditRow, AuditTable
from engine.intake.disclosure.tables import Cell
from indicators.problems import Problem


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        for problem, rows in _by_problem(table):
            yield _observation(table, problem, rows)


def _by_problem(table: AuditTable) -> list[tuple[Problem, list[AuditRow]]]:
    """The same trouble of several rows is one observation."""
    found: dict[tuple[str, str], tuple[Problem, list[AuditRow]]] = {}
    for row in table.rows:
        for problem in row.problems if row.indicator is None else ():
            found.setdefault((problem.code, problem.message), (problem, []))[1].append(row)
    return list(found.values())


def _observation(table: AuditTable, problem: Problem, rows: list[AuditRow]) -> Observation:
    field = str(problem.where[0]) if problem.where else ""
    expected = f"应为{problem.expected}" if problem.expected else ""
    return at_rows(
        table,
        rows,
        f"{problem.message}，这一行无法核对",
        lambda row: _text(row, field),
        lambda row: _cell(row, field),
        printed="；".join(filter(None, (_text(row, field) for row in rows))),
        follows=expected,
    )


def _cell(row: AuditRow, field: str) -> Cell | None:
    printed = row.printed
    cells = {
        "target": printed.target,
        "achieved": printed.achieved,
        "dimension": printed.dimension,
        "category": printed.category,
        "weight": printed.weight,
        "deviation_analysis": printed.deviation_analysis,
    }
    return cells.get(field)


def _text(row: AuditRow, field: str) -> str:
    cell = _cell(row, field)
    return cell.text if cell else ""


CHECK = Check(
    code="target-unreadable",
    title="指标行读不懂",
    group=Group.PLAUSIBILITY,
    severity=Severity.WARNING,
    why="目标或实际值看不出是多少，得分就无从核对。",
    find=_find,
)
