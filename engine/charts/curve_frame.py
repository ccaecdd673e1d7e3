"""The frame of a curve's picture (坐标框): two scales, their labels, the target."""

from __future__ import annotations

from fractions import Fraction

from engine.charts import picture as pen
from engine.charts.picture import Picture, Place, shortened, text_width
from engine.charts.scale import Scale, multiples, nice_step
from engine.charts.view import axis_name, short_number, thresholds, unit_of, written
from indicators.scoring.curve import AxisKind, Curve

WIDTH, HEIGHT = 640, 340
LEFT, RIGHT, TOP, BOTTOM = 52.0, 616.0, 66.0, 284.0
FLAGS = 84.0
"""Flags begin right of the name of the points axis."""
LABEL_ROWS = 2
"""Labels under the axis that would touch are moved down, at most so many rows."""
HALO = {"stroke": pen.PAPER, "stroke_width": "4", "paint_order": "stroke"}
"""A white edge around letters that stand on lines."""


class CurveFrame:
    """A picture with the axes of one curve; ``at`` finds places on it."""

    def __init__(self, curve: Curve, title: str, visible: tuple[Fraction, Fraction]) -> None:
        self.curve = curve
        self.axis = curve.axis
        self.low, self.high = visible
        self.x = Scale(self.low, self.high, LEFT, RIGHT)
        self.y = Scale(Fraction(0), curve.weight or Fraction(1), BOTTOM, TOP)
        self.picture = Picture(WIDTH, HEIGHT, title)
        self.picture.text((12, 24), shortened(title, WIDTH - 24, 15), title=title, font_size="15")

    def shows(self, value: Fraction) -> bool:
        """Whether a value lies in the picture."""
        return self.low <= value <= self.high

    def axes(self) -> None:
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
        inside = [mark for mark in marks if self.shows(mark)]
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
        self.flag(x, TOP - 12, text, pen.RED)

    def flag(self, x: float, y: float, text: str, colour: str) -> None:
        """A text over a place, kept inside the picture."""
        half = text_width(text, 12) / 2
        inside = min(max(x, FLAGS + half), RIGHT - half)
        self.picture.text((inside, y), text, "middle", fill=colour, **HALO)
