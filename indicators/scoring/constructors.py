"""Clause → curve: one constructor for each base, one for each modifier (design §3).

W weight, T target, A achieved. A clause that makes no sense for a target is refused with a Problem,
never bent to fit.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from indicators.language.clause_types import (
    ActualPercent,
    Award,
    Bands,
    Base,
    ByGrade,
    Clause,
    DeviationRate,
    GradeBand,
    Inverse,
    Manual,
    MetElse,
    Overrun,
    Proportional,
    Step,
    When,
)
from indicators.language.clause_types import Band as BandRow
from indicators.language.points import Points
from indicators.numbers import plain
from indicators.problems import Problem
from indicators.quantities import Quantity
from indicators.scoring.curve import (
    NO_POINTS,
    AxisKind,
    Band,
    Curve,
    Segment,
    constant,
    floored,
    hyperbola,
    linear,
    merged,
    minus,
    proportion,
    reshape,
)
from indicators.scoring.goal import GRADE_PLACE, Goal
from indicators.scoring.intervals import (
    AFTER_ALL,
    BEFORE_ALL,
    Interval,
    after,
    at_least,
    at_most,
    before,
    exactly,
    less_than,
    more_than,
    subtract_all,
)
from indicators.scoring.regions import condition_regions, region_of
from indicators.scoring.setting import Setting, Unsuitable
from indicators.scoring.steps import deduct_steps
from indicators.vocabulary.clauses import Side, StepReading
from indicators.vocabulary.units import PERCENT

Segments = list[Segment]


def compile_clause(clause: Clause, goal: Goal, weight: Fraction, reading: StepReading) -> Curve | Problem:
    """Compile a scoring clause (计分规则) for one target and weight into its curve.

    Returns a Problem when the clause does not suit the target (按比例 with T = 0, points above W).
    """
    setting = Setting(goal, weight, reading)
    try:
        segments = _base(clause.base, setting)
        for modifier in clause.modifiers:
            segments = (
                _deduct(segments, modifier, setting)
                if isinstance(modifier, Step)
                else _when(segments, modifier, setting)
            )
    except Unsuitable as unsuitable:
        return unsuitable.problem(clause, goal.target)
    return Curve(goal.axis, weight, goal.anchor, tuple(merged(segments)))


def _base(base: Base, setting: Setting) -> Segments:
    return _CONSTRUCTORS[type(base)](base, setting)


def _full(setting: Setting, region: Interval, says: str) -> Segment:
    return Segment(region, constant(setting.weight, "{W}"), says)


def _nothing(region: Interval, says: str) -> Segment:
    return Segment(region, NO_POINTS, says)


def _proportional(_: Proportional, setting: Setting) -> Segments:
    """W·min(1, A/T); a negative A counts as 0 (domain §3 V1)."""
    target = setting.positive_target
    return [
        _nothing(less_than(0), "实际值为负，按 0 计"),
        Segment(
            Interval(before(0), before(target)),
            proportion(setting.weight, target, "{W} × {A} ÷ {T}"),
            "实际值小于目标值，按比例得分",
        ),
        _full(setting, at_least(target), "实际值不小于目标值，得满分"),
    ]


def _inverse(_: Inverse, setting: Setting) -> Segments:
    """W·min(1, T/A)."""
    target = setting.positive_target
    return [
        _full(setting, at_most(target), "实际值不大于目标值，得满分"),
        Segment(
            more_than(target), hyperbola(setting.weight * target, "{W} × {T} ÷ {A}"), "实际值大于目标值，按反比例得分"
        ),
    ]


def _deviation_rate(_: DeviationRate, setting: Setting) -> Segments:
    """W·max(0, 1 - |A-T|/T)."""
    target, slope = setting.positive_target, setting.weight / setting.positive_target
    return [
        _nothing(less_than(0), "偏差率超过 100%"),
        Segment(
            Interval(before(0), before(target)),
            proportion(setting.weight, target, "{W} × (1 - ({T} - {A}) ÷ {T})"),
            "实际值小于目标值，按偏差率扣分",
        ),
        _full(setting, exactly(target), "实际值等于目标值，得满分"),
        Segment(
            Interval(after(target), before(2 * target)),
            linear(2 * setting.weight, -slope, "{W} × (1 - ({A} - {T}) ÷ {T})"),
            "实际值大于目标值，按偏差率扣分",
        ),
        _nothing(at_least(2 * target), "偏差率达到 100%"),
    ]


def _overrun(_: Overrun, setting: Setting) -> Segments:
    """Full until T, W·(1 - (A-T)/T) to 2T, then 0."""
    target, slope = setting.positive_target, setting.weight / setting.positive_target
    return [
        _full(setting, at_most(target), "实际值不大于目标值，得满分"),
        Segment(
            Interval(after(target), before(2 * target)),
            linear(2 * setting.weight, -slope, "{W} × (1 - ({A} - {T}) ÷ {T})"),
            "实际值大于目标值，超出部分按比例扣分",
        ),
        _nothing(at_least(2 * target), "超出目标值一倍以上"),
    ]


def _actual_percent(_: ActualPercent, setting: Setting) -> Segments:
    """W·A for a percentage A between 0 and 100 %."""
    measure = setting.goal.axis.measure
    if measure is None or measure.base_unit != PERCENT or measure.scale:
        raise Unsuitable("只用于百分数", "以 % 为单位的目标", "≥98%")
    hundred = Quantity(Decimal(100), "", PERCENT).measured_in(measure)
    assert hundred is not None, "a percentage can be written in ‰"
    return [
        _nothing(less_than(0), "实际值为负，按 0 计"),
        Segment(
            Interval(before(0), before(hundred)),
            proportion(setting.weight, hundred, f"{{W}} × {{A}} ÷ {plain(hundred)}"),
            "按实际百分比得分",
        ),
        _full(setting, at_least(hundred), "实际值达到 100%，得满分"),
    ]


def _award(award: Award, setting: Setting) -> Segments:
    return [_awarded(award, setting, setting.whole, str(award))]


def _awarded(award: Award | Manual, setting: Setting, region: Interval, says: str) -> Segment:
    if isinstance(award, Manual):
        low, high = setting.points(award.low), setting.points(award.high)
        if low > high:
            raise Unsuitable(
                f"得分带的下限 {plain(low)} 分高于上限 {plain(high)} 分",
                "先写低的、后写高的",
                "人工评分，须在 0~满分之间",
            )
        return Segment(region, None, says, Band(low, high))
    if not award.points.of_weight:
        return Segment(region, constant(setting.points(award.points), f"{award.points.number:f}"), says)
    if award.points.number == 100:
        return _full(setting, region, says)
    return Segment(region, constant(setting.points(award.points), f"{{W}} × {award.points.number:f} ÷ 100"), says)


def _manual(manual: Manual, setting: Setting) -> Segments:
    return [_awarded(manual, setting, setting.whole, str(manual))]


def _met_else(clause: MetElse, setting: Setting) -> Segments:
    met = setting.goal.met
    missed = _base(clause.otherwise, setting)
    return reshape(missed, met, lambda inside: [_full(setting, inside.interval, "达到目标，得满分")])


def _bands(bands: Bands, setting: Setting) -> Segments:
    """The first band that holds counts; outside all of them, what ``otherwise`` says."""
    left = [setting.whole]
    segments: Segments = []
    for row in bands.rows:
        region = _band_region(row, setting)
        segments += [
            _awarded(row.award, setting, piece.meet(region), str(row))
            for piece in left
            if not piece.meet(region).is_empty
        ]
        left = subtract_all(left, region)
    if isinstance(bands.otherwise, Step):
        segments += [piece for gap in left for piece in _step_from_bands(bands.otherwise, segments, gap, setting)]
    elif bands.otherwise is not None:
        outside = _base(bands.otherwise, setting)
        segments += [
            segment._replace(interval=segment.interval.meet(gap))
            for segment in outside
            for gap in left
            if not segment.interval.meet(gap).is_empty
        ]
    elif left:
        raise _uncovered(left[0])
    return sorted(segments, key=lambda segment: segment.interval.lower)


def _uncovered(gap: Interval) -> Unsuitable:
    return Unsuitable(
        f"实际值为 {plain(gap.sample)} 时规则没有说得几分",
        "覆盖所有情况的分档",
        "≥95% 得 10 分；≥90% 得 8 分；否则不得分",
    )


def _band_region(row: BandRow, setting: Setting) -> Interval:
    unit = None
    if row.of_completion:
        unit = setting.positive_target / 100
    return region_of(row.region, setting.goal, unit)


def _step_from_bands(step: Step, bands: Segments, gap: Interval, setting: Setting) -> Segments:
    """Steps counted from the edge of the bands, starting with the points of the band at that edge."""
    for band in bands:
        edge_above = band.interval.upper == gap.lower and gap.upper == AFTER_ALL
        edge_below = band.interval.lower == gap.upper and gap.lower == BEFORE_ALL
        if (edge_above or edge_below) and band.formula is not None:
            if step.side is (Side.BELOW if edge_above else Side.ABOVE):
                raise _uncovered(gap)
            start = [Segment(gap, band.formula, band.says)]
            mark = Fraction(gap.lower[1] if edge_above else gap.upper[1])
            return deduct_steps(start, step, setting, mark if edge_below else None, mark if edge_above else None)
    raise Unsuitable("分档之间有空隙，无法逐步扣分", "一端敞开的分档", "≥90% 得 10 分；每低 5 个百分点扣 1 分")


def _by_grade(clause: ByGrade, setting: Setting) -> Segments:
    """Bands of the three grades: where two of them meet, the points belong to the better one."""
    if setting.goal.axis.kind is not AxisKind.GRADE:
        raise Unsuitable("只用于定性目标", "以文字表述的目标", "有效改善")
    share = setting.weight / 100
    return [
        Segment(
            exactly(GRADE_PLACE[band.grade]),
            constant(
                share * Fraction(band.default), f"{{W}} × {band.default:f} ÷ 100" if band.default != 100 else "{W}"
            ),
            f"{band.grade.value}，按等次得分",
            _points_of(band, clause, share),
        )
        for band in sorted(clause.bands, key=lambda band: GRADE_PLACE[band.grade])
    ]


def _points_of(band: GradeBand, clause: ByGrade, share: Fraction) -> Band:
    """The points of a grade; its highest ones may belong to a better grade, unless they are its only ones."""
    low, high = share * Fraction(band.low), share * Fraction(band.high)
    better = (other for other in clause.bands if GRADE_PLACE[other.grade] > GRADE_PLACE[band.grade])
    return Band(low, high, low < high and any(other.low <= band.high <= other.high for other in better))


def _step(step: Step, setting: Setting) -> Segments:
    return _deduct([_full(setting, setting.whole, "得满分")], step, setting)


def _deduct(segments: Segments, step: Step, setting: Setting) -> Segments:
    return deduct_steps(segments, step, setting, setting.goal.low, setting.goal.high)


def _when(segments: Segments, when: When, setting: Setting) -> Segments:
    effect, says = when.effect, str(when)

    def change(inside: Segment) -> Segments:
        if isinstance(effect, Points):
            return _taken_off(inside, setting.deduction(effect), says)
        return [_awarded(effect, setting, inside.interval, says)]

    for region in condition_regions(when.condition, setting.goal):
        segments = reshape(segments, region, change)
    return segments


def _taken_off(inside: Segment, points: Fraction, says: str) -> Segments:
    if inside.formula is None:
        return [inside]
    less = minus(inside.formula, constant(points, plain(points)))
    assert less is not None, "a constant can always be taken off"
    return floored(inside._replace(formula=less, says=f"{inside.says}，{says}"))


_CONSTRUCTORS: dict[type, Callable[[Any, Setting], Segments]] = {
    Proportional: _proportional,
    Inverse: _inverse,
    DeviationRate: _deviation_rate,
    Overrun: _overrun,
    ActualPercent: _actual_percent,
    Award: _award,
    Manual: _manual,
    Step: _step,
    Bands: _bands,
    MetElse: _met_else,
    ByGrade: _by_grade,
}
