"""The auditor under test (核查的核查): silent on correct departments, awake to every single wrong figure.

The departments and the mistakes are made by chance from fixed seeds; ``tests.audit.departments`` and ``mutations`` say
how. Found means: the correct department gives nothing, the same with one figure changed gives something.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random

from engine.audit import Finding, audit
from engine.audit.judging import judged_document
from engine.intake.disclosure.read import disclosure_in
from engine.rulebooks import load_rulebook
from indicators.problems import Problem
from indicators.scoring.rulebook import Rulebook
from tests.audit.departments import Department, department
from tests.audit.mutations import MUTATIONS

CLEAN = 200
MUTATED_OF_A_KIND = 24
"""Twenty-five kinds: 600 mutations."""
FOUND_AT_LEAST = 99


@cache
def rulebook() -> Rulebook:
    found = load_rulebook("urumqi-2024")
    assert isinstance(found, Rulebook)
    return found


def findings(published: Department) -> tuple[Finding, ...]:
    """What the auditor says of a department, read from its published text."""
    disclosure = disclosure_in(published.text().encode("utf-8"), "公开说明.txt")
    assert not isinstance(disclosure, Problem), disclosure
    return audit(judged_document(disclosure, rulebook()))


def test_correct_departments_have_no_findings() -> None:
    said = {seed: [f"{one.code} {one.message}" for one in findings(department(seed))] for seed in range(CLEAN)}
    assert {seed: lines for seed, lines in said.items() if lines} == {}


def test_every_kind_of_mistake_is_found() -> None:
    missed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    examples = []
    for kind, mutate in MUTATIONS.items():
        seed = 0
        while tried[kind] < MUTATED_OF_A_KIND:
            seed += 1
            assert seed < 20 * MUTATED_OF_A_KIND, f"{kind} applies to almost nothing"
            correct = department(seed)
            wrong = mutate(Random(f"{kind} {seed}"), correct)
            if wrong is None or wrong == correct:
                continue
            tried[kind] += 1
            if not findings(wrong):
                missed[kind] += 1
                examples.append((kind, seed))
    assert tried.total() >= 500
    assert missed.total() * 100 <= tried.total() * (100 - FOUND_AT_LEAST), (missed, examples[:20])
