"""Where points were lost as a picture (失分热力图): grey for the share of the weight, the points in figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from engine.charts import picture as pen
from engine.charts.heatmap_cells import REST, Heat, HeatCell, HeatRow, heatmap_data
from engine.charts.naming import figure_name
from engine.charts.notes import LINE, draw_notes, name_lines, note_lines
from engine.charts.percent_text import percent_text
from engine.charts.picture import Picture, shortened
from engine.forms.draft import Draft, heads, label, number, prose
from engine.forms.figures import points
from engine.forms.grid import Grid
from engine.forms.publication import Figure
from indicators.scoring.project import ProjectScore

WIDTH, NAMES, TOP, ROW = 640, 200.0, 66.0, 36.0
TOTAL = "合计"
BLACK_FROM = 118
"""The grey from which black letters stand out at least 4.5 : 1, as white ones do on anything darker (WCAG 2)."""
OPEN_MARK = "*"
OPEN_NOTE = f"带 {OPEN_MARK} 的格还有待定的项，待定的分没有计入。"
REST_NOTE = f"{REST}：封顶、不适用指标折算、总分修约在各行相加以后改变的分；负数是加回的分。"


def heatmap_figure(scores: Sequence[ProjectScore]) -> Figure:
    """The picture and its table (失分热力图)."""
    heat = heatmap_data(scores)
    title = f"失分分布（按{heat.by}和一级指标）"
    return Figure(figure_name("失分分布"), title, heatmap_svg(heat, title), heatmap_table(heat, title))


def heatmap_table(heat: Heat, title: str) -> Grid:
    """The numbers of the picture, with the weights."""
    width = 130 // (len(heat.columns) + 1)
    draft = Draft((50, *(width for _ in (*heat.columns, TOTAL))))
    draft.header(*heads(heat.by, *heat.columns, TOTAL))
    for row in _rows(heat):
        name = label(row.name) if row.name == TOTAL else prose(row.name)
        draft.line(name, *(number(_cell_text(cell)) for cell in (*row.cells, row.total)))
    return draft.grid(title, "", "".join([f"失分，括号里是占分值的百分比。{OPEN_NOTE}", *_rest_notes(heat)]))


def _rows(heat: Heat) -> tuple[HeatRow, ...]:
    return (*heat.rows, HeatRow(TOTAL, heat.column_totals))


def _rest_notes(heat: Heat) -> list[str]:
    return [REST_NOTE] if REST in heat.columns else []


def _lost(cell: HeatCell) -> str:
    return f"{points(cell.lost)}{OPEN_MARK if cell.is_open else ''}"


def _cell_text(cell: HeatCell) -> str:
    if cell.is_empty:
        return ""
    return _lost(cell) if cell.share is None else f"{_lost(cell)}（{percent_text(cell.share)}）"


def grey_of(share: Fraction) -> tuple[str, str]:
    """Paper for nothing lost to dark grey for all; and the ink that can be read on it.

    >>> grey_of(Fraction(0)), grey_of(Fraction(100))
    (('#ffffff', '#000000'), ('#3c3c3c', '#ffffff'))
    """
    level = 255 - int(min(max(share, Fraction(0)), Fraction(100)) * 195 / 100)
    return f"#{level:02x}{level:02x}{level:02x}", "#000000" if level >= BLACK_FROM else pen.PAPER


def heatmap_svg(heat: Heat, title: str) -> str:
    """Draw the cells, 640 pixels wide."""
    plot = _Plot(heat, title)
    for number_, row in enumerate(heat.rows):
        plot.row(row, TOP + ROW * number_)
    plot.row(HeatRow(TOTAL, heat.column_totals), plot.bottom + 4, "bold")
    return plot.picture.svg()


class _Plot:
    """The frame: names left, a head over each column."""

    def __init__(self, heat: Heat, title: str) -> None:
        self.bottom = TOP + ROW * len(heat.rows)
        self.columns = len(heat.columns)
        self.width = (WIDTH - NAMES - 16) / (self.columns + 1)
        is_open = heat.total.is_open
        notes = ["格里上面是失去的分，下面是占分值的百分比；越深失得越多，空格是没有这类指标。"]
        lines = note_lines([*notes, *([OPEN_NOTE] if is_open else []), *_rest_notes(heat)], WIDTH - 24)
        described = f"{len(heat.rows)} 个{heat.by}，共失 {_lost(heat.total)} 分。"
        height = int(self.bottom + ROW + 14 + LINE * len(lines) + 10)
        self.picture = Picture(WIDTH, height, title, described)
        self.picture.text((12, 24), shortened(title, WIDTH - 24, 15), title=title, font_size="15")
        for place, name in enumerate((*heat.columns, TOTAL)):
            head = shortened(name.removesuffix("指标"), self.width - 2, 12)
            self.picture.text((self._left(place) + self.width / 2, TOP - 10), head, "middle", name)
        draw_notes(self.picture, lines, self.bottom + ROW + 12)

    def _left(self, place: int) -> float:
        """The last column, of totals, stands a little apart."""
        return NAMES + self.width * place + (4 if place == self.columns else 0)

    def row(self, row: HeatRow, top: float, weight: str = "normal") -> None:
        """Its name, its cells and its total."""
        lines = name_lines(row.name, NAMES - 22, 11)
        for line, text in enumerate(lines):
            baseline = top + (22 if len(lines) == 1 else 15 + 15 * line)
            self.picture.text((NAMES - 10, baseline), text, "end", row.name, font_size="11", font_weight=weight)
        for place, cell in enumerate((*row.cells, row.total)):
            if not cell.is_empty:
                self._cell(cell, self._left(place), top, f"{row.name}：{_cell_text(cell)}")

    def _cell(self, cell: HeatCell, left: float, top: float, said: str) -> None:
        fill, ink = grey_of(cell.share or Fraction(0))
        corners = (left + 1, top + 1), (left + self.width - 1, top + ROW - 1)
        self.picture.box(*corners, said, fill=fill, stroke=pen.MUTED, stroke_width="0.7")
        middle, first = left + self.width / 2, top + (22 if cell.share is None else 16)
        self.picture.text((middle, first), _lost(cell), "middle", fill=ink)
        if cell.share is not None:
            self.picture.text((middle, top + 29), percent_text(cell.share), "middle", fill=ink, font_size="10")
