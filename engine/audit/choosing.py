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


def chosen(tables: Sequence[DisclosedTable]) -> tuple[Rulebook, RulebookUsed]:
    """The shipped rulebook that explains most of what is printed, and how much that is."""
    best = max(_shipped(), key=lambda rulebook: _explained(tables, rulebook))
    explained, rows = _explained(tables, best)
    why = f"没有指定评分办法，由文件推断：{-rows} 行印出的得分里有 {explained} 行与它算得相同"
    return best, RulebookUsed(best.id, best.title, why)


@cache
def _shipped() -> tuple[Rulebook, ...]:
    loaded = [load_rulebook(name) for name in shipped_texts()]
    return tuple(one for one in loaded if isinstance(one, Rulebook))


def _explained(tables: Sequence[DisclosedTable], rulebook: Rulebook) -> tuple[int, int]:
    """Rows explained; then, the fewer the better, rows there are."""
    verdicts = [verdict_of(judged_table(table, rulebook)) for table in tables]
    return sum(one.explained for one in verdicts), -sum(one.rows for one in verdicts)
