"""Items class by class (分类), with what every clause gives for them computed once: the search asks many times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.language.clause_types import Clause
from indicators.scoring.explanation import RoundingStep
from indicators.scoring.inference.candidates import clauses_for
from indicators.scoring.inference.classes import RowClass
from indicators.scoring.inference.items import Item

Exact = Mapping[Clause, Mapping[int, Fraction | None]]
Rounded = Mapping[Clause, Mapping[int, Decimal | None]]


@dataclass(frozen=True, slots=True)
class Group:
    """All items of a class."""

    row_class: RowClass
    items: tuple[Item, ...]
    exact: Exact
    """Exact points by clause and by number of the item."""

    def rounded(self, rounding: RoundingStep) -> Rounded:
        """The same as they would be printed."""
        return {
            clause: {item.number: item.rounded(points[item.number], rounding) for item in self.items}
            for clause, points in self.exact.items()
        }


def grouped(items: Sequence[Item]) -> Iterator[Group]:
    """Groups in the order of classes; items of no class, or with a clause of their own, are in none."""
    for row_class in RowClass:
        found = tuple(item for item in items if item.row_class is row_class and item.own is None)
        if found:
            clauses = clauses_for(row_class)
            exact = {clause: {item.number: item.points(clause) for item in found} for clause in clauses}
            yield Group(row_class, found, exact)
