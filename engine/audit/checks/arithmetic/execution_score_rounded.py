"""Points for execution taken from the rounded rate instead of from the money (按修约后的执行率计分)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity
from engine.audit.checks.arithmetic.execution_score import compared, explained, is_from_printed_rate
from engine.audit.checks.arithmetic.rates import printed_rate
from engine.audit.document import AuditDocument


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        money, said = table.total, explained(table)
        if money is None or said is None or money.score is None:
            continue
        rate = printed_rate(table, money)
        if rate is not None and rate.is_right and is_from_printed_rate(table, money, money.score):
            yield from compared(table, money, money.score, said)


CHECK = Check(
    code="execution-score-rounded",
    title="按修约后的执行率计分",
    group=Group.ARITHMETIC,
    severity=Severity.HINT,
    why="先把执行率修约再乘分值，得数与直接用金额算的不同；相差不大，但两个单位就不可比。",
    find=_find,
)
