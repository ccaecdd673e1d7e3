"""When a row needs a 偏差原因分析, and when an overshoot is large, as the rulebook says."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from indicators.indicator import SelfAssessment
from indicators.language.conditions import Condition
from indicators.language.targets import QuantityTarget
from indicators.numbers import Rounding, plain, rounded
from indicators.problems import Problem, Severity
from indicators.scoring.curve import AxisKind
from indicators.scoring.regions import COMPARISONS
from indicators.scoring.rulebook import Gate, Rulebook, TargetSign
from indicators.scoring.score import IndicatorScore, ScoreStatus
from indicators.scoring.selection import kind_of, sign_of
from indicators.vocabulary.clauses import Subject


def explanation_problems(
    assessment: SelfAssessment, rows: tuple[IndicatorScore, ...], rulebook: Rulebook
) -> Iterator[Problem]:
    """Rows whose deviation must be explained and is not, and overshoots above the rulebook's threshold."""
    rate = assessment.funding.execution_rate
    for index, row in enumerate(rows):
        if row.status is ScoreStatus.NOT_APPLICABLE:
            continue
        gate = next((gate for gate in rulebook.explanation if _fires(gate, row, rate)), None)
        if gate and not row.indicator.deviation_analysis:
            yield _unexplained(row, gate, rulebook).at("indicator", index)
        if rulebook.overshoot and _about_row(rulebook.overshoot, row, rate):
            yield _overshoot(row, rulebook.overshoot).at("indicator", index)


def _fires(gate: Gate, row: IndicatorScore, rate: Fraction | None) -> bool:
    target = row.indicator.target.value
    sign = sign_of(target) if isinstance(target, QuantityTarget) else TargetSign.POSITIVE
    return (
        (gate.kind is None or kind_of(target) in gate.kind)
        and (gate.sign is None or sign in gate.sign)
        and _about_row(gate.when, row, rate)
    )


def _about_row(condition: Condition, row: IndicatorScore, rate: Fraction | None) -> bool:
    value = _value(condition.subject, row, rate)
    return value is not None and value in COMPARISONS[condition.comparator](Fraction(condition.quantity.number))


def _value(subject: Subject, row: IndicatorScore, rate: Fraction | None) -> Fraction | None:
    """What a condition compares, in % for rates; None where the row has no such number."""
    explanation = row.explanation
    if subject is Subject.EXECUTION_RATE:
        return rate * 100 if rate is not None else None
    if subject is Subject.SCORE_RATE:
        weight = Fraction(row.indicator.weight)
        return Fraction(row.score) / weight * 100 if row.score is not None and weight else None
    if row.curve is None or row.curve.axis.kind is not AxisKind.QUANTITY or explanation.achieved is None:
        return None
    if subject is Subject.ACHIEVED:
        return explanation.achieved
    target = explanation.target
    if target is None:
        return None
    if subject is Subject.DEVIATION:
        return abs(explanation.achieved - target)
    if target == 0 or (target < 0 and subject is Subject.COMPLETION_RATE):
        return None
    deviation = (explanation.achieved - target) / abs(target) * 100
    if subject is Subject.DEVIATION_RATE:
        return abs(deviation)
    return deviation if subject is Subject.OVERSHOOT_RATE else deviation + 100


def shown_deviation(row: IndicatorScore) -> str:
    """``+40%``, ``-17.1%``; empty where there is none to show."""
    if row.deviation_rate is None:
        return ""
    percent = rounded(row.deviation_rate * 100, 1, Rounding.HALF_EVEN)
    text = plain(percent).removesuffix(".0")
    return f"{'+' if percent > 0 else ''}{text}%"


def _unexplained(row: IndicatorScore, gate: Gate, rulebook: Rulebook) -> Problem:
    deviation = shown_deviation(row)
    return Problem(
        "explanation-missing",
        f"「{row.indicator.name}」{f'偏差 {deviation}，' if deviation else ''}没有填写偏差原因分析",
        expected=f"{rulebook.id} 规定{gate.when}时说明原因和改进措施",
        example='deviation_analysis = "年初测算偏保守，下年按近三年平均数设定目标"',
        where=("deviation_analysis",),
        severity=gate.severity,
    )


def _overshoot(row: IndicatorScore, condition: Condition) -> Problem:
    return Problem(
        "overshoot-large",
        f"「{row.indicator.name}」偏差 {shown_deviation(row)}，目标可能定得过低（{condition}）",
        text=row.indicator.target.text,
        expected="核实年初目标是否合理",
        where=("target",),
        severity=Severity.WARNING,
    )
