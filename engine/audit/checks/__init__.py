"""All checks (核查项), group by group."""

from __future__ import annotations

from engine.audit.check import Check
from engine.audit.checks import across, arithmetic, consistency, plausibility, reading

ALL: tuple[Check, ...] = (
    reading.CHECK,
    *arithmetic.CHECKS,
    *across.CHECKS,
    *consistency.CHECKS,
    *plausibility.CHECKS,
)
