"""How far projects have come as a picture (办理进度图): one bar a status, stacked by how long they wait.

White, hatched and black are the ages, so that the picture reads the same in grey.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from engine.charts import picture as pen
from engine.charts.naming import figure_name
from engine.charts.notes import LINE, draw_notes, note_lines
from engine.charts.picture import Picture, Place, text_width
from engine.charts.scale import Scale
from engine.charts.status_rows import Age, StatusCount, StatusRow, funnel_data
from engine.forms.draft import Draft, Entry, heads, label, number, value
from engine.forms.grid import Grid
from engine.forms.publication import Figure

TITLE = "办理进度和等待时间"
WIDTH, LEFT, RIGHT = 640, 176.0, 460.0
TOP, ROW, BAR = 68.0, 30.0, 18.0
NOTE = "等待时间从进入这一步算起，满 24 小时为 1 天。"
TOTAL = "合计"


def funnel_figure(rows: Sequence[StatusRow]) -> Figure:
    """The picture and its table (办理进度图)."""
    counts = funnel_data(rows)
    return Figure(figure_name("办理进度"), TITLE, funnel_svg(counts), funnel_table(counts))


def funnel_table(counts: Sequence[StatusCount]) -> Grid:
    """The numbers of the picture, with their sums."""
    draft = Draft((28, 28, 18, 20, 22, 22, 20, 22))
    draft.header(*heads("阶段", "状态", "项目数", *(age.value for age in Age), "最长（天）"))
    for one in counts:
        longest = "" if one.longest is None else str(one.longest)
        draft.line(value(one.phase), value(one.status), *_numbers(one.total, one.by_age), number(longest))
    sums = {age: sum(one.by_age[age] for one in counts) for age in Age}
    draft.line(label(TOTAL, columns=2), *_numbers(sum(sums.values()), sums), number(""))
    return draft.grid(TITLE, "", NOTE)


def _numbers(total: int, by_age: dict[Age, int]) -> list[Entry]:
    return [number(str(each)) for each in (total, *(by_age[age] for age in Age))]


def funnel_svg(counts: Sequence[StatusCount]) -> str:
    """Draw the counts, 640 pixels wide."""
    plot = _Plot(counts)
    for place, one in enumerate(counts):
        plot.row(one, TOP + ROW * place)
    return plot.picture.svg()


class _Plot:
    """The picture with its legend and scale."""

    def __init__(self, counts: Sequence[StatusCount]) -> None:
        total = sum(one.total for one in counts)
        bottom = TOP + ROW * len(counts)
        lines = note_lines([f"共 {total} 个项目。{NOTE}"], WIDTH - 24)
        described = f"共 {total} 个项目；每个状态一条，按等待时间分段。"
        self.picture = Picture(WIDTH, int(bottom + LINE * len(lines) + 14), TITLE, described)
        self.picture.text((12, 24), TITLE, font_size="15")
        most = max((one.total for one in counts), default=0)
        self.scale = Scale(Fraction(0), Fraction(max(most, 1)), LEFT, RIGHT)
        self.picture.line((LEFT, TOP - 6), (LEFT, bottom))
        self._legend()
        draw_notes(self.picture, lines, bottom + 4)

    def _legend(self) -> None:
        x = 12.0
        for age in Age:
            self._piece(age, (x, 38), (x + 20, 50), age.value)
            self.picture.text((x + 26, 48), age.value, font_size="11", fill=pen.MUTED)
            x += 26 + text_width(age.value, 11) + 20

    def _piece(self, age: Age, corner: Place, opposite: Place, said: str) -> None:
        if age is Age.SLOW:
            self.picture.hatched(corner, opposite, pen.INK, said)
            return
        fill = {Age.FRESH: pen.PAPER, Age.STALE: pen.INK, Age.DONE: "#cccccc"}[age]
        self.picture.box(corner, opposite, said, fill=fill, stroke=pen.INK)

    def row(self, one: StatusCount, top: float) -> None:
        """The name, a piece for each age, the numbers."""
        baseline, begun = top + BAR - 4, 0
        self.picture.text((LEFT - 10, baseline), one.title, "end", font_size="13")
        for age in Age:
            count = one.by_age[age]
            if count:
                self._aged(one, age, begun, top)
            begun += count
        old = one.by_age[Age.STALE]
        text = f"{one.total}（{old} 个{Age.STALE.value}）" if old else str(one.total)
        self.picture.text((WIDTH - 12, baseline), text, "end", font_size="13")

    def _aged(self, one: StatusCount, age: Age, begun: int, top: float) -> None:
        count = one.by_age[age]
        left, right = self.scale.at(Fraction(begun)), self.scale.at(Fraction(begun + count))
        self._piece(age, (left, top), (right, top + BAR), f"{one.title}：{age.value} {count} 个")
        if right - left >= text_width(str(count), 11) + 8:
            halo = {} if age is Age.STALE else {"stroke": pen.PAPER, "stroke_width": "4", "paint_order": "stroke"}
            ink = pen.PAPER if age is Age.STALE else pen.INK
            self.picture.text(((left + right) / 2, top + 13), str(count), "middle", font_size="11", fill=ink, **halo)
