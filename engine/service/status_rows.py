"""The listing of projects as rows of the status funnel (办理进度): who waits where, and for how many days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from engine.charts.status_rows import StatusRow
from engine.store.rows import ProjectRow

DAY = timedelta(days=1)


def status_rows(projects: Iterable[ProjectRow], now: str) -> tuple[StatusRow, ...]:
    """One row a project; ``now`` is a UTC time as the history writes it."""
    return tuple(StatusRow(row.phase, row.status, _days(row, now)) for row in projects)


def _days(row: ProjectRow, now: str) -> int | None:
    """Whole days since it came where it is; None where it is nobody's turn. A clock set back counts as 0."""
    if not row.waiting_role:
        return None
    return max((datetime.fromisoformat(now) - datetime.fromisoformat(row.waiting_since)) // DAY, 0)
