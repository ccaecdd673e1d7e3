"""Users' mistakes as data: collected, never raised, each with its place, what was expected and a right example."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


class Severity(Enum):
    """How much a problem weighs (严重程度)."""

    ERROR = "错误"
    """The document is refused: nothing is scored or written from it."""
    OPEN = "待定"
    """The row cannot be scored by rule; it is marked 需人工评分 and the total stays open."""
    WARNING = "提示"
    """Scoring goes on; a person should look."""


Path = tuple[str | int, ...]
"""Where in a document: keys and zero-based positions, e.g. ``("indicator", 3, "target")``."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake or open point (问题), ready to be printed beside its place.

    ``span`` marks the offending part of ``text`` as [start, end). ``expected`` says what was looked
    for in plain words; ``example`` is something that would have been right.

    >>> print(Problem("target-unreadable", "看不懂", text="≥廿 家", span=(1, 2), example="≥20 家"))
    target-unreadable: 看不懂：≥「廿」 家；正确写法如：≥20 家
    """

    code: str
    message: str
    text: str = ""
    span: tuple[int, int] | None = None
    expected: str = ""
    example: str = ""
    where: Path = ()
    severity: Severity = Severity.ERROR

    def at(self, *where: str | int) -> Problem:
        """The same problem, placed further down a document."""
        return replace(self, where=(*where, *self.where))

    def weighing(self, severity: Severity) -> Problem:
        """The same problem with another severity."""
        return replace(self, severity=severity)

    @property
    def marked_text(self) -> str:
        """The offending text with its span in 「」 (no carets: ``≥`` is one or two columns wide by locale)."""
        if self.span is None:
            return self.text
        start, end = self.span
        return f"{self.text[:start]}「{self.text[start:end]}」{self.text[end:]}"

    def __str__(self) -> str:
        parts = [self.message]
        if self.text:
            parts[0] += f"：{self.marked_text}"
        if self.expected:
            parts.append(f"应为{self.expected}")
        if self.example:
            parts.append(f"正确写法如：{self.example}")
        return f"{self.code}: {'；'.join(parts)}"
