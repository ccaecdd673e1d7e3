"""What a printed form says of its origin (核验): code, edition, and where it stands in the history."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.forms.explanations import ExplanationSheet
from engine.forms.grid import Grid

LINE = re.compile(
    r"(?:^|<br>)核验码 (?P<code>(?:[0-9A-F]{4}-){4}[0-9A-F]{4})（第 [0-9]+ 稿）"
    r"　锚 (?P<anchor>[0-9]{1,15}-[0-9a-f]{32})",
    re.MULTILINE,
)
"""The line a form ends with; a 核验码 that somebody merely mentions is none."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The 核验码 of the approved snapshot, its edition and its anchor."""

    code: str
    number: int
    anchor: str

    def __str__(self) -> str:
        return f"核验码 {self.code}（第 {self.number} 稿）　锚 {self.anchor}"


def certified_grid(grid: Grid, certificate: Certificate | None) -> Grid:
    """A form with its origin below it."""
    return replace(grid, note=f"{grid.note}\n{certificate}") if certificate else grid


def certified_sheet(sheet: ExplanationSheet, certificate: Certificate | None) -> ExplanationSheet:
    """An explanation sheet with its origin below it."""
    return replace(sheet, note=f"{sheet.note}\n{certificate}") if certificate else sheet


def codes_in(text: str) -> Sequence[str]:
    """Every 核验码 in a file, each once, in its order."""
    return tuple(dict.fromkeys(found["code"] for found in LINE.finditer(text)))


def anchors_in(text: str) -> Sequence[str]:
    """Every anchor in a file, each once."""
    return tuple(dict.fromkeys(found["anchor"] for found in LINE.finditer(text)))
