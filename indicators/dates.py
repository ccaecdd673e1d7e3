"""Calendar dates as targets write them (年, 年月, 年月日), placed on one axis of whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

FIRST_YEAR, LAST_YEAR = 1900, 2199


class Precision(IntEnum):
    """How exactly a date was written; finer is larger."""

    YEAR = 0
    MONTH = 1
    DAY = 2


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A year, a month or a day (年度、年月、年月日).

    >>> str(CalendarDate(2024, 10)), CalendarDate(2024, 10).ordinal
    ('2024 年 10 月', 24297)
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"year out of range: {self.year}")
        date(self.year, self.month or 1, self.day or 1)  # raises ValueError when there is no such day

    @property
    def precision(self) -> Precision:
        """Year, month or day."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def ordinal(self) -> int:
        """Place on the axis of this date's own precision: years, months (year*12+month-1) or days."""
        return self._ordinal(self.precision)

    def ordinal_at(self, precision: Precision) -> int | None:
        """Place on a coarser or equal axis; None when this date is not written finely enough."""
        return self._ordinal(precision) if precision <= self.precision else None

    def _ordinal(self, precision: Precision) -> int:
        if precision is Precision.YEAR:
            return self.year
        if precision is Precision.MONTH:
            return self.year * 12 + (self.month or 1) - 1
        return date(self.year, self.month or 1, self.day or 1).toordinal()

    def __str__(self) -> str:
        text = f"{self.year} 年"
        if self.month is not None:
            text += f" {self.month} 月"
        if self.day is not None:
            text += f" {self.day} 日"
        return text
