"""The budget changed by more than half in the year, and nothing says why (预算大幅调整没有说明)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.consistency.cost_rows import TEN_THOUSAND_YUAN
from engine.audit.document import AuditDocument, AuditTable
from indicators.language.prose import mentions
from indicators.numbers import plain
from indicators.quantities import Quantity

ADJUSTED = Fraction(1, 2)
"""A budget cut or grown by more than half while every target stands needs a word."""
_CHANGED = re.compile("调减|调增|调整|追加|压减|核减|收回|削减|新增")
_BUDGET = re.compile("预算|资金|经费")


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        money = table.total
        original, revised = (money.original_budget, money.revised_budget) if money else (None, None)
        if money is None or not original or revised is None or not _is_rewritten(original, revised):
            continue
        if _is_explained(document, table, original):
            continue
        figures = f"年初预算 {plain(original)} 万元，全年预算 {plain(revised)} 万元"
        difference = plain(abs(Fraction(revised) - Fraction(original)))
        yield at_table(
            table,
            f"{figures}，表中没有说明",
            money.printed.revised_budget,
            printed=plain(revised),
            follows=plain(original),
            difference=difference,
        )


def _is_rewritten(original: Decimal, revised: Decimal) -> bool:
    return abs(Fraction(revised) - Fraction(original)) > ADJUSTED * abs(Fraction(original))


def _is_explained(document: AuditDocument, table: AuditTable, original: Decimal) -> bool:
    """Whether the table, or a paragraph that names its original budget, speaks of a change of the budget."""
    own = [cell.text for cell in (table.planned, table.done) if cell]
    own += [row.reason for row in table.rows if row.reason]
    if any(_CHANGED.search(sentence) and _BUDGET.search(sentence) for text in own for sentence in text.split("。")):
        return True
    return any(_CHANGED.search(line.text) and _states(line.text, original) for line in document.prose)


def _states(text: str, amount: Decimal) -> bool:
    values = (mention.value for mention in mentions(text))
    return any(isinstance(value, Quantity) and value.measured_in(TEN_THOUSAND_YUAN) == amount for value in values)


CHECK = Check(
    code="budget-rewritten",
    title="预算大幅调整没有说明",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    why="执行率按调整后的预算计算，看不出年初的钱去了哪里，应当说明为什么调、目标为什么不用改。",
    find=_find,
)
