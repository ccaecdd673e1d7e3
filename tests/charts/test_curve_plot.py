"""计分曲线图（the picture of a curve）：每个分界点都在，开闭分明，人工的部分有阴影。"""

from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from engine.charts.curve_frame import HEIGHT, WIDTH
from engine.charts.curve_plot import curve_svg
from engine.charts.picture import BLUE, PAPER
from engine.charts.view import thresholds, visible_range, written
from indicators.language.clauses import parse_clause
from indicators.language.targets import parse_target
from indicators.problems import Problem
from indicators.scoring.constructors import compile_clause
from indicators.scoring.curve import Curve
from indicators.scoring.goal import goal_of
from indicators.vocabulary.clauses import StepReading

SVG = "{http://www.w3.org/2000/svg}"
GRADES = "按等次得分：达成 100%~80%，部分达成 80%~60%，未达成 60%~0%"

CURVES = [
    ("≤10 万元", "按比例得分，超过目标须人工评分", 5),
    ("≥20 份", "按比例得分", 15),
    ("≤10 万元", "按反比例得分", 10),
    ("=600 人次", "按偏差率得分", 10),
    ("≤10 万元", "超出部分按比例扣分", 5),
    ("≥20 次", "每少 1 次扣 2 分，扣完为止", 10),
    ("≥97%", "每低 1 个百分点扣 0.5 分", 10),
    ("≥95%", "≥95% 得 10 分；≥90% 得 8 分；否则不得分", 10),
    ("≥7 个", "按比例得分，完成率低于 60% 不得分", 10),
    ("<=2024 年 12 月", "达标得满分，否则须人工评分", 10),
    ("<=2024 年 12 月 31 日", "每超过 1 天扣 0.5 分", 10),
    ("=2024 年", "达标得满分，否则不得分", 10),
    ("有效改善", GRADES, 20),
    ("±10%", "达标得满分，否则不得分", 10),
    ("=0 起", "达标得满分，否则不得分", 10),
    ("80%~90%", "达标得满分，否则须人工评分", 10),
    ("≥3 家", "人工评分，须在 0~10 分之间并说明理由", 10),
    ("≥3 个", "按比例得分", 0),
]


def curve_of(target: str, clause: str, weight: int, reading: StepReading = StepReading.PRO_RATA) -> Curve:
    parsed, rule = parse_target(target), parse_clause(clause)
    assert not isinstance(parsed, Problem), parsed
    assert not isinstance(rule, Problem), rule
    curve = compile_clause(rule, goal_of(parsed), Fraction(weight), reading)
    assert isinstance(curve, Curve), curve
    return curve


def parts(svg: str, tag: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(f"{SVG}{tag}"))


def words(svg: str) -> list[str]:
    return [element.text or "" for tag in ("text", "title") for element in parts(svg, tag)]


@pytest.mark.parametrize(("target", "clause", "weight"), CURVES)
def test_every_threshold_and_the_target_are_named(target: str, clause: str, weight: int):
    curve = curve_of(target, clause, weight)
    named = words(curve_svg(curve))
    assert [value for value in thresholds(curve) if written(value, curve.axis) not in named] == []


@pytest.mark.parametrize("reading", list(StepReading))
def test_all_twenty_steps_have_their_threshold(reading: StepReading):
    curve = curve_of("≥97%", "每低 1 个百分点扣 0.5 分", 10, reading)
    named = words(curve_svg(curve))
    assert all(written(value, curve.axis) in named for value in thresholds(curve))


@pytest.mark.parametrize(("target", "clause", "weight"), CURVES)
def test_everything_is_drawn_inside_the_picture(target: str, clause: str, weight: int):
    svg = curve_svg(curve_of(target, clause, weight))
    for line in parts(svg, "polyline"):
        for place in line.attrib["points"].split():
            x, y = map(float, place.split(","))
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT
    svg.encode("gbk")


def test_no_part_has_an_id_so_that_pictures_can_share_a_page():
    svg = curve_svg(curve_of("≥3 家", "人工评分，须在 0~10 分之间并说明理由", 10))
    assert not any("id" in element.attrib for element in ET.fromstring(svg).iter())


def test_ends_that_belong_are_filled_and_the_others_hollow():
    # [90, 95) 得 8 分，[95, ∞) 得 10 分，其余 0 分：90 和 95 各有一个空心、一个实心
    dots = [
        (dot.findtext(f"{SVG}title"), dot.attrib["fill"])
        for dot in parts(curve_svg(curve_of("≥95%", "≥95% 得 10 分；≥90% 得 8 分；否则不得分", 10)), "circle")
    ]
    assert sorted(dots) == sorted([("90", PAPER), ("90", BLUE), ("95", PAPER), ("95", BLUE)])


def test_where_a_curve_is_joined_the_filled_dot_covers_the_hollow_one():
    dots = parts(curve_svg(curve_of("≤10 万元", "按反比例得分", 10)), "circle")
    assert [dot.attrib["fill"] for dot in dots] == [PAPER, BLUE]
    assert len({(dot.attrib["cx"], dot.attrib["cy"]) for dot in dots}) == 1


def test_a_straight_line_runs_from_end_to_end():
    # 0 → 10 万元 得 0 → 5 分：左下到右上
    (line,) = parts(curve_svg(curve_of("≤10 万元", "按比例得分，超过目标须人工评分", 5)), "polyline")[:1]
    (x1, y1), (x2, y2) = (map(float, place.split(",")) for place in line.attrib["points"].split())
    assert x1 < x2
    assert y1 - y2 == pytest.approx(284 - 66)  # the whole height: BOTTOM - TOP


def test_what_a_person_decides_is_shaded_and_named():
    named = words(curve_svg(curve_of("≤10 万元", "按比例得分，超过目标须人工评分", 5)))
    assert "人工评分 0~5 分" in named


def test_axes_are_in_the_unit_of_the_target():
    named = words(curve_svg(curve_of("≥3 万家", "按比例得分", 10), "平台纳入监测企业数"))
    for text in ("实际完成值（万家）", "得分（分）", "指标值 3 万家", "平台纳入监测企业数"):
        assert text in named


def test_dates_are_written_as_dates():
    named = words(curve_svg(curve_of("<=2024 年 12 月", "达标得满分，否则须人工评分", 10)))
    assert "指标值 2024-12" in named
    assert "完成时间" in named
    assert "指标值 2024-12-31" in words(curve_svg(curve_of("<=2024 年 12 月 31 日", "每超过 1 天扣 0.5 分", 10)))


def test_grades_are_bars():
    named = words(curve_svg(curve_of("有效改善", GRADES, 20)))
    # 20 分：达成 16~20，部分达成 12~16，未达成 0~12
    for text in ("未达成", "部分达成", "达成", "完成等次", "16", "12", "20"):
        assert text in named


def test_the_value_achieved_is_always_in_the_picture():
    curve = curve_of("≥50 家", "按比例得分", 10)
    assert visible_range(curve) == (Fraction(0), Fraction(65))  # 0 … 1.3 × 50
    assert visible_range(curve, Fraction(82))[1] > 82
    assert "实际 82 家，10 分" in words(curve_svg(curve, achieved=Fraction(82)))


def test_a_value_that_a_person_must_judge_is_not_marked_with_points():
    curve = curve_of("≤10 万元", "按比例得分，超过目标须人工评分", 5)
    assert not any(text.startswith("实际 ") for text in words(curve_svg(curve, achieved=Fraction(11))))


def test_thresholds_close_together_far_from_zero_fill_the_picture():
    low, high = visible_range(curve_of("≥95%", "≥95% 得 10 分；≥90% 得 8 分；否则不得分", 10))
    assert [low, high] == [85, Fraction(195, 2)]


def test_a_number_without_end_is_marked_as_rounded():
    # 完成率 60 %：7 × 60 % = 4.2；7 ÷ 3 没有尽头
    curve = curve_of("≥7 个", "按比例得分，完成率低于 60% 不得分", 10)
    assert "4.2" in words(curve_svg(curve))
    assert "实际 ≈4.67 个，≈6.67 分" in words(curve_svg(curve, achieved=Fraction(14, 3)))


def test_a_title_is_text():
    svg = curve_svg(curve_of("≥20 份", "按比例得分", 15), "<script>alert(1)</script>\x00")
    assert not parts(svg, "script")
    assert "<script>alert(1)</script>" in words(svg)
