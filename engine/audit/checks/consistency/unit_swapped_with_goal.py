"""Two rows whose units stand the other way round in the goal (单位与目标文字对调)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from engine.audit.check import Check, Group, Observation, Severity, at_row
from engine.audit.checks.consistency.naming import Named, named_rows
from engine.audit.checks.consistency.stated import target_of, text_of
from engine.audit.document import AuditDocument
from indicators.language.prose import mentions


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        if table.planned is None:
            continue
        named = named_rows(table.rows, mentions(table.planned.text, table.printed.fiscal_year), same_unit=False)
        for first, second in combinations([one for one in named if _unit(one) != one.stated.unit], 2):
            swapped = (first.stated.unit, second.stated.unit) == (_unit(second), _unit(first))
            if swapped and first.row is not second.row:
                printed = f"{text_of(first.row.printed.target)}、{text_of(second.row.printed.target)}"
                stated = f"{first.mention.text}、{second.mention.text}"
                names = f"「{first.row.name}」「{second.row.name}」"
                message = f"{names}的指标值是 {printed}，总体目标写 {stated}，两个单位可能写反了"
                yield at_row(table, first.row, message, first.row.printed.target, printed=printed, follows=stated)


def _unit(named: Named) -> str:
    target = target_of(named.row)
    assert target is not None, "only rows with a number are named"
    return target.unit


CHECK = Check(
    code="unit-swapped-with-goal",
    title="单位与总体目标对调",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    why="场和次、人和人次说的不是一回事，目标与指标单位相反，完成数就无法核对。",
    find=_find,
)
