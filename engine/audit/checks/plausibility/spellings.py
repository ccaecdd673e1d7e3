"""How the same thing is written in different places (写法): signs, figures, rates, scores."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from engine.audit.document import AuditDocument, AuditRow, AuditTable
from engine.intake.disclosure.tables import Cell
from indicators.language.achievements import Measured
from indicators.language.targets import QuantityTarget
from indicators.vocabulary.signs import PREFIXES

Meaning = tuple[str, str, Fraction]
"""Kind, unit and value: what two spellings must share to be two spellings of one thing."""
_SIGN = re.compile("[≥≧⩾≤≦⩽><=＞＜＝═]{1,2}")
_WIDE = str.maketrans("＞＜＝", "><=")


class Spelling(NamedTuple):
    """A way of writing and where it stands."""

    meaning: Meaning
    written: str
    where: str
    cell: Cell
    table: AuditTable


def spellings(document: AuditDocument) -> Iterator[Spelling]:
    """Every sign, figure, rate and score of the tables, in reading order."""
    for table in document.tables:
        for money in table.money:
            where = f"「{table.label}」"
            yield from _figure("执行率", money.execution_rate, money.printed.execution_rate, f"{where}执行率", table)
            yield from _figure("得分", money.score, money.printed.score, f"{where}执行率得分", table)
        for row in table.rows:
            yield from _of_row(row, table)
        yield from _figure("得分", table.total_score, table.printed.total_score, f"「{table.label}」总分", table)


def _of_row(row: AuditRow, table: AuditTable) -> Iterator[Spelling]:
    where = f"「{row.name}」"
    for cell, value in ((row.printed.target, row.target), (row.printed.achieved, row.achieved)):
        if cell is None:
            continue
        sign = _SIGN.match(cell.text.strip())
        comparator = PREFIXES.get(sign[0].translate(_WIDE)) if sign else None
        if sign and comparator:
            yield Spelling((f"符号 {comparator.value}", "", Fraction(0)), sign[0], where, cell, table)
        if isinstance(value, QuantityTarget | Measured):
            quantity = value.quantity
            meaning = ("数值", quantity.scale + quantity.unit, Fraction(quantity.number))
            yield Spelling(meaning, str(quantity), where, cell, table)
    yield from _figure("得分", row.score, row.printed.score, where, table)


def _figure(kind: str, value: Decimal | None, cell: Cell | None, where: str, table: AuditTable) -> Iterator[Spelling]:
    if value is not None and cell is not None:
        yield Spelling((kind, "", Fraction(value)), " ".join(cell.text.split()), where, cell, table)
