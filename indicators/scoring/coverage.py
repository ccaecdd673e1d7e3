"""Static check of a rulebook (评分办法自检): every case covered, no rule unreachable, every curve proved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product

from indicators.dates import CalendarDate
from indicators.language.targets import (
    DateTarget,
    PeriodTarget,
    QualitativeTarget,
    QuantityRange,
    QuantityTarget,
    Target,
)
from indicators.problems import Problem
from indicators.quantities import Quantity
from indicators.scoring.constructors import compile_clause
from indicators.scoring.goal import goal_of
from indicators.scoring.proof import Defect, prove
from indicators.scoring.rulebook import Rule, Rulebook, TargetKind, TargetSign
from indicators.scoring.selection import Facts, find_rule
from indicators.vocabulary.forms import Category, Dimension, Direction
from indicators.vocabulary.signs import Comparator

COMPARATORS = tuple(comparator for comparator in Comparator if comparator is not Comparator.UNSTATED)
_ANY_NAME = "（任何指标）"
_WEIGHT = Decimal(10)
_NUMBERS = {TargetSign.POSITIVE: Decimal(100), TargetSign.ZERO: Decimal(0), TargetSign.NEGATIVE: Decimal(-5)}


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A kind of row no rule is for, or whose rule cannot be applied."""

    facts: Facts
    problem: Problem | None = None
    """Why the chosen rule does not suit; None when there is no rule at all."""

    def __str__(self) -> str:
        asked = (
            self.facts.comparator.value if self.facts.comparator else "",
            self.facts.kind.value,
            f"目标为{self.facts.sign.value}",
            self.facts.dimension.value,
        )
        return " · ".join(part for part in asked if part)


@dataclass(frozen=True, slots=True)
class BadCurve:
    """A rule whose curve has a defect for some target."""

    rule: Rule
    target: Target
    defect: Defect


@dataclass(frozen=True, slots=True)
class RulebookReport:
    """What a static check of a rulebook found."""

    cases: int
    uncovered: tuple[Uncovered, ...]
    unreachable: tuple[Rule, ...]
    bad_curves: tuple[BadCurve, ...]
    curves: int

    @property
    def is_clean(self) -> bool:
        return not (self.uncovered or self.unreachable or self.bad_curves)


def check_rulebook(rulebook: Rulebook) -> RulebookReport:
    """Try every comparator × kind × dimension × category × direction × sign (and every name a rule asks for)."""
    reached: dict[str, list[Facts]] = {}
    uncovered: list[Uncovered] = []
    cases = 0
    for facts in every_case(rulebook):
        cases += 1
        rule = find_rule(rulebook, facts)
        if rule is None:
            uncovered.append(Uncovered(facts))
        else:
            reached.setdefault(rule.id, []).append(facts)
    trials = [trial for rule in rulebook.rule for trial in _trials(rule, reached.get(rule.id, []))]
    bad, unsuitable = [], []
    for rule, facts, target in trials:
        weight = Fraction(rule.weight if rule.weight is not None else _WEIGHT)
        curve = compile_clause(rule.clause, goal_of(target), weight, rulebook.steps)
        if isinstance(curve, Problem):
            unsuitable.append(Uncovered(facts, curve))
        else:
            bad += [BadCurve(rule, target, defect) for defect in prove(curve).defects]
    unsuitable += _execution(rulebook)
    unreachable = tuple(rule for rule in rulebook.rule if rule.id not in reached)
    return RulebookReport(
        cases, (*_distinct(uncovered), *unsuitable), unreachable, tuple(bad), len(trials) - len(unsuitable)
    )


def _execution(rulebook: Rulebook) -> list[Uncovered]:
    """The execution clause must suit a budget: points above its weight would leave every total open."""
    if rulebook.execution is None:
        return []
    facts = Facts(Comparator.EXACTLY, TargetKind.NUMERIC, Dimension.COST, None, None, TargetSign.POSITIVE, "预算执行率")
    budget = QuantityTarget(Comparator.EXACTLY, Quantity(Decimal(100), "万", "元"))
    weight = Fraction(rulebook.weights.execution)
    curve = compile_clause(rulebook.execution.clause, goal_of(budget), weight, rulebook.steps)
    if isinstance(curve, Problem):
        return [Uncovered(facts, curve)]
    flaws = prove(curve).defects
    return [Uncovered(facts, Problem("clause-unsuitable", f"执行率的规则{flaw}")) for flaw in flaws]


def every_case(rulebook: Rulebook) -> Iterator[Facts]:
    """All facts a rule can tell apart. Names count only as far as some rule asks for them."""
    names = [_ANY_NAME, *sorted({name for rule in rulebook.rule for name in rule.when.name or ()})]
    categories = [None, *Category]
    directions = [None, *Direction]
    for kind, comparator, sign in _targets():
        for dimension, category, direction, name in product(Dimension, categories, directions, names):
            yield Facts(comparator, kind, dimension, category, direction, sign, name)


def _targets() -> Iterator[tuple[TargetKind, Comparator | None, TargetSign]]:
    yield TargetKind.QUALITATIVE, None, TargetSign.POSITIVE
    for comparator in COMPARATORS:
        yield TargetKind.DATE, comparator, TargetSign.POSITIVE
        signs = [TargetSign.POSITIVE] if comparator is Comparator.BETWEEN else list(TargetSign)
        yield from ((TargetKind.NUMERIC, comparator, sign) for sign in signs)


def _distinct(uncovered: list[Uncovered]) -> Iterator[Uncovered]:
    """One line for each comparator × kind × sign × dimension; the finer cases would repeat it."""
    seen: set[str] = set()
    for case in uncovered:
        if str(case) not in seen:
            seen.add(str(case))
            yield case


def _trials(rule: Rule, facts: list[Facts]) -> Iterator[tuple[Rule, Facts, Target]]:
    """One representative target for each kind of target the rule is reached by."""
    seen: set[tuple[TargetKind, Comparator | None, TargetSign]] = set()
    for case in facts:
        key = (case.kind, case.comparator, case.sign)
        if key not in seen:
            seen.add(key)
            yield rule, case, representative(case)


def representative(facts: Facts) -> Target:
    """A target such as these facts describe."""
    if facts.kind is TargetKind.QUALITATIVE or facts.comparator is None:
        return QualitativeTarget("有效改善")
    if facts.kind is TargetKind.DATE:
        if facts.comparator is Comparator.BETWEEN:
            return PeriodTarget(CalendarDate(2024, 1), CalendarDate(2024, 11))
        return DateTarget(facts.comparator, CalendarDate(2024, 10))
    if facts.comparator is Comparator.BETWEEN:
        return QuantityRange(Quantity(Decimal(80), "", "%"), Quantity(Decimal(90), "", "%"))
    return QuantityTarget(facts.comparator, Quantity(_NUMBERS[facts.sign], "", "%"))
