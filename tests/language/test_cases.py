"""Every line of ``*.txt`` is one spelling and what it means, worked out from design §2, not from a run."""

from __future__ import annotations

import pytest

from indicators.language.achievements import parse_achievement
from indicators.language.clause_types import Clause
from indicators.language.clauses import parse_clause
from indicators.language.conditions import parse_condition
from indicators.language.targets import parse_target
from indicators.problems import Problem
from tests.language.cases import PROBLEM, Case, cases, hostile_cases, shown
from tests.language.strategies import Reader
from tests.language.test_laws import problem_faults

FISCAL_YEAR = 2024


def as_target(text: str) -> object:
    return parse_target(text, FISCAL_YEAR)


def as_achievement(text: str) -> object:
    return parse_achievement(text, FISCAL_YEAR)


READERS: dict[str, Reader] = {
    "target": as_target,
    "achieved": as_achievement,
    "condition": parse_condition,
    "clause": parse_clause,
}


def of_file(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", tuple(cases(name)), ids=lambda case: case.place)


def check(read: Reader, case: Case) -> None:
    """The value has the expected text and type, and that text is read back."""
    value = read(case.written)
    assert shown(value) == case.expected
    if isinstance(value, Problem):
        assert case.section == PROBLEM
        assert problem_faults(value) == []
    else:
        assert type(value.base if isinstance(value, Clause) else value).__name__ == case.section
        assert read(case.expected) == value


@of_file("targets.txt")
def test_a_target_reads_as_its_line_says(case: Case):
    check(as_target, case)


@of_file("achievements.txt")
def test_an_achievement_reads_as_its_line_says(case: Case):
    check(as_achievement, case)


@of_file("conditions.txt")
def test_a_condition_reads_as_its_line_says(case: Case):
    check(parse_condition, case)


@of_file("clauses.txt")
def test_a_clause_reads_as_its_line_says(case: Case):
    check(parse_clause, case)


HOSTILE = tuple(hostile_cases())


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case.place)
def test_a_hostile_text_reads_as_its_line_says(case: Case):
    assert shown(READERS[case.section](case.written)) == case.expected


@pytest.mark.parametrize("reader", READERS)
def test_every_hostile_text_is_a_value_or_a_whole_problem_for_every_reader(reader: str):
    for case in HOSTILE:
        value = READERS[reader](case.written)
        assert not isinstance(value, Problem) or problem_faults(value) == [], case.place


@pytest.mark.parametrize("text", ["9月前", "9 月", "3月-5月", "12月31日前"], ids=["before", "month", "period", "day"])
def test_a_month_without_a_year_needs_the_fiscal_year(text: str):
    problem = parse_target(text)
    assert isinstance(problem, Problem)
    assert problem.code == "date-needs-year"
    assert problem_faults(problem) == []
