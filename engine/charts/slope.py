"""Two years compared as a picture (两年对比图): a line for each project, labels at both ends.

A rise is a full line, a fall a dashed one, no change a dotted one. Projects of one year only are listed
under the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from engine.charts import picture as pen
from engine.charts.naming import figure_name
from engine.charts.notes import LINE, draw_notes, note_lines
from engine.charts.picture import Picture, shortened, text_width
from engine.charts.scale import Scale
from engine.charts.slope_lines import Slope, SlopeLine, SlopeMeasure, Unpaired, slope_data
from engine.charts.spread import spread
from engine.forms.draft import Draft, heads, number, prose, value
from engine.forms.figures import points
from engine.forms.grid import Grid
from engine.forms.printed import OPEN
from engine.forms.publication import Figure
from indicators.scoring.project import ProjectScore

WIDTH, LEFT, RIGHT, TOP = 640, 230.0, 410.0, 78.0
GAP, LEAST = 17.0, 180.0


def slope_figure(
    before: Sequence[ProjectScore], after: Sequence[ProjectScore], measure: SlopeMeasure = SlopeMeasure.SCORE
) -> Figure:
    """The picture and its table (两年对比图)."""
    slope = slope_data(before, after, measure)
    title = f"{measure.value}：{slope.years[0]}、{slope.years[1]}"
    name = figure_name("两年对比", measure.value)
    return Figure(name, title, slope_svg(slope, title), slope_table(slope, title))


def slope_table(slope: Slope, title: str) -> Grid:
    """The numbers of the picture, and what is not drawn with the reason."""
    draft = Draft((72, 28, 28, 22, 30))
    draft.header(*heads("项目", *slope.years, "增减", "说明"))
    for line in slope.lines:
        figures = number(slope.measure.text(line.before)), number(slope.measure.text(line.after))
        draft.line(prose(line.name), *figures, number(_change(line)), value(_direction(line)))
    for one in slope.unpaired:
        both = number(_several(one.before, slope)), number(_several(one.after, slope))
        draft.line(prose(one.name), *both, number(""), value(one.why))
    unit = "增减是百分点。" if slope.measure is SlopeMeasure.EXECUTION_RATE else ""
    return draft.grid(title, "", f"项目名称完全相同的才连线。{unit}")


def _change(line: SlopeLine) -> str:
    return f"{'+' if line.change > 0 else ''}{points(line.change)}"


def _direction(line: SlopeLine) -> str:
    return "上升" if line.change > 0 else "下降" if line.change < 0 else "持平"


def _several(values: Sequence[Decimal | None], slope: Slope) -> str:
    open_text = OPEN if slope.measure is SlopeMeasure.SCORE else "预算为 0"
    return "、".join(open_text if one is None else slope.measure.text(one) for one in values)


def slope_svg(slope: Slope, title: str) -> str:
    """Draw the lines, 640 pixels wide."""
    plot = _Plot(slope, title)
    plot.lines()
    for is_left in (True, False):
        plot.labels(is_left)
    return plot.picture.svg()


def _notes(slope: Slope) -> list[str]:
    reasons = dict.fromkeys(one.why for one in slope.unpaired)
    grouped = [(why, [one for one in slope.unpaired if one.why == why]) for why in reasons]
    return [f"没有画的（{why}）：{'、'.join(_listed(one, slope) for one in listed)}。" for why, listed in grouped]


def _listed(one: Unpaired, slope: Slope) -> str:
    before, after = (_several(side, slope) or "没有" for side in (one.before, one.after))
    return f"{one.name}（{before} → {after}）"


class _Plot:
    """Two upright axes with the same scale."""

    def __init__(self, slope: Slope, title: str) -> None:
        self.slope = slope
        self.bottom = TOP + max(LEAST, GAP * len(slope.lines))
        lines = note_lines(_notes(slope), WIDTH - 24)
        described = f"画出 {len(slope.lines)} 个项目的两年，另列 {len(slope.unpaired)} 个。"
        height = int(self.bottom + 24 + LINE * len(lines) + 8)
        self.picture = Picture(WIDTH, height, title, described)
        self.picture.text((12, 24), shortened(title, WIDTH - 24, 15), title=title, font_size="15")
        figures = [Fraction(each) for line in slope.lines for each in (line.before, line.after)]
        low = min(figures, default=Fraction(0))
        self.scale = Scale(low, max(max(figures, default=low), low + 1), self.bottom - 8, TOP + 8)
        self._frame()
        draw_notes(self.picture, lines, self.bottom + 20)

    def _frame(self) -> None:
        for x, year in zip((LEFT, RIGHT), self.slope.years, strict=True):
            self.picture.line((x, TOP), (x, self.bottom), stroke=pen.MUTED)
            self.picture.text((x, TOP - 10), shortened(year, 170, 12), "middle", year, font_weight="bold")
        x = 12.0
        for name, sign in (("上升", 1), ("下降", -1), ("持平", 0)):
            self.picture.path([(x, 44), (x + 24, 44)], **_style(sign))
            self.picture.text((x + 30, 48), name, font_size="11", fill=pen.MUTED)
            x += 30 + text_width(name, 11) + 20

    def lines(self) -> None:
        """The lines, then the dots over them."""
        for line in self.slope.lines:
            ends = (LEFT, self.scale.at(line.before)), (RIGHT, self.scale.at(line.after))
            said = f"{line.name}：{self._text(line, True)} → {self._text(line, False)}"
            sign = (line.change > 0) - (line.change < 0)
            self.picture.path(ends, said, **_style(sign))
            for end in ends:
                self.picture.dot(end, True, _style(sign)["stroke"])

    def labels(self, is_left: bool) -> None:
        """Names with their numbers, moved apart, each tied to its dot."""
        lines = sorted(self.slope.lines, key=lambda line: self._y(line, is_left))
        wanted = [self._y(line, is_left) for line in lines]
        places = spread(wanted, GAP, TOP + 8, max(self.bottom - 8, TOP + 8))
        x, away, anchor = (LEFT, -1, "end") if is_left else (RIGHT, 1, "start")
        for line, dot, y in zip(lines, wanted, places, strict=True):
            self.picture.line((x + 5 * away, dot), (x + 20 * away, y), stroke="#aaaaaa", stroke_width="0.7")
            figure = self._text(line, is_left)
            name = shortened(line.name, LEFT - 44 - text_width(figure, 12), 12)
            text = f"{name} {figure}" if is_left else f"{figure} {name}"
            self.picture.text((x + 24 * away, y + 4), text, anchor, line.name)

    def _y(self, line: SlopeLine, is_left: bool) -> float:
        return self.scale.at(line.before if is_left else line.after)

    def _text(self, line: SlopeLine, is_left: bool) -> str:
        return self.slope.measure.text(line.before if is_left else line.after)


def _style(sign: int) -> dict[str, str]:
    """Up: full and blue; down: dashed and red; unchanged: dotted and grey."""
    if sign > 0:
        return {"stroke": pen.BLUE, "stroke_width": "1.8"}
    if sign < 0:
        return {"stroke": pen.RED, "stroke_width": "1.8", "stroke_dasharray": "7 4"}
    return {"stroke": pen.MUTED, "stroke_width": "1.8", "stroke_dasharray": "2 3"}
