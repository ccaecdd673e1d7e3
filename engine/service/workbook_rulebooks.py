"""Rulebooks a new project may choose (可选的评分办法), each with what the weights of its rows add up to."""

from __future__ import annotations

from decimal import Decimal

from engine.rulebooks import load_rulebook, shipped_texts
from indicators.scoring.rulebook import Rulebook


def shipped_totals() -> dict[str, Decimal]:
    """The rulebooks shipped with the program by id, with the total of the indicators' weights (100 − execution)."""
    found = {name: load_rulebook(name) for name in shipped_texts()}
    return {name: book.weights.indicators for name, book in found.items() if isinstance(book, Rulebook)}
