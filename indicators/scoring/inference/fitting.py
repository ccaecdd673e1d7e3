"""Which clause explains which rows of a class (拟合): the most rows first, then the fewest rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from indicators.language.clause_types import Clause
from indicators.scoring.explanation import RoundingStep
from indicators.scoring.inference.candidates import clauses_for, cost_of
from indicators.scoring.inference.classes import NUMERIC, RowClass
from indicators.scoring.inference.groups import Group, Rounded
from indicators.scoring.inference.items import Item
from indicators.vocabulary.forms import Dimension

SPECIAL = 2
"""Rows that a special case must explain beyond the plain rule: one row would explain only itself."""
APART = (Dimension.COST, Dimension.SATISFACTION)
"""Dimensions that may have a clause of their own, where that explains more."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that one clause is for: a class, or the rows of one dimension in it."""

    row_class: RowClass
    dimension: Dimension | None
    """None: all rows of the class that no other part takes."""
    items: tuple[Item, ...]
    scores: Rounded
    """What every clause that is tried gives for them, rounded in the way under study."""

    def explained(self, clause: Clause) -> frozenset[int]:
        """Numbers of the rows whose printed score the clause gives."""
        given = self.scores[clause]
        return frozenset(item.number for item in self.items if given[item.number] == item.printed)

    def __str__(self) -> str:
        return f"{self.dimension.value}中{self.row_class.value}" if self.dimension else self.row_class.value


@dataclass(frozen=True, slots=True)
class Fitted:
    """A part with the clauses that explain most of it; the first is the one chosen."""

    part: Part
    clauses: tuple[Clause, ...]
    explained: frozenset[int]

    @property
    def clause(self) -> Clause:
        return self.clauses[0]

    @property
    def rivals(self) -> tuple[Clause, ...]:
        """Other clauses, as plain, that explain the very same rows."""
        return self.clauses[1:]


def whole(groups: Iterable[Group], rounding: RoundingStep) -> tuple[Part, ...]:
    """Every class as one part."""
    return tuple(Part(group.row_class, None, group.items, group.rounded(rounding)) for group in groups)


def fitted(classes: Sequence[Part]) -> tuple[Fitted, ...]:
    """The best clauses for every class, split by dimension where that explains more, as few in number as will do."""
    return _fewest([_best(part) for one in classes for part in _parts(one)])


def forced(classes: Sequence[Part], clause: Clause) -> tuple[Fitted, ...]:
    """The same with one clause for everything that can be divided, as a person would first try it."""
    return tuple(
        Fitted(one, (clause,), one.explained(clause)) if one.row_class in NUMERIC else _best(one) for one in classes
    )


def _best(part: Part) -> Fitted:
    """The clauses that explain most, each special case in them weighed; all as plain that explain the same rows."""
    scored = [(clause, part.explained(clause)) for clause in clauses_for(part.row_class)]
    best, most = max(scored, key=lambda one: (len(one[1]) - (SPECIAL - 1) * (cost_of(one[0]) - 1), -cost_of(one[0])))
    same = [clause for clause, explained in scored if explained == most and cost_of(clause) == cost_of(best)]
    return Fitted(part, tuple(same), most)


def _parts(one: Part) -> list[Part]:
    """The class whole, or split where the parts together explain more rows than the whole."""
    best, most = [one], _count([one])
    for split in _splits(one):
        explained = _count(split) - (SPECIAL - 1) * (len(split) - 1)
        if explained > most:
            best, most = split, explained
    return best


def _splits(one: Part) -> list[list[Part]]:
    """Fewest parts first."""
    there = [dimension for dimension in APART if any(item.dimension is dimension for item in one.items)]
    if one.row_class not in NUMERIC:
        return []
    found = []
    for size in range(1, len(there) + 1):
        for apart in combinations(there, size):
            own = [_of(one, dimension, (dimension,)) for dimension in apart]
            rest = _of(one, None, [dimension for dimension in Dimension if dimension not in apart])
            if rest.items:
                found.append([*own, rest])
    return found


def _of(one: Part, named: Dimension | None, dimensions: Sequence[Dimension]) -> Part:
    return replace(one, dimension=named, items=tuple(item for item in one.items if item.dimension in dimensions))


def _count(parts: Sequence[Part]) -> int:
    return sum(len(_best(part).explained) for part in parts)


def _fewest(found: list[Fitted]) -> tuple[Fitted, ...]:
    """One clause for as many parts as it fits, then one for the rest: rules are counted by their sentences."""
    chosen: dict[int, Clause] = {}
    while len(chosen) < len(found):
        left = [number for number in range(len(found)) if number not in chosen]
        offered = dict.fromkeys(clause for number in left for clause in found[number].clauses)
        best = max(offered, key=lambda clause: sum(clause in found[number].clauses for number in left))
        chosen |= {number: best for number in left if best in found[number].clauses}
    return tuple(_led_by(one, chosen[number]) for number, one in enumerate(found))


def _led_by(one: Fitted, clause: Clause) -> Fitted:
    return Fitted(one.part, (clause, *(other for other in one.clauses if other != clause)), one.explained)


def rules_in(found: Sequence[Fitted]) -> int:
    """How many rules there are to remember: different sentences, special cases in them, and dimensions set apart."""
    used = [one for one in found if one.explained]
    clauses = {one.clause for one in used}
    return sum(map(cost_of, clauses)) + sum(one.part.dimension is not None for one in used)
