"""A printed execution rate beside the money it should follow from (印出的执行率)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.audit.checks.adding import decimals, fitting_rounding
from engine.audit.document import AuditMoney, AuditTable
from indicators.numbers import Rounding, plain, rounded

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class PrintedRate:
    """A rate and the money of its row, in 万元; the revised budget is above 0."""

    printed: Decimal
    outturn: Decimal
    revised_budget: Decimal
    original_budget: Decimal | None
    is_share: bool
    """``0.9359`` and ``1`` without a % sign are shares of 1: sheets store percentages so."""
    rounding: Rounding

    @property
    def follows(self) -> Decimal:
        """Outturn ÷ revised budget, with the decimals that are printed."""
        return self._rounded(self._exact(self.revised_budget))

    @property
    def is_right(self) -> bool:
        return self.printed == self.follows

    @property
    def is_from_original(self) -> bool:
        """Whether it is outturn ÷ original budget instead, which some print by mistake."""
        if self.is_right or not self.original_budget:
            return False
        return self.printed == self._rounded(self._exact(self.original_budget))

    @property
    def other_rounding(self) -> str:
        """Which rounding would have printed it."""
        return fitting_rounding(self._exact(self.revised_budget), self.printed)

    def text(self, rate: Decimal) -> str:
        """A rate as the table prints rates."""
        return plain(rate) if self.is_share else f"{plain(rate)}%"

    def _exact(self, budget: Decimal) -> Fraction:
        return Fraction(self.outturn) / Fraction(budget) * (1 if self.is_share else HUNDRED)

    def _rounded(self, exact: Fraction) -> Decimal:
        return rounded(exact, decimals(self.printed), self.rounding)


def printed_rate(table: AuditTable, money: AuditMoney) -> PrintedRate | None:
    """The rate of a row; None where none is printed, or where there is nothing to divide by."""
    printed, budget, outturn = money.execution_rate, money.revised_budget, money.outturn
    if printed is None or outturn is None or budget is None or budget <= 0:
        return None
    cell = money.printed.execution_rate
    signed = cell is not None and ("%" in cell.text or "％" in cell.text)
    share = not signed and _is_nearer_share(printed, Fraction(outturn) / Fraction(budget))
    return PrintedRate(printed, outturn, budget, money.original_budget, share, table.rulebook.rounding.rate.mode)


def _is_nearer_share(printed: Decimal, share: Fraction) -> bool:
    return abs(Fraction(printed) - share) < abs(Fraction(printed) - share * HUNDRED)
