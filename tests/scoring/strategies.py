"""Clauses with targets they suit, as Hypothesis strategies: one unit, points within the weight.

``tests.language.strategies`` draws anything that can be written; most of that is refused by ``compile_clause``.
Here nearly everything compiles, and a value achieved is drawn on, beside and far from every threshold.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import ceil

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from indicators.dates import CalendarDate
from indicators.language.clause_types import (
    ActualPercent,
    Award,
    Band,
    Bands,
    Base,
    ByGrade,
    Clause,
    DeviationRate,
    GradeBand,
    Inverse,
    Manual,
    MetElse,
    Modifier,
    Overrun,
    Proportional,
    Step,
    When,
)
from indicators.language.conditions import Condition
from indicators.language.points import FULL_POINTS, NO_POINTS, Points
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
from indicators.scoring.curve import Curve
from indicators.scoring.goal import goal_of
from indicators.vocabulary.clauses import Side, StepReading, Subject
from indicators.vocabulary.grades import Grade
from indicators.vocabulary.signs import Comparator

# 平时确定而快；JIXIAO_EXAMPLES=20000 是长跑，每次换种子。
_LONG_RUN = os.environ.get("JIXIAO_EXAMPLES")
LAW = settings(
    max_examples=int(_LONG_RUN or 60),
    derandomize=not _LONG_RUN,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

SHORT_LAW = settings(LAW, max_examples=int(_LONG_RUN or 20))
"""For a law that is stated once for each of many forms."""

SIGNS = tuple(sign for sign in Comparator if sign not in (Comparator.BETWEEN, Comparator.UNSTATED))
WEIGHTS = (Decimal(10), Decimal("7.25"), Decimal("0.5"), Decimal(0))
ROWS = st.sampled_from(
    (
        (Decimal(10), "", "次"),
        (Decimal("7.25"), "", "%"),
        (Decimal("33.33"), "万", "元"),
        (Decimal("0.5"), "", "‰"),
        (Decimal(0), "", "小时"),
    )
)
"""Weight, scale and unit; few, because Hypothesis takes longer to build strategies than to draw from them."""
READINGS = st.sampled_from(StepReading)


def decimals(low: str, high: str, places: int = 2) -> st.SearchStrategy[Decimal]:
    """Numbers of so many decimals; half of them whole, because thresholds meet there."""
    one = 10**places
    fine = st.integers(ceil(Decimal(low) * one), int(Decimal(high) * one))
    whole = st.integers(ceil(Decimal(low)), int(Decimal(high))).map(lambda number: number * one)
    numbers = fine | whole if ceil(Decimal(low)) <= int(Decimal(high)) else fine
    return numbers.map(lambda number: Decimal(number) / one)


@dataclass(frozen=True)
class Suited:
    """A clause, a target it may suit, a weight, and how incomplete steps count."""

    clause: Clause
    target: Target
    weight: Decimal
    reading: StepReading

    @property
    def curve(self) -> Curve | Problem:
        return compile_clause(self.clause, goal_of(self.target), Fraction(self.weight), self.reading)


class Words:
    """The parts of clauses about quantities in one measure, around a target of about 100."""

    def __init__(self, weight: Decimal, scale: str, unit: str) -> None:
        self.weight, self.scale, self.unit = weight, scale, unit

    def quantity(self, low: str = "-20", high: str = "300") -> st.SearchStrategy[Quantity]:
        return st.builds(Quantity, decimals(low, high), st.just(self.scale), st.just(self.unit))

    def percent(self, low: str = "0", high: str = "250") -> st.SearchStrategy[Quantity]:
        return decimals(low, high).map(lambda number: Quantity(number, "", "%"))

    def points(self) -> st.SearchStrategy[Points]:
        share = decimals("0.01", "100").map(lambda number: Points(number, of_weight=True))
        absolute = decimals("0", str(self.weight)).map(lambda number: Points(number) if number else NO_POINTS)
        return st.one_of(st.just(FULL_POINTS), st.just(NO_POINTS), share, absolute)

    def awards(self) -> st.SearchStrategy[Award | Manual]:
        return st.builds(Award, self.points()) | self.manual()

    def manual(self) -> st.SearchStrategy[Manual]:
        half = decimals("0", str(self.weight / 2)).map(lambda number: Points(number) if number else NO_POINTS)
        upper = decimals("50", "100").map(lambda number: Points(number, of_weight=True))
        return st.just(Manual()) | st.builds(Manual, half, upper)

    def step(self) -> st.SearchStrategy[Step]:
        worth = decimals("0.1", str(max(self.weight, Decimal("0.1")))).map(Points)
        share = decimals("1", "60").map(lambda number: Points(number, of_weight=True))
        sizes = st.one_of(self.quantity("0.5", "60"), self.percent("1", "50"))
        return st.builds(
            _step, st.sampled_from(Side), sizes, worth | share, st.none() | READINGS, st.none() | self.quantity()
        ) | st.builds(_share_step, st.sampled_from((Side.BELOW, Side.ABOVE)), sizes, share, READINGS, self.percent())

    def conditions(self) -> st.SearchStrategy[Condition]:
        rates = st.sampled_from((Subject.COMPLETION_RATE, Subject.DEVIATION_RATE, Subject.OVERSHOOT_RATE))
        rate = st.builds(Condition, rates, st.sampled_from(SIGNS), self.percent("-10"))
        value = st.builds(Condition, st.just(Subject.ACHIEVED), st.sampled_from(SIGNS), self.quantity())
        distance = st.builds(Condition, st.just(Subject.DEVIATION), st.sampled_from(SIGNS), self.quantity("-5", "90"))
        return st.one_of(rate, value, distance)

    def regions(self) -> st.SearchStrategy[QuantityTarget | QuantityRange]:
        return st.builds(QuantityTarget, st.sampled_from(SIGNS), self.quantity()) | self.ranges()

    def ranges(self) -> st.SearchStrategy[QuantityRange]:
        two = st.tuples(self.quantity(), self.quantity()).filter(lambda two: two[0] != two[1])
        return st.builds(_range, two, st.booleans(), st.booleans())

    def bands(self, otherwise: st.SearchStrategy[Base]) -> st.SearchStrategy[Bands]:
        plain_rows = st.builds(Band, self.regions(), self.awards())
        rates = st.builds(QuantityTarget, st.sampled_from(SIGNS), self.percent())
        rows = plain_rows | st.builds(Band, rates, self.awards(), st.just(True))
        return st.builds(Bands, st.lists(rows, min_size=1, max_size=4).map(tuple), otherwise)

    def bases(self) -> st.SearchStrategy[Base]:
        alone: st.SearchStrategy[Base] = st.sampled_from(
            (Proportional(), Inverse(), DeviationRate(), ActualPercent(), Overrun())
        )
        simple: st.SearchStrategy[Base] = st.one_of(alone, st.builds(Award, self.points()), self.manual(), self.step())
        return st.one_of(alone, simple, simple.map(MetElse), self.bands(simple), self.bands(self.step()))

    def modifiers(self) -> st.SearchStrategy[Modifier]:
        return self.step() | st.builds(When, self.conditions(), self.awards() | self.points())

    def clauses(self) -> st.SearchStrategy[Clause]:
        return st.builds(Clause, self.bases(), st.lists(self.modifiers(), max_size=2).map(tuple))


def _step(side: Side, per: Quantity, points: Points, reading: StepReading | None, start: Quantity | None) -> Step:
    return Step(side, per, points, reading, None if side is Side.EITHER else start)


def _share_step(side: Side, per: Quantity, points: Points, reading: StepReading, start: Quantity) -> Step:
    return Step(side, per, points, reading, start, start_is_share=True)


def _range(two: tuple[Quantity, Quantity], low_open: bool, high_open: bool) -> QuantityRange:
    low, high = sorted(two, key=lambda quantity: quantity.number)
    return QuantityRange(low, high, low_open, high_open)


# ---------------------------------------------------------------- clauses on every kind of axis


@st.composite
def on_numbers(draw: st.DrawFn) -> Suited:
    """A number or a range to reach, and any clause about numbers."""
    weight, scale, unit = draw(ROWS)
    clauses, targets = sentences_about(weight, scale, unit)
    return Suited(draw(clauses), draw(targets), weight, draw(READINGS))


@cache
def sentences_about(
    weight: Decimal, scale: str, unit: str
) -> tuple[st.SearchStrategy[Clause], st.SearchStrategy[Target]]:
    """Clauses and targets in one measure."""
    words = Words(weight, scale, unit)
    positive: st.SearchStrategy[Target] = st.builds(QuantityTarget, st.sampled_from(SIGNS), words.quantity("1", "200"))
    not_positive = st.builds(QuantityTarget, st.sampled_from(SIGNS), words.quantity("-20", "0"))
    targets = st.one_of(positive, positive, positive, positive, not_positive, words.ranges())
    return words.clauses(), targets


DATES: dict[str, st.SearchStrategy[CalendarDate]] = {
    "年": st.builds(CalendarDate, st.integers(2020, 2026)),
    "月": st.builds(CalendarDate, st.integers(2023, 2025), st.integers(1, 12)),
    "天": st.builds(CalendarDate, st.integers(2023, 2025), st.integers(1, 12), st.integers(1, 28)),
}


def period(two: tuple[CalendarDate, CalendarDate]) -> PeriodTarget:
    first, last = sorted(two, key=lambda date: date.ordinal)
    return PeriodTarget(first, last)


@cache
def sentences_about_dates(weight: Decimal, unit: str) -> tuple[st.SearchStrategy[Clause], st.SearchStrategy[Target]]:
    """What can be said about dates: met or not, so much for every month late."""
    words = Words(weight, "", unit)
    late = st.builds(Quantity, decimals("0.5", "6", 1), st.just(""), st.just(unit))
    points = decimals("0.5", str(min(weight, Decimal(5)))).map(Points) if weight else st.just(NO_POINTS)
    steps = st.builds(Step, st.sampled_from(Side), late, points, st.none() | READINGS)
    simple = st.one_of(st.builds(Award, words.points()), words.manual(), steps)
    clauses = st.builds(Clause, simple | simple.map(MetElse), st.lists(steps, max_size=2).map(tuple))
    one: st.SearchStrategy[Target] = st.builds(DateTarget, st.sampled_from(SIGNS), DATES[unit])
    return clauses, one | st.tuples(DATES[unit], DATES[unit]).map(period)


@st.composite
def on_dates(draw: st.DrawFn) -> Suited:
    """A date or a period to keep."""
    weight = draw(st.sampled_from(WEIGHTS))
    clauses, targets = sentences_about_dates(weight, draw(st.sampled_from(sorted(DATES))))
    return Suited(draw(clauses), draw(targets), weight, draw(READINGS))


@st.composite
def grade_bands(draw: st.DrawFn) -> ByGrade:
    """Bands of the three grades; the points a grade gets unless a person chooses lie inside its band."""
    shares = sorted(draw(st.lists(decimals("0", "100", 1), min_size=4, max_size=4)))
    grades = (Grade.NOT_ACHIEVED, Grade.PARTLY, Grade.ACHIEVED)
    rows = [
        GradeBand(grade, high, low, high if grade is Grade.ACHIEVED else low)
        for grade, low, high in zip(grades, shares, shares[1:], strict=False)
    ]
    return ByGrade(tuple(draw(st.permutations(rows))))


@cache
def sentences_about_grades(weight: Decimal) -> st.SearchStrategy[Clause]:
    words = Words(weight, "", "")
    simple = st.one_of(grade_bands(), st.builds(Award, words.points()), words.manual())
    return st.builds(Clause, simple | simple.map(MetElse))


@st.composite
def on_grades(draw: st.DrawFn) -> Suited:
    """A target in words."""
    weight = draw(st.sampled_from(WEIGHTS))
    return Suited(draw(sentences_about_grades(weight)), QualitativeTarget("有效改善"), weight, draw(READINGS))


COMPILED = st.one_of(on_numbers(), on_numbers(), on_numbers(), on_dates(), on_grades()).filter(
    lambda suited: isinstance(suited.curve, Curve)
)


# ---------------------------------------------------------------- values achieved


def telling_values(*curves: Curve) -> list[Fraction]:
    """On every threshold, just beside it, between any two, and far out on both sides; whole on dates and grades."""
    ends = {end for curve in curves for segment in curve.segments for end in segment.interval.finite_ends}
    marks = sorted(ends | {Fraction(0)})
    between = [(low + high) / 2 for low, high in pairwise(marks)]
    near = Fraction(1, 10**6)
    beside = [mark + side for mark in marks for side in (-near, near, -1, 1)]
    values = {*marks, *between, *beside, marks[0] - 10**6, marks[-1] + 10**6}
    axis = curves[0].axis
    if axis.is_discrete:
        values = {Fraction(round(value)) for value in values}
    return sorted(value for value in values if value in axis.domain)
