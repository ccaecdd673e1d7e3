"""A finding (疑点): something a person should look at, with the numbers that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.audit.check import Check, Observation, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw. It changes no score; the office or the auditor decides."""

    check: Check
    seen: Observation

    @property
    def code(self) -> str:
        return self.check.code

    @property
    def severity(self) -> Severity:
        return self.check.severity

    @property
    def table(self) -> str:
        return self.seen.table

    @property
    def row(self) -> str:
        return self.seen.row

    @property
    def message(self) -> str:
        return self.seen.message

    @property
    def said(self) -> str:
        """The message, opened by the name of its row unless it names the row itself."""
        return self.message if not self.row or self.row in self.message else f"「{self.row}」{self.message}"

    @property
    def place(self) -> str:
        """Table and row, as people speak of them."""
        return f"{self.table} · {self.row}" if self.row else self.table

    def as_json(self) -> dict[str, Any]:
        seen = self.seen
        return {
            "code": self.code,
            "severity": self.severity.value,
            "group": self.check.group.value,
            "table": seen.table,
            "row": seen.row,
            "place": seen.place.as_json(),
            "message": seen.message,
            "printed": seen.printed,
            "follows": seen.follows,
            "difference": seen.difference,
            "why": self.check.why,
        }
