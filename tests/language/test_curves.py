"""Every clause that can be written compiles for every target to a whole curve, or says why not."""

from __future__ import annotations

import pytest
from hypothesis import given

from indicators.language.clause_types import Clause
from tests.fuzz.invariants import TARGETS, check_compiled, check_text
from tests.language.cases import cases, hostile_cases
from tests.language.strategies import CLAUSES, LAW


@LAW
@given(clause=CLAUSES)
def test_every_curve_covers_its_axis_once_and_stays_between_zero_and_the_weight(clause: Clause):
    check_compiled(clause, TARGETS)


@pytest.mark.parametrize("name", ["targets.txt", "achievements.txt", "conditions.txt", "clauses.txt", "hostile.txt"])
def test_what_the_fuzzer_checks_holds_for_every_case_file(name: str):
    found = hostile_cases() if name == "hostile.txt" else cases(name)
    for case in found:
        check_text(case.written)
