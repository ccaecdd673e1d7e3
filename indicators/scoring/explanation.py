"""Why a score is what it is: rulebook, rule, source, formula with numbers, rounding. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from indicators.language.clause_types import Clause
from indicators.numbers import Rounding, plain, rounded
from indicators.scoring.curve import operand


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands (依据), and whether the source was seen by us."""

    title: str
    location: str = ""
    verified: bool = False

    def __str__(self) -> str:
        where = f"，{self.location}" if self.location and self.verified else ""
        return f"{self.title}{where}{'' if self.verified else '（未核实，不作引用）'}"


@dataclass(frozen=True, slots=True)
class RulebookName:
    """Which rulebook (评分办法) spoke, and the hash of its whole content."""

    id: str
    title: str
    hash: str
    status: str


@dataclass(frozen=True, slots=True)
class RoundingStep:
    """One rounding (修约): how, and to how many decimals."""

    mode: Rounding
    places: int

    def apply(self, value: Fraction) -> Decimal:
        return rounded(value, self.places, self.mode)

    def __str__(self) -> str:
        standard = "(GB/T 8170)" if self.mode is Rounding.HALF_EVEN else ""
        return f"{self.mode.value}{standard}，{self.places} 位"


class Explanation(NamedTuple):
    """The way to one score (得分说明). ``result`` is None while a person still has to decide.

    ``formula`` is a template over {W} weight, {T} target and {A} achieved, all in the target's unit;
    ``calculation`` fills it in.
    """

    rulebook: RulebookName
    rule_id: str
    rule: str
    clause: Clause | None
    citation: Citation
    says: str
    formula: str
    weight: Decimal
    target: Fraction | None
    achieved: Fraction | None
    exact: Fraction | None
    rounding: RoundingStep
    result: Decimal | None

    @property
    def calculation(self) -> str:
        """``5 × 8.29 ÷ 10 = 4.145``; empty where nothing was computed."""
        if self.exact is None:
            return ""
        target, achieved = ("" if value is None else operand(value) for value in (self.target, self.achieved))
        filled = self.formula.format(W=plain(self.weight), T=target, A=achieved)
        value = plain(self.exact)
        if filled == value:
            return filled
        if "/" in value:
            return f"{filled} = {value} ≈ {plain(rounded(self.exact, 6, Rounding.HALF_EVEN))}"
        return f"{filled} = {value}"

    @property
    def deduction(self) -> Decimal | None:
        """扣分: weight less result, exactly; Decimal would subtract in a context that any library can lower."""
        if self.result is None:
            return None
        places = max(_decimals(self.weight), _decimals(self.result))
        return rounded(Fraction(self.weight) - Fraction(self.result), places, Rounding.TRUNCATE)

    @property
    def other_roundings(self) -> tuple[tuple[Rounding, Decimal], ...]:
        """What the other roundings would give, where they give something else."""
        if self.exact is None or self.result is None:
            return ()
        others = ((mode, rounded(self.exact, self.rounding.places, mode)) for mode in Rounding)
        return tuple((mode, value) for mode, value in others if value != self.rounding.apply(self.exact))


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int), "points are finite"
    return max(0, -exponent)
