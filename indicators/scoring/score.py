"""Scoring one row (指标得分): target, weight and rulebook give a curve; the achievement gives the points."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from indicators.indicator import Indicator
from indicators.language.achievements import Achievement, Completion
from indicators.language.clause_types import Clause
from indicators.language.targets import Target
from indicators.numbers import plain
from indicators.problems import Problem, Severity
from indicators.scoring.constructors import compile_clause
from indicators.scoring.curve import AxisKind, Band, Curve, Segment
from indicators.scoring.explanation import Citation, Explanation
from indicators.scoring.goal import Goal, goal_of, place_of
from indicators.scoring.intervals import EVERYTHING
from indicators.scoring.rulebook import Rulebook, Unmeasured
from indicators.scoring.selection import facts_of, find_rule, resolve_comparator


class ScoreStatus(Enum):
    """How far a row has come."""

    SCORED = "已计分"
    NEEDS_PERSON = "需人工评分"
    NOT_APPLICABLE = "不适用"


OWN_CLAUSE = Citation("指标自带的计分规则", verified=True)
_NO_RULE = Citation("评分办法没有适用的规则", verified=True)


class ChosenRule(NamedTuple):
    """The clause that applies to a row, and on what ground."""

    id: str
    title: str
    clause: Clause
    citation: Citation


class IndicatorScore(NamedTuple):
    """Score of one row (指标得分). The score is its explanation's result: there is none without the other."""

    indicator: Indicator
    status: ScoreStatus
    explanation: Explanation
    curve: Curve | None
    band: Band | None
    problems: tuple[Problem, ...]
    goal: Goal | None = None

    @property
    def is_missed(self) -> bool:
        """Whether what was achieved does not meet the target; False while there is nothing to compare."""
        achieved = self.explanation.achieved
        return self.goal is not None and achieved is not None and achieved not in self.goal.met

    @property
    def score(self) -> Decimal | None:
        """The rounded points; None while a person still has to decide."""
        return self.explanation.result

    @property
    def deviation_rate(self) -> Fraction | None:
        """(achieved - target) ÷ |target|; None where there is no number to compare."""
        target, achieved = self.explanation.target, self.explanation.achieved
        if not target or achieved is None or self.curve is None or self.curve.axis.kind is not AxisKind.QUANTITY:
            return None
        return (achieved - target) / abs(target)

    @property
    def deduction(self) -> Decimal | None:
        """扣分: weight less score."""
        return self.explanation.deduction


def score_indicator(indicator: Indicator, rulebook: Rulebook) -> IndicatorScore:
    """Score one row. What cannot be scored is marked and said, never guessed."""
    return prepare_row(indicator, rulebook).score(indicator.achieved.value if indicator.achieved else None)


def prepare_row(indicator: Indicator, rulebook: Rulebook) -> PreparedRow:
    """Everything about a row that does not depend on what was achieved: rule, goal, curve."""
    resolved = resolve_comparator(indicator, rulebook)
    if isinstance(resolved, Problem):
        return PreparedRow(indicator, rulebook, refusal=resolved)
    findings = (resolved.finding,) if resolved.finding else ()
    if problem := _weight_too_fine(indicator, rulebook):
        return PreparedRow(indicator, rulebook, findings, refusal=problem)
    rule = choose_rule(indicator, resolved.target, rulebook)
    if isinstance(rule, Problem):
        return PreparedRow(indicator, rulebook, findings, refusal=rule)
    goal = goal_of(resolved.target)
    curve = compile_clause(rule.clause, goal, Fraction(indicator.weight), rulebook.steps)
    if isinstance(curve, Problem):
        return PreparedRow(indicator, rulebook, findings, rule, goal, refusal=curve)
    return PreparedRow(indicator, rulebook, findings, rule, goal, curve)


def choose_rule(indicator: Indicator, target: Target, rulebook: Rulebook) -> ChosenRule | Problem:
    """The row's own clause, else the rulebook's first matching rule."""
    if indicator.scoring_rule:
        return ChosenRule("own", "指标自带的计分规则", indicator.scoring_rule.value, OWN_CLAUSE)
    rule = find_rule(rulebook, facts_of(indicator, target))
    if rule is None:
        return Problem(
            "rule-missing",
            f"评分办法 {rulebook.id} 没有规定这类目标怎样计分",
            text=indicator.target.text,
            expected="由人工评分，或给指标写 scoring_rule",
            example='scoring_rule = "达标得满分，否则不得分"',
            severity=Severity.OPEN,
        )
    if rule.weight is not None and rule.weight != indicator.weight:
        return Problem(
            "weight-not-of-rule",
            f"规则「{rule.title}」的分值定为 {rule.weight:f} 分",
            text=format(indicator.weight, "f"),
            expected=f"分值 {rule.weight:f}",
            example=f"weight = {rule.weight:f}",
            severity=Severity.OPEN,
        )
    return ChosenRule(rule.id, rule.title, rule.clause, rulebook.citation(rule.source))


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """A row with its curve, ready to be scored for any achievement (what-if, monitoring, batch)."""

    indicator: Indicator
    rulebook: Rulebook
    findings: tuple[Problem, ...] = ()
    rule: ChosenRule | None = None
    goal: Goal | None = None
    curve: Curve | None = None
    refusal: Problem | None = None
    """Why there is no curve: no comparator, no rule, or a rule that does not suit the target."""

    def score(self, achieved: Achievement | None) -> IndicatorScore:
        """Points for a value achieved, with the whole explanation."""
        if self.indicator.not_applicable:
            return self._not_applicable()
        if self.goal is None or self.curve is None:
            assert self.refusal is not None
            return self._open(self.refusal)
        if achieved is None:
            return self._unmeasured(self.rulebook.missing_achievement, _missing(self.indicator))
        if isinstance(achieved, Completion) and self.curve.axis.kind is not AxisKind.GRADE:
            return self._unmeasured(self.rulebook.done_for_number, _said_done(achieved, self.goal))
        place = place_of(achieved, self.goal)
        if isinstance(place, Problem):
            return self._open(place)
        segment = self.curve.at(place)
        return self._open(_gap(place), None, place) if segment is None else self._in_segment(segment, place)

    def _in_segment(self, segment: Segment, place: Fraction) -> IndicatorScore:
        given = self.indicator.score
        if given is not None and segment.band is not None:
            return self._given_in_band(segment, place, given, segment.band)
        if segment.formula is None:
            return self._open(_needs_person(segment), segment.band, place)
        exact = segment.formula.at(place)
        noted = () if given is None else self._compared(given, exact)
        return self._done(segment.says, segment.formula.text, place, exact, segment.band, noted)

    def _given_in_band(self, segment: Segment, place: Fraction | None, given: Decimal, band: Band) -> IndicatorScore:
        """Points a person chose: inside the band, and with a reason where nothing else gives points."""
        points = Fraction(given)
        printed = Fraction(self.rulebook.rounding.score.step.apply(points))
        if points not in band or printed not in band:
            return self._open(_outside(given, band), band, place)
        noted = (_reason_missing(given),) if segment.formula is None and not self.indicator.score_reason else ()
        return self._done(f"{segment.says}，由人工在 {band}之间评定", plain(given), place, points, band, noted)

    def _compared(self, given: Decimal, exact: Fraction) -> tuple[Problem, ...]:
        computed = self.rulebook.rounding.score.step.apply(exact)
        return () if computed == given else (_differs(given, computed),)

    def _unmeasured(self, treatment: Unmeasured, problem: Problem) -> IndicatorScore:
        """No number to place: full, nothing or a person, as the rulebook says."""
        weight = Fraction(self.indicator.weight)
        if treatment is Unmeasured.MANUAL:
            band = Band(Fraction(0), weight)
            if self.indicator.score is None:
                return self._open(problem, band)
            return self._given_in_band(
                Segment(EVERYTHING, None, problem.message, band), None, self.indicator.score, band
            )
        full = treatment is Unmeasured.FULL
        says = f"{problem.message}，按评分办法{'得满分' if full else '不得分'}"
        points, formula = (weight, "{W}") if full else (Fraction(0), "0")
        given = self.indicator.score
        noted = () if given is None else self._compared(given, points)
        return self._done(says, formula, None, points, None, (problem.weighing(Severity.WARNING), *noted))

    def _done(
        self,
        says: str,
        formula: str,
        place: Fraction | None,
        exact: Fraction,
        band: Band | None,
        noted: tuple[Problem, ...] = (),
        status: ScoreStatus = ScoreStatus.SCORED,
    ) -> IndicatorScore:
        result = self.rulebook.rounding.score.step.apply(exact)
        explanation = self._explained(says, formula, place, exact, result)
        return IndicatorScore(self.indicator, status, explanation, self.curve, band, self.findings + noted, self.goal)

    def _open(self, problem: Problem, band: Band | None = None, place: Fraction | None = None) -> IndicatorScore:
        explanation = self._explained(problem.message, "", place, None, None)
        return IndicatorScore(
            self.indicator,
            ScoreStatus.NEEDS_PERSON,
            explanation,
            self.curve,
            band,
            (*self.findings, problem),
            self.goal,
        )

    def _not_applicable(self) -> IndicatorScore:
        says = f"不适用：{self.indicator.not_applicable}；{self.rulebook.inapplicable.value}"
        return self._done(says, "0", None, Fraction(0), None, (), ScoreStatus.NOT_APPLICABLE)

    def _explained(
        self, says: str, formula: str, place: Fraction | None, exact: Fraction | None, result: Decimal | None
    ) -> Explanation:
        rule, curve = self.rule, self.curve
        return Explanation(
            self.rulebook.named,
            rule.id if rule else "",
            rule.title if rule else "",
            rule.clause if rule else None,
            rule.citation if rule else _NO_RULE,
            says,
            formula,
            self.indicator.weight,
            curve.target if curve else None,
            place,
            exact,
            self.rulebook.rounding.score.step,
            result,
        )


def _weight_too_fine(indicator: Indicator, rulebook: Rulebook) -> Problem | None:
    """Full marks must be a score that can be printed: 5.555 would round to 5.56, above the weight."""
    step = rulebook.rounding.score.step
    printed = step.apply(Fraction(indicator.weight))
    if printed == indicator.weight:
        return None
    return Problem(
        "weight-too-fine",
        f"分值的小数位多于得分保留的 {step.places} 位，得满分时无法照印",
        text=format(indicator.weight, "f"),
        expected=f"至多 {step.places} 位小数的分值",
        example=f"weight = {printed}",
        severity=Severity.OPEN,
    )


def _differs(given: Decimal, computed: Decimal) -> Problem:
    return Problem(
        "score-differs",
        f"填写的得分与按规则计算的 {computed} 不同，以计算为准",
        text=format(given, "f"),
        expected=str(computed),
        example=f"score = {computed}",
        severity=Severity.WARNING,
    )


def _missing(indicator: Indicator) -> Problem:
    return Problem(
        "achieved-missing",
        "没有填写实际完成值",
        text=indicator.name,
        expected="实际完成的数、日期或等次",
        example='achieved = "=28 份"',
        severity=Severity.OPEN,
    )


def _said_done(achieved: Completion, goal: Goal) -> Problem:
    return Problem(
        "done-for-number",
        f"目标「{goal.target}」要用数或日期衡量，只写了「{achieved}」",
        text=str(achieved),
        expected="实际完成的数或日期",
        example='achieved = "=28 份"',
        severity=Severity.OPEN,
    )


def _gap(place: Fraction) -> Problem:
    return Problem(
        "curve-gap",
        f"规则没有说实际值为 {plain(place)} 时得几分",
        text=plain(place),
        expected="覆盖所有情况的规则",
        example="≥95% 得 10 分；否则不得分",
        severity=Severity.OPEN,
    )


def _needs_person(segment: Segment) -> Problem:
    return Problem(
        "score-needed",
        f"{_asked(segment)}，范围 {segment.band}，并说明理由",
        expected="score 和 score_reason",
        example='score = 4，score_reason = "…"',
        severity=Severity.OPEN,
    )


def _asked(segment: Segment) -> str:
    """The clause's own words when they already ask for a person."""
    return segment.says if "人工评分" in segment.says else f"{segment.says}，须人工评分"


def _outside(given: Decimal, band: Band) -> Problem:
    return Problem(
        "score-outside-band",
        f"得分不在允许的 {band}之内",
        text=format(given, "f"),
        expected=str(band),
        example=f"score = {plain(band.low)}",
        where=("score",),
    )


def _reason_missing(given: Decimal) -> Problem:
    return Problem(
        "score-reason-missing",
        "人工评分没有说明理由",
        text=format(given, "f"),
        expected="score_reason",
        example='score_reason = "…"',
        where=("score",),
    )
