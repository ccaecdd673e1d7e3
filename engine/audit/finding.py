"""A finding (疑点): something a person should look at, with the numbers that show it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """One suspicious thing. It changes no score; the office or the auditor decides."""

    code: str
    project: str
    row: str
    message: str

    @property
    def place(self) -> str:
        return f"{self.project} · {self.row}" if self.row else self.project

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "project": self.project, "row": self.row, "message": self.message}


@dataclass(frozen=True, slots=True)
class Accounts:
    """Figures of the final accounts (部门决算) that the tables must support, in 万元."""

    project_expenditure: Decimal
