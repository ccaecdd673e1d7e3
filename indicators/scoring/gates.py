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
from indicators.vocabulary.forms import Direction
from indicators.vocabulary.signs import Comparator


def explanation_problems(
    assessment: SelfAssessment, rows: tuple[IndicatorScore, ...], rulebook: Rulebook
) -> Iterator[Problem]:
    """What deviates, must be explained and is not: the money once, then rows; and large overshoots."""
    yield from _money(assessment, rulebook)
    for index, row in enumerate(rows):
        if row.status is ScoreStatus.NOT_APPLICABLE:
            continue
        gate = next((gate for gate in rulebook.explanation if _fires(gate, row)), None)
        if gate and not row.indicator.deviation_analysis:
            yield _unexplained(row, gate, rulebook).at("indicator", index)
        if rulebook.overshoot and is_overshoot(row, rulebook.overshoot):
            yield _overshoot(row, rulebook.overshoot).at("indicator", index)


def _money(assessment: SelfAssessment, rulebook: Rulebook) -> Iterator[Problem]:
    """A gate about the execution rate asks once, at the money block."""
    rate, given = assessment.funding.execution_rate, assessment.funding.deviation_analysis
    if rate is None or given:
        return
    for gate in rulebook.explanation:
        if gate.when and gate.when.subject is Subject.EXECUTION_RATE and _holds(gate.when, rate * 100):
            yield Problem(
                "explanation-missing",
                f"执行率 {plain(rounded(rate * 100, 2, Rounding.HALF_EVEN))}%，没有说明原因",
                expected=f"{rulebook.id} 规定{gate.asked}时说明原因和改进措施",
                example='deviation_analysis = "项目推迟到下年一季度验收，尾款结转"',
                where=("funding", "deviation_analysis"),
                severity=gate.severity,
            )


def _fires(gate: Gate, row: IndicatorScore) -> bool:
    target = row.indicator.target.value
    sign = sign_of(target) if isinstance(target, QuantityTarget) else TargetSign.POSITIVE
    return (
        (gate.kind is None or kind_of(target) in gate.kind)
        and (gate.sign is None or sign in gate.sign)
        and (row.is_missed if gate.when is None else _about_row(gate.when, row))
    )


def _about_row(condition: Condition, row: IndicatorScore) -> bool:
    value = _value(condition.subject, row)
    return value is not None and _holds(condition, value, row)


def _holds(condition: Condition, value: Fraction, row: IndicatorScore | None = None) -> bool:
    """Compare, in the target's unit where the condition writes one; unlike units never hold."""
    quantity = condition.quantity
    limit: Fraction | None = Fraction(quantity.number)
    measured = condition.subject in (Subject.ACHIEVED, Subject.DEVIATION)
    if measured and not quantity.is_bare and row is not None and row.curve is not None and row.curve.axis.measure:
        limit = quantity.measured_in(row.curve.axis.measure)
    return limit is not None and value in COMPARISONS[condition.comparator](limit)


def _value(subject: Subject, row: IndicatorScore) -> Fraction | None:
    """What a condition compares, in % for rates; None where the row has no such number."""
    explanation = row.explanation
    if subject is Subject.EXECUTION_RATE:
        return None  # about the money, not about a row
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
        expected=f"{rulebook.id} 规定{gate.asked}时说明原因和改进措施",
        example='deviation_analysis = "年初测算偏保守，下年按近三年平均数设定目标"',
        where=("deviation_analysis",),
        severity=gate.severity,
    )


def _is_ceiling(row: IndicatorScore) -> bool:
    """Going over a ceiling says nothing about a target set too low."""
    target = row.indicator.target.value
    comparator = target.comparator if isinstance(target, QuantityTarget) else None
    ceiling = comparator in (Comparator.AT_MOST, Comparator.LESS_THAN)
    return ceiling or row.indicator.direction is Direction.LOWER_IS_BETTER


def is_overshoot(row: IndicatorScore, condition: Condition) -> bool:
    """Whether a row went so far over its target that the target is in question (超额较多)."""
    return not _is_ceiling(row) and _about_row(condition, row)


def _overshoot(row: IndicatorScore, condition: Condition) -> Problem:
    return Problem(
        "overshoot-large",
        f"「{row.indicator.name}」偏差 {shown_deviation(row)}，目标可能定得过低（{condition}）",
        text=row.indicator.target.text,
        expected="核实年初目标是否合理",
        where=("target",),
        severity=Severity.WARNING,
    )
