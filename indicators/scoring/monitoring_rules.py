"""What a rulebook says about monitoring (执行监控): lights, gaps between targets and money, milestones. Cited data."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import Annotated

from pydantic import BeforeValidator, Field

from indicators.document import Amount, Document, Text
from indicators.problems import Path, Problem
from indicators.scoring.regions import COMPARISONS
from indicators.validation import one_of
from indicators.vocabulary.signs import Comparator


class Light(Enum):
    """Monitoring light (监控灯)."""

    RED = "红"
    YELLOW = "黄"
    GREEN = "绿"
    BLUE = "蓝"
    NOT_JUDGED = "无法判断"
    """Never written in a rulebook: what the rules do not decide."""


class Side(Enum):
    """Which way targets and money must not come apart."""

    AHEAD = "目标快于资金"
    BEHIND = "目标慢于资金"
    EITHER = "目标与资金相差"

    def distance(self, goal: Fraction, money: Fraction) -> Fraction:
        """How far apart two rates are, counted this way; negative the other way."""
        if self is Side.AHEAD:
            return goal - money
        return money - goal if self is Side.BEHIND else abs(goal - money)


_LIGHTS = {light.value: light for light in Light if light is not Light.NOT_JUDGED}
_Light = Annotated[Light, BeforeValidator(one_of(_LIGHTS, "rulebook-word-unknown", "监控灯"))]
_Side = Annotated[
    Side, BeforeValidator(one_of({s.value: s for s in Side}, "rulebook-word-unknown", "目标与资金的比较"))
]
_Signs = tuple[
    Annotated[
        Comparator, BeforeValidator(one_of({c.value: c for c in COMPARISONS}, "rulebook-word-unknown", "计算符号"))
    ],
    ...,
]


class LightBand(Document):
    """A light and where it is on: v in % of the target prorated to the month; a bound left out is open."""

    light: _Light
    at_least: Amount | None = None
    below: Amount | None = None

    def holds(self, value: Fraction) -> bool:
        """Whether the light is on at this v."""
        low, high = self.at_least, self.below
        return (low is None or value >= Fraction(low)) and (high is None or value < Fraction(high))

    def __str__(self) -> str:
        bounds = (
            "" if self.at_least is None else f"≥{self.at_least:f}%",
            "" if self.below is None else f"<{self.below:f}%",
        )
        return f"{self.light.value} {' 且 '.join(filter(None, bounds))}"


class ProgressRule(Document):
    """Against the calendar (按时间进度): v = 100 × A ÷ (T × month ÷ 12)."""

    comparator: _Signs
    """The rows it is for: one number with one of these signs."""
    money: bool = False
    """Whether the money is judged likewise, against the revised budget."""
    band: tuple[LightBand, ...] = ()
    """Without bands v is shown and gives no light."""
    source: Text


class CeilingRule(Document):
    """Met or not (达标与否): green while the whole year's target is met, else red."""

    comparator: _Signs
    source: Text


class DateRule(Document):
    """Dates (时效指标): green when kept, red when missed or when the time is over, else not judged."""

    source: Text


class Gap(Document):
    """How far a row's completion rate and the execution rate may come apart, in percentage points."""

    side: _Side
    over: Amount
    light: _Light | None = None
    """The light it turns on; without one it is only a warning."""
    source: Text


class Milestone(Document):
    """The execution rate that must be reached by the end of a month, in %."""

    month: Annotated[int, Field(ge=1, le=12, strict=True)]
    at_least: Amount
    source: Text


class MonitoringRules(Document):
    """The rules of monitoring (执行监控规则) of one rulebook; what is left out is not judged."""

    progress: ProgressRule | None = None
    ceiling: CeilingRule | None = None
    date: DateRule | None = None
    gap: tuple[Gap, ...] = ()
    milestone: tuple[Milestone, ...] = ()

    def milestone_for(self, month: int) -> Milestone | None:
        """The last milestone at or before a month: 1–4 月 is a sum to the end of April and says nothing of January."""
        return next((each for each in reversed(self.milestone) if each.month <= month), None)

    @property
    def cited(self) -> Iterator[tuple[Path, str]]:
        """Every source that is named, with its place."""
        for key, rule in (("progress", self.progress), ("ceiling", self.ceiling), ("date", self.date)):
            if rule is not None:
                yield ("monitoring", key, "source"), rule.source
        for index, gap in enumerate(self.gap):
            yield ("monitoring", "gap", index, "source"), gap.source
        for index, milestone in enumerate(self.milestone):
            yield ("monitoring", "milestone", index, "source"), milestone.source

    @property
    def flaws(self) -> Iterator[Problem]:
        """Settings that contradict each other: found before any record is judged."""
        if self.progress is not None:
            yield from (flaw.at("monitoring", "progress", "band") for flaw in _torn(self.progress.band))
        if self.progress is not None and self.ceiling is not None:
            yield from _shared(self.progress.comparator, self.ceiling.comparator)
        for index, (one, other) in enumerate(pairwise(self.milestone), start=1):
            if not (one.month < other.month and one.at_least <= other.at_least):
                text = f"{one.month} 月 {one.at_least:f}%，{other.month} 月 {other.at_least:f}%"
                message, example = "月份应从小到大，执行率不能越往后越低", "month = 6，at_least = 40"
                yield _flaw(message, text, example, "monitoring", "milestone", index)


def _torn(bands: tuple[LightBand, ...]) -> Iterator[Problem]:
    """Bands run from the lowest v to the highest, each beginning where the one before it ends."""
    if not bands:
        return
    if bands[0].at_least is not None:
        yield _flaw("第一段不能有下限", f"{bands[0].at_least:f}", _BAND, 0, "at_least")
    if bands[-1].below is not None:
        yield _flaw("最后一段不能有上限", f"{bands[-1].below:f}", _BAND, len(bands) - 1, "below")
    for index, (one, other) in enumerate(pairwise(bands), start=1):
        if one.below is None or one.below != other.at_least:
            yield _flaw("各段应首尾相接", f"{_bound(one.below)}，{_bound(other.at_least)}", _BAND, index)
    for index, band in enumerate(bands):
        if band.at_least is not None and band.below is not None and band.at_least >= band.below:
            yield _flaw("下限应小于上限", f"{band.at_least:f}，{band.below:f}", _BAND, index)


_BAND = '{ light = "黄", at_least = 60, below = 80 }'


def _bound(value: Decimal | None) -> str:
    return "没有写" if value is None else f"{value:f}"


def _shared(progress: tuple[Comparator, ...], ceiling: tuple[Comparator, ...]) -> Iterator[Problem]:
    both = [sign.value for sign in progress if sign in ceiling]
    if both:
        message, example = "一个计算符号只能有一种判断", 'comparator = ["≤", "<"]'
        yield _flaw(message, "、".join(both), example, "monitoring", "ceiling", "comparator")


def _flaw(message: str, text: str, example: str, *where: str | int) -> Problem:
    return Problem("rulebook-inconsistent", message, text, expected="前后一致的设置", example=example, where=where)
