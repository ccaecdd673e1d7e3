"""Targets that are bare numbers (没有计算符号): whether more or less is better is nowhere said."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity
from engine.audit.checks.plausibility.listing import at_rows
from engine.audit.document import AuditDocument, AuditRow
from indicators.language.targets import DateTarget, QuantityTarget
from indicators.vocabulary.signs import Comparator


def is_bare(row: AuditRow) -> bool:
    """Whether the target has no comparator and the row no direction (方向未申报)."""
    target, indicator = row.target, row.indicator
    bare = isinstance(target, QuantityTarget | DateTarget) and target.comparator is Comparator.UNSTATED
    return bare and indicator is not None and indicator.direction is None


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        if rows := [row for row in table.rows if is_bare(row)]:
            says = "目标没有写 ≥、≤ 或 =，看不出多好还是少好"
            yield at_rows(table, rows, says, _read_as, lambda row: row.printed.target)


def _read_as(row: AuditRow) -> str:
    """What is printed, and as what the rulebook takes it."""
    printed = row.printed.target.text if row.printed.target else ""
    goal = row.judged.goal if row.judged else None
    return f"{printed}，当作 {goal.target}" if goal else printed


CHECK = Check(
    code="comparator-missing",
    title="没有计算符号",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="没有符号的数可以读成至少、至多或恰好，三种读法得分不同。",
    find=_find,
)
