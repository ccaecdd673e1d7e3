"""Checks of plausibility (合理性): nothing contradicts by itself, an auditor would ask."""

from __future__ import annotations

from engine.audit.check import Check
from engine.audit.checks.plausibility import (
    all_full,
    cause_without_measure,
    comparator_missing,
    department_only_quantity,
    deviation_unexplained,
    dimensions_missing,
    exact_target_missed,
    heavy_qualitative_row,
    no_explanation_column,
    notation_mixed,
    overshoot_full,
    overshoot_unexplained,
    qualitative_weight,
    reasons_repeated,
    rounding_edge,
    score_not_checkable,
    soft_targets,
    target_unreadable,
)

CHECKS: tuple[Check, ...] = (
    target_unreadable.CHECK,
    comparator_missing.CHECK,
    score_not_checkable.CHECK,
    rounding_edge.CHECK,
    exact_target_missed.CHECK,
    overshoot_full.CHECK,
    soft_targets.CHECK,
    overshoot_unexplained.CHECK,
    deviation_unexplained.CHECK,
    no_explanation_column.CHECK,
    cause_without_measure.CHECK,
    reasons_repeated.CHECK,
    heavy_qualitative_row.CHECK,
    qualitative_weight.CHECK,
    all_full.CHECK,
    department_only_quantity.CHECK,
    dimensions_missing.CHECK,
    notation_mixed.CHECK,
)
"""In the order in which they are listed and reported: rows, reasons, weights, the table, its writing."""
