"""A receipt (回执): what a command did, with the place in the history that proves it."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.events import Event
from workflows.history import Anchor, Entry
from workflows.project import Project


@dataclass(frozen=True, slots=True)
class Receipt:
    """A command that was carried out, or would be (``entry`` is None for a rehearsal)."""

    before: Project | None
    project: Project
    event: Event
    entry: Entry | None
    repeated: bool = False
    """The same command under the same key was carried out before; this is its receipt again."""

    @property
    def anchor(self) -> Anchor | None:
        """Where the history stood with this step: kept elsewhere, it proves that the step was there."""
        return None if self.entry is None else Anchor.of(self.entry)
