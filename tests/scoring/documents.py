"""Small rulebooks, rows and assessments, built as people write them: TOML text and table cells."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from indicators.indicator import Indicator, SelfAssessment
from indicators.language.clause_types import Clause
from indicators.language.clauses import parse_clause
from indicators.language.targets import Target, parse_target
from indicators.problems import Problem
from indicators.scoring.rulebook import Rulebook, build_rulebook
from indicators.validation import validate

FISCAL_YEAR = 2024
KEYS = {
    "title": '"小办法"',
    "region": '"测试"',
    "status": '"custom"',
    "steps": '"不足一步不扣"',
    "inapplicable": '"保留，计 0 分"',
    "missing_achievement": '"须人工评分"',
    "done_for_number": '"须人工评分"',
    "source": '[{ key = "s", title = "测试来源", verified = true }]',
    "rounding": "{ score = { mode = '四舍六入五成双', places = 2 }, rate = { mode = '四舍六入五成双', places = 2 },"
    " total = { mode = '四舍六入五成双', places = 2 } }",
}
"""What every rulebook must say; a test names only what it is about."""
ANY_ROW = "达标得满分，否则不得分"


@cache
def shipped(name: str) -> str:
    """The text of a rulebook that comes with the package."""
    return (resources.files("indicators") / "rulebooks" / f"{name}.toml").read_text("utf-8")


def rule(rule_id: str, clause: str = ANY_ROW, when: str = "{}", more: str = "") -> str:
    """One rule as TOML."""
    return (
        f'[[rule]]\nid = "{rule_id}"\ntitle = "{rule_id}"\nwhen = {when}\nclause = "{clause}"\nsource = "s"\n{more}\n'
    )


def text_of_book(*tables: str, book_id: str = "small", **keys: str) -> str:
    """A rulebook from scratch: its keys as TOML values, then its tables."""
    scored = "execution" in keys or any("[execution]" in table for table in tables)
    weights = {"weights": f"{{ execution = {10 if scored else 0}, indicators = {90 if scored else 100} }}"}
    lines = [f'id = "{book_id}"', *(f"{key} = {value}" for key, value in (KEYS | weights | keys).items())]
    return "\n".join([*lines, *(tables or (rule("any"),))])


def built(name: str, texts: Mapping[str, str]) -> Rulebook:
    book = build_rulebook(name, texts)
    assert isinstance(book, Rulebook), "\n".join(f"{problem.where} {problem}" for problem in book)
    return book


def refused(name: str, texts: Mapping[str, str]) -> list[Problem]:
    problems = build_rulebook(name, texts)
    assert isinstance(problems, list)
    return problems


def book(*tables: str, **keys: str) -> Rulebook:
    """A small rulebook; without tables, one rule for everything."""
    return built("small", {"small": text_of_book(*tables, **keys)})


def urumqi() -> Rulebook:
    return built("urumqi-2024", {"urumqi-2024": shipped("urumqi-2024")})


def cells(target: str, achieved: str | None = None, weight: str = "10", **more: Any) -> dict[str, Any]:
    """One row of the form. Numbers are given as text, and become what TOML would read."""
    row: dict[str, Any] = {"dimension": "产出指标", "category": "数量指标", "name": "指标", "target": target, **more}
    row["weight"] = Decimal(weight)
    if "score" in row:
        row["score"] = Decimal(row["score"])
    return row if achieved is None else row | {"achieved": achieved}


def clause_of(text: str) -> Clause:
    clause = parse_clause(text)
    assert isinstance(clause, Clause), clause
    return clause


def target_of(text: str) -> Target:
    target = parse_target(text, FISCAL_YEAR)
    assert not isinstance(target, Problem), target
    return target


def indicator(target: str, achieved: str | None = None, weight: str = "10", **more: Any) -> Indicator:
    row = validate(Indicator, cells(target, achieved, weight, **more), {"fiscal_year": FISCAL_YEAR})
    assert isinstance(row, Indicator), "\n".join(map(str, row))
    return row


def assessment(*rows: dict[str, Any], budget: str = "100", outturn: str = "100", **funding: Any) -> SelfAssessment:
    """A table; its original budget is another than the revised one, which alone may count."""
    document = {
        "project": {"name": "项目", "fiscal_year": FISCAL_YEAR},
        "funding": {
            "original_budget": Decimal(777),
            "revised_budget": Decimal(budget),
            "outturn": Decimal(outturn),
            **funding,
        },
        "indicator": list(rows),
    }
    read = validate(SelfAssessment, document, {"fiscal_year": FISCAL_YEAR})
    assert isinstance(read, SelfAssessment), "\n".join(map(str, read))
    return read
