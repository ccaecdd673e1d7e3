"""The machine fails where the program is wrong: bugs planted one at a time, each found soon.

More of them were planted by hand; docs/durability.md says which, and how soon each was found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engine.service import projection, service
from engine.store.rows import Rows
from tests.histories.houses import file_house
from tests.histories.test_histories import run
from workflows import decide
from workflows.triggers import Side

ENOUGH = 150
"""Histories in which each of these is found; most often fewer than ten are enough."""


def _own_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who had a hand in it decides."""
    allowed = decide._allowed

    def blind(one: Any, step: Any, actor: Any, setting: Any) -> None:
        if step.trigger.side is not Side.DECIDING:
            allowed(one, step, actor, setting)
        else:
            allowed(replace(one, owner="", delegates=(), hands=frozenset()), step, actor, setting)

    monkeypatch.setattr(decide, "_allowed", blind)


def _row(monkeypatch: pytest.MonkeyPatch) -> None:
    """A transfer does not reach the lists."""

    def forgets(before: Any, after: Any, *others: Any) -> Rows:
        rows = projection.rows_of(before, after, *others)
        assert rows.project is not None
        return replace(rows, project=replace(rows.project, owner=(before or after).owner))

    monkeypatch.setattr(service, "rows_of", forgets)


@pytest.mark.parametrize("plant", [_own_work, _row])
def test_found(plant: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch):
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        run(file_house, ENOUGH, shrinking=False)
