"""The light of one row or of the money (监控灯): progress against the calendar, met or not, dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from indicators.language.achievements import Achievement, Completion
from indicators.language.targets import QuantityTarget
from indicators.numbers import plain
from indicators.problems import Problem
from indicators.scoring.curve import Axis, AxisKind
from indicators.scoring.explanation import RoundingStep
from indicators.scoring.goal import Goal, place_of
from indicators.scoring.intervals import at_most, more_than
from indicators.scoring.monitoring_rules import Gap, Light, MonitoringRules, ProgressRule

_WORST_FIRST = (Light.RED, Light.YELLOW, Light.BLUE, Light.GREEN, Light.NOT_JUDGED)


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress against the calendar (时间进度): A of T by the end of a month. T is above 0."""

    whole: Fraction
    done: Fraction
    month: int

    @property
    def standard(self) -> Fraction:
        """The target prorated to the month: T × month ÷ 12."""
        return self.whole * self.month / 12

    @property
    def value(self) -> Fraction:
        """v = 100 × A ÷ (T × month ÷ 12), in %."""
        return 1200 * self.done / (self.whole * self.month)

    @property
    def rate(self) -> Fraction:
        """The share of the whole year, in %: the completion rate of a row, the execution rate of money."""
        return 100 * self.done / self.whole


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of one row or of the money (监控判断). ``reason`` only where no light is on."""

    light: Light
    says: str
    reason: str = ""
    source: str = ""
    """Key of the source in the rulebook; empty where nothing was judged."""
    progress: Progress | None = None
    printed: Decimal | None = None
    """v as it is printed, in %."""
    problem: Problem | None = None
    """The mistake that kept the row from being judged."""


@dataclass(frozen=True, slots=True)
class Period:
    """January to the end of a month (监控期)."""

    year: int
    month: int

    def last(self, axis: Axis) -> int:
        """The last day, month or year that had begun by the end of the period."""
        if axis.kind is AxisKind.YEAR:
            return self.year
        if axis.kind is AxisKind.MONTH:
            return self.year * 12 + self.month - 1
        return date(self.year + self.month // 12, self.month % 12 + 1, 1).toordinal() - 1

    def over(self, axis: Axis) -> int:
        """The last day, month or year that was over by then: of a year, only December ends it."""
        return self.last(axis) - (axis.kind is AxisKind.YEAR and self.month < 12)


def not_judged(reason: str, figures: str = "", problem: Problem | None = None) -> Judgement:
    """No light, and why."""
    says = f"{figures}；{Light.NOT_JUDGED.value}：{reason}" if figures else f"{Light.NOT_JUDGED.value}：{reason}"
    return Judgement(Light.NOT_JUDGED, says, reason, problem=problem)


def printed(value: Fraction, step: RoundingStep, marks: Iterable[Decimal] = ()) -> Decimal:
    """A rounded value on its own side of every mark: 79.999 % is not printed as 80.00 % beside a yellow light."""
    limits = [Fraction(mark) for mark in marks]
    while True:
        shown = step.apply(value)
        if all(_side(value, limit) == _side(Fraction(shown), limit) for limit in limits):
            return shown
        step = replace(step, places=step.places + 1)


def _side(value: Fraction, mark: Fraction) -> int:
    return (value > mark) - (value < mark)


def about(value: Fraction, step: RoundingStep) -> str:
    """``= 11.5``, or ``≈ 11.67`` where rounding changed it."""
    shown = step.apply(value)
    return f"= {plain(value)}" if "/" not in plain(value) and Fraction(shown) == value else f"≈ {shown:f}"


def judge_progress(progress: Progress, done_word: str, unit: str, rule: ProgressRule, step: RoundingStep) -> Judgement:
    """Where v lies among the bands (按时间进度)."""
    marks = [bound for band in rule.band for bound in (band.at_least, band.below) if bound is not None]
    shown = printed(progress.value, step, marks)
    whole, done = f"{plain(progress.whole)}{unit}", f"{plain(progress.done)}{unit}"
    standard = f"{whole} × {progress.month}/12 {about(progress.standard, step)}{unit}"
    figures = f"{standard}，{done_word} {done}，为进度的 {shown:f}%"
    band = next((band for band in rule.band if band.holds(progress.value)), None)
    if band is None:
        found = not_judged("评分办法没有规定各色灯的界限", figures)
        return replace(found, progress=progress, printed=shown, source=rule.source)
    says = f"{figures} → {band.light.value}"
    return Judgement(band.light, says, source=rule.source, progress=progress, printed=shown)


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges rows by the rules of one rulebook for one period (执行监控)."""

    rules: MonitoringRules
    period: Period
    step: RoundingStep

    def row(self, goal: Goal, actual: Achievement) -> Judgement:
        """The light of a row whose target is placed on its axis."""
        if goal.axis.kind is AxisKind.GRADE:
            return not_judged("定性指标没有可以比较的数")
        if goal.axis.kind is not AxisKind.QUANTITY:
            return self._date(goal, actual)
        if not isinstance(goal.target, QuantityTarget):
            return not_judged("区间目标没有规定怎样判断")
        return self._number(goal, goal.target, actual)

    def _number(self, goal: Goal, target: QuantityTarget, actual: Achievement) -> Judgement:
        place = place_of(actual, goal)
        if isinstance(place, Problem):
            return not_judged(place.message, problem=place)
        unit = unit_of(goal)
        if self.rules.progress and target.comparator in self.rules.progress.comparator:
            if target.quantity.number <= 0:
                return not_judged(f"目标「{target}」不大于 0，不能按月折算", f"已完成 {plain(place)}{unit}")
            progress = Progress(Fraction(target.quantity.number), place, self.period.month)
            return judge_progress(progress, "已完成", unit, self.rules.progress, self.step)
        if self.rules.ceiling and target.comparator in self.rules.ceiling.comparator:
            figures = f"目标 {target}，1~{self.period.month} 月为 {plain(place)}{unit}"
            return _met(place in goal.met, figures, self.rules.ceiling.source, "没有突破目标", "不符合目标")
        return not_judged(f"评分办法没有规定「{target.comparator.value}」怎样判断")

    def _date(self, goal: Goal, actual: Achievement) -> Judgement:
        """Only what is certain: kept, missed, or the time over. Everything else waits."""
        if self.rules.date is None:
            return not_judged("评分办法没有规定时效指标怎样判断")
        if isinstance(actual, Completion):
            return self._done(goal, actual.done, self.rules.date.source)
        place = place_of(actual, goal)
        if isinstance(place, Problem):
            return not_judged(place.message, problem=place)
        figures = f"目标 {goal.target}，实际 {str(actual).removeprefix('=')}"
        if place > self.period.last(goal.axis):
            return not_judged(f"写的日期在 {self.period.month} 月以后，还不能算完成", figures)
        return _met(place in goal.met, figures, self.rules.date.source, "按期", "不按期")

    def _done(self, goal: Goal, done: bool, source: str) -> Judgement:
        """完成 without a date is in time if any day so far was; 未完成 is late if no day to come is."""
        figures = f"目标 {goal.target}，到 {self.period.year} 年 {self.period.month} 月底{'已' if done else '未'}完成"
        if done:
            late = (goal.axis.member(piece) for piece in at_most(self.period.last(goal.axis)).without(goal.met))
            certain = all(day is None for day in late)
            return _met(True, figures, source, "按期") if certain else not_judged("没有写完成的日期", figures)
        left = goal.axis.member(goal.met.meet(more_than(self.period.over(goal.axis))))
        return _met(False, figures, source, missed="已逾期") if left is None else not_judged("还没有到期", figures)


def _met(met: bool, figures: str, source: str, kept: str = "", missed: str = "") -> Judgement:
    light = Light.GREEN if met else Light.RED
    return Judgement(light, f"{figures}，{kept if met else missed} → {light.value}", source=source)


def unit_of(goal: Goal) -> str:
    """`` 份``, ``%``: what stands after a number on the target's axis."""
    return str(goal.axis.measure).removeprefix("1")


def with_gap(judgement: Judgement, gap: Gap, says: str) -> Judgement:
    """The worse of the light there is and the one a gap turns on; said either way."""
    said = f"{judgement.says}；{says}"
    if gap.light is None:
        return replace(judgement, says=said)
    light = min(judgement.light, gap.light, key=_WORST_FIRST.index)
    turned = light is not judgement.light
    source = gap.source if turned else judgement.source
    return replace(
        judgement,
        light=light,
        says=f"{said} → {light.value}",
        reason="" if turned else judgement.reason,
        source=source,
    )
