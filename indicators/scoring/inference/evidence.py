"""What is printed, as far as a rule must explain it (印出的得分): rows, execution, rates and totals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.indicator import Funding, Indicator
from indicators.scoring.inference.classes import is_bare


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something is printed (出处), as people speak of it."""

    file: str
    table: str
    name: str

    def __str__(self) -> str:
        return f"{self.table} · {self.name}"


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """An indicator row and its printed score."""

    origin: Origin
    indicator: Indicator
    """Without its score: that is what must be explained."""
    score: Decimal


@dataclass(frozen=True, slots=True)
class PrintedExecution:
    """The money of a table, with the points printed for execution (执行率得分) and the rate in %."""

    origin: Origin
    funding: Funding
    weight: Decimal
    score: Decimal
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class PrintedTotal:
    """The printed total of a table (总分) and every printed score it is made of."""

    origin: Origin
    total: Decimal
    scores: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A row with a printed score that cannot be read as an indicator, and why."""

    origin: Origin
    printed: str
    why: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything printed in the files under study."""

    files: tuple[str, ...]
    years: tuple[int, ...]
    rows: tuple[PrintedRow, ...]
    executions: tuple[PrintedExecution, ...]
    totals: tuple[PrintedTotal, ...]
    unread: tuple[Unread, ...] = ()

    @property
    def scores(self) -> int:
        """Printed scores that a rule must explain; those of rows nobody can read among them."""
        return len(self.rows) + len(self.executions) + len(self.unread)

    @property
    def bare(self) -> tuple[Indicator, ...]:
        """Rows whose target has no comparator."""
        return tuple(row.indicator for row in self.rows if is_bare(row.indicator))

    @property
    def execution_weight(self) -> Decimal:
        """The weight most tables give execution; 0 where none does."""
        weights = [one.weight for one in self.executions]
        return max(dict.fromkeys(weights), key=weights.count, default=Decimal(0))
