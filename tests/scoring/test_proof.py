"""The prover is tried on curves made wrong by hand: each defect is found, named, and shown by a value."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import pytest

from indicators.scoring.curve import (
    NO_POINTS,
    Axis,
    AxisKind,
    Band,
    Curve,
    Formula,
    Segment,
    constant,
    hyperbola,
    linear,
    proportion,
)
from indicators.scoring.intervals import (
    EVERYTHING,
    Interval,
    after,
    at_least,
    at_most,
    before,
    exactly,
    less_than,
    more_than,
)
from indicators.scoring.proof import Defect, DefectKind, Jump, Trend, prove

QUANTITY, MONTHS, GRADES = Axis(AxisKind.QUANTITY), Axis(AxisKind.MONTH), Axis(AxisKind.GRADE)
WEIGHT = Fraction(10)
FULL = constant(WEIGHT, "{W}")


def piece(interval: Interval, formula: Formula | None = FULL, band: Band | None = None) -> Segment:
    return Segment(interval, formula, "手写", band)


def curve(*segments: Segment, axis: Axis = QUANTITY) -> Curve:
    return Curve(axis, WEIGHT, None, segments)


def half_open(low: int | str, high: int | str) -> Interval:
    """[low, high)"""
    return Interval(before(Fraction(low)), before(Fraction(high)))


def rising(slope: int | str, offset: int | str = 0) -> Formula:
    return linear(Fraction(offset), Fraction(slope), "直线")


class Bad(NamedTuple):
    """A curve with exactly one thing wrong with it."""

    kind: DefectKind
    curve: Curve
    why: str


BAD = [
    Bad(DefectKind.GAP, curve(piece(less_than(5)), piece(more_than(5), NO_POINTS)), "恰好 5 没有规则"),
    Bad(DefectKind.GAP, curve(piece(less_than(5)), piece(at_least(6), NO_POINTS)), "[5, 6) 没有规则"),
    Bad(DefectKind.GAP, curve(piece(at_least(0))), "负数没有规则"),
    Bad(DefectKind.GAP, curve(piece(at_most(0))), "正数没有规则"),
    Bad(DefectKind.GAP, curve(), "什么规则也没有"),
    Bad(DefectKind.GAP, curve(piece(less_than(5)), piece(at_least(7)), axis=MONTHS), "第 5、6 个月没有规则"),
    Bad(DefectKind.GAP, curve(piece(exactly(0)), piece(exactly(2)), axis=GRADES), "部分达成没有规则"),
    Bad(DefectKind.GAP, curve(piece(exactly(0)), piece(exactly(1)), axis=GRADES), "达成没有规则"),
    Bad(DefectKind.OVERLAP, curve(piece(at_most(5)), piece(at_least(5))), "恰好 5 有两条规则"),
    Bad(DefectKind.OVERLAP, curve(piece(less_than(6)), piece(at_least(5))), "[5, 6) 有两条规则"),
    Bad(DefectKind.OVERLAP, curve(piece(EVERYTHING), piece(at_least(5))), "第二条全在第一条之内"),
    Bad(DefectKind.OVERLAP, curve(piece(at_most(5)), piece(at_least(5)), axis=MONTHS), "第 5 个月有两条规则"),
    Bad(
        DefectKind.OVERLAP,
        curve(piece(EVERYTHING), piece(half_open(1, 2)), piece(half_open(1, 2))),
        "后面两条都与第一条重叠",
    ),
    Bad(DefectKind.POLE, curve(piece(EVERYTHING, hyperbola(Fraction(1), "1 ÷ A"))), "A = 0 除以零"),
    Bad(
        DefectKind.POLE,
        curve(piece(less_than(3)), piece(at_least(3), Formula(-1, 1, -5, 1, "(A - 1) ÷ (A - 5)"))),
        "A = 5 除以零",
    ),
    Bad(
        DefectKind.POLE,
        curve(piece(less_than(0), NO_POINTS), piece(at_least(0), hyperbola(Fraction(5), "5 ÷ A"))),
        "端点 0 在段内",
    ),
    Bad(DefectKind.ABOVE_WEIGHT, curve(piece(EVERYTHING, constant(Fraction(11), "11"))), "处处 11 分"),
    Bad(
        DefectKind.ABOVE_WEIGHT,
        curve(piece(less_than(0), NO_POINTS), piece(half_open(0, 6), rising(2)), piece(at_least(6))),
        "5 以上、6 以下超过；6 本身归下一段，不能作例子",
    ),
    Bad(
        DefectKind.ABOVE_WEIGHT,
        curve(piece(less_than(0), NO_POINTS), piece(at_least(0), rising("1/1000000000"))),
        "很缓的直线，百亿以外才超过",
    ),
    Bad(
        DefectKind.ABOVE_WEIGHT,
        curve(piece(at_most(0), NO_POINTS), piece(more_than(0), hyperbola(Fraction(1), "1 ÷ A"))),
        "离 0 很近才超过",
    ),
    Bad(
        DefectKind.ABOVE_WEIGHT,
        curve(piece(at_most(0), NO_POINTS), piece(more_than(0), Formula(0, 11, 1000, 1, "11A ÷ (1000 + A)"))),
        "慢慢趋近 11 分",
    ),
    Bad(
        DefectKind.ABOVE_WEIGHT, curve(piece(at_most(4)), piece(at_least(5), rising(5)), axis=MONTHS), "第 5 个月 25 分"
    ),
    Bad(DefectKind.BELOW_ZERO, curve(piece(at_most(0)), piece(more_than(0), rising(-1, 10))), "没有「扣完为止」"),
    Bad(DefectKind.BELOW_ZERO, curve(piece(less_than(0), rising(2)), piece(at_least(0))), "负数没有按 0 计"),
    Bad(
        DefectKind.BELOW_ZERO,
        curve(piece(at_most(1)), piece(more_than(1), Formula(2, -1, 0, 1, "2 ÷ A - 1"))),
        "双曲线扣到 0 以下",
    ),
    Bad(DefectKind.BELOW_ZERO, curve(piece(EVERYTHING, constant(Fraction(-1, 100), "-0.01"))), "处处低于 0"),
    Bad(DefectKind.BAND, curve(piece(EVERYTHING, None, Band(Fraction(0), Fraction(11)))), "得分带超过分值"),
    Bad(DefectKind.BAND, curve(piece(EVERYTHING, None, Band(Fraction(-1), Fraction(5)))), "得分带低于 0"),
    Bad(DefectKind.BAND, curve(piece(EVERYTHING, None, Band(Fraction(8), Fraction(5)))), "下限高于上限"),
    Bad(DefectKind.BAND, curve(piece(EVERYTHING, None, Band(Fraction(5), Fraction(5), True))), "得分带里没有数"),
    Bad(DefectKind.BAND, curve(piece(EVERYTHING, FULL, Band(Fraction(5), Fraction(8)))), "默认得分不在带内"),
    Bad(
        DefectKind.BAND,
        curve(piece(EVERYTHING, constant(Fraction(8), "8"), Band(Fraction(5), Fraction(8), True))),
        "默认得分是不含的上限",
    ),
]


def shows(defect: Defect, bad: Curve) -> bool:
    """Whether the example shows the defect, asked of the segments themselves."""
    here = [segment for segment in bad.segments if defect.example in segment.interval]
    formulas = [segment.formula for segment in here if segment.formula is not None]
    if defect.kind is DefectKind.GAP:
        return not here
    if defect.kind is DefectKind.OVERLAP:
        return len(here) > 1
    if defect.kind is DefectKind.POLE:
        return any(each.r + each.s * defect.example == 0 for each in formulas)
    if defect.kind is DefectKind.BELOW_ZERO:
        return any(each.at(defect.example) < 0 for each in formulas)
    if defect.kind is DefectKind.ABOVE_WEIGHT:
        return any(each.at(defect.example) > bad.weight for each in formulas)
    return any(segment.band is not None for segment in here)


@pytest.mark.parametrize("bad", BAD, ids=[bad.why for bad in BAD])
def test_a_bad_curve_is_found_named_and_shown(bad: Bad):
    proof = prove(bad.curve)
    assert not proof.holds
    assert {defect.kind for defect in proof.defects} == {bad.kind}
    for defect in proof.defects:
        assert shows(defect, bad.curve), str(defect)
        assert defect.example in bad.curve.axis.domain
        assert not bad.curve.axis.is_discrete or defect.example.denominator == 1
        assert str(defect).startswith(f"{bad.kind.value}：实际值 ")


def test_every_kind_of_defect_has_a_bad_curve():
    assert {bad.kind for bad in BAD} == set(DefectKind)


def test_two_defects_of_one_segment_are_both_named():
    steep = prove(curve(piece(EVERYTHING, rising(1))))
    assert [defect.kind for defect in steep.defects] == [DefectKind.BELOW_ZERO, DefectKind.ABOVE_WEIGHT]


GOOD = {
    "两段相接": curve(piece(less_than(5)), piece(at_least(5), NO_POINTS)),
    "两个月份之间没有月份，不是空隙": curve(piece(at_most(4)), piece(at_least(5)), axis=MONTHS),
    "4 与 5 之间的重叠里没有月份": curve(
        piece(Interval(EVERYTHING.lower, before(Fraction(19, 4)))),
        piece(Interval(after(Fraction(17, 4)), EVERYTHING.upper)),
        axis=MONTHS,
    ),
    "三个等次": curve(*(piece(exactly(place)) for place in range(3)), axis=GRADES),
    "没有月份的一段，公式再错也用不到": curve(
        piece(at_most(4)),
        piece(Interval(after(4), before(5)), constant(Fraction(99), "99")),
        piece(at_least(5)),
        axis=MONTHS,
    ),
    "除数为零的地方不是整月": curve(
        piece(at_most(4)),
        piece(half_open(5, 6), Formula(11, 0, -11, 2, "11 ÷ (2A - 11)")),
        piece(at_least(6)),
        axis=MONTHS,
    ),
    "双曲线离开了极点": curve(piece(at_most(2)), piece(more_than(2), hyperbola(Fraction(20), "20 ÷ A"))),
    "双曲线趋近满分": curve(
        piece(at_most(0), NO_POINTS), piece(more_than(0), Formula(0, 10, 1000, 1, "10A ÷ (1000 + A)"))
    ),
    "直线在开口处恰好到满分": curve(
        piece(less_than(0), NO_POINTS), piece(half_open(0, 5), rising(2)), piece(at_least(5))
    ),
    "由人评": curve(piece(EVERYTHING, None, Band(Fraction(0), WEIGHT))),
}


@pytest.mark.parametrize("name", [name for name in GOOD if not name.startswith("除数")])
def test_a_good_curve_has_no_defect(name: str):
    assert prove(GOOD[name]).defects == ()


def test_a_pole_between_two_months_is_no_defect_but_the_points_beside_it_are():
    # A = 5：11 ÷ (10 - 11) = -11 分
    (defect,) = prove(GOOD["除数为零的地方不是整月"]).defects
    assert (defect.kind, defect.example) == (DefectKind.BELOW_ZERO, Fraction(5))


class TestJumps:
    def test_a_threshold_has_the_limits_of_both_sides(self):
        stairs = curve(piece(less_than(5), NO_POINTS), piece(half_open(5, 8), rising(1)), piece(at_least(8)))
        assert prove(stairs).jumps == (
            Jump(Fraction(5), Fraction(0), Fraction(5)),
            Jump(Fraction(8), Fraction(8), WEIGHT),
        )

    def test_a_continuous_threshold_is_no_jump(self):
        ramp = curve(
            piece(less_than(0), NO_POINTS),
            piece(half_open(0, 5), proportion(WEIGHT, Fraction(5), "W·A/T")),
            piece(at_least(5)),
        )
        assert prove(ramp).jumps == ()

    def test_a_single_value_jumps_on_both_sides(self):
        peak = curve(piece(less_than(5), NO_POINTS), piece(exactly(5)), piece(more_than(5), NO_POINTS))
        assert prove(peak).jumps == (Jump(Fraction(5), Fraction(0), WEIGHT), Jump(Fraction(5), WEIGHT, Fraction(0)))

    def test_where_a_person_decides_there_is_nothing_to_compare(self):
        mixed = curve(piece(less_than(5), NO_POINTS), piece(at_least(5), None, Band(Fraction(0), WEIGHT)))
        assert prove(mixed).jumps == ()


def steps(*points: int | None) -> Curve:
    """Constant points on (-∞, 1), [1, 2), …; None where a person decides."""
    bounds = [EVERYTHING.lower, *(before(place) for place in range(1, len(points))), EVERYTHING.upper]
    return curve(
        *(
            piece(Interval(low, high), None if each is None else constant(Fraction(each), str(each)))
            for low, high, each in zip(bounds, bounds[1:], points, strict=False)
        )
    )


TRENDS = {
    Trend.CONSTANT: [steps(5), steps(5, 5), steps(None), steps(5, None, 5)],
    Trend.RISING: [steps(0, 5, 5, 10), steps(0, None, 5), curve(piece(EVERYTHING, rising("1/3")))],
    Trend.FALLING: [steps(10, 5, 5, 0), steps(5, None, 0), curve(piece(EVERYTHING, rising(-1)))],
    Trend.NEITHER: [
        steps(0, 5, 0),
        steps(5, 0, 5),
        steps(0, 5, 10, 5),
        steps(0, 1, 10, 9),
        steps(0, None, 5, 4),
        steps(5, 5, 9, 9, 0),
        # 段内只升，段尾 9.99… 之后却只有 9
        curve(piece(less_than(0), NO_POINTS), piece(half_open(0, 5), rising(2)), piece(at_least(5), constant(Fraction(9), "9"))),
        # 段内只降，段首从 1 跳到 9.99…
        curve(piece(at_most(0), constant(Fraction(1), "1")), piece(more_than(0), rising(-2, 10))),
        # 先降后升，段与段之间连着
        curve(piece(less_than(0), rising(-1)), piece(at_least(0), rising(1))),
        # 中间隔着由人评的一段
        curve(
            piece(less_than(0), rising(1, 9)),
            piece(half_open(0, 1), None, Band(Fraction(0), WEIGHT)),
            piece(at_least(1), constant(Fraction(8), "8")),
        ),
        # 双曲线：极点左边上升，右边也上升
        curve(piece(less_than(0), hyperbola(Fraction(-1), "-1 ÷ A")), piece(at_least(0), NO_POINTS)),
    ],
}  # fmt: skip
EVERY_TREND = [(trend, each) for trend, curves in TRENDS.items() for each in curves]


@pytest.mark.parametrize(("trend", "moving"), EVERY_TREND)
def test_the_trend_is_found_and_a_turn_is_shown(trend: Trend, moving: Curve):
    proof = prove(moving)
    assert proof.trend is trend
    assert len(proof.turn) == (3 if trend is Trend.NEITHER else 0)
    if proof.turn:
        first, middle, last = proof.turn
        assert first < middle < last
        left, top, right = (at(moving, value) for value in proof.turn)
        assert (top - left) * (right - top) < 0, (left, top, right)


def at(moving: Curve, value: Fraction) -> Fraction:
    (formula,) = [segment.formula for segment in moving.segments if value in segment.interval]
    assert formula is not None
    return formula.at(value)


def test_on_dates_the_trend_is_that_of_whole_months():
    """Between two months the formula turns, but no month is there."""
    hidden = curve(
        piece(at_most(4), NO_POINTS),
        piece(Interval(after(4), before(5)), FULL),
        piece(at_least(5), NO_POINTS),
        axis=MONTHS,
    )
    proof = prove(hidden)
    assert (proof.trend, proof.turn) == (Trend.CONSTANT, ())


def test_on_dates_a_turn_is_shown_by_whole_months():
    peak = curve(piece(at_most(4), NO_POINTS), piece(half_open(5, 6)), piece(at_least(6), NO_POINTS), axis=MONTHS)
    assert prove(peak).turn == (Fraction(4), Fraction(5), Fraction(6))
