"""坐标（the scale）：刻度是 1、2、5 乘十的幂。"""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engine.charts.scale import Scale, multiples, nice_step

SPANS = st.fractions(min_value=Fraction(1, 10**6), max_value=10**15, max_denominator=10**6).filter(bool)


@given(SPANS, st.integers(1, 12))
def test_a_step_divides_the_span_into_no_more_pieces_than_asked(span: Fraction, most: int):
    step = nice_step(span, most)
    assert step * most >= span
    assert step * most < span * Fraction(5, 2)  # no coarser than it must be: 2 → 5
    while step >= 10:
        step /= 10
    while step < 1:
        step *= 10
    assert step in (1, 2, 5)


def test_multiples_stay_between():
    assert multiples(Fraction(2), Fraction(-3), Fraction(5)) == [-2, 0, 2, 4]


def test_a_scale_is_exact_until_the_last_step():
    scale = Scale(Fraction(0), Fraction(3), 0.0, 300.0)
    assert [scale.at(Fraction(value, 3)) for value in (0, 3, 9)] == [0.0, 100.0, 300.0]
