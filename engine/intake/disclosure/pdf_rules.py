"""The rules that a PDF page draws (PDF 线条): strokes, thin filled boxes, dashes and frames, all as straight pieces."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from itertools import pairwise
from typing import Any

from engine.intake.disclosure.lattice import Piece
from engine.intake.disclosure.pdf_characters import Turn, turned

THIN = 3.5
"""Points: a filled box as thin as this is a rule, a thicker one is shading."""
MOST_OBJECTS, MOST_POINTS, DEEPEST = 200_000, 500_000, 8
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)


class TooManyError(Exception):
    """A page draws more than any table can."""


def page_rules(page: Any, turn: Turn) -> list[Piece]:
    """Every straight piece along the lines of text or across them."""
    points = 0
    found: list[Piece] = []
    for path, matrix in _paths(page):
        for strokes, corners in _outlines(path):
            points += len(corners)
            if points > MOST_POINTS:
                raise TooManyError
            found += _pieces([turned(*_moved(one, matrix), turn) for one in corners], strokes)
    return found


def _paths(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Paths with the matrix of the forms they stand in."""
    from pypdfium2 import raw as pdf

    seen = 0
    waiting = [(page.raw, UNMOVED, 0, pdf.FPDFPage_CountObjects, pdf.FPDFPage_GetObject)]
    while waiting:
        holder, matrix, depth, count, take = waiting.pop()
        for index in range(count(holder)):
            one = take(holder, index)
            kind, seen = pdf.FPDFPageObj_GetType(one), seen + 1
            if seen > MOST_OBJECTS:
                raise TooManyError
            if kind == pdf.FPDF_PAGEOBJ_PATH:
                yield one, matrix
            elif kind == pdf.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                inner = _within(_matrix(one), matrix)
                waiting.append((one, inner, depth + 1, pdf.FPDFFormObj_CountObjects, pdf.FPDFFormObj_GetObject))


def _outlines(path: Any) -> Iterator[tuple[bool, list[Point]]]:
    """Every part of a path: whether it is stroked, and its corners; a curve is none and ends a part."""
    from pypdfium2 import raw as pdf

    fill, stroke = c_int(), c_int()
    pdf.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    if not (fill.value or stroke.value):
        return
    matrix, corners = _matrix(path), list[Point]()
    x, y = c_float(), c_float()
    for index in range(pdf.FPDFPath_CountSegments(path)):
        segment = pdf.FPDFPath_GetPathSegment(path, index)
        kind = pdf.FPDFPathSegment_GetType(segment)
        if kind != pdf.FPDF_SEGMENT_LINETO and corners:
            yield bool(stroke.value), corners
            corners = []
        pdf.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        corners.append(_moved((x.value, y.value), matrix))
        if pdf.FPDFPathSegment_GetClose(segment):
            corners.append(corners[0])
    if corners:
        yield bool(stroke.value), corners


def _pieces(corners: list[Point], strokes: bool) -> Iterator[Piece]:
    """A thin part is one rule along its middle; of a stroked one every straight side is."""
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    if bottom - top <= THIN:
        yield Piece((top + bottom) / 2, left, right, across=False)
    if right - left <= THIN:
        yield Piece((left + right) / 2, top, bottom, across=True)
    if strokes and bottom - top > THIN and right - left > THIN:
        for one, other in pairwise(corners):
            yield from _side(one, other)


def _side(one: Point, other: Point) -> Iterator[Piece]:
    if abs(one[1] - other[1]) < 1:
        yield Piece((one[1] + other[1]) / 2, min(one[0], other[0]), max(one[0], other[0]), across=False)
    elif abs(one[0] - other[0]) < 1:
        yield Piece((one[0] + other[0]) / 2, min(one[1], other[1]), max(one[1], other[1]), across=True)


def _matrix(one: Any) -> Matrix:
    from pypdfium2.raw import FS_MATRIX, FPDFPageObj_GetMatrix

    found = FS_MATRIX()
    FPDFPageObj_GetMatrix(one, byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _moved(point: Point, by: Matrix) -> Point:
    (x, y), (a, b, c, d, e, f) = point, by
    return a * x + c * y + e, b * x + d * y + f


def _within(inner: Matrix, outer: Matrix) -> Matrix:
    (a, b), (c, d) = (_moved(one, (*outer[:4], 0, 0)) for one in (inner[0:2], inner[2:4]))
    return a, b, c, d, *_moved(inner[4:6], outer)
