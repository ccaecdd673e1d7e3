"""Money against results as a picture (执行与得分散点图): one dot a project, the diagonal and its band.

Names stand in a column beside the plot, each tied to its dot by a line: they never overlap, however
many projects share one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from engine.charts import picture as pen
from engine.charts.naming import figure_name
from engine.charts.notes import LINE, draw_notes, note_lines
from engine.charts.picture import Picture, Place, shortened, text_width
from engine.charts.scale import Scale, multiples, nice_step
from engine.charts.scatter_points import BAND, ScatterPoint, Standing, scatter_data
from engine.charts.spread import spread
from engine.forms.draft import Draft, heads, number, prose, value
from engine.forms.figures import percent, points
from engine.forms.grid import Grid
from engine.forms.printed import OPEN
from engine.forms.publication import Figure
from indicators.scoring.project import ProjectScore

TITLE = "预算执行率与指标得分率"
WIDTH, LEFT, TOP, SIDE = 640, 48.0, 60.0, 350.0
NAMES = LEFT + SIDE + 34
GAP = 17.0
TEN, SIXTY = Fraction(10), Fraction(60)


def scatter_figure(scores: Sequence[ProjectScore]) -> Figure:
    """The picture and its table (执行与得分散点图)."""
    data = scatter_data(scores)
    return Figure(figure_name("执行与得分"), TITLE, scatter_svg(data), scatter_table(data))


def scatter_table(data: Sequence[ScatterPoint]) -> Grid:
    """The numbers of the picture."""
    draft = Draft((70, 24, 18, 18, 24, 26))
    draft.header(*heads("项目", "预算执行率", "指标得分", "指标分值", "指标得分率", "对照"))
    for one in data:
        earned = number(points(one.earned)), number(points(one.available))
        draft.line(prose(one.name), number(_rate(one)), *earned, number(_achievement(one)), value(one.standing.value))
    return draft.grid(TITLE, "", "指标得分率 = 指标得分 ÷ 指标分值，不含预算执行率的分。待定的指标还没有计入得分。")


def _rate(one: ScatterPoint) -> str:
    return "预算为 0" if one.rate is None else percent(one.rate)


def _achievement(one: ScatterPoint) -> str:
    shown = "没有分值" if one.achievement is None else percent(one.achievement)
    return f"{shown}（{OPEN}）" if one.is_open else shown


def scatter_svg(data: Sequence[ScatterPoint]) -> str:
    """Draw the points, 640 pixels wide; what has no place is listed below."""
    drawn = [one for one in data if one.standing is not Standing.NOT_DRAWN]
    plot = _Plot(data, drawn)
    plot.dots(sorted(drawn, key=lambda one: (plot.place(one)[1], -plot.place(one)[0])))
    return plot.picture.svg()


def _notes(data: Sequence[ScatterPoint]) -> list[str]:
    notes = [f"斜线上两者相等；两条虚线之间相差不超过 {BAND} 个百分点。"]
    if any(one.is_open for one in data):
        notes.append("空心点：还有指标待定，只算了已得的分。")
    missing = [one.name for one in data if one.standing is Standing.NOT_DRAWN]
    if missing:
        notes.append(f"没有画的（预算为 0 或指标没有分值）：{'、'.join(missing)}。")
    return notes


def _range(drawn: Sequence[ScatterPoint]) -> tuple[Fraction, Fraction]:
    """The same for both axes: from 60 or a round number below all points, to at least 100."""
    figures = [Fraction(each) for one in drawn for each in (one.rate, one.achievement) if each is not None]
    low = (min(figures, default=TEN) - TEN) // TEN * TEN
    high = -(-max(figures, default=TEN) // TEN) * TEN
    return max(min(low, SIXTY), Fraction(0)), max(high, Fraction(100))


class _Plot:
    """A square with the same scale on both axes, so that equal rates lie on its diagonal."""

    def __init__(self, data: Sequence[ScatterPoint], drawn: Sequence[ScatterPoint]) -> None:
        self.low, self.high = _range(drawn)
        self.bottom = TOP + SIDE
        self.foot = max(self.bottom + 34, TOP + GAP * len(drawn) + 8)
        lines = note_lines(_notes(data), WIDTH - 24)
        described = f"{len(data)} 个项目，横向是预算执行率，纵向是指标得分率，画出 {len(drawn)} 个。"
        self.picture = Picture(WIDTH, int(self.foot + LINE * len(lines) + 12), TITLE, described)
        self.x = Scale(self.low, self.high, LEFT, LEFT + SIDE)
        self.y = Scale(self.low, self.high, self.bottom, TOP)
        self.picture.text((12, 24), TITLE, font_size="15")
        self._band()
        self._axes()
        draw_notes(self.picture, lines, self.foot)

    def place(self, one: ScatterPoint) -> Place:
        """Where a project's dot is."""
        assert one.rate is not None
        assert one.achievement is not None
        return self.x.at(one.rate), self.y.at(one.achievement)

    def _band(self) -> None:
        low, high, off = self.low, self.high, Fraction(BAND)
        corners = [(low, low), (low, low + off), (high - off, high), (high, high), (high, high - off), (low + off, low)]
        places = [(self.x.at(x), self.y.at(y)) for x, y in corners]
        self.picture.path([*places, places[0]], fill="#f2f2f2", stroke="none")
        for ends in (places[1:3], places[4:6]):
            self.picture.path(ends, stroke=pen.MUTED, stroke_dasharray="5 4")
        self.picture.line(places[0], places[3], "两者相等", stroke=pen.MUTED)

    def _axes(self) -> None:
        for value_ in multiples(nice_step(self.high - self.low, 8), self.low, self.high):
            x, y, text = self.x.at(value_), self.y.at(value_), points(value_)
            self.picture.line((x, self.bottom), (x, self.bottom + 4), stroke=pen.MUTED)
            self.picture.line((LEFT - 4, y), (LEFT, y), stroke=pen.MUTED)
            self.picture.text((x, self.bottom + 17), text, "middle", font_size="11", fill=pen.MUTED)
            self.picture.text((LEFT - 7, y + 4), text, "end", font_size="11", fill=pen.MUTED)
        self.picture.box((LEFT, TOP), (LEFT + SIDE, self.bottom), fill="none", stroke=pen.MUTED)
        style = {"font_size": "11", "fill": pen.MUTED}
        self.picture.text((LEFT + SIDE, self.bottom + 31), "预算执行率（%）", "end", **style)
        self.picture.text((LEFT - 36, TOP - 8), "指标得分率（%）", **style)
        self.picture.text((LEFT + 8, TOP + 16), "得分率高于执行率", **style)
        self.picture.text((LEFT + SIDE - 8, self.bottom - 8), "执行率高于得分率", "end", **style)

    def dots(self, ordered: Sequence[ScatterPoint]) -> None:
        """Lines first, dots over them, names in the column."""
        labels = spread([self.place(one)[1] for one in ordered], GAP, TOP + 6, self.foot - 6)
        for one, y in zip(ordered, labels, strict=True):
            self.picture.path([self.place(one), (NAMES - 20, y), (NAMES - 4, y)], stroke="#aaaaaa", stroke_width="0.7")
        for one, y in zip(ordered, labels, strict=True):
            said = f"{one.name}：执行率 {_rate(one)}，得分率 {_achievement(one)}"
            self.picture.dot(self.place(one), not one.is_open, pen.BLUE, said)
            mark = f"（{OPEN}）" if one.is_open else ""
            short = shortened(one.name, WIDTH - NAMES - 12 - text_width(mark, 12), 12)
            self.picture.text((NAMES, y + 4), short + mark, title=said)
