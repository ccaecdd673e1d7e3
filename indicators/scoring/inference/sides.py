"""Which side of the target no printed row lies on (没有印过的一边): there a clause would only be a guess."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from indicators.language.clause_types import Clause
from indicators.scoring.goal import goal_of
from indicators.scoring.inference.candidates import PERSON, clause_of
from indicators.scoring.inference.classes import NUMERIC, RowClass
from indicators.scoring.inference.fitting import Fitted
from indicators.scoring.inference.items import Item, curve_of


class Side(Enum):
    """A side of the target, in the words of a clause."""

    BELOW = "低于目标"
    ABOVE = "超过目标"


DIVIDED = (*NUMERIC, RowClass.EXECUTION)
_EXAMPLES = {Side.BELOW: Fraction(1, 2), Side.ABOVE: Fraction(6, 5)}
"""Where an example is taken, as a share of the target."""


def unseen_sides(fit: Fitted) -> tuple[Side, ...]:
    """Sides on which no row lies whose score the clause explains."""
    if fit.part.row_class not in DIVIDED or not fit.explained:
        return ()
    explained = [item for item in fit.part.items if item.number in fit.explained]
    seen = {side_of(item) for item in explained}
    return tuple(side for side in Side if side not in seen)


def side_of(item: Item) -> Side | None:
    """Where the value achieved lies; None on the target itself, or where there is no number to compare."""
    anchor = goal_of(item.target).anchor if item.target is not None else None
    if anchor is None or item.place is None or item.place == anchor:
        return None
    return Side.BELOW if item.place < anchor else Side.ABOVE


def written_clause(fit: Fitted) -> Clause:
    """The clause as far as it is known: unseen sides go to a person, and everything where nothing is explained."""
    if not fit.explained:
        return clause_of(PERSON)
    unseen = [f"{side.value}{PERSON}" for side in unseen_sides(fit)]
    return clause_of("，".join((str(fit.clause), *unseen)))


def example_on(side: Side, item: Item, clauses: tuple[Clause, ...]) -> tuple[Fraction, tuple[Fraction | None, ...]]:
    """A value achieved on a side of a row's target, and the points each clause would give for it."""
    assert item.target is not None, "a row of a class has a target"
    anchor = goal_of(item.target).anchor
    assert anchor is not None, "only numbers have sides"
    value = anchor * _EXAMPLES[side]
    return value, tuple(_points(clause, item, value) for clause in clauses)


def _points(clause: Clause, item: Item, value: Fraction) -> Fraction | None:
    assert item.target is not None, "a row of a class has a target"
    curve = curve_of(clause, item.target, item.weight)
    segment = curve.at(value) if curve else None
    return segment.formula.at(value) if segment and segment.formula else None
