"""两年对比图（two years compared）：名称完全相同的连线，其余列在图下，一个也不丢。"""

from collections import Counter
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engine.charts.slope import slope_figure
from engine.charts.slope_lines import SlopeMeasure, slope_data
from indicators.scoring.project import ProjectScore
from tests.charts.svg import SVG, lines, number, parts, texts, titled
from tests.forms.conftest import Score


def one(score: Score, name: str, year: int, done: int | None, outturn: str = "51.60") -> ProjectScore:
    achieved = None if done is None else f"={done} 份"
    return score(
        {"achieved": achieved}, project={"name": name, "fiscal_year": year}, funding={"outturn": Decimal(outturn)}
    )


def test_a_rise_a_fall_and_what_cannot_be_paired(score: Score):
    before = [one(score, name, 2023, done) for name, done in (("升", 10), ("降", 20), ("去", 20), ("等", None))]
    after = [one(score, name, 2024, done) for name, done in (("升", 20), ("降", 18), ("来", 20), ("等", 20))]
    figure = slope_figure(before, after)
    # 执行 10 分；90 分 × 10 ÷ 20 = 45，90 × 18 ÷ 20 = 81
    assert list(lines(figure.table)) == [
        ["项目", "2023 年度", "2024 年度", "增减", "说明"],
        ["升", "55.00", "100.00", "+45", "上升"],
        ["降", "100.00", "91.00", "-9", "下降"],
        ["来", "", "100.00", "", "前一年没有"],
        ["等", "待定", "100.00", "", "总分待定"],
        ["去", "100.00", "", "", "后一年没有"],
    ]
    under = "".join(texts(figure.svg))
    for said in (
        "前一年没有）：来（没有 → 100.00）",
        "总分待定）：等（待定 → 100.00）",
        "后一年没有）：去（100.00 → 没有）",
    ):
        assert said in under
    rise, fall = (titled(figure.svg, "polyline", f"{name}：")[0] for name in "升降")
    assert "stroke-dasharray" not in rise.attrib
    assert "stroke-dasharray" in fall.attrib


def test_names_are_matched_exactly(score: Score):
    before, after = (
        [one(score, "检查费", 2023, 20)],
        [one(score, "检查费 ", 2024, 20), one(score, "检查费用", 2024, 20)],
    )
    slope = slope_data(before, after[1:], SlopeMeasure.SCORE)
    assert (slope.lines, [left.name for left in slope.unpaired]) == ((), ["检查费用", "检查费"])


def test_execution_rates_are_compared_too(score: Score):
    both = [[one(score, "甲", 2023, 20, "25.80")], [one(score, "甲", 2024, 20, "48.29")]]
    figure = slope_figure(both[0], both[1], SlopeMeasure.EXECUTION_RATE)
    # 25.80 ÷ 51.60 = 50%；48.29 ÷ 51.60 = 93.585…%
    assert list(lines(figure.table))[1] == ["甲", "50.00%", "93.59%", "+43.59", "上升"]


TABLES = st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.none() | st.integers(0, 25)), max_size=6)


@given(TABLES, TABLES)
def test_every_project_is_drawn_or_listed_once(
    score: Score, first: list[tuple[str, int | None]], second: list[tuple[str, int | None]]
):
    before = [one(score, name, 2023, done) for name, done in first]
    after = [one(score, name, 2024, done) for name, done in second]
    slope = slope_data(before, after, SlopeMeasure.SCORE)
    names = Counter([line.name for line in slope.lines] + [left.name for left in slope.unpaired])
    assert names == Counter({name for name, _ in (*first, *second)})
    figure = slope_figure(before, after)
    assert [line[0] for line in lines(figure.table)][1:] == [
        *(line.name for line in slope.lines),
        *(left.name for left in slope.unpaired),
    ]
    assert len(parts(figure.svg, "circle")) == 2 * len(slope.lines)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=8))
def test_higher_is_drawn_higher_on_both_sides(score: Score, both: list[tuple[int, int]]):
    before = [one(score, f"{index}号", 2023, done) for index, (done, _) in enumerate(both)]
    after = [one(score, f"{index}号", 2024, done) for index, (_, done) in enumerate(both)]
    figure = slope_figure(before, after)
    ends = []
    for index, (first, second) in enumerate(both):
        drawn = titled(figure.svg, "polyline", f"{index}号：")[0]
        left, right = (float(place.split(",")[1]) for place in drawn.attrib["points"].split())
        ends += [(first, left), (second, right)]
    for done, y in ends:
        for other, other_y in ends:
            assert (done > other) == (y < other_y)


def test_labels_of_one_height_do_not_overlap(score: Score):
    same = [one(score, f"{index}号", 2024, 20) for index in range(25)]
    svg = slope_figure(same, same).svg
    for anchor in ("start", "end"):
        labels = [
            number(text, "y")
            for text in parts(svg, "text")
            if text.attrib["text-anchor"] == anchor
            and text.find(f"{SVG}title") is not None
            and "号" in (text.text or "")
        ]
        assert len(labels) == 25
        heights = sorted(labels)
        assert min(below - above for above, below in pairwise(heights)) >= 16.9


def test_nothing_to_compare_is_still_a_picture():
    figure = slope_figure([], [])
    assert figure.table.row_count == 1
    assert "没有项目" in texts(figure.svg)
