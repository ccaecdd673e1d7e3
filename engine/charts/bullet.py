"""Target against actual as a picture (目标完成图): one bar an indicator, in % of its target.

The target is a thick mark at 100 % in every row, the good side of it is shaded: the right side of ≥, the
left side of ≤. A met row is filled, a missed one hatched, so that a grey print says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from engine.charts import picture as pen
from engine.charts.bullet_rows import BulletRow, GoodSide, Outcome, bullet_data
from engine.charts.naming import figure_name
from engine.charts.notes import LINE, draw_notes, note_lines
from engine.charts.percent_text import percent_text
from engine.charts.picture import Picture, shortened, text_width
from engine.charts.scale import Scale
from engine.forms.draft import Draft, heads, number, prose, value
from engine.forms.figures import points
from engine.forms.grid import Grid
from engine.forms.printed import OPEN
from engine.forms.publication import Figure
from indicators.scoring.project import ProjectScore

WIDTH = 640
LEFT, RIGHT = 250.0, 514.0
TOP = 66
CLIP = Fraction(150)
"""Bars end at 150 % of the target; the number beside them goes on."""
ROOMY, TIGHT, MANY = 40, 22, 20
"""Height of a row; of one of many rows, which have no second line."""
SHADE = "#ececec"


def bullet_figure(score: ProjectScore) -> Figure:
    """The picture and its table (目标完成图)."""
    rows = bullet_data(score)
    name = score.assessment.project.name
    title = f"{name}：目标与实际"
    return Figure(figure_name("完成", name), title, bullet_svg(rows, title), bullet_table(rows, title))


def bullet_table(rows: Sequence[BulletRow], title: str) -> Grid:
    """The numbers of the picture."""
    draft = Draft((54, 32, 32, 18, 14, 14, 16))
    draft.header(*heads("三级指标", "年度指标值", "实际完成值", "占目标", "分值", "得分", "结果"))
    for row in rows:
        written = prose(row.name), value(row.target), value(row.achieved)
        share = "" if row.share is None else percent_text(row.share)
        counted = number(share), number(points(row.weight)), number(_points(row))
        draft.line(*written, *counted, value(row.outcome.value))
    return draft.grid(title, "", "占目标 = 实际完成值 ÷ 年度指标值；文字、日期、区间和为 0 的目标没有这一栏。")


def bullet_svg(rows: Sequence[BulletRow], title: str) -> str:
    """Draw the rows, 640 pixels wide."""
    plot = _Plot(rows, title)
    for row in rows:
        plot.row(row)
    return plot.picture.svg()


def _points(row: BulletRow) -> str:
    return OPEN if row.score is None else points(row.score)


def _notes(rows: Sequence[BulletRow]) -> list[str]:
    notes = []
    if any(row.share is not None and row.share > CLIP for row in rows):
        notes.append(f"超过目标 {CLIP}% 的条在 {CLIP}% 处截断，数字照实印。")
    if any(row.share is None for row in rows):
        notes.append("文字、日期、区间和为 0 的目标，以及没有实际数的指标，不画条，只写结果。")
    return notes


class _Plot:
    """The picture, and how far down it has come."""

    def __init__(self, rows: Sequence[BulletRow], title: str) -> None:
        self.height = ROOMY if len(rows) <= MANY else TIGHT
        bottom = TOP + self.height * len(rows)
        lines = note_lines(_notes(rows), WIDTH - 24)
        described = f"{len(rows)} 项指标，每项一条，长度是实际完成值占年度指标值的百分比。"
        self.picture = Picture(WIDTH, bottom + 26 + LINE * len(lines) + 8, title, described)
        self.picture.text((12, 24), shortened(title, WIDTH - 24, 15), title=title, font_size="15")
        self.scale = Scale(Fraction(0), CLIP, LEFT, RIGHT)
        self.y = float(TOP)
        self._legend()
        self._axis(bottom)
        draw_notes(self.picture, lines, bottom + 22)

    def _legend(self) -> None:
        """What filled, hatched, shaded and the thick mark mean."""
        y, x = 37.0, 12.0
        for name in ("达到", "未达到", "好的一侧", "目标"):
            self._sample(name, x, y)
            self.picture.text((x + 26, y + 10), name, font_size="11", fill=pen.MUTED)
            x += 26 + text_width(name, 11) + 20

    def _sample(self, name: str, x: float, y: float) -> None:
        corners = (x, y), (x + 20, y + 11)
        if name == "达到":
            self.picture.box(*corners, fill=pen.BLUE)
        elif name == "未达到":
            self.picture.hatched(*corners, pen.RED)
        elif name == "好的一侧":
            self.picture.box(*corners, fill=SHADE)
        else:
            self.picture.line((x + 10, y - 1), (x + 10, y + 12), stroke_width="3")

    def _axis(self, bottom: float) -> None:
        for share in (0, 50, 100, 150):
            x = self.scale.at(Fraction(share))
            self.picture.line((x, TOP - 4), (x, bottom), stroke=pen.FAINT)
            self.picture.text((x, bottom + 16), f"{share}%", "middle", font_size="11", fill=pen.MUTED)

    def row(self, row: BulletRow) -> None:
        """Name and values left, the bar, the result right; then down to the next."""
        roomy = self.height == ROOMY
        first = self.y + (16 if roomy else 15)
        self._texts(row, first)
        if roomy:
            self._second_line(row, first + 15)
        top = self.y + (9 if roomy else 4)
        if row.share is None:
            text = "（不画条）"
            self.picture.text((LEFT + 4, top + 12), text, font_size="11", fill=pen.MUTED)
        else:
            self._bar(row, row.share, top, 20.0 if roomy else 14.0)
        self.y += self.height

    def _texts(self, row: BulletRow, baseline: float) -> None:
        name = shortened(row.name, LEFT - 28, 13)
        self.picture.text((LEFT - 12, baseline), name, "end", row.name, font_size="13")
        share = "" if row.share is None else f"{percent_text(row.share)} "
        self.picture.text((WIDTH - 12, baseline), f"{share}{row.outcome.value}", "end", font_size="13")

    def _second_line(self, row: BulletRow, baseline: float) -> None:
        written = f"{row.target}，实际 {row.achieved or '没有填'}"
        style = {"font_size": "11", "fill": pen.MUTED}
        shown = shortened(written, LEFT - 28, 11)
        self.picture.text((LEFT - 12, baseline), shown, "end", written, **style)
        self.picture.text((WIDTH - 12, baseline), f"得 {_points(row)} / {points(row.weight)} 分", "end", **style)

    def _bar(self, row: BulletRow, share: Fraction, top: float, height: float) -> None:
        mark = self.scale.at(Fraction(100))
        self._good_side(row.side, mark, top, height)
        end, inner = self.scale.at(min(share, CLIP)), height / 4
        corners = (LEFT, top + inner), (max(end, LEFT + 2), top + height - inner)
        said = f"{row.name}：{percent_text(share)}，{row.outcome.value}"
        if row.outcome is Outcome.MET:
            self.picture.box(*corners, said, fill=pen.BLUE)
        else:
            self.picture.hatched(*corners, pen.RED, said)
        if share > CLIP:
            self._cut(end, top, height)
        self.picture.line((mark, top - 1), (mark, top + height + 1), stroke=pen.PAPER, stroke_width="5")
        self.picture.line((mark, top - 1), (mark, top + height + 1), f"目标 {row.target}", stroke_width="3")

    def _good_side(self, side: GoodSide, mark: float, top: float, height: float) -> None:
        if side is not GoodSide.AT:
            edge = LEFT if side is GoodSide.LEFT else RIGHT
            self.picture.box((edge, top), (mark, top + height), fill=SHADE)

    def _cut(self, end: float, top: float, height: float) -> None:
        """The bar goes on beyond the picture."""
        for x in (end - 12, end - 7):
            bottom = (x - 3, top + height)
            self.picture.line(bottom, (x + 3, top), stroke=pen.PAPER, stroke_width="2")
