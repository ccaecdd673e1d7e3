"""Points for execution that do not follow from the money (预算执行率得分不符)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.checks.adding import fitting_rounding, gap
from engine.audit.checks.arithmetic.rates import HUNDRED, printed_rate
from engine.audit.checks.arithmetic.rescoring import is_same
from engine.audit.document import AuditDocument, AuditMoney, AuditTable
from indicators.indicator import Funding
from indicators.numbers import plain
from indicators.scoring.execution import score_execution
from indicators.scoring.explanation import Explanation


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        money, said = table.total, explained(table)
        if money is None or said is None or money.score is None or _is_out_of_range(money.score, money.weight):
            continue
        if not is_from_printed_rate(table, money, money.score):  # a wrong rate, or a rounded one: other checks'
            yield from compared(table, money, money.score, said)


def _is_out_of_range(score: Decimal, weight: Decimal | None) -> bool:
    """Points below 0 or above the weight are another check's."""
    return score < 0 or (weight is not None and score > weight)


def explained(table: AuditTable) -> Explanation | None:
    """What follows, with the weight that the form prints; None for a budget of 0, which has its own check."""
    money, execution = table.total, table.execution
    if money is None or execution is None or not money.revised_budget or money.outturn is None:
        return None
    if money.weight == execution.weight:
        return execution.explanation
    weights = table.rulebook.weights.model_copy(update={"execution": money.weight})
    budget = money.revised_budget
    funding = Funding(original_budget=budget, revised_budget=budget, outturn=money.outturn)
    scored = score_execution(funding, table.rulebook.model_copy(update={"weights": weights}))
    return scored.explanation if scored else None


def is_from_printed_rate(table: AuditTable, money: AuditMoney, score: Decimal) -> bool:
    """Whether the points are the weight times the rate as printed, right or wrong, rounded or not."""
    rate = printed_rate(table, money)
    if rate is None or money.weight is None:
        return False
    share = Fraction(rate.printed) / (1 if rate.is_share else HUNDRED)
    return table.rulebook.rounding.score.step.apply(Fraction(money.weight) * min(share, Fraction(1))) == score


def compared(table: AuditTable, money: AuditMoney, score: Decimal, said: Explanation) -> Iterator[Observation]:
    if said.result is None or said.exact is None or is_same(score, said):
        return
    apart = gap(score, said.result)
    message = (
        f"预算执行率得分 {plain(score)} 分，按规则应得 {plain(said.result)} 分（{said.calculation}），"
        f"差 {apart} 分{fitting_rounding(said.exact, score)}"
    )
    yield at_table(
        table,
        message,
        money.printed.score,
        row=money.name,
        printed=plain(score),
        follows=plain(said.result),
        difference=apart,
    )


CHECK = Check(
    code="execution-score",
    title="预算执行率得分不符",
    group=Group.ARITHMETIC,
    severity=Severity.BLOCKING,
    why="预算执行率的得分由执行率和分值算出，两个数都印在同一行。",
    find=_find,
)
