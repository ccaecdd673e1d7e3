"""Where projects stand and since when (办理进度): plain rows for the status funnel, and their counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from workflows.definition import Phase


class Age(Enum):
    """How long a project has waited where it is (已等多久)."""

    FRESH = "7 天以内"
    SLOW = "8–30 天"
    STALE = "超过 30 天"
    DONE = "不再等待"


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One project: its phase and status, and whole days there; None where nobody's turn it is."""

    phase: str
    status: str
    days: int | None

    @property
    def age(self) -> Age:
        if self.days is None:
            return Age.DONE
        return Age.FRESH if self.days <= 7 else Age.SLOW if self.days <= 30 else Age.STALE


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many projects stand at one status, by age."""

    phase: str
    status: str
    by_age: dict[Age, int]
    longest: int | None
    """Days that the one waiting longest has waited."""

    @property
    def total(self) -> int:
        return sum(self.by_age.values())

    @property
    def title(self) -> str:
        return f"{self.phase}（{self.status}）" if self.status else self.phase


_STATUSES = ("填写", "进行", "调整待批", "待审", "主管部门待审", "财政待审", "退回", "更正")
_LAST = ("待公开", "已公开", "已撤销")
"""Statuses of a phase in the order of the work; others come last, in the order they appear."""


def funnel_data(rows: Sequence[StatusRow]) -> tuple[StatusCount, ...]:
    """Counts in the order of the work; a phase where no project stands is there with 0.

    Law: the counts add up to the number of rows.
    """
    places = sorted(dict.fromkeys((row.phase, row.status) for row in rows), key=_order)
    found = [_count(rows, *place) for place in places]
    known = {row.phase for row in rows}
    empty = [StatusCount(phase.value, "", dict.fromkeys(Age, 0), None) for phase in Phase if phase.value not in known]
    counts = tuple(sorted([*found, *empty], key=lambda one: _order((one.phase, one.status))))
    assert sum(one.total for one in counts) == len(rows)
    return counts


def _order(place: tuple[str, str]) -> tuple[int, int]:
    phases = [phase.value for phase in Phase]
    return _index(phases, place[0]), _index((*_STATUSES, *_LAST), place[1])


def _index(known: Sequence[str], word: str) -> int:
    return known.index(word) if word in known else len(known)


def _count(rows: Iterable[StatusRow], phase: str, status: str) -> StatusCount:
    here = [row for row in rows if (row.phase, row.status) == (phase, status)]
    ages = {age: sum(row.age is age for row in here) for age in Age}
    return StatusCount(phase, status, ages, max((row.days for row in here if row.days is not None), default=None))
