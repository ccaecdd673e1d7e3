"""The lifecycle (生命周期) as a decision table: ``transitions`` asked on a cursor that nobody else holds.

The library can move a model although a condition failed, or leave it moved although a callback raised. So it gets
no model, no condition and no callback: a cursor with a state goes in, the state after comes out.
"""

from __future__ import annotations

from collections.abc import Iterable

from transitions import Machine, MachineError


class _Cursor:
    """A place in the table."""

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


class Lifecycle:
    """Where each trigger leads from each state of one workflow."""

    def __init__(self, states: Iterable[str], steps: Iterable[tuple[str, str, str]]) -> None:
        """``steps`` are (trigger, state before, state after)."""
        self._machine = Machine(
            model=None,
            states=list(states),
            initial=None,
            auto_transitions=False,
            transitions=[{"trigger": trigger, "source": before, "dest": after} for trigger, before, after in steps],
        )

    def after(self, state: str, trigger: str) -> str | None:
        """The state a trigger leads to; None where it cannot be given."""
        event = self._machine.events.get(trigger)
        cursor = _Cursor(state)
        try:
            return cursor.state if event is not None and event.trigger(cursor) else None
        except MachineError:
            return None
