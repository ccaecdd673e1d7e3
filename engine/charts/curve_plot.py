"""The picture of a score curve (计分曲线图): points over the value achieved, segment by segment.

Ends that belong to a segment are filled, ends that do not are hollow. Where a person decides, the
band of points is hatched. On axes of dates and grades every value is a cell of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from engine.charts import picture as pen
from engine.charts.curve_frame import BOTTOM, CurveFrame
from engine.charts.picture import Place, text_width
from engine.charts.view import HALF, place_of_cut, short_number, unit_of, visible_range, written
from indicators.scoring.curve import AxisKind, Curve, Formula, Segment

BEND = 48
"""Pieces a hyperbola is drawn in."""


def curve_svg(curve: Curve, title: str = "", achieved: Fraction | None = None) -> str:
    """Draw a score curve (计分曲线), 640 pixels wide; ``achieved`` marks one value on it."""
    frame = CurveFrame(curve, title or "计分曲线", visible_range(curve, achieved))
    frame.axes()
    frame.target()
    plot = _Plot(curve, frame)
    for segment in curve.segments:
        plot.segment(segment)
    plot.ends()
    if achieved is not None:
        plot.achieved(achieved)
    return frame.picture.svg()


class _Plot:
    """The curve itself, drawn into its frame."""

    def __init__(self, curve: Curve, frame: CurveFrame) -> None:
        self.curve = curve
        self.frame = frame

    def _ends(self, segment: Segment) -> tuple[Fraction, Fraction] | None:
        """Where a segment is visible; None when it is not."""
        lower, upper = segment.interval
        begin = max(place_of_cut(lower, self.frame.axis, self.frame.low), self.frame.low)
        end = min(place_of_cut(upper, self.frame.axis, self.frame.high), self.frame.high)
        is_point = lower[0] == upper[0] == 0 and lower[1] == upper[1]
        return (begin, end) if begin < end or (begin == end and is_point) else None

    def segment(self, segment: Segment) -> None:
        """The band a person may choose from, and the line of the formula."""
        visible = self._ends(segment)
        if visible is None:
            return
        if segment.band:
            self._band(segment, *visible)
        if segment.formula:
            for piece in self._lines(segment.formula, *visible):
                self.frame.picture.path(piece, segment.says, stroke=pen.BLUE, stroke_width="2.5")

    def _band(self, segment: Segment, begin: Fraction, end: Fraction) -> None:
        assert segment.band is not None
        left, right = self.frame.x.at(begin), self.frame.x.at(end)
        if self.frame.axis.kind is AxisKind.GRADE:
            left, right = left + 30, right - 30
        top, bottom = self.frame.y.at(segment.band.high), self.frame.y.at(segment.band.low)
        self.frame.picture.hatched((left, top), (right, bottom), pen.OCHRE, segment.says)
        self._name_band(segment, (left + right) / 2, right - left, (top + bottom) / 2)

    def _name_band(self, segment: Segment, x: float, room: float, y: float) -> None:
        """The longest name of the band that fits into it."""
        assert segment.band is not None
        points = f"{short_number(segment.band.low)}~{short_number(segment.band.high)}"
        names = ["" if segment.formula else f"人工评分 {segment.band}", str(segment.band), points]
        for name in filter(None, names):
            width = text_width(name, 12) + 8
            if width <= room:
                self.frame.picture.box((x - width / 2, y - 9), (x + width / 2, y + 9), fill=pen.PAPER)
                self.frame.picture.text((x, y + 4), name, "middle", fill=pen.OCHRE)
                return

    def _lines(self, formula: Formula, begin: Fraction, end: Fraction) -> Iterator[list[Place]]:
        """One line over the segment; where dates count one by one, one for each of them."""
        if formula.is_constant or not self.frame.axis.is_discrete:
            count = BEND if formula.s else 1
            step = (end - begin) / count
            yield [self._at(formula, begin + step * index) for index in range(count + 1)]
            return
        for value in range(ceil(begin + HALF), floor(end - HALF) + 1):
            y = self.frame.y.at(formula.at(Fraction(value)))
            yield [(self.frame.x.at(value - HALF), y), (self.frame.x.at(value + HALF), y)]

    def _at(self, formula: Formula, value: Fraction) -> Place:
        return self.frame.x.at(value), self.frame.y.at(formula.at(value))

    def ends(self) -> None:
        """Dots at the ends, over all lines: filled ones last, so that a joined curve shows no hole."""
        if self.frame.axis.is_discrete:
            return
        dots = [dot for segment in self.curve.segments for dot in self._dots(segment)]
        for value, place, filled in sorted(dots, key=lambda dot: dot[2]):
            self.frame.picture.dot(place, filled, pen.BLUE, written(value, self.frame.axis))

    def _dots(self, segment: Segment) -> Iterator[tuple[Fraction, Place, bool]]:
        """The visible ends of a formula, and whether they belong to it."""
        for cut, closed_side in zip(segment.interval, (-1, 1), strict=True):
            infinite, number, side = cut
            value = Fraction(number)
            if segment.formula and not infinite and self.frame.shows(value):
                yield value, self._at(segment.formula, value), side == closed_side

    def achieved(self, value: Fraction) -> None:
        """One value achieved (实际完成值) and the points it earns, before rounding."""
        found = self.curve.at(value)
        if found is None or found.formula is None or not self.frame.shows(value):
            return
        x, y = self._at(found.formula, value)
        self.frame.picture.line((x, y), (x, BOTTOM), stroke=pen.INK, stroke_dasharray="2 3")
        self.frame.picture.dot((x, y), True, pen.INK)
        points = short_number(found.formula.at(value))
        text = f"实际 {written(value, self.frame.axis)}{unit_of(self.frame.axis)}，{points} 分"
        self.frame.flag(x, (y + BOTTOM) / 2 + 4, text, pen.INK)
