"""Scores that another rounding would print differently (进位点): 4.145 is 4.14 or 4.15."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity, at_row, at_table
from engine.audit.document import AuditDocument, AuditTable
from indicators.numbers import Rounding, plain, rounded
from indicators.scoring.explanation import Explanation

_HALVES = (Rounding.HALF_DOWN, Rounding.HALF_EVEN, Rounding.HALF_UP)
"""They differ only in what they do with exactly half; 截尾 differs almost everywhere and says nothing."""


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        yield from _money(table)
        for row in table.rows:
            edge = _edge(row.judged.explanation) if row.judged else None
            if edge:
                cell = row.printed.score
                yield at_row(
                    table, row, edge[0], cell, printed=cell.text if cell else "", follows=edge[1], difference=edge[2]
                )


def _money(table: AuditTable) -> Iterator[Observation]:
    edge = _edge(table.execution.explanation) if table.execution else None
    if edge and table.total:
        cell = table.total.printed.score
        yield at_table(
            table,
            f"预算执行率得分 {edge[0]}",
            cell,
            row=table.total.name,
            printed=cell.text if cell else "",
            follows=edge[1],
            difference=edge[2],
        )


def _edge(explanation: Explanation) -> tuple[str, str, str] | None:
    """What to say, both scores and their difference; None away from the edge."""
    exact, places = explanation.exact, explanation.rounding.places
    if exact is None or (exact * 10**places * 2).denominator != 1 or (exact * 10**places).denominator == 1:
        return None
    given = {mode: plain(rounded(exact, places, mode)) for mode in _HALVES}
    low, high = sorted(set(given.values()), key=Fraction)
    says = "，".join(f"{_modes(given, score)}得 {score}" for score in (low, high))
    return f"{explanation.calculation}，恰在进位点上：{says}", f"{low} / {high}", plain(Fraction(high) - Fraction(low))


def _modes(given: dict[Rounding, str], score: str) -> str:
    return "、".join(mode.value for mode, rounded_to in given.items() if rounded_to == score)


CHECK = Check(
    code="rounding-edge",
    title="恰在进位点上",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="恰好一半时各种修约办法得数不同，复核时差 0.01 不一定是算错，要先问用的是哪一种。",
    find=_find,
)
