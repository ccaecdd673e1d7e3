"""What is known about a project when its sheet is made (一张填报表的内容)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.forms.workbook.kinds import Key
from engine.forms.workbook.stamp import Stamp


@dataclass(frozen=True, slots=True)
class ProjectSheet:
    """One project, or a blank form for one that is still to be declared."""

    stamp: Stamp
    cells: Mapping[Key, str]
    rows: tuple[str, ...] = ()
    """Ids of its rows, in order."""
    keys: tuple[str, ...] = ()
    """Their keys, in the same order."""
    comments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the reviewer said when it was sent back, by row id or table; "" about the whole."""
    scores: Mapping[str, str] = field(default_factory=dict)
    """The program's scores as of now, by row id."""
    notes: tuple[tuple[str, str], ...] = ()
    """What the program sees that a formula cannot: the place in words, and the sentence."""
    weight: str = ""
    """What the weights of the rows must add up to; empty where the rulebook is still to be chosen."""
    at: str = ""
    """When its last step was taken (UTC)."""

    @property
    def name(self) -> str:
        return self.cells.get(("project", "name"), "新项目")
