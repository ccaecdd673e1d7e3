"""Clauses with targets they suit, as Hypothesis strategies: one unit, points within the weight.

``tests.language.strategies`` draws anything that can be written; most of that is refused by ``compile_clause``.
Here nearly everything compiles, and a value achieved is drawn on, beside and far from every threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

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

LAW = settings(
    max_examples=150,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

SIGNS = tuple(sign for sign in Comparator if sign not in (Comparator.BETWEEN, Comparator.UNSTATED))
WEIGHTS = st.sampled_from((Decimal("0"), Decimal("0.5"), Decimal(5), Decimal("7.25"), Decimal(10), Decimal("33.33")))
MEASURES = st.sampled_from((("", "次"), ("", "%"), ("万", "元"), ("", "‰"), ("", "小时")))
READINGS = st.sampled_from(StepReading)


def decimals(low: str, high: str, places: int = 2) -> st.SearchStrategy[Decimal]:
    return st.decimals(Decimal(low), Decimal(high), places=places)


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
        pair = st.tuples(self.points(), self.points())
        worth = Fraction(self.weight) / 100
        ordered = pair.map(
            lambda two: sorted(
                two, key=lambda points: Fraction(points.number) * (worth if points.of_weight else Fraction(1))
            )
        )
        return st.just(Manual()) | ordered.filter(lambda two: not two[0].of_weight).map(lambda two: Manual(*two))

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
        one = st.builds(QuantityTarget, st.sampled_from(SIGNS), self.quantity())
        return one | st.tuples(self.quantity(), self.quantity()).filter(lambda two: two[0] != two[1]).flatmap(_range)

    def bands(self, otherwise: st.SearchStrategy[Base]) -> st.SearchStrategy[Bands]:
        plain_rows = st.builds(Band, self.regions(), self.awards())
        rates = st.builds(QuantityTarget, st.sampled_from(SIGNS), self.percent())
        rows = plain_rows | st.builds(Band, rates, self.awards(), st.just(True))
        return st.builds(Bands, st.lists(rows, min_size=1, max_size=4).map(tuple), otherwise)

    def bases(self) -> st.SearchStrategy[Base]:
        alone = st.sampled_from((Proportional(), Inverse(), DeviationRate(), ActualPercent(), Overrun()))
        simple = st.one_of(alone, st.builds(Award, self.points()), self.manual(), self.step())
        return st.one_of(alone, simple, simple.map(MetElse), self.bands(simple), self.bands(self.step()))

    def modifiers(self) -> st.SearchStrategy[Modifier]:
        return self.step() | st.builds(When, self.conditions(), self.awards() | self.points())

    def clauses(self) -> st.SearchStrategy[Clause]:
        return st.builds(Clause, self.bases(), st.lists(self.modifiers(), max_size=2).map(tuple))


def _step(side: Side, per: Quantity, points: Points, reading: StepReading | None, start: Quantity | None) -> Step:
    return Step(side, per, points, reading, None if side is Side.EITHER else start)


def _share_step(side: Side, per: Quantity, points: Points, reading: StepReading, start: Quantity) -> Step:
    return Step(side, per, points, reading, start, start_is_share=True)


def _range(two: tuple[Quantity, Quantity]) -> st.SearchStrategy[QuantityRange]:
    low, high = sorted(two, key=lambda quantity: quantity.number)
    return st.builds(QuantityRange, st.just(low), st.just(high), st.booleans(), st.booleans())


# ---------------------------------------------------------------- clauses on every kind of axis


@st.composite
def on_numbers(draw: st.DrawFn) -> Suited:
    """A number or a range to reach, and any clause about numbers."""
    weight, (scale, unit) = draw(WEIGHTS), draw(MEASURES)
    words = Words(weight, scale, unit)
    positive = st.builds(QuantityTarget, st.sampled_from(SIGNS), words.quantity("1", "200"))
    any_sign = st.builds(QuantityTarget, st.sampled_from(SIGNS), words.quantity("-20", "0"))
    ranges = words.regions().filter(lambda region: isinstance(region, QuantityRange))
    target = draw(st.one_of(positive, positive, positive, any_sign, ranges))
    return Suited(draw(words.clauses()), target, weight, draw(READINGS))


DATES = {
    "年": st.integers(2020, 2026).map(CalendarDate),
    "月": st.builds(CalendarDate, st.integers(2023, 2025), st.integers(1, 12)),
    "天": st.dates(CALENDAR[0], CALENDAR[1]).map(lambda day: CalendarDate(day.year, day.month, day.day))
    if (CALENDAR := (__import__("datetime").date(2023, 1, 1), __import__("datetime").date(2025, 12, 31)))
    else st.nothing(),
}
