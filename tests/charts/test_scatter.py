"""执行与得分散点图（money against results）：同一把尺，斜线上相等。"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.charts.scatter import GAP, NAMES, scatter_figure, scatter_svg, scatter_table
from engine.charts.scatter_points import ScatterPoint, Standing, scatter_data
from indicators.scoring.rulebook import Inapplicable, Rulebook
from tests.charts.svg import lines, number, parts, texts, titled
from tests.forms.conftest import Published, Score


def point(rate: int | None, achievement: int | None, name: str = "项目", is_open: bool = False) -> ScatterPoint:
    figures = [None if one is None else Decimal(one) for one in (rate, achievement)]
    return ScatterPoint(name, figures[0], Fraction(achievement or 0), Fraction(100), figures[1], is_open)


def test_the_published_projects(published: Published):
    data = scatter_data(published.values())
    # 48.29 ÷ 51.60 = 93.585…%；93.50 - 9.36 = 84.14，÷ 90 = 93.488…%
    supervision = data[4]
    assert (supervision.rate, supervision.earned, supervision.available) == (
        Decimal("93.59"),
        Fraction("84.14"),
        Fraction(90),
    )
    assert supervision.achievement == Decimal("93.49")
    assert list(lines(scatter_table(data)))[5] == [
        "金融监管工作经费",
        "93.59%",
        "84.14",
        "90",
        "93.49%",
        "相差 10 点以内",
    ]
    assert len(parts(scatter_svg(data), "circle")) == 6


@pytest.mark.parametrize(
    ("rate", "achievement", "standing"),
    [
        (80, 90, Standing.IN_STEP),
        (80, 91, Standing.RESULTS_AHEAD),
        (90, 80, Standing.IN_STEP),
        (91, 80, Standing.MONEY_AHEAD),
        (None, 80, Standing.NOT_DRAWN),
        (80, None, Standing.NOT_DRAWN),
    ],
)
def test_ten_points_apart_is_still_in_step(rate: int | None, achievement: int | None, standing: Standing):
    assert point(rate, achievement).standing is standing


RATES = st.integers(0, 150)
MANY = st.lists(st.tuples(RATES, st.integers(0, 100)), min_size=1, max_size=30)


def drawn(points: Sequence[tuple[int, int]]) -> str:
    return scatter_svg([point(rate, result, f"甲{index}乙") for index, (rate, result) in enumerate(points)])


@given(MANY)
def test_names_never_overlap_and_each_is_there(points: list[tuple[int, int]]):
    svg = drawn(points)
    names = [one for one in parts(svg, "text") if number(one, "x") == NAMES]
    assert sorted(one.text or "" for one in names) == sorted(f"甲{index}乙" for index in range(len(points)))
    heights = sorted(number(one, "y") for one in names)
    assert all(below - above >= GAP - 0.02 for above, below in pairwise(heights))


@given(MANY)
def test_both_axes_have_the_same_scale(points: list[tuple[int, int]]):
    """A dot is on the diagonal exactly when both rates are equal, above it when results are ahead."""
    svg = drawn(points)
    diagonal = titled(svg, "line", "两者相等")[0]
    corner = number(diagonal, "x1") + number(diagonal, "y1")
    for index, (rate, result) in enumerate(points):
        dot = titled(svg, "circle", f"甲{index}乙：")[0]
        above = corner - number(dot, "cx") - number(dot, "cy")
        assert (above > 0.02, above < -0.02) == (result > rate, result < rate)


def test_an_open_total_is_hollow_and_no_budget_is_listed(score: Score):
    rows = {"achieved": None}, {"name": "二", "weight": 0}
    waiting = score(*rows, project={"name": "等人"})
    no_money = {"original_budget": Decimal(0), "revised_budget": Decimal(0), "outturn": Decimal(0)}
    unfunded = score({}, project={"name": "没有预算"}, funding=no_money)
    figure = scatter_figure([waiting, unfunded])
    (dot,) = parts(figure.svg, "circle")
    assert dot.attrib["fill"] != dot.attrib["stroke"]
    assert "等人（待定）" in texts(figure.svg)
    assert any(text.startswith("没有画的") and "没有预算" in text for text in texts(figure.svg))
    table = list(lines(figure.table))
    assert (table[1][4], table[2][1], table[2][5]) == ("0.00%（待定）", "预算为 0", "不画")


def test_rows_that_do_not_apply_are_left_out_where_the_rulebook_leaves_them_out(score: Score, urumqi: Rulebook):
    rows = {"weight": 60}, {"weight": 30, "achieved": None, "not_applicable": "未开展", "name": "二"}
    for treatment, achievement in ((Inapplicable.KEPT_AT_ZERO, "66.67"), (Inapplicable.RESCALED, "100.00")):
        rulebook = urumqi.model_copy(update={"inapplicable": treatment})
        (one,) = scatter_data([score(*rows, rulebook=rulebook)])
        assert str(one.achievement) == achievement
