"""Records and small rulebooks for the monitoring tests, built as people write them: TOML text."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

from indicators.indicator import Indicator
from indicators.monitoring import MonitoringRecord
from indicators.problems import Problem
from indicators.scoring.monitor import monitor
from indicators.scoring.monitoring_view import MonitoringView
from indicators.scoring.rulebook import Rulebook
from indicators.validation import validate
from tests.scoring.documents import FISCAL_YEAR, book, indicator, rule

BANDS = """
[monitoring.progress]
comparator = ["≥", ">", "="]
money = true
band = [
    { light = "红", below = 60 },
    { light = "黄", at_least = 60, below = 80 },
    { light = "绿", at_least = 80, below = 120 },
    { light = "蓝", at_least = 120 },
]
source = "s"
"""


def read(text: str) -> MonitoringRecord | list[Problem]:
    """A record from TOML, or what is wrong with it."""
    data = tomllib.loads(text, parse_float=Decimal)
    return validate(MonitoringRecord, data, {"fiscal_year": FISCAL_YEAR})


def record(*rows: dict[str, str], month: int = 7, outturn: str = "0") -> MonitoringRecord:
    data = {"month": month, "outturn": Decimal(outturn), "indicator": [{"name": "指标", **row} for row in rows]}
    built = validate(MonitoringRecord, data, {"fiscal_year": FISCAL_YEAR})
    assert isinstance(built, MonitoringRecord), "\n".join(map(str, built))
    return built


def bands_only(*tables: str) -> Rulebook:
    """The product's bands without its gap: lights depend on A, T and the month alone."""
    return book(rule("any"), BANDS, *tables)


def look(
    rulebook: Rulebook, target: str, row: dict[str, str], month: int = 7, money: str = "0/100", **declared: Any
) -> MonitoringView:
    """One declared row, one monitored row."""
    outturn, budget = money.split("/")
    rows: list[Indicator] = [indicator(target, **declared)]
    return monitor(rows, Decimal(budget), record(row, month=month, outturn=outturn), rulebook, FISCAL_YEAR)


def codes(view: MonitoringView) -> list[str]:
    return [problem.code for problem in view.problems]
