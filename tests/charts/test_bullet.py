"""目标完成图（target against actual）：目标都在 100%，达到与否只看目标的符号。"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.charts.bullet import LEFT, RIGHT, SHADE, bullet_figure, bullet_svg
from engine.charts.bullet_rows import GoodSide, Outcome, bullet_data
from engine.charts.picture import BLUE
from tests.charts.svg import lines, number, parts, texts, titled
from tests.forms.conftest import Published, Score

TARGET_AT = LEFT + (RIGHT - LEFT) * 2 / 3
"""100 of 150 % of the way."""


def test_the_published_table(published: Published):
    # 28 ÷ 20；1 ÷ 1；100 ÷ 100；30 ÷ 30；10 ÷ 10；8.29 ÷ 10；0 ÷ 1.6；「有效提高」没有比例
    shares = ["140%", "100%", "100%", "100%", "100%", "82.9%", "0%", ""]
    table = list(lines(bullet_figure(published["04"]).table))
    assert [line[3] for line in table[1:]] == shares
    assert [line[5] for line in table[1:]] == ["15", "15", "10", "5", "5", "4.14", "0", "30"]
    assert {line[6] for line in table[1:]} == {"达到"}
    shown = texts(bullet_figure(published["04"]).svg)
    assert [f"{share} 达到".strip() in shown for share in shares] == [True] * 8
    assert "得 4.14 / 5 分" in shown


CASES = [
    ("≥20 份", "=20 份", GoodSide.RIGHT, Outcome.MET, "100%"),
    ("≥20 份", "=19 份", GoodSide.RIGHT, Outcome.MISSED, "95%"),
    ("≤10 万元", "=9 万元", GoodSide.LEFT, Outcome.MET, "90%"),
    ("≤10 万元", "=11 万元", GoodSide.LEFT, Outcome.MISSED, "110%"),
    ("=600 人次", "=600 人次", GoodSide.AT, Outcome.MET, "100%"),
    ("=600 人次", "=601 人次", GoodSide.AT, Outcome.MISSED, "100.2%"),
    ("≥3 家", "=5 家", GoodSide.RIGHT, Outcome.MET, "166.7%"),
    ("<=2024 年 12 月", "=2024 年 11 月", GoodSide.LEFT, Outcome.MET, ""),
    ("有效改善", "部分达到预期目标", GoodSide.AT, Outcome.MISSED, ""),
    ("80%~90%", "=85%", GoodSide.AT, Outcome.MET, ""),
    ("=0 起", "=1 起", GoodSide.AT, Outcome.MISSED, ""),
    ("≥20 份", None, GoodSide.RIGHT, Outcome.OPEN, ""),
]


@pytest.mark.parametrize(("target", "achieved", "side", "outcome", "share"), CASES)
def test_each_kind_of_target(
    score: Score, target: str, achieved: str | None, side: GoodSide, outcome: Outcome, share: str
):
    scored = score({"target": target, "achieved": achieved})
    (row,) = bullet_data(scored)
    assert (row.side, row.outcome) == (side, outcome)
    figure = bullet_figure(scored)
    assert list(lines(figure.table))[1][3] == share
    assert f"{share} {outcome.value}".strip() in texts(figure.svg)
    assert ("（不画条）" in texts(figure.svg)) == (not share)


def bar_end(score: Score, target: str, achieved: str) -> float:
    svg = bullet_svg(bullet_data(score({"target": target, "achieved": achieved})), "图")
    (bar,) = titled(svg, "rect", "报告：")
    assert number(bar, "x") == LEFT
    return number(bar, "x") + number(bar, "width")


@given(st.lists(st.integers(0, 60), min_size=2, max_size=2, unique=True).map(sorted))
def test_more_achieved_is_a_longer_bar_until_it_is_cut(score: Score, both: list[int]):
    ends = [bar_end(score, "≥20 份", f"={count} 份") for count in both]
    assert ends[0] <= ends[1] <= RIGHT
    assert (ends[0] < ends[1]) == (both[0] < 30)  # 30 ÷ 20 = 150 %：到此为止


def test_the_shade_lies_on_the_good_side_of_the_mark(score: Score):
    for target, begins in (("≥20 份", TARGET_AT), ("≤20 份", LEFT)):
        svg = bullet_svg(bullet_data(score({"target": target})), "图")
        shade = [one for one in parts(svg, "rect") if one.attrib.get("fill") == SHADE][-1]
        assert number(shade, "x") == pytest.approx(begins)


def test_met_and_missed_differ_without_colour(score: Score):
    met, missed = (bullet_svg(bullet_data(score({"achieved": f"={count} 份"})), "图") for count in (20, 19))
    assert titled(met, "rect", "报告：")[0].attrib["fill"] == BLUE
    assert "fill-opacity" in titled(missed, "rect", "报告：")[0].attrib
    assert len(parts(missed, "line")) > len(parts(met, "line")) + 20  # 斜线


def test_a_row_that_does_not_apply_is_said(score: Score):
    rows: list[dict[str, Any]] = [
        {"weight": 45},
        {"weight": 45, "achieved": None, "not_applicable": "未开展", "name": "二"},
    ]
    assert [row.outcome for row in bullet_data(score(*rows))] == [Outcome.MET, Outcome.NOT_APPLICABLE]


@pytest.mark.parametrize("count", [1, 20, 21, 60])
def test_every_row_is_there_however_many(score: Score, count: int):
    rows = [{"name": f"第 {index} 项", "weight": 1} for index in range(count)]
    figure = bullet_figure(score(*rows))
    assert [text for text in texts(figure.svg) if text.startswith("第 ")] == [row["name"] for row in rows]
    assert figure.table.row_count == count + 1
