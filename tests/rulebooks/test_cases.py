"""Every line of ``cases/*.txt`` is one row of a form and what a rulebook gives it.

    dimension[/category[/name]] | target | weight | achieved [| key=value …] → expected  # derivation

``expected`` is the printed score, or ``open`` where a person must decide, each followed by the codes
of all problems of the row. ``—`` is an empty 实际完成值. ``[V1 …]`` names the variant of domain.md §3.
The numbers are derived by hand from the rule, in the comment of the line; never copied from a run.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from indicators.indicator import Indicator
from indicators.scoring.rulebook import Rulebook
from indicators.scoring.score import IndicatorScore, ScoreStatus, score_indicator
from indicators.validation import validate

CASES = Path(__file__).parent / "cases"
FISCAL_YEAR = 2024
NUMBERS = ("score",)


class Case(NamedTuple):
    """One line of a case file."""

    rulebook: str
    variant: str
    line: int
    row: str
    expected: str

    @property
    def id(self) -> str:
        return f"{self.rulebook}-{self.variant}-line{self.line}"


def read_cases(file: Path) -> Iterator[Case]:
    """The cases of one file; its name is the rulebook's id."""
    variant = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        text, _, derivation = line.partition("# ")
        if text.startswith("["):
            variant = text.strip("[] ").split()[0]
        elif text.strip(" #"):
            row, arrow, expected = text.partition("→")
            assert arrow, f"{file.name}:{number}: 没有 →"
            assert derivation, f"{file.name}:{number}: 没有写推导"
            yield Case(file.stem, variant, number, row.strip(), expected.strip())


def indicator_of(row: str) -> Indicator:
    """The row of the form that the left side of a case describes."""
    place, target, weight, achieved, *more = (cell.strip() for cell in row.split("|"))
    dimension, category, name, *_ = [*place.split("/"), "", ""]
    document: dict[str, Any] = {
        "dimension": dimension,
        "category": category or "数量指标",
        "name": name or "指标",
        "target": target,
        "weight": Decimal(weight),
        **({} if achieved == "—" else {"achieved": achieved}),
        **dict(option(cell) for cell in more),
    }
    indicator = validate(Indicator, document, {"fiscal_year": FISCAL_YEAR})
    assert isinstance(indicator, Indicator), "\n".join(map(str, indicator))
    return indicator


def option(cell: str) -> tuple[str, str | Decimal]:
    key, _, value = cell.partition("=")
    return key, Decimal(value) if key in NUMBERS else value


def outcome(row: IndicatorScore) -> str:
    """What came out, written as ``expected`` is."""
    result = "open" if row.status is ScoreStatus.NEEDS_PERSON else str(row.score)
    return " ".join((result, *(problem.code for problem in row.problems)))


ALL_CASES = [case for file in sorted(CASES.glob("*.txt")) for case in read_cases(file)]


@pytest.mark.parametrize("case", ALL_CASES, ids=[case.id for case in ALL_CASES])
def test_row_scores_as_derived(case: Case, rulebook_named: Callable[[str], Rulebook]):
    row = score_indicator(indicator_of(case.row), rulebook_named(case.rulebook))
    assert outcome(row) == case.expected, (case.row, row.explanation.calculation)


def test_every_variant_of_the_domain_has_cases():
    covered = {case.variant for case in ALL_CASES}
    assert covered >= {"V1", "V5", "V6", "V7", "V8", "V9", "V10", "V13", "V16", "V18"}
