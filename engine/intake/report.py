"""A problem in a file: which file, which line. What the shell prints and the envelope carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from indicators.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Located:
    """A Problem with its file and line."""

    problem: Problem
    file: str
    line: int | None = None

    @property
    def is_error(self) -> bool:
        return self.problem.severity is Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.problem}"

    def as_json(self) -> dict[str, Any]:
        """Fields for the ``problems`` of the envelope."""
        problem = self.problem
        return {
            "code": problem.code,
            "severity": problem.severity.value,
            "file": self.file,
            "line": self.line,
            "path": ".".join(map(str, problem.where)),
            "message": problem.message,
            "text": problem.text,
            "span": list(problem.span) if problem.span else None,
            "expected": problem.expected,
            "example": problem.example,
        }
