"""Verdicts in words (结论的写法), the same on the terminal, the page and the sheet."""

from __future__ import annotations

from engine.audit.report.lines import signed
from engine.audit.verdict import Compared, Verdict
from engine.forms.figures import at_least_two_places

NONE = "—"


def added_words(verdict: Verdict) -> str:
    """The printed total; what the rows add up to in brackets where the form prints none."""
    if verdict.printed is not None:
        return at_least_two_places(verdict.printed)
    return NONE if verdict.added is None else f"（合计 {at_least_two_places(verdict.added)}）"


def follows_words(verdict: Verdict) -> str:
    """The total that follows, and how many rows of it are taken as printed."""
    if verdict.follows is None:
        return NONE
    return at_least_two_places(verdict.follows) + (f"（{verdict.by_person} 行照印）" if verdict.by_person else "")


def points_apart(verdict: Verdict) -> str:
    """Printed less follows; 0 where they agree."""
    one = Compared(verdict.stated, verdict.follows)
    return signed(one) or ("0" if one.is_explained else NONE)
