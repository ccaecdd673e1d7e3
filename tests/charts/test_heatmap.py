"""失分热力图（where points were lost）：横竖相加都等于扣分合计。"""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engine.charts.heatmap import grey_of, heatmap_figure
from engine.charts.heatmap_cells import REST, Heat, heatmap_data, total_deduction
from indicators.scoring.project import ProjectScore
from indicators.scoring.rulebook import Cap, Inapplicable, Rulebook
from tests.charts.svg import lines, parts, texts
from tests.forms.conftest import Published, Score


def cell(heat: Heat, row: str, column: str) -> tuple[str, str | None]:
    found = next(one for one in heat.rows if one.name == row).cells[heat.columns.index(column)]
    return str(found.lost), None if found.share is None else str(found.share)


def test_the_published_deductions(published: Published):
    heat = heatmap_data(list(published.values()))
    # 10 - 9.36 = 0.64，占 10 分的 6.4%；成本四行 20 分，扣 0.86 + 5 = 5.86，29.3%；合计 100 - 93.50 = 6.50
    assert cell(heat, "金融监管工作经费", "预算执行") == ("16/25", "32/5")
    assert cell(heat, "金融监管工作经费", "成本指标") == (str(Fraction("5.86")), str(Fraction("29.3")))
    assert heat.total.lost == Fraction("6.50")
    figure = heatmap_figure(list(published.values()))
    for text in ("0.64", "6.4%", "5.86", "29.3%", "6.5"):
        assert text in texts(figure.svg)
    assert list(lines(figure.table))[5][0] == "金融监管工作经费"
    assert "5.86（29.3%）" in list(lines(figure.table))[5]


def test_one_department_shows_its_projects_and_several_show_departments(score: Score):
    one = score({"achieved": "=10 份"}, project={"name": "甲", "supervising_department": "一局"})
    two = score({"achieved": "=10 份"}, project={"name": "乙", "supervising_department": "二局"})
    assert [row.name for row in heatmap_data([one, one]).rows] == ["甲", "甲"]
    heat = heatmap_data([one, two, one])
    assert (heat.by, [row.name for row in heat.rows]) == ("部门", ["一局", "二局"])
    # 10 份 ÷ 20 份：90 分得 45；48.29 ÷ 51.60：10 分得 9.36
    assert [row.total.lost for row in heat.rows] == [Fraction("91.28"), Fraction("45.64")]


def test_a_dimension_without_weight_is_an_empty_place(score: Score):
    both = [
        score({"dimension": name, "achieved": "=10 份"}, project={"name": name}) for name in ("产出指标", "效益指标")
    ]
    figure = heatmap_figure(both)
    assert [line.count("") for line in lines(figure.table)] == [0, 1, 1, 0]
    # 每行：执行、一个一级指标、合计；合计行全有
    assert sum(one.attrib.get("stroke-width") == "0.7" for one in parts(figure.svg, "rect")) == 3 + 3 + 4


COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=4)


@given(
    tables=st.lists(st.tuples(COUNTS, st.integers(0, 5160), st.sampled_from(["一局", "二局"])), min_size=1, max_size=4),
    skipped=st.sets(st.integers(1, 3)),
    waiting=st.sets(st.integers(0, 3)),
    rescaled=st.booleans(),
    capped=st.booleans(),
)
def test_rows_and_columns_add_up_to_the_whole_deduction(
    score: Score,
    urumqi: Rulebook,
    tables: list[tuple[list[int], int, str]],
    skipped: set[int],
    waiting: set[int],
    rescaled: bool,
    capped: bool,
):
    update: dict[str, object] = {"inapplicable": Inapplicable.RESCALED} if rescaled else {}
    if capped:
        update["cap"] = (Cap.model_validate({"when": "执行率<80%", "at_most": 60, "source": "published"}),)
    rulebook = urumqi.model_copy(update=update)

    def scored(done: list[int], outturn: int, department: str) -> ProjectScore:
        rows = [
            {
                "name": f"{index}",
                "weight": 15,
                "achieved": None if index in waiting else f"={count} 份",
                "not_applicable": "未开展" if index in skipped else "",
                "dimension": ("产出指标", "效益指标", "成本指标", "满意度指标")[index],
            }
            for index, count in enumerate(done)
        ]
        project = {"supervising_department": department}
        return score(*rows, rulebook=rulebook, project=project, funding={"outturn": Decimal(outturn) / 100})

    scores = [scored(*table) for table in tables]
    heat = heatmap_data(scores)
    whole = sum((cell.lost for row in heat.rows for cell in row.cells), Fraction(0))
    assert whole == total_deduction(scores)
    assert sum((cell.lost for cell in heat.column_totals), Fraction(0)) == whole
    assert sum((row.total.lost for row in heat.rows), Fraction(0)) == whole
    closed = [one for one in scores if one.total is not None]
    if len(closed) == len(scores):
        full = sum(Fraction(10 + 15 * len(done)) for done, _, _ in tables)
        assert whole == full - sum(Fraction(one.total) for one in closed if one.total is not None)


def test_what_a_cap_took_has_a_column_of_its_own(score: Score, urumqi: Rulebook):
    cap = Cap.model_validate({"when": "执行率<80%", "at_most": 89, "source": "published"})
    scored = score({}, funding={"outturn": Decimal("25.80")}, rulebook=urumqi.model_copy(update={"cap": (cap,)}))
    heat = heatmap_data([scored])
    # 执行率 50%：10 分得 5；95 分封顶 89
    assert dict(zip(heat.columns, (one.lost for one in heat.rows[0].cells), strict=True)) == {
        "预算执行": 5,
        "产出指标": 0,
        REST: 6,
    }


def test_an_open_row_is_marked_and_not_counted(score: Score):
    figure = heatmap_figure([score({"achieved": None})])
    assert "0*" in texts(figure.svg)
    assert "0.64*" in texts(figure.svg)  # 合计只有执行率扣的
    assert any(text.startswith("带 *") for text in texts(figure.svg))


def luminance(colour: str) -> float:
    """Of a grey, by WCAG 2."""
    channel = int(colour[1:3], 16) / 255
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def contrast(share: int) -> float:
    fill, ink = (luminance(one) for one in grey_of(Fraction(share)))
    return (max(fill, ink) + 0.05) / (min(fill, ink) + 0.05)


def test_figures_can_be_read_on_every_grey():
    assert [share for share in range(101) if contrast(share) < 4.5] == []


def test_more_lost_is_darker():
    levels = [int(grey_of(Fraction(share))[0][1:3], 16) for share in range(101)]
    assert levels == sorted(levels, reverse=True)
    assert levels[0] - levels[-1] > 150
