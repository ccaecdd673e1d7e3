"""Checks across the rows of one table: money against cost rows, work against coverage, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from fractions import Fraction

from engine.audit.finding import Finding
from indicators.language.achievements import Measured
from indicators.language.targets import QuantityTarget
from indicators.numbers import plain
from indicators.quantities import Quantity
from indicators.scoring.project import ProjectScore
from indicators.scoring.score import IndicatorScore
from indicators.vocabulary.forms import Dimension, Form

TEN_THOUSAND_YUAN = Quantity(Decimal(1), "万", "元")
NEAR = Fraction(1, 20)
"""Cost rows within a twentieth of the budget are meant to be the budget, so they must equal it."""
SHARED_NAME = 4
"""Characters two row names must share to be about the same work."""
ADJUSTED = Fraction(1, 2)
"""A budget cut or grown by more than half while every target stands needs a word."""


def cost_rows_against_money(score: ProjectScore) -> Iterator[Finding]:
    """Cost targets and actuals add up to almost, but not exactly, the budget and the outturn."""
    funding = score.assessment.funding
    rows = _cost_rows(score)
    sums = (
        ("成本指标目标值", sum((target for _, target, _ in rows), Fraction(0)), "全年预算数", funding.revised_budget),
        ("成本指标实际值", sum((actual for _, _, actual in rows), Fraction(0)), "全年执行数", funding.outturn),
    )
    for label, added, money_label, money in sums:
        gap = abs(added - Fraction(money))
        if rows and 0 < gap <= NEAR * Fraction(money):
            yield _finding(
                "cost-rows-against-money",
                score,
                f"{label}合计 {plain(added)} 万元，{money_label} {money:f} 万元，差 {plain(gap)} 万元",
            )


def _cost_rows(score: ProjectScore) -> list[tuple[IndicatorScore, Fraction, Fraction]]:
    """Cost rows in money: (row, target, actual) in 万元."""
    rows = []
    for row in score.indicators:
        target = row.indicator.target.value
        actual = row.indicator.achieved.value if row.indicator.achieved else None
        if row.indicator.dimension is not Dimension.COST or not isinstance(target, QuantityTarget):
            continue
        if isinstance(actual, Measured):
            money = target.quantity.measured_in(TEN_THOUSAND_YUAN), actual.quantity.measured_in(TEN_THOUSAND_YUAN)
            if money[0] is not None and money[1] is not None:
                rows.append((row, money[0], money[1]))
    return rows


def covered_without_work(score: ProjectScore) -> Iterator[Finding]:
    """Nothing was done or spent, yet what it would have covered is reported as fully covered."""
    idle = [row for row in score.indicators if row.explanation.achieved == 0 and row.explanation.target]
    full = [row for row in score.indicators if row.indicator.name.endswith("率") and row.score == row.indicator.weight]
    for nothing in idle:
        for covered in full:
            shared = _shared(nothing.indicator.name, covered.indicator.name)
            if len(shared) >= SHARED_NAME:
                yield _finding(
                    "covered-without-work",
                    score,
                    f"「{nothing.indicator.name}」实际为 0，「{covered.indicator.name}」却报 "
                    f"{covered.indicator.achieved.text if covered.indicator.achieved else ''} 得满分",
                )


def _shared(first: str, second: str) -> str:
    match = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return first[match.a : match.a + match.size]


def saving_costs_twice(score: ProjectScore) -> Iterator[Finding]:
    """Money not spent loses points on execution and again on the cost rows."""
    execution = score.execution.deduction if score.execution else None
    saved = [
        (row.indicator.name, row.deduction)
        for row, target, actual in _cost_rows(score)
        if actual < target and row.deduction
    ]
    if execution and saved:
        lost = sum((Fraction(deduction) for _, deduction in saved), Fraction(0))
        names = "、".join(name for name, _ in saved)
        yield _finding(
            "saving-costs-twice",
            score,
            f"少花的钱扣了两次分：预算执行率扣 {plain(execution)}，成本指标（{names}）又扣 {plain(lost)}",
        )


def budget_rewritten(score: ProjectScore) -> Iterator[Finding]:
    """The budget changed by more than half in the year, the execution rate does not show it."""
    funding = score.assessment.funding
    original, revised = Fraction(funding.original_budget), Fraction(funding.revised_budget)
    if original and abs(revised - original) > ADJUSTED * original:
        yield _finding(
            "budget-rewritten",
            score,
            f"年初预算 {funding.original_budget:f} 万元，全年预算 {funding.revised_budget:f} 万元，表中没有说明",
        )


def missing_dimensions(score: ProjectScore) -> Iterator[Finding]:
    """A project table without cost or satisfaction indicators."""
    if score.assessment.project.form is not Form.PROJECT:
        return
    present = {row.indicator.dimension for row in score.indicators}
    missing = [d.value for d in (Dimension.COST, Dimension.SATISFACTION) if d not in present]
    if missing:
        yield _finding("dimensions-missing", score, f"没有设{'、'.join(missing)}")


def reasons_repeated(score: ProjectScore) -> Iterator[Finding]:
    """Rows explained with nearly the same sentence, each group told once."""
    groups: list[tuple[str, list[str]]] = []
    for row in score.indicators:
        reason = row.indicator.deviation_analysis
        same = next((names for first, names in groups if reason and _alike(first, reason)), None)
        if same is not None:
            same.append(row.indicator.name)
        elif reason:
            groups.append((reason, [row.indicator.name]))
    for _, names in groups:
        if len(names) == 2:
            yield _finding("reasons-repeated", score, f"「{names[0]}」与「{names[1]}」的原因几乎相同")
        elif len(names) > 2:
            listed = "、".join(f"「{name}」" for name in names[:3])
            yield _finding("reasons-repeated", score, f"{listed}等 {len(names)} 行的原因几乎相同")


def _alike(first: str, second: str) -> bool:
    return first == second or SequenceMatcher(None, first, second, autojunk=False).ratio() >= 0.8


def _finding(code: str, score: ProjectScore, message: str) -> Finding:
    return Finding(code, score.assessment.project.name, "", message)
