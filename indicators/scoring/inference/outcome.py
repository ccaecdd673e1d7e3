"""The whole inference (反推结果): the best candidate, the ranking, what stays unexplained and what stays undecided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.problems import Problem
from indicators.scoring.inference.evidence import Evidence
from indicators.scoring.inference.items import Item, items_of
from indicators.scoring.inference.rounding import RoundingFit, fit_rounding, rates_of, totals_of
from indicators.scoring.inference.search import Candidate, candidates
from indicators.scoring.inference.undecided import Undecided, undecided_in
from indicators.scoring.inference.unexplained import Unexplained, unexplained_in
from indicators.scoring.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Inference:
    """What was inferred from printed scores."""

    evidence: Evidence
    items: tuple[Item, ...]
    best: Candidate
    ranking: tuple[Candidate, ...]
    """Everything that was tried, best first, shipped rulebooks among it."""
    rates: RoundingFit
    totals: RoundingFit
    unexplained: tuple[Unexplained, ...]
    undecided: tuple[Undecided, ...]

    @property
    def explained_rows(self) -> int:
        return sum(number < len(self.evidence.rows) for number in self.best.explained)

    @property
    def explained_executions(self) -> int:
        return len(self.best.explained) - self.explained_rows

    @property
    def rows(self) -> int:
        """Rows with a printed score, those nobody can read among them."""
        return len(self.evidence.rows) + len(self.evidence.unread)

    @property
    def is_all_full(self) -> bool:
        """Whether every printed score is full marks: then nearly every rule fits."""
        return all(item.is_full for item in self.items)

    @property
    def is_mostly_unexplained(self) -> bool:
        """Whether less than half of the printed scores follow any rule together: they were set by hand."""
        return 2 * len(self.best.explained) < self.evidence.scores

    @property
    def better_shipped(self) -> Candidate | None:
        """A shipped rulebook that explains more than anything inferred, as it is, where there is one."""
        first = next((one for one in self.ranking if one.is_shipped and one.distance == 0), self.best)
        return first if len(first.explained) > len(self.best.explained) else None


def infer(evidence: Evidence, books: Sequence[Rulebook]) -> Inference | Problem:
    """Infer the rule behind printed scores (反推), and say what they cannot decide."""
    if not evidence.rows and not evidence.executions:
        return _nothing(evidence)
    ranking = candidates(evidence, books)
    best = next(one for one in ranking if not one.is_shipped)
    items = items_of(evidence, best.reading)
    rates, totals = fit_rounding(rates_of(evidence)), fit_rounding(totals_of(evidence))
    return Inference(
        evidence,
        items,
        best,
        tuple(ranking),
        rates,
        totals,
        unexplained_in(best, items, evidence),
        undecided_in(best, ranking, items, evidence.bare, rates, totals),
    )


def _nothing(evidence: Evidence) -> Problem:
    unread = (
        f"；有得分而看不懂的行 {len(evidence.unread)} 行，头一行：{evidence.unread[0].why}" if evidence.unread else ""
    )
    return Problem(
        "nothing-to-infer",
        f"没有可以用来反推的得分{unread}",
        text="、".join(evidence.files)[:80],
        expected="印有指标值、实际完成值、分值和得分的自评表",
        example="jixiao rulebook infer 公开说明.docx",
    )
