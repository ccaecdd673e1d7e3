"""Causes without measures (有原因无措施): the column asks for both, a cause alone repeats next year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_document
from engine.audit.checks.plausibility.deviating import deviates, reason_of
from engine.audit.checks.plausibility.listing import at_rows, no_detail
from engine.audit.document import AuditDocument, AuditRow, AuditTable

_MEASURES = re.compile("改进|下一步|今后|下年|下一年|将|应当|应按|应该|加强|调整|完善|优化")


def _find(document: AuditDocument) -> Iterator[Observation]:
    bare = [(table, rows) for table in document.tables if (rows := _bare(table))]
    for table, rows in bare:
        yield at_rows(
            table, rows, "只说了偏差原因，没有改进措施", no_detail, lambda row: row.printed.deviation_analysis
        )
    if len(bare) > 1:
        yield _whole(document, sum(len(rows) for _, rows in bare))


def _bare(table: AuditTable) -> list[AuditRow]:
    return [row for row in _explained(table) if not _MEASURES.search(reason_of(row))]


def _explained(table: AuditTable) -> list[AuditRow]:
    return [row for row in table.rows if deviates(row) and reason_of(row)]


def _whole(document: AuditDocument, bare: int) -> Observation:
    """What an auditor quotes: of so many explained rows so few say what will be done."""
    explained = sum(len(_explained(table)) for table in document.tables)
    measured = explained - bare
    few = f"只有 {measured} 行写了改进措施" if measured else "没有一行写改进措施"
    message = f"全部表合计：{explained} 行写了偏差原因，{few}"
    return at_document(document, message, printed=f"{measured} 行", follows=f"{explained} 行", difference=f"{bare} 行")


CHECK = Check(
    code="cause-without-measure",
    title="有原因无措施",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="这一栏既要写原因，也要写改进措施；只有原因，下一年还会这样。",
    find=_find,
)
