"""Which rulebook a document is held against when nobody names one (选用评分办法): the shipped one that fits it best."""

from __future__ import annotations

from collections.abc import Sequence

from engine.audit.report.values import RulebookUsed
from engine.audit.shipped_choice import chosen_rulebook
from engine.intake.disclosure.tables import DisclosedTable
from indicators.scoring.rulebook import Rulebook


def chosen(tables: Sequence[DisclosedTable]) -> tuple[Rulebook, RulebookUsed]:
    """The rulebook, and in words why it: an auditor must see that nobody prescribed it."""
    best = chosen_rulebook(tables)
    if not best.of:
        why = "没有指定评分办法；文件里没有印出的得分，无从推断，只用来读目标"
    else:
        why = f"没有指定评分办法，由文件推断：{best.of} 个印出的得分里有 {best.explained} 个与它算得相同"
    return best.rulebook, RulebookUsed(best.rulebook.id, best.rulebook.title, why)
