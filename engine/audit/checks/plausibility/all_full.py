"""Every project of the department printed 100 (全部满分)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_document
from engine.audit.document import AuditDocument

MANY = 3
"""Project tables from which a pattern over the department says something."""


def _find(document: AuditDocument) -> Iterator[Observation]:
    projects = document.projects
    if len(projects) >= MANY and all(table.total_score == 100 for table in projects):
        total = projects[0].printed.total_score
        message = f"{len(projects)} 张项目表全部得 100 分，没有一张扣分"
        yield at_document(document, message, total.place if total else None, printed="100")


CHECK = Check(
    code="all-full",
    title="全部满分",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="所有项目都是满分，要么目标定得偏低，要么自评没有拉开差距。",
    find=_find,
)
