"""Which comparator and which rule a row has: the rulebook's choice, and never a silent one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from indicators.indicator import Written
from indicators.language.targets import (
    DateTarget,
    PeriodTarget,
    QuantityRange,
    QuantityTarget,
    Target,
)
from indicators.problems import Problem, Severity
from indicators.scoring.rulebook import Rule, Rulebook, TargetKind, TargetSign, When
from indicators.vocabulary.forms import Category, Dimension, Direction
from indicators.vocabulary.signs import Comparator


class Declared(Protocol):
    """What was declared of a row (申报的指标), before anything was achieved: all that choosing a rule needs."""

    @property
    def name(self) -> str: ...
    @property
    def dimension(self) -> Dimension: ...
    @property
    def known_category(self) -> Category | None: ...
    @property
    def target(self) -> Written[Target]: ...
    @property
    def direction(self) -> Direction | None: ...


class Facts(NamedTuple):
    """What a rule may ask of a row."""

    comparator: Comparator | None
    kind: TargetKind
    dimension: Dimension
    category: Category | None
    direction: Direction | None
    sign: TargetSign
    name: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """A target whose comparator is known, and the finding when it was inferred."""

    target: Target
    finding: Problem | None = None


def facts_of(indicator: Declared, target: Target) -> Facts:
    """The facts of a row, with the target's comparator resolved."""
    return Facts(
        _comparator_of(target),
        kind_of(target),
        indicator.dimension,
        indicator.known_category,
        indicator.direction,
        sign_of(target),
        indicator.name,
    )


def kind_of(target: Target) -> TargetKind:
    """Number, date or words."""
    match target:
        case QuantityTarget() | QuantityRange():
            return TargetKind.NUMERIC
        case DateTarget() | PeriodTarget():
            return TargetKind.DATE
    return TargetKind.QUALITATIVE


def sign_of(target: Target) -> TargetSign:
    """The sign of a single number; everything else counts as positive."""
    if not isinstance(target, QuantityTarget) or target.quantity.number > 0:
        return TargetSign.POSITIVE
    return TargetSign.NEGATIVE if target.quantity.number < 0 else TargetSign.ZERO


def _comparator_of(target: Target) -> Comparator | None:
    match target:
        case QuantityTarget(comparator, _) | DateTarget(comparator, _):
            return comparator
        case QuantityRange() | PeriodTarget():
            return Comparator.BETWEEN
    return None


def find_rule(rulebook: Rulebook, facts: Facts) -> Rule | None:
    """The first rule whose ``when`` holds."""
    return next((rule for rule in rulebook.rule if matches(rule.when, facts)), None)


def matches(when: When, facts: Facts) -> bool:
    """Whether every key the rule names allows the row."""
    return (
        (when.kind is None or facts.kind in when.kind)
        and (when.comparator is None or facts.comparator in when.comparator)
        and (when.dimension is None or facts.dimension in when.dimension)
        and (when.sign is None or facts.sign in when.sign)
        and (when.category is None or facts.category in when.category)
        and (when.direction is None or facts.direction in when.direction)
        and (when.name is None or facts.name in when.name)
    )


_BY_DIRECTION = {
    Direction.HIGHER_IS_BETTER: Comparator.AT_LEAST,
    Direction.LOWER_IS_BETTER: Comparator.AT_MOST,
}


def resolve_comparator(indicator: Declared, rulebook: Rulebook) -> Resolved | Problem:
    """Give a bare target its comparator: by declared direction, else by the rulebook with a finding."""
    target = indicator.target.value
    if not isinstance(target, QuantityTarget | DateTarget) or target.comparator is not Comparator.UNSTATED:
        return Resolved(target)
    if isinstance(target, QuantityTarget) and indicator.direction:
        return Resolved(replace(target, comparator=_BY_DIRECTION[indicator.direction]))
    inferred = _inferred(indicator, target, rulebook)
    if inferred is None:
        return _unstated(indicator, target)
    resolved = replace(target, comparator=inferred)
    return Resolved(resolved, _inferred_finding(indicator, resolved, rulebook))


def _inferred(indicator: Declared, target: QuantityTarget | DateTarget, rulebook: Rulebook) -> Comparator | None:
    """What the rulebook says of a bare target: its rule for this very standard first, then its general reading."""
    if isinstance(target, DateTarget):
        return rulebook.bare.date
    rule = find_rule(rulebook, facts_of(indicator, target))
    if rule and rule.direction:
        return _BY_DIRECTION[rule.direction]
    return rulebook.bare.dimensions.get(indicator.dimension.value, rulebook.bare.default)


def _inferred_finding(indicator: Declared, resolved: Target, rulebook: Rulebook) -> Problem:
    return Problem(
        "comparator-inferred",
        f"目标没有写计算符号，按评分办法 {rulebook.id} 当作「{resolved}」",
        text=indicator.target.text,
        expected="写明 ≥、≤ 或 =",
        example=f'target = "{resolved}"',
        severity=Severity.WARNING,
    )


def _unstated(indicator: Declared, target: QuantityTarget | DateTarget) -> Problem:
    if isinstance(target, DateTarget):  # a direction says nothing about a date
        message, expected, example = "目标没有写计算符号", "≤、≥、= 之一", f'target = "≤{target}"'
    else:
        message, expected = "目标没有写计算符号，也没有申报指标方向", "≥、≤、= 之一，或指标方向"
        example = f'target = "≥{target}"，或 direction = "正向"'
    return Problem(
        "comparator-unstated",
        f"{message}，无法判断怎样算完成",
        text=indicator.target.text,
        expected=expected,
        example=example,
        severity=Severity.OPEN,
    )
