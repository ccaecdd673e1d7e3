"""The picture of a waterfall (扣分瀑布图): bars lie flat, so that long Chinese names fit beside them."""

from __future__ import annotations

from fractions import Fraction

from engine.charts import picture as pen
from engine.charts.picture import Picture, shortened
from engine.charts.scale import Scale, multiples, nice_step
from engine.charts.waterfall_steps import NOTHING, WaterfallStep, waterfall_steps
from engine.forms.figures import at_least_two_places, points
from engine.forms.printed import OPEN, full_weight
from indicators.scoring.project import ProjectScore

WIDTH = 640
LEFT, RIGHT = 214.0, 560.0
"""Where the bars begin and end; names stand left of them, numbers right."""
TOP, ROW, BAR = 46, 30, 16
NAME_SIZE = 13


def waterfall_svg(score: ProjectScore) -> str:
    """Draw where the points of an assessment went, 640 pixels wide."""
    steps = waterfall_steps(score)
    title = f"{score.assessment.project.name}：得分构成"
    plot = _Plot(title, full_weight(score), steps)
    plot.whole("满分", full_weight(score), at_least_two_places(full_weight(score)))
    for step in steps:
        plot.step(step)
    total = OPEN if score.total is None else at_least_two_places(score.total)
    plot.whole("总分", plot.level, total, at_stake=sum((one.at_stake for one in steps), NOTHING))
    return plot.picture.svg()


class _Plot:
    """The picture, and how far down it and the score have come."""

    def __init__(self, title: str, full: Fraction, steps: tuple[WaterfallStep, ...]) -> None:
        rows = len(steps) + 2
        self.picture = Picture(WIDTH, TOP + ROW * rows + 40, title)
        self.picture.text((12, 24), shortened(title, WIDTH - 24, 15), title=title, font_size="15")
        low = _floor(full, steps)
        self.scale = Scale(low, max(full, low + 1), LEFT, RIGHT)
        self.broken = low > 0
        self.level = full
        self.y = float(TOP)
        self._axis(TOP + ROW * rows)

    def _axis(self, bottom: float) -> None:
        low, high = self.scale.low, self.scale.high
        for value in multiples(nice_step(high - low, 6), low, high):
            x = self.scale.at(value)
            self.picture.line((x, TOP - 4), (x, bottom), stroke=pen.FAINT)
            self.picture.text((x, bottom + 16), points(value), "middle", fill=pen.MUTED)
        if self.broken:
            note = f"横轴从 {points(low)} 分起"
            self.picture.text((LEFT, bottom + 33), note, font_size="11", fill=pen.MUTED)

    def whole(self, name: str, level: Fraction, number: str, at_stake: Fraction = NOTHING) -> None:
        """A bar from the axis up to a level; the part still at stake is hatched."""
        sure = self.scale.at(level - at_stake)
        self.picture.box((LEFT, self.y), (sure, self.y + BAR), f"{name} {number}", fill=pen.BLUE)
        if at_stake:
            end = (self.scale.at(level), self.y + BAR)
            self.picture.hatched((sure, self.y), end, pen.OCHRE)
        if self.broken:
            self._break_mark()
        self._row(name, number, font_weight="bold")
        self.level = level

    def _break_mark(self) -> None:
        """The bar does not begin at 0."""
        for x in (LEFT + 8, LEFT + 13):
            ends = (x - 3, self.y + BAR + 1), (x + 3, self.y - 1)
            self.picture.line(*ends, stroke=pen.PAPER, stroke_width="2")

    def step(self, step: WaterfallStep) -> None:
        """A hanging bar: what a row took away, or what is still at stake."""
        here, reached = self.scale.at(self.level), self.level + step.amount
        if step.at_stake:
            corner = (self.scale.at(reached - step.at_stake), self.y + BAR)
            self.picture.hatched((here, self.y), corner, pen.OCHRE, step.label)
        else:
            colour = pen.RED if step.amount < 0 else pen.BLUE
            corner = (self.scale.at(reached), self.y + BAR)
            self.picture.box((here, self.y), corner, step.label, fill=colour)
        self._connect(here)
        self._row(step.label, OPEN if step.at_stake else at_least_two_places(step.amount))
        self.level = reached

    def _connect(self, x: float) -> None:
        """A thin line down from the bar before."""
        above = self.y - ROW + BAR
        self.picture.line((x, above), (x, self.y), stroke=pen.MUTED, stroke_dasharray="2 2")

    def _row(self, name: str, number: str, **style: str) -> None:
        """Name and number of a row; then down to the next."""
        baseline, size = self.y + BAR - 3.5, str(NAME_SIZE)
        short = shortened(name, LEFT - 24, NAME_SIZE)
        self.picture.text((LEFT - 10, baseline), short, "end", name, font_size=size, **style)
        self.picture.text((WIDTH - 12, baseline), number, "end", font_size=size, **style)
        self.y += ROW


def _floor(full: Fraction, steps: tuple[WaterfallStep, ...]) -> Fraction:
    """Where the axis begins: at 0 when half is lost, else closer, or small losses could not be seen."""
    lowest = level = full
    for step in steps:
        level += step.amount
        lowest = min(lowest, level)
    lowest -= sum((step.at_stake for step in steps), NOTHING)
    if lowest == full or lowest * 2 <= full:
        return NOTHING
    grain = nice_step(full - lowest, 4)
    return max(NOTHING, (lowest / grain - 1).__ceil__() * grain)
