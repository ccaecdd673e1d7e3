"""Printed scores for tests, one line a row: ``产出指标 | ≥20 份 | =28 份 | 15 | 15``, at its end a rule if need be.

Money: ``执行 | 51.60 | 48.29 | 10 | 9.36 | 93.59``, budget, outturn, weight, score, rate.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from engine.rulebooks import load_rulebook, shipped_texts
from indicators.indicator import Funding, Indicator
from indicators.scoring.inference.evidence import Evidence, Origin, PrintedExecution, PrintedRow
from indicators.scoring.inference.outcome import Inference, infer
from indicators.scoring.rulebook import Rulebook
from indicators.validation import validate

FILE = "公开表.txt"
MONEY = "执行"


def evidence(text: str) -> Evidence:
    """Evidence of the notation above."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    rows = [row(number, *cells) for number, cells in enumerate(lines, 1) if cells[0] != MONEY]
    money = [_money(number, *cells[1:]) for number, cells in enumerate(lines, 1) if cells[0] == MONEY]
    return Evidence((FILE,), (2024,), tuple(rows), tuple(money), ())


def row(number: int, dimension: str, target: str, achieved: str, weight: str, score: str, rule: str = "") -> PrintedRow:
    """One row as the audit would hand it over."""
    data = {
        "dimension": dimension,
        "category": "（未列）",
        "name": f"第 {number} 行",
        "target": target,
        "achieved": achieved,
        "weight": Decimal(weight),
        **({"scoring_rule": rule} if rule else {}),
    }
    indicator = validate(Indicator, data, {"fiscal_year": 2024})
    assert isinstance(indicator, Indicator), indicator
    return PrintedRow(Origin(FILE, "表", f"第 {number} 行"), indicator, Decimal(score))


def _money(number: int, budget: str, outturn: str, weight: str, score: str, rate: str = "") -> PrintedExecution:
    funding = Funding(original_budget=Decimal(budget), revised_budget=Decimal(budget), outturn=Decimal(outturn))
    origin = Origin(FILE, f"表 {number}", "预算执行率")
    return PrintedExecution(origin, funding, Decimal(weight), Decimal(score), Decimal(rate) if rate else None)


def inferred(text: str | Evidence) -> Inference:
    """What is inferred with all shipped rulebooks at hand."""
    found = infer(evidence(text) if isinstance(text, str) else text, books())
    assert isinstance(found, Inference), found
    return found


@cache
def books() -> tuple[Rulebook, ...]:
    loaded = (load_rulebook(name) for name in shipped_texts())
    return tuple(book for book in loaded if isinstance(book, Rulebook))


def clauses(inference: Inference) -> dict[str, str]:
    """Class of rows → the clause chosen for it."""
    return {str(fit.part): str(fit.clause) for fit in inference.best.fitted}
