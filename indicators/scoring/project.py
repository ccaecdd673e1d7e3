"""Scoring a whole self-assessment: execution, rows, total, caps, grade."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.indicator import Amount, Money, SelfAssessment
from indicators.language.targets import QuantityTarget
from indicators.numbers import plain
from indicators.problems import Problem, Severity
from indicators.quantities import Quantity
from indicators.scoring.constructors import compile_clause
from indicators.scoring.curve import Curve
from indicators.scoring.explanation import Explanation
from indicators.scoring.gates import explanation_problems
from indicators.scoring.goal import goal_of
from indicators.scoring.rulebook import Cap, Execution, Inapplicable, Rulebook, Unmeasured
from indicators.scoring.score import IndicatorScore, ScoreStatus, score_indicator
from indicators.vocabulary.signs import Comparator

HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class ExecutionScore:
    """Score of the budget execution rate (预算执行率得分)."""

    weight: Decimal
    rate: Fraction | None
    """Outturn ÷ revised budget; None for a budget of 0."""
    printed_rate: Decimal | None
    """In %, rounded as the rulebook prints rates."""
    explanation: Explanation
    curve: Curve | None
    problems: tuple[Problem, ...] = ()

    @property
    def score(self) -> Decimal | None:
        return self.explanation.result

    @property
    def deduction(self) -> Decimal | None:
        return self.explanation.deduction


@dataclass(frozen=True, slots=True)
class ProjectScore:
    """Scores of a self-assessment (自评得分). ``total`` is None while any row waits for a person."""

    assessment: SelfAssessment
    rulebook: Rulebook
    execution: ExecutionScore | None
    indicators: tuple[IndicatorScore, ...]
    sum_of_rows: Decimal
    """Rounded rows and execution added up, as the form adds them; open rows count as nothing yet."""
    total: Decimal | None
    cap: Cap | None
    """The cap that lowered the total, if one did."""
    problems: tuple[Problem, ...]

    @property
    def grade(self) -> str:
        """优良中差 of the total."""
        return "" if self.total is None else self.rulebook.grade_of(self.total)

    @property
    def open_rows(self) -> tuple[IndicatorScore, ...]:
        """Rows that still need a person."""
        return tuple(row for row in self.indicators if row.status is ScoreStatus.NEEDS_PERSON)

    @property
    def is_open(self) -> bool:
        return self.total is None


def score_assessment(assessment: SelfAssessment, rulebook: Rulebook) -> ProjectScore:
    """Score a self-assessment (绩效自评) under a rulebook; total = Σ rounded rows."""
    execution = score_execution(assessment.funding, rulebook)
    rows = tuple(score_indicator(indicator, rulebook) for indicator in assessment.indicator)
    scores = [row.score for row in rows] + ([execution.score] if execution else [])
    # Whole cents are added as integers would be: Fraction, not Decimal, whose context others can lower.
    added = sum((Fraction(score) for score in scores if score is not None), Fraction(0))
    step = rulebook.rounding.total.step
    total = None if None in scores else step.apply(_rescaled(added, rows, execution, rulebook))
    cap = rulebook.cap_for(assessment.funding.execution_rate)
    capped = cap is not None and total is not None and total > cap.at_most
    return ProjectScore(
        assessment=assessment,
        rulebook=rulebook,
        execution=execution,
        indicators=rows,
        sum_of_rows=step.apply(added),
        total=step.apply(Fraction(cap.at_most)) if capped and cap else total,
        cap=cap if capped else None,
        problems=_all_problems(assessment, rulebook, execution, rows),
    )


def _rescaled(
    added: Fraction, rows: tuple[IndicatorScore, ...], execution: ExecutionScore | None, rulebook: Rulebook
) -> Fraction:
    """With 剔除折算, what the remaining rows earned, stretched to the full weight."""
    if rulebook.inapplicable is not Inapplicable.RESCALED:
        return added
    weights = [Fraction(row.indicator.weight) for row in rows if row.status is not ScoreStatus.NOT_APPLICABLE]
    left = sum(weights, Fraction(execution.weight) if execution else Fraction(0))
    everything = left + sum(Fraction(row.indicator.weight) for row in rows if row.status is ScoreStatus.NOT_APPLICABLE)
    return added * everything / left if left else Fraction(0)


def score_execution(money: Money, rulebook: Rulebook) -> ExecutionScore | None:
    """Score outturn against the revised budget; None where the rulebook gives execution no points."""
    rules = rulebook.execution
    if rules is None:
        return None
    weight = rulebook.weights.execution
    rate = money.execution_rate
    printed = rulebook.rounding.rate.step.apply(rate * HUNDRED) if rate is not None else None
    if rate is None:
        return _without_budget(money, rules, rulebook, weight)
    target = QuantityTarget(Comparator.EXACTLY, Quantity(money.revised_budget, "万", "元"))
    curve = compile_clause(rules.clause, goal_of(target), Fraction(weight), rulebook.steps)
    if isinstance(curve, Problem):
        return ExecutionScore(weight, rate, printed, _because(rules, rulebook, curve.message), None, (curve,))
    segment = curve.at(Fraction(money.outturn))
    if segment is None or segment.formula is None:
        problem = _open_execution("执行率得分须由人工评定", money)
        return ExecutionScore(weight, rate, printed, _because(rules, rulebook, problem.message), curve, (problem,))
    exact = segment.formula.at(Fraction(money.outturn))
    explanation = _because(
        rules, rulebook, segment.says, segment.formula.text, exact, Fraction(money.outturn), curve.target
    )
    return ExecutionScore(weight, rate, printed, explanation, curve)


def _without_budget(money: Money, rules: Execution, rulebook: Rulebook, weight: Amount) -> ExecutionScore:
    """0/0 is printed both as 0 and as 100 % in real tables: the rulebook says. Spending without budget is open."""
    if money.outturn or rules.zero_budget is Unmeasured.MANUAL:
        problem = _open_execution("全年预算数为 0，无法计算执行率", money)
        return ExecutionScore(weight, None, None, _because(rules, rulebook, problem.message), None, (problem,))
    full = rules.zero_budget is Unmeasured.FULL
    exact = Fraction(weight) if full else Fraction(0)
    says = f"预算和执行都为 0，按评分办法{'得满分' if full else '不得分'}"
    explanation = _because(rules, rulebook, says, "{W}" if full else "0", exact)
    return ExecutionScore(weight, None, None, explanation, None)


def _open_execution(message: str, money: Money) -> Problem:
    return Problem(
        "execution-open",
        message,
        text=f"全年预算数 {money.revised_budget:f}，全年执行数 {money.outturn:f}",
        expected="大于 0 的全年预算数",
        example="revised_budget = 51.60",
        where=("funding",),
        severity=Severity.OPEN,
    )


def _because(
    rules: Execution,
    rulebook: Rulebook,
    says: str,
    formula: str = "",
    exact: Fraction | None = None,
    achieved: Fraction | None = None,
    target: Fraction | None = None,
) -> Explanation:
    step = rulebook.rounding.score.step
    return Explanation(
        rulebook=rulebook.named,
        rule_id="execution",
        rule="预算执行率",
        clause=rules.clause,
        citation=rulebook.citation(rules.source),
        says=says,
        formula=formula,
        weight=rulebook.weights.execution,
        target=target,
        achieved=achieved,
        exact=exact,
        rounding=step,
        result=None if exact is None else step.apply(exact),
    )


def _all_problems(
    assessment: SelfAssessment,
    rulebook: Rulebook,
    execution: ExecutionScore | None,
    rows: tuple[IndicatorScore, ...],
) -> tuple[Problem, ...]:
    placed = [
        problem.at("indicator", index) if problem.where else problem.at("indicator", index, _field_of(problem))
        for index, row in enumerate(rows)
        for problem in row.problems
    ]
    return (
        *(execution.problems if execution else ()),
        *placed,
        *explanation_problems(assessment, rows, rulebook),
    )


def _field_of(problem: Problem) -> str:
    """Which cell a row's problem is about."""
    if problem.code.startswith(("achieved", "unit", "date", "done", "score-needed")):
        return "achieved"
    if problem.code.startswith(("weight", "score")):
        return "weight"
    return "target"


def describe_total(score: ProjectScore) -> str:
    """The total as printed, or how far it has come: ``93.50`` or ``83.50（2 项待人工评分）``."""
    if score.total is not None:
        return plain(score.total)
    return f"{plain(score.sum_of_rows)}（尚有 {len(score.open_rows) or 1} 项待定）"
