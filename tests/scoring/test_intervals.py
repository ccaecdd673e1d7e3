"""Intervals with open and closed ends: what lies in them is what their brackets say."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.scoring.intervals import (
    AFTER_ALL,
    BEFORE_ALL,
    EVERYTHING,
    Cut,
    Interval,
    after,
    at_least,
    at_most,
    before,
    exactly,
    less_than,
    lies_above,
    more_than,
    subtract_all,
)
from tests.scoring.strategies import LAW

# 小整数和二分之一，端点才会常常碰在一起
NUMBERS = st.integers(-8, 8).map(lambda number: Fraction(number, 2))
CUTS = st.sampled_from((BEFORE_ALL, AFTER_ALL)) | NUMBERS.map(before) | NUMBERS.map(after)
INTERVALS = st.builds(Interval, CUTS, CUTS)
VALUES = st.integers(-40, 40).map(lambda number: Fraction(number, 8))


@pytest.mark.parametrize(
    ("interval", "written", "inside", "outside"),
    [
        (at_least(3), "[3, +∞)", (3, 4), (2,)),
        (more_than(3), "(3, +∞)", (4,), (3, 2)),
        (at_most(3), "(-∞, 3]", (3, 2), (4,)),
        (less_than(3), "(-∞, 3)", (2,), (3, 4)),
        (exactly(3), "[3, 3]", (3,), (2, 4)),
        (EVERYTHING, "(-∞, +∞)", (-9, 0, 9), ()),
        (Interval(after(Fraction(1, 3)), before(Fraction(5, 2))), "(1/3, 2.5)", (1, 2), (0, 3)),
    ],
)
def test_an_interval_holds_what_it_says(
    interval: Interval, written: str, inside: tuple[int, ...], outside: tuple[int, ...]
):
    assert str(interval) == written
    assert all(Fraction(value) in interval for value in inside)
    assert not any(Fraction(value) in interval for value in outside)


@LAW
@given(VALUES, CUTS)
def test_a_number_lies_above_a_cut_or_below_it(value: Fraction, cut: Cut):
    above = lies_above(value.numerator, value.denominator, cut)
    assert above == (value in Interval(cut, AFTER_ALL))
    assert above != (value in Interval(BEFORE_ALL, cut))


@LAW
@given(INTERVALS, INTERVALS, VALUES)
def test_what_lies_in_both_lies_in_each(first: Interval, second: Interval, value: Fraction):
    assert (value in first.meet(second)) == (value in first and value in second)


@LAW
@given(INTERVALS, INTERVALS, VALUES)
def test_taking_one_away_leaves_what_was_not_in_it(whole: Interval, taken: Interval, value: Fraction):
    left = subtract_all([whole], taken)
    assert sum(value in piece for piece in left) == (value in whole and value not in taken)


@LAW
@given(INTERVALS)
def test_an_interval_is_empty_or_holds_its_sample(interval: Interval):
    assert interval.is_empty or interval.sample in interval
    assert not interval.is_empty or not any(Fraction(number, 8) in interval for number in range(-40, 41))


@LAW
@given(INTERVALS.filter(lambda interval: not interval.is_empty))
def test_the_sample_is_off_the_ends_where_there_is_an_inside(interval: Interval):
    low, high = interval.lower, interval.upper
    only_one = low[0] == high[0] == 0 and low[1] == high[1]
    assert only_one or interval.sample not in interval.finite_ends
