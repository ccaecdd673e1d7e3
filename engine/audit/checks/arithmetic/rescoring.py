"""A printed score beside the one the rulebook gives (重算比对)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from engine.audit.check import Observation, at_row
from engine.audit.checks.adding import decimals, fitting_rounding, gap
from engine.audit.document import AuditRow, AuditTable
from indicators.numbers import plain
from indicators.scoring.curve import Band
from indicators.scoring.explanation import Explanation


def is_inferred(row: AuditRow) -> bool:
    """Whether what follows rests on a reading that the office need not share: see ``_reading``."""
    return bool(_reading(row))


def compared(table: AuditTable, row: AuditRow) -> Iterator[Observation]:
    """What is wrong with a printed score: outside what a person may give, or not what the formula gives."""
    judged, score = row.judged, row.score
    if judged is None or score is None or row.weight is None or not 0 <= score <= row.weight:
        return  # without a weight nothing follows; points outside 0 and the weight are another check's
    if judged.band is not None:
        yield from _against_band(table, row, score, judged.band, judged.explanation.says)
    else:
        yield from _against_formula(table, row, score, judged.explanation)


def _against_band(table: AuditTable, row: AuditRow, score: Decimal, band: Band, says: str) -> Iterator[Observation]:
    if Fraction(score) not in band:
        message = f"得分 {plain(score)} 分，「{says}」只能在 {band}之内"
        yield at_row(table, row, message, row.printed.score, printed=plain(score), follows=str(band))


def _against_formula(table: AuditTable, row: AuditRow, score: Decimal, said: Explanation) -> Iterator[Observation]:
    if said.result is None or said.exact is None or is_same(score, said):
        return
    apart, rounding = gap(score, said.result), fitting_rounding(said.exact, score)
    derived = f"按「{said.rule}」应得 {plain(said.result)} 分（{_steps(said)}）"
    yield at_row(
        table,
        row,
        f"得分 {plain(score)} 分，{derived}，差 {apart} 分{rounding}{_reading(row)}",
        row.printed.score,
        printed=plain(score),
        follows=plain(said.result),
        difference=apart,
    )


def is_same(score: Decimal, said: Explanation) -> bool:
    """Whether a printed score is the computed one; a sheet that shows the quotient unrounded says no other score."""
    is_longer = decimals(score) > said.rounding.places
    return score == said.result or (is_longer and said.rounding.apply(Fraction(score)) == said.result)


def _steps(said: Explanation) -> str:
    """``5 × 8.29 ÷ 10 = 4.145``, or in words where nothing is multiplied."""
    return said.calculation if "=" in said.calculation else said.says


def _reading(row: AuditRow) -> str:
    """What was taken for granted: a comparator that is not printed, the rulebook where the row has its own rule."""
    own, is_used = row.printed.scoring_rule, row.indicator is not None and row.indicator.scoring_rule is not None
    if own is not None and own.text and not is_used:
        return f"；表上另印有评分标准「{own.text}」，以它为准时请人核对"
    return "".join(f"；{problem.message}" for problem in row.problems if problem.code == "comparator-inferred")
