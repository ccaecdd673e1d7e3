"""图和图下的表（figures）：图都是文字可选、无编号、可重复的 SVG，每张图带着自己的数。"""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from engine.charts.bullet import bullet_figure
from engine.charts.curve_figure import curve_figure
from engine.charts.funnel import funnel_figure
from engine.charts.heatmap import heatmap_figure
from engine.charts.scatter import scatter_figure
from engine.charts.score_figures import score_figures
from engine.charts.slope import slope_figure
from engine.charts.status_rows import StatusRow
from engine.charts.waterfall_figure import waterfall_figure
from engine.forms.grid import Grid
from engine.forms.html import figures_html
from engine.forms.publication import Figure
from indicators.scoring.project import ProjectScore
from tests.charts.svg import SVG, lines, parts, texts
from tests.charts.test_curve_plot import CURVES, curve_of
from tests.forms.conftest import Published, Score

HOSTILE = '<script>alert(1)</script>&"]]>{W}' + "很长的名字" * 8

KINDS: dict[str, Callable[[ProjectScore], Figure]] = {
    "waterfall": waterfall_figure,
    "bullet": bullet_figure,
    "scatter": lambda score: scatter_figure([score, score]),
    "heatmap": lambda score: heatmap_figure([score, score]),
    "slope": lambda score: slope_figure([score], [score]),
    "funnel": lambda score: funnel_figure([StatusRow("自评", score.assessment.project.name, 9)]),
    "curve": lambda score: curve_figure(
        curve_of("≤10 万元", "按比例得分，超过目标须人工评分", 5), score.assessment.project.name
    ),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Callable[[ProjectScore], Figure]:
    return KINDS[request.param]


@pytest.fixture
def hostile(score: Score) -> ProjectScore:
    rows = {"name": HOSTILE, "achieved": "=7 份", "weight": 45}, {"name": "等", "weight": 45, "achieved": None}
    return score(*rows, project={"name": HOSTILE})


def test_a_hostile_name_stays_text(kind: Callable[[ProjectScore], Figure], hostile: ProjectScore):
    figure = kind(hostile)
    tags = {element.tag.removeprefix(SVG) for element in ET.fromstring(figure.svg).iter()}
    assert tags <= {"svg", "title", "desc", "rect", "line", "polyline", "circle", "text"}
    assert "script" not in re.findall(r"<(\w+)", figures_html([figure]))
    assert not set(figure.name) & set('<>:"/\\|?*')
    assert len(figure.name) <= 60


def test_pictures_can_stand_in_one_page(kind: Callable[[ProjectScore], Figure], hostile: ProjectScore):
    """Nothing has an id, a class or a reference: no picture can take another's hatching."""
    root = ET.fromstring(kind(hostile).svg)
    for element in root.iter():
        assert not {"id", "class", "href"} & set(element.attrib)
        assert "url(" not in " ".join(element.attrib.values())
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{SVG}title")


def test_every_number_of_the_drawing_is_a_number(kind: Callable[[ProjectScore], Figure], hostile: ProjectScore):
    svg = kind(hostile).svg
    assert not re.search(r"\b(nan|inf)\b", svg, re.IGNORECASE)
    for element in ET.fromstring(svg).iter():
        for name in {"x", "y", "width", "height", "cx", "cy", "x1", "x2", "y1", "y2"} & set(element.attrib):
            assert float(element.attrib[name]) >= 0


def test_nothing_stands_outside_the_picture(kind: Callable[[ProjectScore], Figure], hostile: ProjectScore):
    svg = kind(hostile).svg
    root = ET.fromstring(svg)
    for text in parts(svg, "text"):
        assert float(text.attrib["x"]) <= float(root.attrib["width"])
        assert float(text.attrib["y"]) <= float(root.attrib["height"])


def test_the_same_figures_give_the_same_bytes(kind: Callable[[ProjectScore], Figure], hostile: ProjectScore):
    assert kind(hostile) == kind(hostile)


def test_the_table_bears_the_title_and_begins_with_its_heads(
    kind: Callable[[ProjectScore], Figure], hostile: ProjectScore
):
    figure = kind(hostile)
    assert figure.table.title == figure.title
    assert figure.table.header_rows == (0,)


def test_our_own_words_can_be_printed_in_gbk(kind: Callable[[ProjectScore], Figure], published: Published):
    figure = kind(published["04"])
    (figure.svg + figure.table.note + "".join(cell.text for cell in figure.table.cells)).encode("gbk")


def test_a_waterfall_table_goes_down_to_the_total(published: Published):
    # 100 - 0.64 - 0.86 - 5.00 = 93.50
    assert list(lines(waterfall_figure(published["04"]).table)) == [
        ["步骤", "增减", "累计"],
        ["满分", "", "100.00"],
        ["预算执行率", "-0.64", "99.36"],
        ["租用车辆", "-0.86", "98.50"],
        ["开展现场检查", "-5.00", "93.50"],
        ["总分", "", "93.50"],
    ]


def test_what_is_open_is_not_deducted_in_the_table(score: Score):
    table = list(lines(waterfall_figure(score({"achieved": None})).table))
    # 执行扣 0.64；90 分待定
    assert table[-2:] == [["报告", "待定（90.00）", "99.36"], ["总分", "", "待定"]]


@pytest.mark.parametrize(("target", "clause", "weight"), CURVES)
def test_a_curve_has_a_line_for_each_segment(target: str, clause: str, weight: int):
    curve = curve_of(target, clause, weight)
    figure = curve_figure(curve, f"{clause}（目标 {target}）")
    table = list(lines(figure.table))
    assert [line[3] for line in table[1:]] == [segment.says for segment in curve.segments]
    assert all(line[0] and line[1] for line in table)


def test_all_pictures_of_a_department(published: Published):
    figures = score_figures(list(published.values()))
    assert len(figures) == 2 + 6 + 1  # two of all, six bullets, the one that lost points
    assert len({figure.name for figure in figures}) == len(figures)
    assert "04-扣分-金融监管工作经费" in {figure.name for figure in figures}


def test_no_scores_have_no_pictures():
    assert score_figures([]) == ()


def test_the_page_shows_each_picture_inline_with_its_table_below(published: Published):
    figures = score_figures(list(published.values()))
    page = figures_html(figures)
    assert page.startswith("<!doctype html>")
    for figure in figures:
        assert page.index(figure.svg) < page.index("<table", page.index(figure.svg))
    assert page.count("<table") == page.count("<svg ") == len(figures)
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")


def all_texts(grid: Grid) -> str:
    return "\n".join(cell.text for cell in grid.cells)


def test_figures_of_the_picture_stand_in_its_table(published: Published):
    """One computation: every amount printed in a bullet picture is in its table."""
    figure = bullet_figure(published["04"])
    for text in texts(figure.svg):
        share = re.match(r"([0-9.]+%) (?:达到|未达到)", text)
        assert share is None or share[1] in all_texts(figure.table)
