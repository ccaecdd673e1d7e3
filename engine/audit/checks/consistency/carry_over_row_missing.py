"""The name says carry-over, the money block has no such row (名称写结转、资金没有结转行)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.document import AuditDocument
from indicators.numbers import plain

WORD = "结转"


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        parts = table.money[1:]
        if not parts or WORD not in table.label or any(WORD in part.name for part in parts):
            continue
        filled = next((part for part in parts if part.original_budget or part.revised_budget), None)
        where = f"，钱列在「{filled.name}」（{_amount(filled.original_budget)}）" if filled else ""
        message = f"名称写「{WORD}」，资金表没有上年结转资金一行{where}"
        yield at_table(
            table, message, table.printed.name, printed=filled.name if filled else "", follows="上年结转资金"
        )


def _amount(original: Decimal | None) -> str:
    return "年初预算未填" if original is None else f"年初预算 {plain(original)} 万元"


CHECK = Check(
    code="carry-over-row-missing",
    title="结转资金没有单列",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    why="结转资金与当年的钱分开管理，名称说是结转，资金来源里就应当看得到。",
    find=_find,
)
