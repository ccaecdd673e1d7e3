"""Checks of arithmetic (算术): every printed number that other printed numbers settle."""

from __future__ import annotations

from engine.audit.check import Check
from engine.audit.checks.arithmetic import (
    execution_over_hundred,
    execution_rate,
    execution_rate_from_original,
    execution_score,
    execution_score_rounded,
    funding_parts,
    money_unreadable,
    points_unreadable,
    row_score,
    row_score_inferred,
    score_negative,
    score_over_weight,
    total_row_missing,
    total_score,
    total_weight,
    weights_not_hundred,
    weights_outside_range,
    zero_budget,
)

CHECKS: tuple[Check, ...] = (
    funding_parts.CHECK,
    execution_rate.CHECK,
    execution_rate_from_original.CHECK,
    execution_over_hundred.CHECK,
    execution_score.CHECK,
    execution_score_rounded.CHECK,
    zero_budget.CHECK,
    money_unreadable.CHECK,
    points_unreadable.CHECK,
    score_over_weight.CHECK,
    score_negative.CHECK,
    row_score.CHECK,
    row_score_inferred.CHECK,
    total_score.CHECK,
    total_weight.CHECK,
    weights_not_hundred.CHECK,
    weights_outside_range.CHECK,
    total_row_missing.CHECK,
)
"""In the order in which they are listed and reported: money, rows, totals."""
