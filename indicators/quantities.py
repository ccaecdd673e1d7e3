"""Quantities (数量): a number, its scale and its unit, kept as written and compared in a common unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.vocabulary.units import CONVERSIONS, SCALES

_ATTACHED = ("%", "‰")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit (数量), as written: ``3 万家`` is number 3, scale 万, unit 家.

    >>> Quantity(Decimal("3"), "万", "家").measured_in(Quantity(Decimal("1"), "", "家"))
    Fraction(30000, 1)
    """

    number: Decimal
    scale: str = ""
    unit: str = ""

    @property
    def is_bare(self) -> bool:
        """A number without scale or unit."""
        return not self.scale and not self.unit

    @property
    def base_unit(self) -> str:
        """The unit that like quantities share."""
        conversion = CONVERSIONS.get(self.unit)
        return conversion[0] if conversion else self.unit

    def measured_in(self, other: Quantity) -> Fraction | None:
        """This quantity as a multiple of the scale and unit ``other`` is written in; None when unlike.

        Zero needs no unit, so a bare 0 is like everything.
        """
        number = Fraction(self.number)
        if self.scale == other.scale and self.unit == other.unit:
            return number
        if self.base_unit != other.base_unit:
            return number if not number and self.is_bare else None
        return number * self._factor / other._factor

    @property
    def _factor(self) -> Fraction:
        _, numerator, denominator = CONVERSIONS.get(self.unit, ("", 1, 1))
        return Fraction(SCALES.get(self.scale, 1) * numerator, denominator)

    def __str__(self) -> str:
        number = format(self.number, "f")
        measure = self.scale + self.unit
        return number + measure if measure in _ATTACHED or not measure else f"{number} {measure}"
