"""Two years compared (两年对比): projects of exactly the same name, and those that cannot be paired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from engine.forms.printed import execution_rate
from indicators.scoring.project import ProjectScore


class SlopeMeasure(Enum):
    """What is compared."""

    SCORE = "自评得分"
    EXECUTION_RATE = "预算执行率"

    def of(self, score: ProjectScore) -> Decimal | None:
        """The number of a project; None while its total is open or without a budget."""
        return score.total if self is SlopeMeasure.SCORE else execution_rate(score)

    def text(self, value: Decimal) -> str:
        """As the form prints it."""
        return f"{value:f}%" if self is SlopeMeasure.EXECUTION_RATE else f"{value:f}"


@dataclass(frozen=True, slots=True)
class SlopeLine:
    """A project with its number in both years."""

    name: str
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Fraction:
        return Fraction(self.after) - Fraction(self.before)


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A project that is not drawn, and why (没有画的)."""

    name: str
    why: str
    before: tuple[Decimal | None, ...]
    after: tuple[Decimal | None, ...]
    """Its numbers of each year: none, one, or several of one name."""


@dataclass(frozen=True, slots=True)
class Slope:
    """Both years. Law: every project of either year is in exactly one line or one unpaired entry."""

    measure: SlopeMeasure
    years: tuple[str, str]
    lines: tuple[SlopeLine, ...]
    unpaired: tuple[Unpaired, ...]


def slope_data(before: Sequence[ProjectScore], after: Sequence[ProjectScore], measure: SlopeMeasure) -> Slope:
    """Pair the projects of two years by name, in the order of the later year, then of the earlier."""
    names = dict.fromkeys(_name(score) for score in (*after, *before))
    pairs = [(name, _numbers(before, name, measure), _numbers(after, name, measure)) for name in names]
    found = [_compared(*pair, measure) for pair in pairs]
    lines = tuple(one for one in found if isinstance(one, SlopeLine))
    unpaired = tuple(one for one in found if isinstance(one, Unpaired))
    slope = Slope(measure, (years_of(before), years_of(after)), lines, unpaired)
    _assert_all_there(slope, before, after)
    return slope


def _name(score: ProjectScore) -> str:
    return score.assessment.project.name


def _numbers(scores: Sequence[ProjectScore], name: str, measure: SlopeMeasure) -> tuple[Decimal | None, ...]:
    return tuple(measure.of(score) for score in scores if _name(score) == name)


def _compared(
    name: str, before: tuple[Decimal | None, ...], after: tuple[Decimal | None, ...], measure: SlopeMeasure
) -> SlopeLine | Unpaired:
    if len(before) > 1 or len(after) > 1:
        return Unpaired(name, "同名的不止一个", before, after)
    if not before or not after:
        return Unpaired(name, "前一年没有" if not before else "后一年没有", before, after)
    if before[0] is None or after[0] is None:
        missing = "总分待定" if measure is SlopeMeasure.SCORE else "预算为 0，没有执行率"
        return Unpaired(name, missing, before, after)
    return SlopeLine(name, before[0], after[0])


def years_of(scores: Sequence[ProjectScore]) -> str:
    """``2023 年度``; several years of one side are all named."""
    years = sorted({score.assessment.project.fiscal_year for score in scores})
    return f"{'、'.join(map(str, years))} 年度" if years else "没有项目"


def _assert_all_there(slope: Slope, before: Sequence[ProjectScore], after: Sequence[ProjectScore]) -> None:
    for side, scores in (("before", before), ("after", after)):
        listed = Counter({one.name: len(getattr(one, side)) for one in slope.unpaired})
        listed += Counter(line.name for line in slope.lines)
        assert listed == Counter(_name(score) for score in scores), "a project is missing or twice"
