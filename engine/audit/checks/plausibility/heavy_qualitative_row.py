"""Much weight on words (定性指标分值过大)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_row
from engine.audit.document import AuditDocument, AuditRow
from indicators.numbers import plain
from indicators.scoring.rulebook import TargetKind
from indicators.scoring.selection import kind_of

HEAVY = 40
"""Points on one qualitative row from which a reader should ask what was measured."""


def is_qualitative(row: AuditRow) -> bool:
    """Whether the target is in words (定性)."""
    return row.target is not None and kind_of(row.target) is TargetKind.QUALITATIVE


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        for row in table.rows:
            if row.weight is not None and row.weight >= HEAVY and is_qualitative(row):
                points = plain(row.weight)
                message = f"一项定性指标占 {points} 分，没有可核对的数"
                yield at_row(table, row, message, row.printed.weight, printed=f"{points} 分")


CHECK = Check(
    code="heavy-qualitative-row",
    title="定性指标分值过大",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="定性指标靠人评定，一项占了小半张表的分，总分就很难核对。",
    find=_find,
)
