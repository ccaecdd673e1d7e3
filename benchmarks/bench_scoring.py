"""How long one row takes, beside what people use instead: a spreadsheet formula in Python.

    make bench

Ratios inside one run are what counts; the targets are ≤ 100 µs for a row parsed, scored and
explained, and ≤ 10 µs for a row scored alone from typed values.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

import pytest

from engine.examples import example_folder
from engine.rulebooks import load_rulebook
from engine.scoring import score_files
from indicators.indicator import Indicator, Written
from indicators.language.achievements import parse_achievement
from indicators.language.clauses import parse_clause
from indicators.language.targets import parse_target
from indicators.problems import Problem
from indicators.scoring.rulebook import Rulebook
from indicators.scoring.score import prepare_row, score_indicator

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

TARGET, ACHIEVED = "≤10 万元", "=8.29 万元"


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    loaded = load_rulebook("urumqi-2024")
    assert isinstance(loaded, Rulebook)
    return loaded


@pytest.fixture(scope="module")
def car() -> Indicator:
    """租用车辆, the row of 4.14."""
    scoring = score_files([example_folder() / "04-supervision.toml"])
    return scoring.scored[0].loaded.assessment.indicator[5]


def parsed(car: Indicator) -> Indicator:
    target, achieved = parse_target(TARGET), parse_achievement(ACHIEVED)
    assert not isinstance(target, Problem)
    assert not isinstance(achieved, Problem)
    return car.model_copy(update={"target": Written(TARGET, target), "achieved": Written(ACHIEVED, achieved)})


def bench_row_parsed_scored_and_explained(benchmark: BenchmarkFixture, car: Indicator, rulebook: Rulebook) -> None:
    def row() -> str:
        return score_indicator(parsed(car), rulebook).explanation.calculation

    assert benchmark(row) == "5 × 8.29 ÷ 10 = 4.145"


def bench_row_scored_alone_from_typed_values(benchmark: BenchmarkFixture, car: Indicator, rulebook: Rulebook) -> None:
    prepared = prepare_row(car, rulebook)
    assert car.achieved is not None
    score = benchmark(prepared.score, car.achieved.value)
    assert score.score == Decimal("4.14")


def bench_curve_compiled_for_a_row(benchmark: BenchmarkFixture, car: Indicator, rulebook: Rulebook) -> None:
    assert benchmark(prepare_row, car, rulebook).curve is not None


def bench_target_parsed(benchmark: BenchmarkFixture) -> None:
    assert str(benchmark(parse_target, TARGET)) == TARGET


def bench_clause_parsed(benchmark: BenchmarkFixture) -> None:
    assert not isinstance(benchmark(parse_clause, "按比例得分，完成率低于 60% 不得分"), Problem)


def bench_instead_a_formula_in_decimal(benchmark: BenchmarkFixture) -> None:
    """What a careful script does: parse by hand, one formula, no explanation, no units, no rules."""

    def formula() -> Decimal:
        target = Decimal(TARGET.lstrip("≤").split()[0])
        achieved = Decimal(ACHIEVED.lstrip("=").split()[0])
        return (5 * min(Decimal(1), achieved / target)).quantize(Decimal("0.01"), ROUND_HALF_EVEN)

    assert benchmark(formula) == Decimal("4.14")
