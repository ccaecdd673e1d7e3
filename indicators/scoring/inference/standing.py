"""The ranking as people read it (排名): every way to score once, with the roundings that serve it equally well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.scoring.explanation import RoundingStep
from indicators.scoring.inference.search import ROUNDINGS, Candidate


@dataclass(frozen=True, slots=True)
class Standing:
    """A way to score at its best."""

    candidate: Candidate
    roundings: tuple[RoundingStep, ...]
    """All that explain as many, in the order they are tried."""


def standings(ranking: Sequence[Candidate]) -> tuple[Standing, ...]:
    """One line for each name, best first; what comes to the same sentences as a better one is left out."""
    best: dict[str, Candidate] = {}
    for one in ranking:
        best.setdefault(one.name, one)
    shown: dict[object, Candidate] = {}
    for one in best.values():
        shown.setdefault(_sentences(one), one)
    return tuple(Standing(one, _roundings(one, ranking)) for one in shown.values())


def _sentences(one: Candidate) -> object:
    return (
        one.name
        if one.is_shipped
        else tuple((fit.part.row_class, fit.part.dimension, fit.clause) for fit in one.fitted)
    )


def _roundings(best: Candidate, ranking: Sequence[Candidate]) -> tuple[RoundingStep, ...]:
    same = {one.rounding for one in ranking if one.name == best.name and one.key[:2] == best.key[:2]}
    return tuple(step for step in ROUNDINGS if step in same)
