"""Scoring the budget execution rate (预算执行率): outturn against the revised budget."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.indicator import Funding
from indicators.language.targets import QuantityTarget
from indicators.numbers import Rounding, plain, rounded
from indicators.problems import Problem, Severity
from indicators.quantities import Quantity
from indicators.scoring.constructors import compile_clause
from indicators.scoring.curve import Band, Curve
from indicators.scoring.explanation import Explanation
from indicators.scoring.goal import goal_of
from indicators.scoring.rulebook import Execution, Rulebook, Unmeasured
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


def score_execution(funding: Funding, rulebook: Rulebook) -> ExecutionScore | None:
    """Score outturn against the revised budget; None where the rulebook gives execution no points."""
    rules = rulebook.execution
    if rules is None:
        return None
    return _ExecutionRow(funding, rules, rulebook).score()


@dataclass(frozen=True, slots=True)
class _ExecutionRow:
    """The execution rate on its way to a score."""

    funding: Funding
    rules: Execution
    rulebook: Rulebook

    def score(self) -> ExecutionScore:
        rate = self.funding.execution_rate
        if rate is None:
            return self._without_budget()
        target = QuantityTarget(Comparator.EXACTLY, Quantity(self.funding.revised_budget, "万", "元"))
        weight = Fraction(self.rulebook.weights.execution)
        curve = compile_clause(self.rules.clause, goal_of(target), weight, self.rulebook.steps)
        if isinstance(curve, Problem):
            return self._by_person(curve.message, None)
        outturn = Fraction(self.funding.outturn)
        segment = curve.at(outturn)
        if segment is None or segment.formula is None:
            return self._by_person("执行率得分须由人工评定", curve)
        exact = segment.formula.at(outturn)
        computed = self.rulebook.rounding.score.step.apply(exact)
        given = self.funding.score
        noted = () if given in (None, computed) else (_differs(given, computed),)
        over = (_over_budget(self.funding, rate),) if rate > 1 else ()
        return self._result(segment.says, segment.formula.text, exact, curve, *noted, *over)

    def _without_budget(self) -> ExecutionScore:
        """0/0 is printed both as 0 and as 100 % in real tables: the rulebook says. Spending without budget is open."""
        treatment = self.rules.zero_budget
        if self.funding.outturn or treatment is Unmeasured.MANUAL:
            return self._by_person("全年预算数为 0，无法计算执行率", None)
        if treatment is Unmeasured.FULL:
            weight = Fraction(self.rulebook.weights.execution)
            return self._result("预算和执行都为 0，按评分办法得满分", "{W}", weight, None)
        return self._result("预算和执行都为 0，按评分办法不得分", "0", Fraction(0), None)

    def _by_person(self, message: str, curve: Curve | None) -> ExecutionScore:
        """A person's points with a reason, or open."""
        given, band = self.funding.score, Band(Fraction(0), Fraction(self.rulebook.weights.execution))
        if given is None:
            return self._result(message, "", None, curve, self._open(message, band))
        if Fraction(given) not in band:
            return self._result(message, "", None, curve, _outside(given, band))
        reason = () if self.funding.score_reason else (_reason_missing(given),)
        return self._result(f"{message}，由人工在 {band}之间评定", plain(given), Fraction(given), curve, *reason)

    def _open(self, message: str, band: Band) -> Problem:
        funding = self.funding
        return Problem(
            "execution-open",
            message,
            text=f"全年预算数 {funding.revised_budget:f}，全年执行数 {funding.outturn:f}",
            expected=f"在 [funding] 里写人工评定的得分（{band}）和理由",
            example='score = 10，score_reason = "当年没有安排预算，也没有支出"',
            where=("funding",),
            severity=Severity.OPEN,
        )

    def _result(
        self, says: str, formula: str, exact: Fraction | None, curve: Curve | None, *problems: Problem
    ) -> ExecutionScore:
        rulebook, rate = self.rulebook, self.funding.execution_rate
        step = rulebook.rounding.score.step
        explanation = Explanation(
            rulebook=rulebook.named,
            rule_id="execution",
            rule="预算执行率",
            clause=self.rules.clause,
            citation=rulebook.citation(self.rules.source),
            says=says,
            formula=formula,
            weight=rulebook.weights.execution,
            target=curve.target if curve else None,
            achieved=Fraction(self.funding.outturn) if curve else None,
            exact=exact,
            rounding=step,
            result=None if exact is None else step.apply(exact),
        )
        printed = None if rate is None else rulebook.rounding.rate.step.apply(rate * HUNDRED)
        return ExecutionScore(rulebook.weights.execution, rate, printed, explanation, curve, problems)


def _over_budget(funding: Funding, rate: Fraction) -> Problem:
    """More was spent than there was to spend: whatever the points, somebody should look."""
    return Problem(
        "execution-over-budget",
        f"全年执行数超过全年预算数，执行率 {plain(rounded(rate * HUNDRED, 2, Rounding.HALF_EVEN))}%",
        text=format(funding.outturn, "f"),
        expected=f"不超过全年预算数 {funding.revised_budget:f}，或核实预算是否调整过",
        example=f"revised_budget = {funding.outturn:f}",
        where=("funding", "outturn"),
        severity=Severity.WARNING,
    )


def _differs(given: Decimal | None, computed: Decimal) -> Problem:
    return Problem(
        "score-differs",
        f"填写的执行率得分与按规则计算的 {computed} 不同，以计算为准",
        text=str(given),
        expected=str(computed),
        example=f"score = {computed}",
        where=("funding", "score"),
        severity=Severity.WARNING,
    )


def _outside(given: Decimal, band: Band) -> Problem:
    return Problem(
        "score-outside-band",
        f"执行率得分不在允许的 {band}之内",
        text=format(given, "f"),
        expected=str(band),
        example=f"score = {plain(band.high)}",
        where=("funding", "score"),
    )


def _reason_missing(given: Decimal) -> Problem:
    return Problem(
        "score-reason-missing",
        "人工评定的执行率得分没有说明理由",
        text=format(given, "f"),
        expected="score_reason",
        example='score_reason = "当年没有安排预算，也没有支出"',
        where=("funding", "score"),
    )
