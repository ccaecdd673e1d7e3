"""Which rulebook a document is held against when nobody names one (选用评分办法): the one that explains most rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from engine.audit.judging import judged_table
from engine.audit.report.values import RulebookUsed
from engine.audit.verdict import verdict_of
from engine.intake.disclosure.tables import DisclosedTable
from engine.rulebooks import load_rulebook, shipped_texts
from indicators.scoring.rulebook import Rulebook

FIRST = ("mof-2020", "urumqi-2024")
"""Where several explain as much: the national one, then the plain rule that most published rows follow."""


def chosen(tables: Sequence[DisclosedTable]) -> tuple[Rulebook, RulebookUsed]:
    """The shipped rulebook that leaves fewest printed scores unexplained, and how many it explains."""
    shipped = _shipped()
    best = shipped[0]
    fewest = _unexplained(tables, best, None)
    for rulebook in shipped[1:]:
        left = _unexplained(tables, rulebook, fewest)
        if left < fewest:
            best, fewest = rulebook, left
    rows = sum(verdict_of(judged_table(table, best)).rows for table in tables)
    why = f"没有指定评分办法，由文件推断：{rows} 行印出的得分里有 {rows - fewest} 行与它算得相同"
    return best, RulebookUsed(best.id, best.title, why)


@cache
def _shipped() -> tuple[Rulebook, ...]:
    loaded = [load_rulebook(name) for name in dict.fromkeys((*FIRST, *shipped_texts()))]
    return tuple(one for one in loaded if isinstance(one, Rulebook))


def _unexplained(tables: Sequence[DisclosedTable], rulebook: Rulebook, enough: int | None) -> int:
    """Printed scores that do not follow; counting stops at ``enough``, for another rulebook leaves no more."""
    left = 0
    for table in tables:
        verdict = verdict_of(judged_table(table, rulebook))
        left += verdict.rows - verdict.explained
        if enough is not None and left >= enough:
            break
    return left
