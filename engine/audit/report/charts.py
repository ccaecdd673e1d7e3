"""Two pictures of a report (核查图): points printed and computed by table; findings by group and severity."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from engine.audit.check import Group, Severity
from engine.audit.report.values import DocumentReport, TableReport
from engine.audit.report.words import added_words, follows_words
from engine.charts import picture as pen
from engine.charts.picture import Picture, shortened
from engine.charts.scale import Scale

WIDTH, LEFT, RIGHT, TOP = 640, 230.0, 520.0, 58
PAIR, BAR = 36, 12
COLOURS = {Severity.BLOCKING: pen.RED, Severity.WARNING: pen.OCHRE, Severity.HINT: pen.BLUE}


def points_svg(report: DocumentReport) -> str:
    """A pair of bars for each table: what is printed, what follows."""
    title = "各表总分：印出与重算"
    picture = Picture(WIDTH, TOP + PAIR * len(report.tables) + 10, title, f"{len(report.tables)} 张表，每张两条。")
    picture.text((12, 24), title, font_size="15")
    _legend(picture, [("印出（没有总分行的，是各行合计）", pen.MUTED), ("重算", pen.BLUE)])
    verdicts = [one.verdict for one in report.tables]
    totals = [total for one in verdicts for total in (one.stated, one.follows) if total is not None]
    scale = Scale(Fraction(0), max([Fraction(100), *map(Fraction, totals)]), LEFT, RIGHT)
    for number, one in enumerate(report.tables):
        _pair(picture, scale, one, TOP + PAIR * number)
    return picture.svg()


def _pair(picture: Picture, scale: Scale, one: TableReport, top: int) -> None:
    picture.text((LEFT - 10, top + 17), shortened(one.label, LEFT - 24, 12), "end", one.label)
    bars = ((one.verdict.stated, pen.MUTED, added_words(one.verdict)), (one.verdict.follows, pen.BLUE, ""))
    for at, (total, colour, words) in enumerate(bars):
        y = top + at * (BAR + 1)
        if total is not None:
            _bar(picture, scale, total, (y, colour, words or follows_words(one.verdict)))


def _bar(picture: Picture, scale: Scale, total: Decimal, drawn: tuple[int, str, str]) -> None:
    y, colour, words = drawn
    end = max(scale.at(max(total, Decimal(0))), LEFT + 1)
    picture.box((LEFT, y), (end, y + BAR), words, fill=colour)
    picture.text((end + 6, y + BAR - 2), words, font_size="11")


def findings_svg(report: DocumentReport) -> str:
    """A bar for each group of checks, cut by severity."""
    title = "疑点：按类别和程度"
    counted = [
        (group, [sum(f.group == group.value and f.severity is level for f in report.findings) for level in Severity])
        for group in Group
    ]
    shown = [(group, numbers) for group, numbers in counted if sum(numbers)]
    picture = Picture(WIDTH, TOP + 26 * len(shown) + 10, title, f"{len(report.findings)} 处疑点。")
    picture.text((12, 24), title, font_size="15")
    _legend(picture, [(level.value, COLOURS[level]) for level in Severity])
    most = max(sum(numbers) for _, numbers in shown)
    scale = Scale(Fraction(0), Fraction(most), LEFT, RIGHT)
    for number, (group, numbers) in enumerate(shown):
        _stack(picture, scale, (group.value, numbers), TOP + 26 * number)
    return picture.svg()


def _stack(picture: Picture, scale: Scale, row: tuple[str, list[int]], top: int) -> None:
    name, numbers = row
    picture.text((LEFT - 10, top + 14), name, "end")
    done = 0
    for level, number in zip(Severity, numbers, strict=True):
        if number:
            ends = (scale.at(Fraction(done)), top), (scale.at(Fraction(done + number)), top + 18)
            picture.box(*ends, f"{name}，{level.value} {number} 处", fill=COLOURS[level], stroke=pen.PAPER)
            middle = (ends[0][0] + ends[1][0]) / 2
            picture.text((middle, top + 13), str(number), "middle", font_size="11", fill=pen.PAPER)
        done += number
    picture.text((scale.at(Fraction(done)) + 6, top + 14), str(done), font_size="11")


def _legend(picture: Picture, named: list[tuple[str, str]]) -> None:
    x = 12.0
    for name, colour in named:
        picture.box((x, 36), (x + 12, 46), fill=colour)
        picture.text((x + 17, 46), name, font_size="11", fill=pen.MUTED)
        x += 17 + pen.text_width(name, 11) + 18
