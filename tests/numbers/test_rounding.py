"""Rounding (修约): a table derived by hand, and an independent oracle for everything else."""

from __future__ import annotations

import decimal
from collections.abc import Iterator
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indicators.numbers import Rounding, plain, quotient_rounded, rounded

TABLE = Path(__file__).with_name("rounding.txt")
MODES = (Rounding.HALF_EVEN, Rounding.HALF_UP, Rounding.HALF_DOWN, Rounding.TRUNCATE)
LAW = settings(max_examples=100, derandomize=True, database=None, deadline=None)


class Case(NamedTuple):
    """One cell of the table."""

    line: int
    value: Fraction
    places: int
    mode: Rounding
    expected: str


def read_table() -> Iterator[Case]:
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), start=1):
        row, _, derivation = line.partition("# ")
        if not row.strip():
            continue
        assert derivation, f"line {number}: not derived"
        left, _, right = row.partition("→")
        value, places = left.split("|")
        for mode, expected in zip(MODES, right.split("|"), strict=True):
            yield Case(number, Fraction(value.strip()), int(places), mode, expected.strip())


CELLS = list(read_table())


@pytest.mark.parametrize("cell", CELLS, ids=[f"line{cell.line}-{cell.mode.name}" for cell in CELLS])
def test_the_table_is_followed(cell: Case):
    assert str(rounded(cell.value, cell.places, cell.mode)) == str(Decimal(cell.expected))


def test_the_table_has_every_place_with_ties_both_ways_and_below_zero():
    for places in range(7):
        rows = {cell.value for cell in CELLS if cell.places == places}
        half = Fraction(1, 2 * 10**places)
        ties = [value for value in rows if (value / half).denominator == 1 and (value / half).numerator % 2]
        down = [value for value in ties if int(abs(value) / (2 * half)) % 2 == 0]
        assert down
        assert len(down) < len(ties)
        assert any(value < 0 for value in down)
        assert any(value < 0 for value in ties if value not in down)


ORACLE = {
    Rounding.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    Rounding.HALF_UP: decimal.ROUND_HALF_UP,
    Rounding.HALF_DOWN: decimal.ROUND_HALF_DOWN,
    Rounding.TRUNCATE: decimal.ROUND_DOWN,
}


def quantized(numerator: int, denominator: int, places: int, mode: Rounding) -> Decimal:
    """The same by the decimal module. 100 digits: no quotient drawn here lies so near a tie without being one."""
    with localcontext() as context:
        context.prec = 100
        quotient = Decimal(numerator) / Decimal(denominator)
        return quotient.quantize(Decimal(1).scaleb(-places), rounding=ORACLE[mode])


# 一半附近：分母是 2、5 的幂的商，任意的商，和 15 + 6 位的大数
TIES = st.builds(lambda odd, places: (5 * (2 * odd + 1), 10 ** (places + 1)), st.integers(-999, 999), st.integers(0, 6))
QUOTIENTS = st.tuples(st.integers(-(10**6), 10**6), st.integers(1, 10**6))
LARGE = st.tuples(st.integers(-(10**21), 10**21), st.integers(1, 10**21))


@pytest.mark.parametrize("mode", MODES)
@LAW
@given(TIES | QUOTIENTS | LARGE, st.integers(0, 6))
@example((829 * 5, 1000), 2)
def test_rounding_agrees_with_the_decimal_module(mode: Rounding, quotient: tuple[int, int], places: int):
    result = quotient_rounded(*quotient, places, mode)
    assert result == quantized(*quotient, places, mode)
    assert result.as_tuple().exponent == -places
    assert result or not result.is_signed()


@LAW
@given(TIES | QUOTIENTS, st.integers(0, 6), st.sampled_from(MODES), st.integers(1, 50))
def test_the_decimal_context_that_others_set_changes_nothing(
    quotient: tuple[int, int], places: int, mode: Rounding, precision: int
):
    expected = quotient_rounded(*quotient, places, mode)
    with localcontext() as context:
        context.prec, context.rounding = precision, decimal.ROUND_UP
        assert str(quotient_rounded(*quotient, places, mode)) == str(expected)


@LAW
@given(TIES | QUOTIENTS, st.integers(0, 6), st.sampled_from(MODES))
def test_rounding_is_symmetric_around_zero(quotient: tuple[int, int], places: int, mode: Rounding):
    numerator, denominator = quotient
    mirrored = quotient_rounded(-numerator, denominator, places, mode)
    assert mirrored == -quotient_rounded(numerator, denominator, places, mode)


@LAW
@given(TIES | QUOTIENTS, st.integers(0, 6), st.sampled_from(MODES))
def test_rounding_twice_is_rounding_once(quotient: tuple[int, int], places: int, mode: Rounding):
    once = rounded(Fraction(*quotient), places, mode)
    assert rounded(Fraction(once), places, mode) == once


FRACTIONS = st.builds(Fraction, st.integers(-(10**9), 10**9), st.integers(1, 10**6))
FINITE = st.builds(
    lambda n, twos, fives: Fraction(n, 2**twos * 5**fives), st.integers(), st.integers(0, 9), st.integers(0, 9)
)


@LAW
@given(FRACTIONS | FINITE)
def test_a_value_printed_plainly_is_the_value(value: Fraction):
    text = plain(value)
    assert Fraction(text) == value
    assert set(text) <= set("-0123456789./")


@LAW
@given(FRACTIONS | FINITE)
def test_a_fraction_bar_stands_only_where_no_finite_decimal_does(value: Fraction):
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    assert ("/" in plain(value)) == (denominator != 1)


@LAW
@given(FINITE)
def test_a_finite_decimal_is_printed_without_a_zero_at_its_end(value: Fraction):
    text = plain(value)
    assert "." not in text or not text.endswith("0")


@pytest.mark.parametrize(
    ("value", "text"),
    [("4.50", "4.50"), ("1E+3", "1000"), ("0.000001", "0.000001"), ("1E-6", "0.000001"), ("-2.0", "-2.0"), ("0", "0")],
)
def test_a_decimal_is_printed_as_it_was_written_and_never_with_an_exponent(value: str, text: str):
    assert plain(Decimal(value)) == text
