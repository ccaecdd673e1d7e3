"""Pinned rulebooks out of the history (锁定的评分办法)."""

from __future__ import annotations

from engine.store.store import Store
from indicators.scoring.rulebook import Rulebook
from workflows.pinned import pinned_rulebook, stream_of
from workflows.refusal import Untrue


def rulebook_in(store: Store, pin: str) -> Rulebook:
    """A pinned rulebook out of the history; raises Untrue where it is not the one that was pinned."""
    entries = store.stream(stream_of(pin))
    if not entries:
        raise Untrue(f"历史里没有锁定的评分办法 {pin[:12]}")
    return pinned_rulebook(entries[0].payload, pin)
