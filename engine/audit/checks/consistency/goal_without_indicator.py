"""A count of the goal that no row carries (目标有数、没有指标): the number itself is missing, words are not judged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.consistency.naming import is_of_the_year, named_rows
from engine.audit.checks.consistency.stated import quantity_in, target_of
from engine.audit.document import AuditDocument, AuditTable
from engine.intake.disclosure.tables import Cell
from indicators.language.prose import mentions
from indicators.language.prose_mentions import Mention, MentionKind
from indicators.quantities import Quantity
from indicators.vocabulary.signs import Comparator

_PROMISE = re.compile(
    "(?:完成|开展|组织|举办|查处|出具|培训|走访|调研|检查|新建|建设|编制|发放|救助|筛查|维护|印发|制定)[^0-9]{0,12}$"
)
_PEOPLE = frozenset(("人", "人次"))


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        if table.planned and table.rows and all(row.indicator is not None for row in table.rows):
            yield from _of(table, table.planned)


def _of(table: AuditTable, cell: Cell) -> Iterator[Observation]:
    said = mentions(cell.text, table.printed.fiscal_year)
    named = {named.mention for named in named_rows(table.rows, said, same_unit=False)}
    targets = [target for row in table.rows if (target := target_of(row))]
    for mention in said:
        stated = quantity_in(mention)
        if stated is None or mention in named or not _is_promised(mention):
            continue
        if not any(_carries(target, stated) for target in targets):
            words = f"{mention.before[-12:]} {mention.text}".strip()
            message = f"总体目标写「{words}」，指标里没有 {mention.text}"
            yield at_table(table, message, cell, printed="", follows=mention.text)


def _is_promised(mention: Mention) -> bool:
    """A count that the year is to bring, said with a verb of work or a lower bound."""
    if mention.kind is not MentionKind.COUNT or not is_of_the_year(mention):
        return False
    return mention.comparator is Comparator.AT_LEAST or _PROMISE.search(mention.before) is not None


def _carries(target: Quantity, stated: Quantity) -> bool:
    """The same number; a count of another unit may count the same (场 and 次, 人 and 人次)."""
    if {target.base_unit, stated.base_unit} <= _PEOPLE or target.base_unit == stated.base_unit:
        return Quantity(target.number, target.scale, stated.unit).measured_in(stated) == stated.number
    return (target.number, target.scale) == (stated.number, stated.scale)


CHECK = Check(
    code="goal-without-indicator",
    title="总体目标的数没有指标",
    group=Group.CONSISTENCY,
    severity=Severity.HINT,
    why="总体目标里写了具体的数，指标表却没有这个数，完没完成无从考核。",
    find=_find,
)
