"""What holds for every clause and every target it suits, each law as one sentence."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.scoring.curve import NO_POINTS, Axis, AxisKind, Curve, Formula, Segment, hyperbola, linear
from indicators.scoring.differences import differences
from indicators.scoring.intervals import EVERYTHING, Interval, after
from indicators.scoring.proof import Jump, Trend, prove
from indicators.vocabulary.clauses import StepReading
from tests.language.strategies import CLAUSES, TARGETS
from tests.scoring.documents import clause_of, target_of
from tests.scoring.strategies import (
    COMPILED,
    LAW,
    READINGS,
    Suited,
    on_dates,
    on_grades,
    on_numbers,
    telling_values,
)


def compiled(suited: Suited) -> Curve:
    curve = suited.curve
    assert isinstance(curve, Curve), curve
    return curve


def holding(curve: Curve, value: Fraction) -> list[Segment]:
    """The segments whose interval holds a value: asked of the intervals, not of ``Curve.at``."""
    return [segment for segment in curve.segments if value in segment.interval]


def points_at(curve: Curve, value: Fraction) -> Fraction | None:
    (segment,) = holding(curve, value)
    return segment.formula.at(value) if segment.formula else None


class TestEveryCurveTilesItsDomain:
    """No gap, no overlap, 0 ≤ points ≤ weight, whatever the clause and the target."""

    @LAW
    @given(COMPILED)
    def test_each_value_lies_in_one_segment_and_gets_nothing_below_zero_or_above_the_weight(self, suited: Suited):
        curve = compiled(suited)
        for value in telling_values(curve):
            (segment,) = holding(curve, value)
            assert curve.at(value) == segment
            assert segment.formula is None or 0 <= segment.formula.at(value) <= curve.weight

    @LAW
    @given(COMPILED)
    def test_nothing_that_can_occur_lies_between_two_segments(self, suited: Suited):
        curve = compiled(suited)
        assert curve.segments[0].interval.lower == curve.axis.domain.lower
        assert curve.segments[-1].interval.upper == curve.axis.domain.upper
        for left, right in pairwise(curve.segments):
            assert left.interval.upper <= right.interval.lower
            assert curve.axis.is_discrete or left.interval.upper == right.interval.lower

    @LAW
    @given(COMPILED)
    def test_a_person_chooses_between_nothing_and_the_weight(self, suited: Suited):
        for segment in compiled(suited).segments:
            assert segment.formula is not None or segment.band is not None
            if segment.band is not None:
                assert 0 <= segment.band.low <= segment.band.high <= compiled(suited).weight
                assert segment.band.low in segment.band

    @LAW
    @given(COMPILED)
    def test_the_proof_holds(self, suited: Suited):
        assert prove(compiled(suited)).defects == ()

    @LAW
    @given(CLAUSES, TARGETS, st.integers(0, 10**6), READINGS)
    def test_what_compiles_from_anything_that_can_be_written_is_proved_too(self, clause, target, weight, reading):
        if getattr(target, "comparator", None) is not None and not target.comparator.value:
            return  # a bare target has no goal: ``resolve_comparator`` comes first
        curve = Suited(clause, target, weight, reading).curve
        kinds = {defect.kind.value for defect in prove(curve).defects} if isinstance(curve, Curve) else set()
        assert kinds <= {"得分带不合理"}  # only a default that a person writes outside its own grade's band


class TestTheTrendIsWhatTheProofSays:
    @LAW
    @given(COMPILED)
    def test_sampled_values_agree_with_it(self, suited: Suited):
        curve = compiled(suited)
        points = [points_at(curve, value) for value in telling_values(curve)]
        scored = [each for each in points if each is not None]
        steps = [right - left for left, right in pairwise(scored)]
        trend = prove(curve).trend
        if trend is not Trend.NEITHER:
            assert any(step > 0 for step in steps) == (trend is Trend.RISING)
            assert any(step < 0 for step in steps) == (trend is Trend.FALLING)

    @LAW
    @given(COMPILED)
    def test_three_values_show_that_it_goes_both_ways(self, suited: Suited):
        curve = compiled(suited)
        proof = prove(curve)
        if proof.trend is not Trend.NEITHER:
            assert proof.turn == ()
            return
        first, middle, last = proof.turn
        assert first < middle < last
        left, top, right = (points_at(curve, value) for value in proof.turn)
        assert left is not None
        assert top is not None
        assert right is not None
        assert (top - left) * (right - top) < 0

    @LAW
    @given(on_numbers().filter(lambda suited: isinstance(suited.curve, Curve)))
    def test_a_jump_is_where_the_limits_on_both_sides_differ(self, suited: Suited):
        curve = compiled(suited)
        limits = [
            (at, left.formula.at(at), right.formula.at(at))
            for left, right in pairwise(curve.segments)
            if left.formula is not None and right.formula is not None
            for at in [Fraction(left.interval.upper[1])]
        ]
        assert list(prove(curve).jumps) == [Jump(*each) for each in limits if each[1] != each[2]]


@st.composite
def two_curves(draw: st.DrawFn) -> tuple[Curve, Curve]:
    """Two clauses on one target: different curves, or the same clause read in two ways."""
    first = draw(on_numbers().filter(lambda suited: isinstance(suited.curve, Curve)))
    other = draw(on_numbers().map(lambda suited: suited.clause) | st.just(first.clause))
    second = Suited(other, first.target, first.weight, draw(READINGS)).curve
    return compiled(first), second if isinstance(second, Curve) else compiled(first)


class TestDifferencesAreAllOfThem:
    """``differences`` is empty exactly where two curves award the same points everywhere."""

    @LAW
    @given(COMPILED)
    def test_a_curve_does_not_differ_from_itself(self, suited: Suited):
        assert differences(compiled(suited), compiled(suited)) == ()

    @LAW
    @given(two_curves())
    def test_every_example_really_differs(self, curves: tuple[Curve, Curve]):
        first, second = curves
        for found in differences(first, second):
            assert found.example in found.interval
            assert (points_at(first, found.example), points_at(second, found.example)) == (found.first, found.second)
            mine, other = holding(first, found.example)[0], holding(second, found.example)[0]
            assert (found.first, mine.band) != (found.second, other.band)

    @LAW
    @given(two_curves())
    def test_outside_the_intervals_found_the_points_are_equal(self, curves: tuple[Curve, Curve]):
        first, second = curves
        found = differences(first, second)
        for value in telling_values(first, second):
            if not any(value in difference.interval for difference in found):
                assert points_at(first, value) == points_at(second, value)

    @LAW
    @given(two_curves())
    def test_they_come_in_order_and_apart(self, curves: tuple[Curve, Curve]):
        for left, right in pairwise(differences(*curves)):
            assert left.interval.upper < right.interval.lower

    @LAW
    @given(two_curves())
    def test_the_other_way_round_they_are_the_same_places(self, curves: tuple[Curve, Curve]):
        first, second = curves
        there = [(found.interval, found.first, found.second) for found in differences(first, second)]
        back = [(found.interval, found.second, found.first) for found in differences(second, first)]
        assert there == back


def test_before_october_and_until_september_are_the_same_months():
    """Between two months there is none, so no half month may be shown as an example."""
    clause = clause_of("达标得满分，否则不得分")
    targets = target_of("<2024年10月"), target_of("≤2024年9月")
    first, second = (compiled(Suited(clause, target, Decimal(10), StepReading.COMPLETE)) for target in targets)
    assert first.segments != second.segments
    assert differences(first, second) == ()


def on_zero_to_twenty(formula: Formula) -> Curve:
    """(0, 20] by a formula, nothing outside."""
    inside = Interval(after(0), after(20))
    outside = [Segment(piece, NO_POINTS, "") for piece in EVERYTHING.without(inside)]
    return Curve(Axis(AxisKind.QUANTITY), Fraction(10), None, (outside[0], Segment(inside, formula, ""), outside[1]))


@pytest.mark.parametrize(
    ("rising", "example"),
    [
        (linear(Fraction(0), Fraction(1, 2), "A ÷ 2"), 5),  # 与 10 - A ÷ 2 只在 10 相等
        (linear(Fraction(5), Fraction(0), "5"), 5),  # 同上
    ],
)
def test_curves_that_cross_in_the_middle_differ(rising: Formula, example: int):
    falling = on_zero_to_twenty(linear(Fraction(10), Fraction(-1, 2), "10 - A ÷ 2"))
    (found,) = differences(on_zero_to_twenty(rising), falling)
    assert found.example == example


def test_curves_that_agree_at_two_tries_differ_at_the_third():
    # 50 ÷ A 与 15 - A 在 5、10 相等，在 15 是 10/3 与 0
    line, hyperbolic = linear(Fraction(15), Fraction(-1), "15 - A"), hyperbola(Fraction(50), "50 ÷ A")
    (found,) = differences(on_zero_to_twenty(hyperbolic), on_zero_to_twenty(line))
    assert (found.example, found.first, found.second) == (Fraction(15), Fraction(10, 3), Fraction(0))


@pytest.mark.parametrize("drawn", [on_numbers, on_dates, on_grades])
def test_laws_over_drawn_clauses_are_not_empty(drawn):
    """At least every third clause drawn suits its target; a law over nothing would hold."""
    suits: list[bool] = []

    @LAW
    @given(drawn())
    def draw(suited: Suited):
        suits.append(isinstance(suited.curve, Curve))

    draw()
    assert sum(suits) * 3 > len(suits) >= 50
