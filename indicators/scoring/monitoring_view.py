"""What monitoring found (监控结果): lights, figures and warnings, as plain values; printed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.indicator import Written
from indicators.language.targets import Target
from indicators.monitoring import MonitoredRow
from indicators.problems import Problem
from indicators.scoring.explanation import Citation, RulebookName
from indicators.scoring.monitoring_rules import Light


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one row or the money stands (监控结果). Rates in %; None where they cannot be said."""

    light: Light
    says: str
    """The figures, and how they lead to the light."""
    reason: str
    """Why no light is on; empty otherwise."""
    citation: Citation | None
    standard: Fraction | None
    """The target or the budget prorated to the month, in its own unit."""
    progress: Fraction | None
    """v = 100 × A ÷ (T × month ÷ 12), exact."""
    printed: Decimal | None
    """v rounded as the rulebook prints rates."""
    rate: Fraction | None
    """Completion rate of a row, execution rate of the money: against the whole year, exact."""


@dataclass(frozen=True, slots=True)
class RowView:
    """One declared indicator in a monitoring record (指标监控)."""

    name: str
    target: Written[Target]
    monitored: MonitoredRow | None
    """What the record says of it; None when it says nothing."""
    standing: Standing


@dataclass(frozen=True, slots=True)
class MoneyView:
    """The money in a monitoring record (资金监控), in 万元."""

    budget: Decimal
    outturn: Decimal
    printed_rate: Decimal | None
    """Execution rate in %, rounded as the rulebook prints rates."""
    standing: Standing


@dataclass(frozen=True, slots=True)
class MonitoringView:
    """One look at targets and money (双监控): rows in the order they were declared."""

    year: int
    month: int
    rulebook: RulebookName
    money: MoneyView
    rows: tuple[RowView, ...]
    problems: tuple[Problem, ...]
    """Mistakes and warnings, placed in the record."""
