"""A target written = but not equalled, paid in full (等于型目标未相等): a minimum was probably meant."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_row
from engine.audit.checks.plausibility.deviating import is_full, rate
from engine.audit.document import AuditDocument, AuditRow, AuditTable
from indicators.language.targets import QuantityTarget
from indicators.vocabulary.signs import Comparator


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        for row in table.rows:
            target = row.target
            exact = isinstance(target, QuantityTarget) and target.comparator is Comparator.EXACTLY
            if isinstance(target, QuantityTarget) and exact and row.deviation_rate and is_full(row):
                yield _observation(table, row, target)


def _observation(table: AuditTable, row: AuditRow, target: QuantityTarget) -> Observation:
    meant = Comparator.AT_LEAST if (row.deviation_rate or 0) > 0 else Comparator.AT_MOST
    written, achieved = row.printed.target, row.printed.achieved
    assert written, "a row with a target has its cell"
    return at_row(
        table,
        row,
        f"目标写 {written.text}，实际 {achieved.text if achieved else ''}，并不相等却得满分，可能应写 {meant.value}",
        written,
        printed=written.text,
        follows=f"{meant.value}{target.quantity}",
        difference=rate(row),
    )


CHECK = Check(
    code="exact-target-missed",
    title="等于型目标未相等",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="写「=」就是要恰好相等，多了也算不符；本意是「不少于」的，应写 ≥。",
    find=_find,
)
