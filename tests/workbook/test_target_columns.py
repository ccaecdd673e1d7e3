"""«A target returns from its three columns to the letter.»"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.forms.workbook.target_columns import join_target, split_target
from tests.scoring.strategies import LAW
from tests.workbook.town import TARGETS

# 写法 → 计算符号、指标值、计量单位
SPLITS = [
    ("≥20 份", ("≥", "20", "份")),
    (">=20 份", (">=", "20", "份")),
    ("=100%", ("=", "100", "%")),
    ("≥1,228.50 人次", ("≥", "1,228.50", "人次")),
    # 没有空格的、不是数的，不拆单位
    ("≥20份", ("≥", "20份", "")),
    ("=2024 年 10 月", ("=", "2024 年 10 月", "")),
    ("有效提升", ("", "有效提升", "")),
    # 拼不回原样的，整句在中间
    ("≥ 20 份", ("", "≥ 20 份", "")),
    ("100 %", ("", "100 %", "")),
    ("≥", ("", "≥", "")),
    ("", ("", "", "")),
]


@pytest.mark.parametrize(("text", "triple"), SPLITS)
def test_how_a_target_is_split(text: str, triple: tuple[str, str, str]):
    assert split_target(text) == triple


@LAW
@given(st.text() | st.sampled_from(TARGETS) | st.text(alphabet="≥≤=<> 0123456789.,%份次"))
def test_split_and_joined_it_is_the_same_text(text: str):
    assert join_target(*split_target(text)) == text


@LAW
@given(st.sampled_from(TARGETS) | st.text(alphabet="≥≤=<> 0123456789.%份\u00a0").map(str.strip))
def test_no_column_begins_or_ends_with_a_space_that_a_reader_would_trim(text: str):
    assert all(part == part.strip() for part in split_target(text))
