"""The laws of the indicator language, each as one sentence and one property."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from random import Random
from typing import Any, ClassVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indicators.language.achievements import parse_achievement
from indicators.language.clauses import parse_clause
from indicators.language.conditions import parse_condition
from indicators.language.targets import parse_target
from indicators.problems import Problem
from tests.language.strategies import (
    ACHIEVEMENTS,
    ANY_TEXT,
    CLAUSES,
    HOSTILE_NUMBERS,
    LAW,
    MEASURED_ACHIEVEMENTS,
    MEASURED_TARGETS,
    TARGETS,
    Reader,
    conditions,
    near_grammar,
)

READERS: dict[str, Reader] = {
    "target": partial(parse_target, fiscal_year=2024),
    "target without a year": parse_target,
    "achieved": partial(parse_achievement, fiscal_year=2024),
    "condition": parse_condition,
    "clause": parse_clause,
}
VALUES: dict[str, tuple[Reader, st.SearchStrategy[Any]]] = {
    "target": (parse_target, TARGETS),
    "achieved": (parse_achievement, ACHIEVEMENTS),
    "condition": (parse_condition, conditions()),
    "clause": (parse_clause, CLAUSES),
}
# 文字照写保留，所以下面两条不管文字目标
FOLDED_VALUES = VALUES | {
    "target": (parse_target, MEASURED_TARGETS),
    "achieved": (parse_achievement, MEASURED_ACHIEVEMENTS),
}
READER = pytest.mark.parametrize("read", READERS.values(), ids=READERS)
VALUE = pytest.mark.parametrize(("read", "values"), VALUES.values(), ids=VALUES)
FOLDED = pytest.mark.parametrize(("read", "values"), FOLDED_VALUES.values(), ids=FOLDED_VALUES)


def problem_faults(problem: Problem) -> list[str]:
    """What a Problem lacks to be printed beside its place."""
    start, end = problem.span or (0, 0)
    faults = {
        "code": re.fullmatch("[a-z]+(-[a-z]+)+", problem.code),
        "message": problem.message.strip(),
        "example": problem.example.strip(),
        "span": not problem.text or 0 <= start <= end <= len(problem.text),
        "span without text": problem.text or problem.span is None,
        "printable": not any(unicodedata.category(c) in ("Cc", "Cs") for c in str(problem) if c not in "\t\r\n"),
    }
    return [name for name, good in faults.items() if not good]


class TestEveryValueIsReadBackFromItsOwnText:
    """``parse(str(x)) == x``."""

    @VALUE
    @LAW
    @given(data=st.data())
    def test_a_value_is_read_back(self, read: Reader, values: st.SearchStrategy[Any], data: st.DataObject):
        value = data.draw(values)
        assert read(str(value)) == value, str(value)

    @READER
    @LAW
    @given(text=ANY_TEXT)
    def test_whatever_is_read_from_any_text_is_read_back(self, read: Reader, text: str):
        value = read(text)
        if not isinstance(value, Problem):
            assert read(str(value)) == value, str(value)
            assert str(read(str(value))) == str(value)


class TestNoTextRaises:
    """A user's mistake is a Problem; nothing a person can paste is an exception."""

    @READER
    @LAW
    @given(text=ANY_TEXT)
    @example(text="\ud800")
    @example(text="≥" * 500)
    @example(text="\x00")
    def test_any_text_is_a_value_or_a_problem_that_can_be_printed(self, read: Reader, text: str):
        value = read(text)
        if isinstance(value, Problem):
            assert problem_faults(value) == []
            str(value).encode("utf-8")

    @READER
    @LAW
    @given(number=st.sampled_from(HOSTILE_NUMBERS), before=near_grammar(), after=near_grammar())
    def test_a_hostile_number_anywhere_is_a_value_or_a_problem(
        self, read: Reader, number: str, before: str, after: str
    ):
        for text in (number, before + number, number + after, before + number + after):
            value = read(text)
            assert not isinstance(value, Problem) or problem_faults(value) == []


class TestFullWidthIsHalfWidth:
    """Full-width digits and signs mean what the half-width ones mean."""

    # 全角形式 U+FF01~U+FF5E 与 ASCII 相差 0xFEE0；字母不折叠
    FULL: ClassVar = {ord(c): ord(c) + 0xFEE0 for c in "0123456789.,+-%=<>~/*();:"}

    @FOLDED
    @LAW
    @given(data=st.data())
    def test_full_width_spelling_is_the_same_value(
        self, read: Reader, values: st.SearchStrategy[Any], data: st.DataObject
    ):
        value = data.draw(values)
        assert read(str(value).translate(self.FULL)) == value


def _may_stand_between(left: str, right: str) -> bool:
    return not (left.isdigit() and right.isdigit())


class TestSpacesNeverMatter:
    """``≥ 20 份`` is ``≥20份``; only between two digits a space is no space."""

    SPACES = ("", "", " ", "  ", "\u3000", "\u00a0", "\t", "\n")

    @FOLDED
    @LAW
    @given(data=st.data(), seed=st.integers(0, 2**32))
    def test_spaces_anywhere_make_no_difference(
        self, read: Reader, values: st.SearchStrategy[Any], data: st.DataObject, seed: int
    ):
        value, choice = data.draw(values), Random(seed).choice
        tight = str(value).replace(" ", "")
        spaced = choice(self.SPACES)
        for left, right in zip(tight, tight[1:] + " ", strict=True):
            spaced += left + (choice(self.SPACES) if _may_stand_between(left, right) else "")
        if len(spaced) <= 500:
            assert read(spaced) == value, spaced
        assert read(tight) == value, tight

    @pytest.mark.parametrize(
        ("read", "text"),
        [
            (parse_target, "≥1 0 份"),
            (parse_target, "2 024 年 10 月"),
            (parse_achievement, "=2 8 份"),
            (parse_condition, "完成率<6 0%"),
            (parse_clause, "得 1 0 分"),
            (parse_clause, "每少 1 0 次扣 2 分"),
        ],
    )
    def test_a_space_between_two_digits_is_not_guessed_away(self, read: Reader, text: str):
        assert isinstance(read(text), Problem)


def _is_gbk(text: str) -> bool:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


class TestWhatTheConsoleCanPrint:
    """Windows consoles in offices speak GBK: what came in from one can go out to it."""

    GBK_TEXT = ANY_TEXT.map(lambda text: text.encode("gbk", "ignore").decode("gbk"))

    @READER
    @LAW
    @given(text=GBK_TEXT)
    def test_canonical_text_and_problems_are_gbk_when_the_input_was(self, read: Reader, text: str):
        assert _is_gbk(str(read(text)))

    @READER
    @LAW
    @given(text=ANY_TEXT)
    def test_no_hidden_character_enters_a_value(self, read: Reader, text: str):
        value = read(text)
        if not isinstance(value, Problem):
            hidden = [c for c in str(value) if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co")]
            assert not hidden
