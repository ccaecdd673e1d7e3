"""The picture of a score curve (计分曲线图): points over the value achieved, segment by segment.

Ends that belong to a segment are filled, ends that do not are hollow. Where a person decides, the
band of points is hatched. On axes of dates and grades every value is a cell of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from engine.charts import picture as pen
from engine.charts.picture import Picture, Place, shortened, text_width
from engine.charts.scale import Scale, multiples, nice_step
from engine.charts.view import (
    HALF,
    axis_name,
    place_of_cut,
    short_number,
    thresholds,
    unit_of,
    visible_range,
    written,
)
from indicators.scoring.curve import AxisKind, Curve, Formula, Segment

WIDTH, HEIGHT = 640, 340
LEFT, RIGHT, TOP, BOTTOM = 52.0, 616.0, 66.0, 284.0
FLAGS = 84.0
"""Flags begin right of the name of the points axis."""
LABEL_ROWS = 2
"""Labels under the axis that would touch are moved down, at most so many rows."""
HALO = {"stroke": pen.PAPER, "stroke_width": "4", "paint_order": "stroke"}
"""A white edge around letters that stand on lines."""
BEND = 48
"""Pieces a hyperbola is drawn in."""


def curve_svg(curve: Curve, title: str = "", achieved: Fraction | None = None) -> str:
    """Draw a score curve (计分曲线), 640 pixels wide; ``achieved`` marks one value on it."""
    plot = _Plot(curve, title or "计分曲线", visible_range(curve, achieved))
    plot.frame()
    plot.target()
    for segment in curve.segments:
        plot.segment(segment)
    plot.ends()
    if achieved is not None:
        plot.achieved(achieved)
    return plot.picture.svg()


class _Plot:
    """The picture with its two scales."""

    def __init__(self, curve: Curve, title: str, visible: tuple[Fraction, Fraction]) -> None:
        self.curve = curve
        self.axis = curve.axis
        self.low, self.high = visible
        self.x = Scale(self.low, self.high, LEFT, RIGHT)
        self.y = Scale(Fraction(0), curve.weight or Fraction(1), BOTTOM, TOP)
        self.picture = Picture(WIDTH, HEIGHT, title)
        self.picture.text((12, 24), shortened(title, WIDTH - 24, 15), title=title, font_size="15")

    # ------------------------------------------------------------------ axes

    def frame(self) -> None:
        """Both axes with their labels."""
        self._points_axis()
        marks = thresholds(self.curve)
        self._label_values(marks, self._between(marks))
        self.picture.line((LEFT, BOTTOM), (RIGHT, BOTTOM))
        self.picture.line((LEFT, BOTTOM), (LEFT, TOP - 6))
        name = axis_name(self.axis)
        self.picture.text((RIGHT, HEIGHT - 8), name, "end", font_size="12", fill=pen.MUTED)
        self.picture.text((12, TOP - 14), "得分（分）", font_size="12", fill=pen.MUTED)

    def _points_axis(self) -> None:
        taken: list[float] = []
        for points in self._points_worth_naming():
            y = self.y.at(points)
            self.picture.line((LEFT, y), (RIGHT, y), stroke=pen.FAINT)
            if all(abs(y - other) >= 14 for other in taken):
                taken.append(y)
                self.picture.text((LEFT - 8, y + 4), short_number(points), "end")

    def _points_worth_naming(self) -> list[Fraction]:
        """Full marks and 0 first, then every level and band, then round numbers."""
        named = [self.curve.weight, Fraction(0)]
        for segment in self.curve.segments:
            if segment.formula and segment.formula.is_constant:
                named.append(segment.formula.at(Fraction(0)))
            if segment.band:
                named += [segment.band.low, segment.band.high]
        round_numbers = multiples(nice_step(self.y.high, 5), Fraction(0), self.y.high)
        return list(dict.fromkeys([*named, *round_numbers]))

    def _between(self, marks: tuple[Fraction, ...]) -> list[Fraction]:
        """Round values between the thresholds, for orientation."""
        if self.axis.kind is AxisKind.GRADE:
            return [Fraction(0), Fraction(1), Fraction(2)]
        step = nice_step(self.high - self.low, 9)
        if self.axis.is_discrete:
            step = max(step, Fraction(1))
        return [value for value in multiples(step, self.low, self.high) if value not in marks]

    def _label_values(self, marks: tuple[Fraction, ...], between: list[Fraction]) -> None:
        """Thresholds get every label that fits, round values only what is left in the first row."""
        rows: list[list[Place]] = [[] for _ in range(LABEL_ROWS)]
        inside = [mark for mark in marks if self.low <= mark <= self.high]
        for value in inside:
            self._tick(value, rows, pen.INK)
        for value in between:
            self._tick(value, rows[:1], pen.MUTED)

    def _tick(self, value: Fraction, rows: list[list[Place]], colour: str) -> None:
        text, x = written(value, self.axis), self.x.at(value)
        half = text_width(text, 12) / 2 + 3
        self.picture.line((x, BOTTOM), (x, BOTTOM + 5), text, stroke=colour)
        for number, row in enumerate(rows):
            if all(x + half <= begin or x - half >= end for begin, end in row):
                row.append((x - half, x + half))
                self.picture.text((x, BOTTOM + 18 + 14 * number), text, "middle", fill=colour)
                return

    def target(self) -> None:
        """A dashed line at the target (指标值)."""
        if self.curve.target is None:
            return
        x = self.x.at(self.curve.target)
        self.picture.line((x, TOP - 6), (x, BOTTOM), stroke=pen.RED, stroke_dasharray="5 4")
        text = f"指标值 {written(self.curve.target, self.axis)}{unit_of(self.axis)}"
        self._flag(x, TOP - 12, text, pen.RED)

    def _flag(self, x: float, y: float, text: str, colour: str) -> None:
        """A text over a place, kept inside the picture."""
        half = text_width(text, 12) / 2
        inside = min(max(x, FLAGS + half), RIGHT - half)
        self.picture.text((inside, y), text, "middle", fill=colour, **HALO)

    # -------------------------------------------------------------- segments

    def _ends(self, segment: Segment) -> tuple[Fraction, Fraction] | None:
        """Where a segment is visible; None when it is not."""
        lower, upper = segment.interval
        begin = max(place_of_cut(lower, self.axis, self.low), self.low)
        end = min(place_of_cut(upper, self.axis, self.high), self.high)
        return (begin, end) if begin <= end else None

    def segment(self, segment: Segment) -> None:
        """The band a person may choose from, and the line of the formula."""
        visible = self._ends(segment)
        if visible is None:
            return
        if segment.band:
            self._band(segment, *visible)
        if segment.formula:
            for piece in self._lines(segment.formula, *visible):
                self.picture.path(piece, segment.says, stroke=pen.BLUE, stroke_width="2.5")

    def _band(self, segment: Segment, begin: Fraction, end: Fraction) -> None:
        assert segment.band is not None
        left, right = self.x.at(begin), self.x.at(end)
        if self.axis.kind is AxisKind.GRADE:
            left, right = left + 30, right - 30
        top, bottom = self.y.at(segment.band.high), self.y.at(segment.band.low)
        self.picture.hatched((left, top), (right, bottom), pen.OCHRE, segment.says)
        self._name_band(segment, (left + right) / 2, right - left, (top + bottom) / 2)

    def _name_band(self, segment: Segment, x: float, room: float, y: float) -> None:
        """The longest name of the band that fits into it."""
        assert segment.band is not None
        points = f"{short_number(segment.band.low)}~{short_number(segment.band.high)}"
        names = ["" if segment.formula else f"人工评分 {segment.band}", str(segment.band), points]
        for name in filter(None, names):
            width = text_width(name, 12) + 8
            if width <= room:
                self.picture.box((x - width / 2, y - 9), (x + width / 2, y + 9), fill=pen.PAPER)
                self.picture.text((x, y + 4), name, "middle", fill=pen.OCHRE)
                return

    def _lines(self, formula: Formula, begin: Fraction, end: Fraction) -> Iterator[list[Place]]:
        """One line over the segment; where dates count one by one, one for each of them."""
        if formula.is_constant or not self.axis.is_discrete:
            count = BEND if formula.s else 1
            step = (end - begin) / count
            yield [self._at(formula, begin + step * index) for index in range(count + 1)]
            return
        for value in range(ceil(begin + HALF), floor(end - HALF) + 1):
            y = self.y.at(formula.at(Fraction(value)))
            yield [(self.x.at(value - HALF), y), (self.x.at(value + HALF), y)]

    def _at(self, formula: Formula, value: Fraction) -> Place:
        return self.x.at(value), self.y.at(formula.at(value))

    def ends(self) -> None:
        """Dots at the ends, over all lines: filled ones last, so that a joined curve shows no hole."""
        if self.axis.is_discrete:
            return
        dots = [dot for segment in self.curve.segments for dot in self._dots(segment)]
        for value, place, filled in sorted(dots, key=lambda dot: dot[2]):
            self.picture.dot(place, filled, pen.BLUE, written(value, self.axis))

    def _dots(self, segment: Segment) -> Iterator[tuple[Fraction, Place, bool]]:
        """The visible ends of a formula, and whether they belong to it."""
        for cut, closed_side in zip(segment.interval, (-1, 1), strict=True):
            infinite, number, side = cut
            value = Fraction(number)
            if segment.formula and not infinite and self.low <= value <= self.high:
                yield value, self._at(segment.formula, value), side == closed_side

    def achieved(self, value: Fraction) -> None:
        """One value achieved (实际完成值) and the points it earns, before rounding."""
        found = self.curve.at(value)
        if found is None or found.formula is None or not self.low <= value <= self.high:
            return
        x, y = self._at(found.formula, value)
        self.picture.line((x, y), (x, BOTTOM), stroke=pen.INK, stroke_dasharray="2 3")
        self.picture.dot((x, y), True, pen.INK)
        points = short_number(found.formula.at(value))
        text = f"实际 {written(value, self.axis)}{unit_of(self.axis)}，{points} 分"
        self._flag(x, (y + BOTTOM) / 2 + 4, text, pen.INK)
