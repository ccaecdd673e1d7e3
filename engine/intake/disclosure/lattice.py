"""Rules of a page as tables (线框成表): pieces of line in, cells with exact spans out.

Pieces on one line are joined first, so that a rule drawn cell by cell, dashed or double is one rule. Rules that
touch are a table. Its frame is closed where it was left open: a page break cuts rules, and many forms have no
outer sides. Places between rules that no rule divides are one cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

NEAR = 3.0
"""Points: rules as near as this are one, and pieces with so small a gap touch."""
SHORTEST = 5.0
MOST_RULES = 600
"""Of a page in each direction; the longest ones count."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A straight piece of line (线段): ``at`` is its y and start and end are x, or the other way round ``across``."""

    at: float
    start: float
    end: float
    across: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A cell (格): rows and columns from 0."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table (线框): where its rules are, and its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    owners: tuple[tuple[int, ...], ...]
    """For every place between rules, row by row, which of the boxes it belongs to."""

    def box_at(self, x: float, y: float) -> int | None:
        """Which cell a point is in; None if outside of the table."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1:
            return self.owners[row][column]
        return None

    def width(self, box: Box) -> float:
        """How wide a cell is, in points."""
        return self.xs[box.column + box.column_span] - self.xs[box.column]

    @property
    def size(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def lattices(pieces: Iterable[Piece]) -> list[Lattice]:
    """The tables of a page, smaller ones first: what lies in a table within a cell belongs to the inner one."""
    both: tuple[list[Piece], list[Piece]] = ([], [])
    for piece in pieces:
        both[piece.across].append(piece)
    along, across = (_longest(_merged(some)) for some in both)
    found = [_lattice(*_closed(*some)) for some in _tables(along, across)]
    return sorted((one for one in found if not _is_frame(one, found)), key=lambda one: one.size)


def _longest(rules: list[Piece]) -> list[Piece]:
    kept = [rule for rule in rules if rule.end - rule.start >= SHORTEST]
    return sorted(kept, key=lambda rule: rule.start - rule.end)[:MOST_RULES]


def _merged(pieces: list[Piece]) -> list[Piece]:
    """One rule for all pieces on a line that touch."""
    return [rule for line in _lines(pieces) for rule in _joined(line)]


def _lines(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Pieces by the line they are on."""
    line: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.at):
        if line and piece.at - line[0].at > NEAR:
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


def _joined(line: list[Piece]) -> Iterator[Piece]:
    at = (line[0].at + line[-1].at) / 2
    ordered = sorted(line, key=lambda piece: piece.start)
    start, end = ordered[0].start, ordered[0].end
    for piece in ordered:
        if piece.start > end + NEAR:
            yield Piece(at, start, end, piece.across)
            start = piece.start
            end = piece.end
        end = max(end, piece.end)
    yield Piece(at, start, end, ordered[0].across)


Rules = tuple[list[Piece], list[Piece]]


def _tables(along: Sequence[Piece], across: Sequence[Piece]) -> Iterator[Rules]:
    """Rules that touch each other, at least two each way or one and a cross."""
    rules = [*along, *across]
    roots = _Roots(len(rules))
    order = sorted(range(len(along)), key=lambda index: along[index].at)
    heights = [along[index].at for index in order]
    for number, rule in enumerate(across, len(along)):
        first, last = bisect_left(heights, rule.start - NEAR), bisect_right(heights, rule.end + NEAR)
        for index in order[first:last]:
            if along[index].start - NEAR <= rule.at <= along[index].end + NEAR:
                roots.join(index, number)
    parts: defaultdict[int, Rules] = defaultdict(lambda: ([], []))
    for number, rule in enumerate(rules):
        parts[roots.root(number)][rule.across].append(rule)
    yield from ((one, other) for one, other in parts.values() if one and other and len(one) + len(other) > 2)


def _closed(along: list[Piece], across: list[Piece]) -> Rules:
    """With the sides that are missing: where rules one way run past the last rule the other way."""
    return [*along, *_sides(along, across)], [*across, *_sides(across, along)]


def _sides(rules: list[Piece], others: list[Piece]) -> Iterator[Piece]:
    """Sides like ``rules``, at the ends of ``others``."""
    start, end = min(rule.at for rule in others), max(rule.at for rule in others)
    first, last = min(rule.start for rule in others), max(rule.end for rule in others)
    if min(rule.at for rule in rules) - first > NEAR:
        yield Piece(first, start, end, rules[0].across)
    if last - max(rule.at for rule in rules) > NEAR:
        yield Piece(last, start, end, rules[0].across)


def _lattice(along: list[Piece], across: list[Piece]) -> Lattice:
    xs, ys = _places(across), _places(along)
    walls, floors = _drawn(across, xs, ys), _drawn(along, ys, xs)
    width, height = len(xs) - 1, len(ys) - 1
    roots = _Roots(width * height)
    for row in range(height):
        for column in range(width):
            if column and (column, row) not in walls:
                roots.join(row * width + column - 1, row * width + column)
            if row and (row, column) not in floors:
                roots.join((row - 1) * width + column, row * width + column)
    return _with_boxes(xs, ys, [[roots.root(row * width + column) for column in range(width)] for row in range(height)])


def _places(rules: list[Piece]) -> tuple[float, ...]:
    return tuple(sorted({rule.at for rule in rules}))


def _drawn(rules: list[Piece], places: Sequence[float], ends: Sequence[float]) -> set[tuple[int, int]]:
    """Which edges are drawn: (number of the line, number of the space between ends), at least half of each."""
    middles = [(one + other) / 2 for one, other in pairwise(ends)]
    number = {at: index for index, at in enumerate(places)}
    return {
        (number[rule.at], space)
        for rule in rules
        for space in range(bisect_left(middles, rule.start), bisect_right(middles, rule.end))
    }


def _with_boxes(xs: tuple[float, ...], ys: tuple[float, ...], labels: list[list[int]]) -> Lattice:
    """Boxes of places with one label; where they are no rectangle (a rule is missing), as few as make up the shape."""
    owners = [[-1] * (len(xs) - 1) for _ in labels]
    boxes: list[Box] = []
    for row, line in enumerate(labels):
        for column, label in enumerate(line):
            if owners[row][column] < 0:
                box = _box(labels, owners, row, column, label)
                for below in range(row, row + box.row_span):
                    owners[below][column : column + box.column_span] = [len(boxes)] * box.column_span
                boxes.append(box)
    return Lattice(xs, ys, tuple(boxes), tuple(map(tuple, owners)))


def _box(labels: list[list[int]], owners: list[list[int]], row: int, column: int, label: int) -> Box:
    end = column
    while end < len(labels[row]) and labels[row][end] == label and owners[row][end] < 0:
        end += 1
    below = row + 1
    while below < len(labels) and _is_run(labels[below], owners[below], column, end, label):
        below += 1
    return Box(row, column, below - row, end - column)


def _is_run(line: list[int], owned: list[int], start: int, end: int, label: int) -> bool:
    """Whether a row has the label in these columns and on neither side of them."""
    inside = all(one == label for one in line[start:end]) and all(one < 0 for one in owned[start:end])
    before = start > 0 and line[start - 1] == label and owned[start - 1] < 0
    return inside and not before and not (end < len(line) and line[end] == label)


def _is_frame(one: Lattice, others: Sequence[Lattice]) -> bool:
    """A single box around other tables is an ornament."""
    return len(one.boxes) == 1 and any(
        one is not other and one.box_at(other.xs[0], other.ys[0]) == 0 == one.box_at(other.xs[-1], other.ys[-1])
        for other in others
    )


class _Roots:
    """Union of places, by whatever number they have."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def root(self, one: int) -> int:
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def join(self, one: int, other: int) -> None:
        self._above[self.root(one)] = self.root(other)
