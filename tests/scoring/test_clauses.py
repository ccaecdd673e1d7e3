"""Every line of ``clauses.txt`` is one value achieved and the exact points its clause gives it.

The numbers are derived by hand in the comment of the line; never copied from a run.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from indicators.language.achievements import parse_achievement
from indicators.language.clause_types import Clause
from indicators.language.clauses import parse_clause
from indicators.language.targets import parse_target
from indicators.numbers import plain
from indicators.problems import Problem
from indicators.scoring.constructors import compile_clause
from indicators.scoring.curve import Curve, Segment
from indicators.scoring.goal import Goal, goal_of, place_of
from indicators.scoring.proof import prove
from indicators.vocabulary.clauses import StepReading

CASES = Path(__file__).with_name("clauses.txt")
REFUSED = "拒绝"


class Case(NamedTuple):
    """One line of the file, under the header it belongs to."""

    line: int
    header: str
    achieved: str
    expected: str

    @property
    def id(self) -> str:
        return f"line{self.line}"


def read_cases() -> Iterator[Case]:
    header = ""
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), start=1):
        text, _, derivation = line.partition("# ")
        if line.startswith("["):
            header = line.strip("[]")
        elif text.strip("# "):
            achieved, arrow, expected = text.partition("→")
            assert arrow, f"line {number}: no →"
            assert derivation.strip(), f"line {number}: not derived"
            yield Case(number, header, achieved.strip(), expected.strip())


@cache
def goal_and_curve(header: str) -> tuple[Goal, Curve | Problem]:
    """The curve of ``clause | target | weight [| reading]``; without a reading none may be needed."""
    clause_text, target_text, weight, *reading = (cell.strip() for cell in header.split("|"))
    clause, target = parse_clause(clause_text), parse_target(target_text)
    assert isinstance(clause, Clause), clause
    assert not isinstance(target, Problem), target
    goal = goal_of(target)
    readings = [StepReading(word) for word in reading] or list(StepReading)
    curves = [compile_clause(clause, goal, Fraction(weight), each) for each in readings]
    assert all(curve == curves[0] for curve in curves), f"{header} 要看不足一步怎么算，却没有写"
    return goal, curves[0]


def outcome(segment: Segment, place: Fraction) -> str:
    """What a segment gives, written as ``expected`` is."""
    points = plain(segment.formula.at(place)) if segment.formula else "须人工"
    return f"{points}，{segment.band}" if segment.band else points


ALL_CASES = list(read_cases())
HEADERS = list(dict.fromkeys(case.header for case in ALL_CASES))


@pytest.mark.parametrize("case", ALL_CASES, ids=[case.id for case in ALL_CASES])
def test_the_points_are_as_derived(case: Case):
    goal, curve = goal_and_curve(case.header)
    if isinstance(curve, Problem):
        assert (case.expected, curve.code) == (REFUSED, "clause-unsuitable"), str(curve)
        return
    achieved = parse_achievement(case.achieved)
    assert not isinstance(achieved, Problem), achieved
    place = place_of(achieved, goal)
    assert isinstance(place, Fraction), place
    segment = curve.at(place)
    assert segment is not None
    assert outcome(segment, place) == case.expected, (segment.says, segment.formula)


@pytest.mark.parametrize("header", HEADERS)
def test_every_curve_in_the_file_is_proved(header: str):
    _, curve = goal_and_curve(header)
    assert isinstance(curve, Problem) or prove(curve).defects == ()


def test_no_case_stands_twice():
    cases = [(case.header, case.achieved) for case in ALL_CASES]
    assert sorted(cases) == sorted(set(cases))
