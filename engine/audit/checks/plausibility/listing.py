"""Several rows of a table in one observation (合并提示): the same words once, with the names behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.audit.check import Observation, at_table
from engine.audit.document import AuditRow, AuditTable
from engine.intake.disclosure.tables import Cell

LISTED = 8
"""Names that a sentence can carry."""


def at_rows(
    table: AuditTable,
    rows: Sequence[AuditRow],
    says: str,
    detail: Callable[[AuditRow], str],
    cell: Callable[[AuditRow], Cell | None],
    *,
    printed: str = "",
    follows: str = "",
    difference: str = "",
) -> Observation:
    """One row speaks for itself; several are counted and named, at the cell of the first."""
    first = rows[0]
    if len(rows) == 1:
        message, name = says + _bracketed(detail(first)), first.name
    else:
        message, name = f"{len(rows)} 行{says}：{names(rows, detail)}", ""
    place = cell(first) or first.printed.name
    return at_table(table, message, place, row=name, printed=printed, follows=follows, difference=difference)


def names(rows: Sequence[AuditRow], detail: Callable[[AuditRow], str]) -> str:
    """``组织开展活动次数（+100%）、参与活动人数（+42.3%）``; the rest of a long list as 等."""
    named = "、".join(row.name + _bracketed(detail(row)) for row in rows[:LISTED])
    return f"{named}等" if len(rows) > LISTED else named


def no_detail(_: AuditRow) -> str:
    """The name says enough."""
    return ""


def _bracketed(detail: str) -> str:
    return f"（{detail}）" if detail else ""
