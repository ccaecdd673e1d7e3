"""Printed scores that no candidate gives together with the rest (不能解释的行), each with what comes nearest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.scoring.inference.candidates import clauses_for
from indicators.scoring.inference.evidence import Evidence, Origin
from indicators.scoring.inference.items import Item
from indicators.scoring.inference.rounding import named
from indicators.scoring.inference.search import ROUNDINGS, Candidate


@dataclass(frozen=True, slots=True)
class Nearest:
    """The clause and rounding that come nearest to a printed score."""

    name: str
    score: Decimal


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A printed score that stays unexplained."""

    origin: Origin
    target: str
    achieved: str
    weight: str
    printed: str
    follows: Decimal | None
    """What the best candidate gives; None where a person decides."""
    nearest: Nearest | None
    """None where no clause gives any points at all."""
    why: str = ""
    """Why not, where it is not a matter of points."""


def unexplained_in(best: Candidate, items: Sequence[Item], evidence: Evidence) -> tuple[Unexplained, ...]:
    """Every printed score the best candidate does not give."""
    missed = [_of_item(item, best) for item in items if item.number not in best.explained]
    return (*missed, *_unread(evidence))


def _of_item(item: Item, best: Candidate) -> Unexplained:
    target, achieved = item.shown
    near, weight = nearest(item, best), f"{item.weight:f}"
    follows, why = best.scores[item.number], _why(item)
    return Unexplained(item.origin, target, achieved, weight, f"{item.printed:f}", follows, near, why)


def _why(item: Item) -> str:
    if item.target is None:
        return "目标没有写计算符号"
    return "" if item.place is not None else "实际完成值没有写，或与目标不能比较"


def nearest(item: Item, best: Candidate) -> Nearest | None:
    """Of all clauses for the row's class, rounded in any way, the one whose points are nearest to the printed ones."""
    if item.row_class is None:
        return None
    tried = [
        (_gap(score, item.printed), step != best.rounding, f"{clause}，{named(step)}", score)
        for clause in ((item.own,) if item.own else clauses_for(item.row_class))
        for step in ROUNDINGS
        if (score := item.score(clause, step)) is not None
    ]
    if not tried:
        return None
    _, _, name, score = min(tried, key=lambda one: one[:2])
    return Nearest(name, score)


def _gap(score: Decimal, printed: Decimal) -> Fraction:
    return abs(Fraction(score) - Fraction(printed))


def _unread(evidence: Evidence) -> Iterator[Unexplained]:
    for one in evidence.unread:
        yield Unexplained(one.origin, "", "", "", one.printed, None, None, one.why)
