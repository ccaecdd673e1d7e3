"""Which roundings agree with printed numbers (修约的反推), and a number that would tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.numbers import Rounding, plain
from indicators.scoring.explanation import RoundingStep
from indicators.scoring.inference.evidence import Evidence
from indicators.scoring.inference.search import ROUNDINGS

TRIALS = tuple(map(Fraction, ("4.155", "4.145", "4.146", "4.25", "4.26", "4.5", "4.6")))
"""Numbers that fall just on an edge, or beyond it."""


@dataclass(frozen=True, slots=True)
class RoundingFit:
    """Roundings that explain equally many printed numbers; the first is the one chosen."""

    steps: tuple[RoundingStep, ...]
    explained: int
    of: int

    @property
    def step(self) -> RoundingStep:
        return self.steps[0]


def fit_rounding(pairs: Sequence[tuple[Fraction, Decimal]]) -> RoundingFit:
    """The roundings that turn most exact values into what is printed for them."""
    counts = {step: sum(step.apply(exact) == printed for exact, printed in pairs) for step in ROUNDINGS}
    most = max(counts.values())
    return RoundingFit(tuple(step for step, count in counts.items() if count == most), most, len(pairs))


def rates_of(evidence: Evidence) -> list[tuple[Fraction, Decimal]]:
    """Exact execution rates in % beside the printed ones."""
    found = [(one.funding.execution_rate, one.rate) for one in evidence.executions]
    return [(rate * 100, printed) for rate, printed in found if rate is not None and printed is not None]


def totals_of(evidence: Evidence) -> list[tuple[Fraction, Decimal]]:
    """The printed scores of each table added up beside its printed total."""
    return [(sum(map(Fraction, one.scores), Fraction(0)), one.total) for one in evidence.totals]


def telling_number(steps: Sequence[RoundingStep]) -> str:
    """A number that these roundings print differently, with what they make of it.

    >>> telling_number([RoundingStep(Rounding.HALF_EVEN, 2), RoundingStep(Rounding.HALF_DOWN, 2)])
    '4.155（2 位四舍六入五成双得 4.16，2 位五舍六入得 4.15）'
    """
    trial = max(TRIALS, key=lambda value: len({step.apply(value) for step in steps}))
    made: dict[Decimal, list[RoundingStep]] = {}
    for step in steps:
        made.setdefault(step.apply(trial), []).append(step)
    return f"{plain(trial)}（{'，'.join(f'{all_named(same)}得 {result}' for result, same in made.items())}）"


def named(step: RoundingStep) -> str:
    """``2 位五舍六入``."""
    return f"{step.places} 位{step.mode.value}"


def all_named(steps: Sequence[RoundingStep]) -> str:
    """Several roundings, shortly: ``2 位四舍五入、截尾``, ``2、1 位不论怎样修约``."""
    by_places: dict[int, list[Rounding]] = {}
    for step in steps:
        by_places.setdefault(step.places, []).append(step.mode)
    by_modes: dict[tuple[Rounding, ...], list[int]] = {}
    for places, modes in by_places.items():
        by_modes.setdefault(tuple(modes), []).append(places)
    return "；".join(f"{'、'.join(map(str, places))} 位{_modes(modes)}" for modes, places in by_modes.items())


def _modes(modes: tuple[Rounding, ...]) -> str:
    return "不论怎样修约" if len(modes) == len(Rounding) else "、".join(mode.value for mode in modes)
