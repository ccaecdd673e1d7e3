"""Printed scores placed on their axes (待解释的得分), each with the exact points every clause would give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from indicators.language.clause_types import Clause
from indicators.language.targets import QuantityTarget, Target
from indicators.problems import Problem
from indicators.quantities import Quantity
from indicators.scoring.constructors import compile_clause
from indicators.scoring.curve import Curve
from indicators.scoring.explanation import RoundingStep
from indicators.scoring.goal import goal_of, place_of
from indicators.scoring.inference.classes import Reading, RowClass, class_of, class_of_money, read_target
from indicators.scoring.inference.evidence import Evidence, Origin, PrintedExecution, PrintedRow
from indicators.vocabulary.clauses import StepReading
from indicators.vocabulary.forms import Dimension
from indicators.vocabulary.signs import Comparator

STEPS = StepReading.COMPLETE
"""No clause that is tried counts steps; a row's own clause may, and is read to the letter."""


@dataclass(frozen=True, slots=True)
class Item:
    """One printed score and what it is a score of."""

    number: int
    origin: Origin
    row_class: RowClass | None
    """None: the target has no comparator, and nothing says which."""
    dimension: Dimension | None
    target: Target | None
    place: Fraction | None
    """The value achieved on the target's axis; None where the two cannot be compared."""
    weight: Decimal
    printed: Decimal
    shown: tuple[str, str]
    """Target and value achieved, as printed."""
    own: Clause | None = None
    """The clause the form itself prints for the row."""

    def points(self, clause: Clause) -> Fraction | None:
        """The exact points a clause gives; None where it leaves them to a person."""
        if self.target is None or self.place is None:
            return None
        curve = curve_of(self.own or clause, self.target, self.weight)
        segment = curve.at(self.place) if curve else None
        return segment.formula.at(self.place) if segment and segment.formula else None

    def score(self, clause: Clause, rounding: RoundingStep) -> Decimal | None:
        """The rounded points, where full marks can be printed at all."""
        return self.rounded(self.points(clause), rounding)

    def rounded(self, points: Fraction | None, rounding: RoundingStep) -> Decimal | None:
        """Points as they would be printed."""
        if points is None or rounding.apply(Fraction(self.weight)) != self.weight:
            return None
        return rounding.apply(points)

    @property
    def is_full(self) -> bool:
        return self.printed == self.weight


@lru_cache(maxsize=4096)
def curve_of(clause: Clause, target: Target, weight: Decimal) -> Curve | None:
    """The curve of a clause; None where it does not suit the target."""
    curve = compile_clause(clause, goal_of(target), Fraction(weight), STEPS)
    return None if isinstance(curve, Problem) else curve


def items_of(evidence: Evidence, reading: Reading | None) -> tuple[Item, ...]:
    """Rows in their order, then execution scores."""
    rows = [_row(number, row, reading) for number, row in enumerate(evidence.rows)]
    weight = evidence.execution_weight
    money = [_money(len(rows) + number, one, weight) for number, one in enumerate(evidence.executions)]
    return (*rows, *money)


def _row(number: int, row: PrintedRow, reading: Reading | None) -> Item:
    indicator = row.indicator
    target = read_target(indicator, reading)
    achieved = indicator.achieved
    place = place_of(achieved.value, goal_of(target)) if target is not None and achieved else None
    return Item(
        number,
        row.origin,
        class_of(indicator, target) if target is not None else None,
        indicator.dimension,
        target,
        None if isinstance(place, Problem) else place,
        indicator.weight,
        row.score,
        (indicator.target.text, achieved.text if achieved else ""),
        indicator.scoring_rule.value if indicator.scoring_rule else None,
    )


def _money(number: int, one: PrintedExecution, weight: Decimal) -> Item:
    budget, outturn = one.funding.revised_budget, one.funding.outturn
    target = QuantityTarget(Comparator.EXACTLY, Quantity(budget, "万", "元"))
    row_class = class_of_money(Fraction(budget))
    # A rulebook gives execution one weight, and spending without a budget is for a person, whatever it says of 0/0.
    unsuited = one.weight != weight or (row_class is RowClass.ZERO_BUDGET and outturn)
    place = None if unsuited else Fraction(outturn)
    shown = f"{budget:f} 万元", f"{outturn:f} 万元"
    return Item(number, one.origin, row_class, None, target, place, one.weight, one.score, shown)
