"""The rulebooks there are, held against the same printed scores (现有办法对照)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.scoring.execution import score_execution
from indicators.scoring.explanation import RoundingStep
from indicators.scoring.inference.evidence import Evidence
from indicators.scoring.rulebook import Rulebook
from indicators.scoring.score import score_indicator


@dataclass(frozen=True, slots=True)
class Shipped:
    """A rulebook with what it gives for every printed score."""

    book: Rulebook
    scores: tuple[Decimal | None, ...]
    exact: tuple[Fraction | None, ...]
    """The same before rounding."""
    rules: int
    """How many of its rules the rows come to use, execution's among them."""

    def rounded(self, step: RoundingStep) -> tuple[Decimal | None, ...]:
        """What it would give with another rounding."""
        return tuple(None if one is None else step.apply(one) for one in self.exact)

    def distance(self, scores: Sequence[Decimal | None], rounding: RoundingStep) -> int:
        """Scores that differ, and one more for another rounding."""
        differing = sum(mine != other for mine, other in zip(self.scores, scores, strict=True))
        return differing + (self.book.rounding.score.step != rounding)


def shipped_scores(book: Rulebook, evidence: Evidence) -> Shipped:
    """Score everything with a rulebook as it is."""
    rows = [score_indicator(row.indicator, book) for row in evidence.rows]
    used = {row.explanation.rule_id for row in rows} - {"", "own"}
    executions = [score_execution(one.funding, book) for one in evidence.executions]
    explained = [*(row.explanation for row in rows), *(one.explanation if one else None for one in executions)]
    scores = tuple(one.result if one else None for one in explained)
    exact = tuple(one.exact if one else None for one in explained)
    return Shipped(book, scores, exact, len(used) + any(one is not None for one in executions))
