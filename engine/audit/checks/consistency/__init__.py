"""Checks of one group; each file holds one, ``CHECK``."""

from __future__ import annotations

from engine.audit.check import Check
from engine.audit.checks.consistency import (
    boundary_differs,
    budget_rewritten,
    carry_over_row_missing,
    comparator_contradicts_reason,
    cost_rows_against_money,
    covered_without_work,
    goal_contradicts_numbers,
    goal_without_indicator,
    reason_contradicts_numbers,
    saving_costs_twice,
    unit_differs,
    unit_swapped_with_goal,
)

CHECKS: tuple[Check, ...] = (
    reason_contradicts_numbers.CHECK,
    comparator_contradicts_reason.CHECK,
    goal_contradicts_numbers.CHECK,
    goal_without_indicator.CHECK,
    boundary_differs.CHECK,
    unit_differs.CHECK,
    unit_swapped_with_goal.CHECK,
    cost_rows_against_money.CHECK,
    covered_without_work.CHECK,
    saving_costs_twice.CHECK,
    budget_rewritten.CHECK,
    carry_over_row_missing.CHECK,
)
"""In the order in which they are listed and reported."""
