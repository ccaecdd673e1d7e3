"""Which shipped rulebook fits a file, quickly (快速选用): every distinct row once, no further than it matters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from engine.audit.inference import execution_in, printed_row
from engine.intake.disclosure.tables import DisclosedTable, Disclosure
from engine.rulebooks import load_rulebook, shipped_texts
from indicators.indicator import Funding, Indicator
from indicators.scoring.execution import score_execution
from indicators.scoring.inference.evidence import Origin, PrintedRow
from indicators.scoring.rulebook import Rulebook
from indicators.scoring.score import score_indicator

FIRST = ("mof-2020", "urumqi-2024")
"""Where several explain as much and no place or year decides: the national one, then the one most rows follow."""
LEFT_OPEN, CONTRADICTED = 1, 2
"""A score that the rulebook leaves to a person is one it does not explain; one it denies speaks against it."""
_PLACES = re.compile("自治区|自治州|[省市区县州盟]")
"""What ends the name of a place."""


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The next best rulebook; it may explain as much."""

    rulebook: Rulebook
    explained: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """The shipped rulebook that explains most printed scores (选用的评分办法)."""

    rulebook: Rulebook
    explained: int
    of: int
    """Printed scores, those of rows nobody can read among them."""
    runner_up: RunnerUp | None
    """None where only one rulebook ships."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A distinct row, or money, with its printed score; it stands in the file so many times."""

    scored: Indicator | Funding
    printed: Decimal
    times: int

    def cost(self, rulebook: Rulebook) -> int:
        """0 where the rulebook gives what is printed; little where it gives nothing, much where something else."""
        if isinstance(self.scored, Funding):
            execution = score_execution(self.scored, rulebook)
            follows = execution.score if execution else None
        else:
            follows = score_indicator(self.scored, rulebook).score
        return 0 if follows == self.printed else LEFT_OPEN if follows is None else CONTRADICTED


def chosen_rulebook(published: Disclosure | Sequence[DisclosedTable]) -> Chosen:
    """The shipped rulebook that fits the printed scores best; place, then year, then order decide ties."""
    tables = published.tables if isinstance(published, Disclosure) else published
    cases, unread = _cases(tables)
    ranked: list[tuple[int, Rulebook]] = []
    for rulebook in sorted(_shipped(), key=lambda one: _hint(one, tables)):
        enough = ranked[1][0] if len(ranked) > 1 else None
        ranked.append((_cost(cases, rulebook, enough), rulebook))
        ranked.sort(key=lambda one: one[0])
    of = sum(case.times for case in cases) + unread
    (_, best), *others = ranked
    second = RunnerUp(others[0][1], _explained(cases, others[0][1])) if others else None
    return Chosen(best, _explained(cases, best), of, second)


def _cost(cases: Sequence[_Case], rulebook: Rulebook, enough: int | None) -> int:
    """How badly it fits; adding stops at ``enough``, where the rulebook is third at best."""
    cost = 0
    for case in cases:
        cost += case.cost(rulebook) * case.times
        if enough is not None and cost >= enough:
            break
    return cost


def _explained(cases: Sequence[_Case], rulebook: Rulebook) -> int:
    return sum(case.times for case in cases if not case.cost(rulebook))


def _cases(tables: Sequence[DisclosedTable]) -> tuple[list[_Case], int]:
    """What must be scored, the telling ones first, and how many printed scores nobody can read."""
    counted: Counter[tuple[object, ...]] = Counter()
    kept: dict[tuple[object, ...], tuple[Indicator | Funding, Decimal]] = {}
    unread = 0
    for scored, printed in (one for table in tables for one in _printed(table)):
        if scored is None:
            unread += 1
            continue
        key = (*_key(scored), printed)
        counted[key] += 1
        kept[key] = scored, printed
    cases = [_Case(*kept[key], times) for key, times in counted.items()]
    return sorted(cases, key=_is_full), unread


def _printed(table: DisclosedTable) -> list[tuple[Indicator | Funding | None, Decimal]]:
    """Rows and money with their printed scores; None for a row that cannot be read."""
    found: list[tuple[Indicator | Funding | None, Decimal]] = []
    for row in table.indicators:
        read = printed_row(row, table.fiscal_year, Origin("", "", ""))
        if read is not None:
            found.append((read.indicator, read.score) if isinstance(read, PrintedRow) else (None, Decimal(0)))
    money = execution_in("", table)
    return [*found, (money.funding, money.score)] if money else found


def _key(scored: Indicator | Funding) -> tuple[object, ...]:
    """All that any shipped rulebook looks at. A name counts only where some rule asks for it."""
    if isinstance(scored, Funding):
        return scored.revised_budget, scored.outturn
    achieved = scored.achieved.value if scored.achieved else None
    rule = scored.scoring_rule.value if scored.scoring_rule else None
    name = scored.name if scored.name in _names() else ""
    target = scored.target.value
    return scored.dimension, scored.known_category, name, target, achieved, scored.weight, scored.direction, rule


def _is_full(case: _Case) -> bool:
    """Full marks fit nearly every rulebook: they are looked at last."""
    return isinstance(case.scored, Indicator) and case.printed == case.scored.weight


def _hint(rulebook: Rulebook, tables: Sequence[DisclosedTable]) -> tuple[bool, bool, int, str]:
    """The smaller, the earlier: of the place, of the year, then as listed."""
    named = [cell.text for one in tables for cell in (one.supervising_department, one.name, one.title) if cell]
    of_place = any(place in text for place in _places(rulebook.region) for text in named)
    of_year = any(table.fiscal_year in rulebook.years for table in tables)
    order = FIRST.index(rulebook.id) if rulebook.id in FIRST else len(FIRST)
    return not of_place, not of_year, order, rulebook.id


@cache
def _places(region: str) -> tuple[str, ...]:
    """Names of places in a region, without what ends them: of a file's texts one alone is proof enough."""
    return tuple(name for name in _PLACES.split(region) if len(name) > 1 and name != "全国")


@cache
def _shipped() -> tuple[Rulebook, ...]:
    loaded = [load_rulebook(name) for name in shipped_texts()]
    return tuple(one for one in loaded if isinstance(one, Rulebook))


@cache
def _names() -> frozenset[str]:
    """Names of indicators that some shipped rule asks for."""
    return frozenset(name for book in _shipped() for rule in book.rule for name in rule.when.name or ())
