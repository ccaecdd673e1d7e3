"""扣分瀑布（where the points went）：满分加各步等于总分。"""

from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.charts.waterfall import waterfall_svg
from engine.charts.waterfall_steps import waterfall_steps
from engine.forms.printed import full_weight
from engine.rulebooks import load_rulebook, shipped_texts
from indicators.scoring.project import ProjectScore
from indicators.scoring.rulebook import Cap, Inapplicable, Rulebook
from tests.forms.conftest import Published, Score

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def assert_adds_up(scored: ProjectScore) -> None:
    assert scored.total is not None
    reached = full_weight(scored) + sum((step.amount for step in waterfall_steps(scored)), Fraction(0))
    assert reached == Fraction(scored.total)


def test_the_published_deductions(published: Published):
    # 10 - 9.36、5 - 4.14、5 - 0；100 - 0.64 - 0.86 - 5.00 = 93.50
    assert [(step.label, str(step.amount)) for step in waterfall_steps(published["04"])] == [
        ("预算执行率", "-16/25"),
        ("租用车辆", "-43/50"),
        ("开展现场检查", "-5"),
    ]
    shown = texts(waterfall_svg(published["04"]))
    for line in ("100.00", "-0.64", "-0.86", "-5.00", "93.50", "租用车辆"):
        assert line in shown


def test_every_published_table_adds_up(published: Published):
    for scored in published.values():
        assert_adds_up(scored)


def test_a_table_that_lost_nothing_has_no_steps(published: Published):
    assert waterfall_steps(published["01"]) == ()
    assert texts(waterfall_svg(published["01"])).count("100.00") == 2


@given(
    done=st.lists(st.integers(0, 30), min_size=1, max_size=6),
    skipped=st.sets(st.integers(1, 5)),
    outturn=st.integers(0, 5160),
    rescaled=st.booleans(),
    at_most=st.sampled_from([None, 50, 89]),
)
def test_any_table_adds_up(
    score: Score,
    urumqi: Rulebook,
    done: list[int],
    skipped: set[int],
    outturn: int,
    rescaled: bool,
    at_most: int | None,
):
    update: dict[str, object] = {"inapplicable": Inapplicable.RESCALED} if rescaled else {}
    if at_most:
        cap = {"when": "执行率<80%", "at_most": at_most, "source": "published"}
        update["cap"] = (Cap.model_validate(cap),)
    rows = [
        {"achieved": f"={count} 份", "weight": 15, "not_applicable": "未开展" if index in skipped else ""}
        for index, count in enumerate(done)
    ]
    money = {"outturn": Decimal(outturn) / 100}
    scored = score(*rows, rulebook=urumqi.model_copy(update=update), funding=money)
    assert_adds_up(scored)
    ET.fromstring(waterfall_svg(scored))


def test_a_cap_is_a_step(score: Score, urumqi: Rulebook):
    cap = Cap.model_validate({"when": "执行率<80%", "at_most": 89, "source": "published"})
    scored = score({}, funding={"outturn": Decimal("25.80")}, rulebook=urumqi.model_copy(update={"cap": (cap,)}))
    # 执行率 50 %：10 分得 5；95 分封顶 89
    assert [(step.label, int(step.amount)) for step in waterfall_steps(scored)] == [
        ("预算执行率", -5),
        ("总分至多 89 分", -6),
    ]


def test_an_open_row_is_at_stake_and_the_total_is_not_guessed(score: Score):
    scored = score({"achieved": None, "name": "没有填"})
    step = waterfall_steps(scored)[-1]
    assert (step.label, step.amount, step.at_stake) == ("没有填", Fraction(0), Fraction(90))
    assert texts(waterfall_svg(scored)).count("待定") == 2


def test_hostile_and_long_names_stay_text(score: Score):
    name = "<script>alert(1)</script>&" + "很长的名字" * 30
    svg = waterfall_svg(score({"achieved": "=1 份", "name": name}, project={"name": name}))
    assert not list(ET.fromstring(svg).iter(f"{SVG}script"))
    assert any(text.startswith("<script>") and text.endswith("…") for text in texts(svg))


@pytest.mark.parametrize("rulebook_id", sorted(shipped_texts()))
def test_it_can_be_drawn_under_every_rulebook(score: Score, rulebook_id: str):
    rulebook = load_rulebook(rulebook_id)
    assert isinstance(rulebook, Rulebook)
    ET.fromstring(waterfall_svg(score({"achieved": "=15 份"}, rulebook=rulebook)))
