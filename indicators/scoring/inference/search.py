"""The search (反推): every rounding × reading × clause, ranked by what it explains, then by how little it takes.

The description length, in this order: printed scores left unexplained; rules (``rules_in``); distance, that is how many
printed rows the nearest shipped rulebook would score otherwise, and one more if it rounds otherwise; the order in which
things are tried. A special case (``fitting``) must explain two rows that the plain rule does not, or it is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from indicators.numbers import Rounding
from indicators.scoring.explanation import RoundingStep
from indicators.scoring.inference.candidates import PLAIN, clause_of
from indicators.scoring.inference.classes import NUMERIC, Reading, readings_for
from indicators.scoring.inference.evidence import Evidence
from indicators.scoring.inference.fitting import Fitted, fitted, forced, rules_in, whole
from indicators.scoring.inference.groups import grouped
from indicators.scoring.inference.items import Item, items_of
from indicators.scoring.inference.shipped import Shipped, shipped_scores
from indicators.scoring.rulebook import Rulebook

ROUNDINGS = tuple(RoundingStep(mode, places) for places in (2, 1, 0) for mode in Rounding)
"""Tried in this order; two places and GB/T 8170 first."""
OWN_RULES = "逐类反推"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to score that was tried (候选办法)."""

    name: str
    rounding: RoundingStep
    reading: Reading | None
    scores: tuple[Decimal | None, ...]
    """What it gives for every printed score, in their order; None where a person decides."""
    explained: frozenset[int]
    rules: int
    distance: int
    nearest: str
    """The shipped rulebook that comes nearest."""
    fitted: tuple[Fitted, ...] = ()
    """Clause by clause; empty for a shipped rulebook."""
    is_shipped: bool = False
    """The rules of a rulebook there is; at distance 0 its rounding too."""

    @property
    def key(self) -> tuple[int, int, int]:
        """The description length: the smaller the better."""
        return -len(self.explained), self.rules, self.distance


def candidates(evidence: Evidence, books: Sequence[Rulebook]) -> list[Candidate]:
    """Everything tried, best first."""
    shipped = [shipped_scores(book, evidence) for book in books]
    found = [*_own(evidence, shipped), *_as_shipped(evidence, shipped)]
    return sorted(found, key=lambda one: one.key)


def _own(evidence: Evidence, shipped: Sequence[Shipped]) -> Iterator[Candidate]:
    for reading in readings_for(evidence.bare):
        items = items_of(evidence, reading)
        groups = tuple(grouped(items))
        numeric = any(group.row_class in NUMERIC for group in groups)
        for rounding in ROUNDINGS:
            classes = whole(groups, rounding)
            yield _candidate(OWN_RULES, items, fitted(classes), rounding, reading, shipped)
            for text in PLAIN if numeric else ():
                found = forced(classes, clause_of(text))
                yield _candidate(f"数值行一律{text}", items, found, rounding, reading, shipped)


def _candidate(
    name: str,
    items: tuple[Item, ...],
    found: tuple[Fitted, ...],
    rounding: RoundingStep,
    reading: Reading | None,
    shipped: Sequence[Shipped],
) -> Candidate:
    scores: list[Decimal | None] = [None] * len(items)
    for one in found:
        for item in one.part.items:
            scores[item.number] = one.part.scores[one.clause][item.number]
    for item in items:
        if item.own is not None:
            scores[item.number] = item.score(item.own, rounding)
    explained = frozenset(item.number for item in items if scores[item.number] == item.printed)
    near = [(one.distance(scores, rounding), one.book.id) for one in shipped]
    distance, nearest = min(near, key=lambda pair: pair[0], default=(0, ""))
    return Candidate(name, rounding, reading, tuple(scores), explained, rules_in(found), distance, nearest, found)


def _as_shipped(evidence: Evidence, shipped: Sequence[Shipped]) -> Iterator[Candidate]:
    printed = [*(row.score for row in evidence.rows), *(one.score for one in evidence.executions)]
    for one, step in product(shipped, ROUNDINGS):
        scores, name = one.rounded(step), one.book.id
        pairs = enumerate(zip(scores, printed, strict=True))
        explained = frozenset(number for number, (score, given) in pairs if score == given)
        far = int(step != one.book.rounding.score.step)
        yield Candidate(name, step, None, scores, explained, one.rules, far, name, is_shipped=True)
