"""标签（labels）：错开、换行、百分比、文件名。"""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engine.charts.naming import figure_name
from engine.charts.notes import SIZE, name_lines, wrapped
from engine.charts.percent_text import percent_text
from engine.charts.picture import text_width
from engine.charts.spread import spread


@given(st.lists(st.floats(0, 300), max_size=18).map(sorted))
def test_labels_keep_their_distance_and_stay_inside(wanted: list[float]):
    places = spread(wanted, 17.0, 0.0, 300.0)
    assert all(0 <= place <= 300 for place in places)
    assert all(after - before >= 17 - 1e-6 for before, after in pairwise(places))


def test_labels_that_are_far_apart_are_not_moved():
    assert spread([20, 60, 200], 17, 0, 300) == [20, 60, 200]


@given(st.text(max_size=200), st.integers(60, 300))
def test_a_wrapped_text_loses_nothing(text: str, width: int):
    assert "".join(wrapped(text, width)) == text


@given(st.text("财政绩效、，1", max_size=120))
def test_wrapped_lines_fit_but_for_a_stop_at_their_end(text: str):
    for line in wrapped(text, 150):
        assert text_width(line.rstrip("、，"), SIZE) <= 150


def test_a_line_does_not_begin_with_a_stop():
    # 每字 11 像素，一行 3 字：第四个是顿号，留在上一行
    assert wrapped("甲乙丙、丁", 33) == ["甲乙丙、", "丁"]


def test_a_name_takes_at_most_two_lines():
    assert name_lines("甲乙丙丁", 44, 11) == ["甲乙丙丁"]
    first, second = name_lines("甲乙丙丁" * 9, 44, 11)
    assert (first, second) == ("甲乙丙丁", "甲乙丙…")


@given(st.fractions(0, 400, max_denominator=10**5))
def test_only_100_percent_reads_as_100(share: Fraction):
    assert (percent_text(share) == "100%") == (share == 100)


def test_percentages_as_people_write_them():
    # 5 ÷ 3 = 166.66…%；8.29 ÷ 10
    cases = [(Fraction(500, 3), "166.7%"), (Fraction(829, 10), "82.9%"), (Fraction(99999, 1000), "99.999%")]
    assert [percent_text(share) for share, _ in cases] == [text for _, text in cases]


@given(st.text(max_size=300))
def test_a_file_name_is_one_that_any_system_takes(subject: str):
    name = figure_name("失分分布", subject)
    assert 0 < len(name) <= 60
    assert not set(name) & set('<>:"/\\|?*\x00\n\t')
    assert name[-1] not in ". "
