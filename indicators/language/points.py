"""Points in a clause: 10 分, or a share of the weight."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from indicators.numbers import NUMBER, read_number
from indicators.problems import Problem

_POINTS = re.compile(rf"满分|满分的(?P<share>{NUMBER})%|(?P<number>{NUMBER})分")


@dataclass(frozen=True, slots=True)
class Points:
    """Points awarded or deducted (得分、扣分): a number, or a percentage of the weight."""

    number: Decimal
    of_weight: bool = False

    @property
    def is_nothing(self) -> bool:
        """No points at all."""
        return self.number == 0

    @property
    def after_verb(self) -> str:
        """As it stands after 得 or 扣: `` 10 分``, ``满分``, ``满分的 80%``."""
        return f"{'' if self.of_weight else ' '}{self}"

    @property
    def bare(self) -> str:
        """Without 分, as the low end of a band is written."""
        return str(self) if self.of_weight else f"{self.number:f}"

    def __str__(self) -> str:
        if not self.of_weight:
            return f"{self.number:f} 分"
        return "满分" if self.number == 100 else f"满分的 {self.number:f}%"


FULL_POINTS = Points(Decimal(100), of_weight=True)
NO_POINTS = Points(Decimal(0))


def read_points(text: str) -> Points | Problem:
    """Read points from a folded text without spaces.

    >>> print(read_points("满分的80%"))
    满分的 80%
    """
    match = _POINTS.fullmatch(text)
    if not match:
        return Problem(
            "clause-unreadable", "看不懂的分数", text=text, expected="几分，或满分的百分之几", example="10 分"
        )
    written = match["share"] or match["number"]
    if not written:
        return FULL_POINTS
    number = read_number(written)
    if isinstance(number, Problem):
        return number
    if number < 0 or (match["share"] and number > 100):
        return Problem("clause-unreadable", "分数不能为负，也不能超过满分", text=text, example="10 分")
    if not number:
        return NO_POINTS
    return Points(number, bool(match["share"]))
