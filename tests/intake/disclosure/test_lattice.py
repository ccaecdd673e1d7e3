"""线框成表：断的、虚的、双的、缺边的线，画的都是同一张表。"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.intake.disclosure.lattice import MOST_RULES, Box, Lattice, Piece, lattices

WIDE, HIGH = 60.0, 20.0


def along(y: float, start: float, end: float) -> Piece:
    return Piece(y, start, end, across=False)


def across(x: float, start: float, end: float) -> Piece:
    return Piece(x, start, end, across=True)


def drawn(*rows: str) -> list[Piece]:
    """The four sides of every cell; a letter is a cell, as often as it is merged.

    >>> drawn("aab", "ccb")
    """
    found = []
    for y, row in enumerate(rows):
        for x, letter in enumerate(row):
            left, top = x * WIDE, y * HIGH
            if x == 0 or row[x - 1] != letter:
                found.append(across(left, top, top + HIGH))
            if x == len(row) - 1:
                found.append(across(left + WIDE, top, top + HIGH))
            if y == 0 or rows[y - 1][x] != letter:
                found.append(along(top, left, left + WIDE))
            if y == len(rows) - 1:
                found.append(along(top + HIGH, left, left + WIDE))
    return found


def shown(table: Lattice) -> tuple[str, ...]:
    """A table as ``drawn`` takes it, cells named a, b, c in reading order."""
    return tuple("".join(chr(ord("a") + owner) for owner in row) for row in table.owners)


def only(pieces: list[Piece]) -> Lattice:
    (table,) = lattices(pieces)
    return table


FORM = ("abbbb", "acdef", "acghi", "jjkkk")


def test_every_cell_has_its_spans():
    table = only(drawn(*FORM))
    assert shown(table) == FORM
    assert table.boxes[:3] == (Box(0, 0, 3, 1), Box(0, 1, 1, 4), Box(1, 1, 2, 1))
    assert table.width(table.boxes[1]) == 4 * WIDE


def test_a_rule_drawn_in_dashes_or_twice_is_one():
    dashes = [Piece(one.at, at, at + 3.5, one.across) for one in drawn(*FORM) for at in _steps(one)]
    double = [Piece(one.at + by, one.start, one.end, one.across) for one in drawn(*FORM) for by in (-0.7, 0.7)]
    apart = [Piece(one.at, one.start + 1, one.end - 1, one.across) for one in drawn(*FORM)]
    for pieces in (dashes, double, apart):
        assert shown(only(pieces)) == FORM


def _steps(one: Piece) -> list[float]:
    """A dash of 3.5 and a gap of 1.5, up to the end."""
    return [one.start + 5 * step for step in range(int((one.end - one.start) / 5))]


@pytest.mark.parametrize(
    "missing",
    [
        lambda one: one.across and one.at == 0,
        lambda one: one.across and one.at == 3 * WIDE,
        lambda one: not one.across and one.at == 0,
        lambda one: not one.across and one.at == 3 * HIGH,
    ],
    ids=["左", "右", "上", "下"],
)
def test_an_open_side_is_closed(missing):
    # 左右不封口的表、被换页切断的表：线伸到哪里，表就到哪里
    rows = ("abc", "dbe", "fgh")
    kept = [one for one in drawn(*rows) if not missing(one)]
    assert len(kept) == len(drawn(*rows)) - 3
    assert shown(only(kept)) == rows


def test_two_tables_apart_are_two_and_a_frame_around_them_is_none():
    lower = [Piece(one.at + (0 if one.across else 100), *_shifted(one), one.across) for one in drawn("ab")]
    frame = [along(-10, -10, 200), along(200, -10, 200), across(-10, -10, 200), across(200, -10, 200)]
    assert [shown(one) for one in lattices([*drawn("ab", "cd"), *lower])] == [("ab",), ("ab", "cd")]
    assert [shown(one) for one in lattices([*drawn("ab", "cd"), *lower, *frame])] == [("ab",), ("ab", "cd")]
    # 框里没有别的表，它自己就是一格的表
    assert shown(only(frame)) == ("a",)


def _shifted(one: Piece) -> tuple[float, float]:
    by = 100 if one.across else 0
    return one.start + by, one.end + by


def test_a_shape_that_is_no_rectangle_is_divided():
    # 少画了一段线：三格连成曲尺形，分成两格，不与别的格子重叠
    kept = [one for one in drawn("ab", "cd") if one not in (along(HIGH, 0, WIDE), across(WIDE, 0, HIGH))]
    assert shown(only(kept)) == ("aa", "bc")


def test_single_rules_and_a_rule_crossed_once_are_no_table():
    assert lattices([]) == []
    assert lattices([along(0, 0, 500), along(20, 0, 500), along(40, 0, 500)]) == []
    assert lattices([along(0, 0, 100), across(50, -50, 50)]) == []


def test_a_hatched_page_costs_no_more_than_a_form():
    mesh = [make(4.0 * step, 0, 4.0 * 2 * MOST_RULES) for step in range(2 * MOST_RULES) for make in (along, across)]
    assert sum(len(one.boxes) for one in lattices(mesh)) <= (MOST_RULES + 1) ** 2


@given(st.lists(st.text("abc", min_size=4, max_size=4), min_size=1, max_size=5))
def test_no_two_cells_share_a_place_and_none_is_left_out(rows: list[str]):
    """Law: whatever rules are drawn, every place between them belongs to exactly one cell, a rectangle."""
    for table in lattices(drawn(*rows)):
        places = [
            (row, column)
            for box in table.boxes
            for row in range(box.row, box.row + box.row_span)
            for column in range(box.column, box.column + box.column_span)
        ]
        assert len(places) == len(set(places)) == len(table.owners) * len(table.owners[0])
        for number, box in enumerate(table.boxes):
            assert table.owners[box.row][box.column] == number


@given(st.lists(st.builds(Piece, *[st.floats(-1e6, 1e6)] * 3, st.booleans()), max_size=30))
def test_any_pieces_are_read(pieces: list[Piece]):
    drawn = [Piece(one.at, min(one.start, one.end), max(one.start, one.end), one.across) for one in pieces]
    assert isinstance(lattices(drawn), list)
