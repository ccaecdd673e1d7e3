"""A score curve (计分曲线) with the table of its segments."""

from __future__ import annotations

from fractions import Fraction

from engine.charts.curve_plot import curve_svg
from engine.charts.naming import figure_name
from engine.charts.view import unit_of, written
from engine.forms.draft import Draft, heads, prose, value
from engine.forms.grid import Grid
from engine.forms.publication import Figure
from indicators.scoring.curve import AxisKind, Curve, Segment


def curve_figure(curve: Curve, title: str, achieved: Fraction | None = None) -> Figure:
    """The picture and its table (计分曲线图); ``achieved`` marks one value on the picture."""
    svg = curve_svg(curve, title, achieved)
    return Figure(figure_name("计分曲线", title), title, svg, curve_table(curve, title))


def curve_table(curve: Curve, title: str) -> Grid:
    """Every segment: where it holds, its formula, the points a person may choose, and the words."""
    draft = Draft((50, 44, 30, 56))
    draft.header(*heads("实际完成值 A 在", "得分", "可评定范围", "说明"))
    for one in curve.segments:
        band = str(one.band or "")
        draft.line(value(interval_text(one, curve)), value(_formula(one)), value(band), prose(one.says))
    return draft.grid(title, "", "W 是分值，T 是年度指标值，A 是实际完成值；修约在曲线以后。")


def interval_text(segment: Segment, curve: Curve) -> str:
    """Where a segment holds, in the axis' own words: ``[0, 10) 万元``, ``(2024-10, 2024-11]``, ``部分达成``."""
    if curve.axis.kind is AxisKind.GRADE:
        return written(segment.interval.finite_ends[0], curve.axis)
    text = segment.interval.text(lambda value: written(value, curve.axis))
    return f"{text}{unit_of(curve.axis)}"


def _formula(segment: Segment) -> str:
    return segment.formula.text.format(W="W", T="T", A="A") if segment.formula else "人工"
