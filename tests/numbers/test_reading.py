"""Reading numbers: at most 15 digits before and 6 after the point, refused before anything is computed."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.numbers import check_decimal, read_number
from indicators.problems import Problem

LAW = settings(max_examples=100, derandomize=True, database=None, deadline=None)

READ = {
    "0": "0",
    "20": "20",
    "1,612.98": "1612.98",
    "1,234,567": "1234567",
    "+5": "5",
    "-3.5": "-3.5",
    "-0": "0",
    "-0.00": "0.00",
    "007": "7",
    "4.50": "4.50",
    "999999999999999": "999999999999999",  # 15 位
    "0.123456": "0.123456",  # 6 位
    "123456789012345.654321": "123456789012345.654321",  # 15 + 6 位，一位不丢
    "123,456,789,012,345": "123456789012345",
}
REFUSED = {
    "1000000000000000": "number-too-long",  # 16 位
    "0.1234567": "number-too-long",  # 7 位
    "0.0000000": "number-too-long",  # 7 位，虽然是零
    "0000000000000001": "number-too-long",  # 16 位，虽然是 1
    "1,234,567,890,123,456": "number-too-long",
    "9" * 400: "number-too-long",
    "": "number-unreadable",
    "1e9": "number-unreadable",
    "1E+999999999": "number-unreadable",
    "1_000": "number-unreadable",
    "１２": "number-unreadable",  # 折叠在此之前
    "٣": "number-unreadable",
    "²": "number-unreadable",
    "½": "number-unreadable",
    "NaN": "number-unreadable",
    "inf": "number-unreadable",
    "0x10": "number-unreadable",
    "1.5.2": "number-unreadable",
    "12,34": "number-unreadable",
    "1,000,00": "number-unreadable",
    ".5": "number-unreadable",
    "5.": "number-unreadable",
    "--5": "number-unreadable",
    "5\n": "number-unreadable",
    " 5": "number-unreadable",
}


@pytest.mark.parametrize("token", READ)
def test_a_written_number_is_read_exactly(token: str):
    with localcontext() as context:
        context.prec = 3
        assert str(read_number(token)) == READ[token]


@pytest.mark.parametrize("token", REFUSED)
def test_what_is_no_number_is_refused_with_its_place_and_an_example(token: str):
    problem = read_number(token)
    assert isinstance(problem, Problem)
    assert problem.code == REFUSED[token]
    assert problem.span == (0, len(token))
    assert problem.example


TYPED = {
    "20": None,
    "-20.5": None,
    "123456789012345.654321": None,
    "1E+14": None,  # 15 位
    "1E+15": "number-too-long",  # 16 位
    "1E-6": None,
    "1E-7": "number-too-long",
    "0E-7": "number-too-long",
    "1000000000000000": "number-too-long",
    "1E+999999999": "number-too-long",  # 只看指数，从不展开
    "1E-999999999": "number-too-long",
    "NaN": "number-unreadable",
    "sNaN": "number-unreadable",
    "Infinity": "number-unreadable",
    "-Infinity": "number-unreadable",
}


@pytest.mark.parametrize("typed", TYPED)
def test_a_typed_number_is_held_to_the_same_limits(typed: str):
    problem = check_decimal(Decimal(typed))
    assert (problem.code if problem else None) == TYPED[typed]
    assert problem is None or len(problem.text) <= 40


DIGITS = st.text("0123456789", min_size=1, max_size=18)


@LAW
@given(st.sampled_from(("", "-", "+")), DIGITS, st.none() | st.text("0123456789", min_size=1, max_size=8))
def test_up_to_the_limits_every_number_is_read_and_beyond_them_none(sign: str, whole: str, part: str | None):
    token = f"{sign}{whole}" if part is None else f"{sign}{whole}.{part}"
    value = read_number(token)
    within = len(whole) <= 15 and len(part or "") <= 6
    assert isinstance(value, Decimal) == within
    assert isinstance(value, Problem) or value == Decimal(token)


@LAW
@given(st.integers(1, 10**17).map(str), st.none() | st.text("0123456789", min_size=1, max_size=8))
def test_typed_and_written_numbers_are_refused_alike(whole: str, part: str | None):
    token = whole if part is None else f"{whole}.{part}"
    typed, written = check_decimal(Decimal(token)), read_number(token)
    assert (typed is None) == isinstance(written, Decimal)
