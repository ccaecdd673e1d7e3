"""From published tables to what inference needs (反推的输入): printed scores with their rows, nothing computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import PurePath

from engine.audit.judging import indicator_of
from engine.intake.disclosure.figures import figure
from engine.intake.disclosure.tables import Cell, DisclosedTable, Disclosure, IndicatorRow
from indicators.indicator import Funding
from indicators.problems import Problem
from indicators.scoring.inference.evidence import (
    Evidence,
    Origin,
    PrintedExecution,
    PrintedRow,
    PrintedTotal,
    Unread,
)

EXECUTION = "预算执行率"


def evidence_of(disclosures: Sequence[Disclosure]) -> Evidence:
    """Every printed score of some files."""
    named = [(_name(one), table) for one in disclosures for table in one.tables]
    rows = [row for file, table in named for row in _rows(file, table)]
    executions = [execution_in(file, table) for file, table in named]
    totals = [total_in(file, table) for file, table in named]
    years = {table.fiscal_year for _, table in named if table.fiscal_year is not None}
    return Evidence(
        files=tuple(dict.fromkeys(map(_name, disclosures))),
        years=tuple(sorted(years)),
        rows=tuple(row for row in rows if isinstance(row, PrintedRow)),
        executions=tuple(one for one in executions if one),
        totals=tuple(one for one in totals if one),
        unread=tuple(row for row in rows if isinstance(row, Unread)),
    )


def _name(disclosure: Disclosure) -> str:
    """What the file is called; a name that is no proper text is made one, for it will be written into a file."""
    return PurePath(disclosure.file).name.encode("utf-8", "replace").decode("utf-8")


def _rows(file: str, table: DisclosedTable) -> Iterator[PrintedRow | Unread]:
    for row in table.indicators:
        read = printed_row(row, table.fiscal_year, Origin(file, table.label, row.name.text))
        if read is not None:
            yield read


def printed_row(row: IndicatorRow, fiscal_year: int | None, origin: Origin) -> PrintedRow | Unread | None:
    """A row with its printed score, why it cannot be read, or None where no score is printed."""
    score = number_in(row.score)
    if score is None:
        return None
    weight = number_in(row.weight)
    if weight is None:
        return Unread(origin, f"{score:f}", "没有印出分值")
    indicator = indicator_of(row, weight, fiscal_year)
    if isinstance(indicator, list):
        return Unread(origin, f"{score:f}", _why(indicator))
    return PrintedRow(origin, indicator, score)


def _why(problems: list[Problem]) -> str:
    first = problems[0]
    return f"{first.message}：{first.marked_text}" if first.text else first.message


def execution_in(file: str, table: DisclosedTable) -> PrintedExecution | None:
    """The total's money with its printed points; None where there are none, or its figures are missing."""
    if not table.money:
        return None
    total = table.money[0]
    weight, score = number_in(total.weight), number_in(total.score)
    revised, outturn = number_in(total.revised_budget), number_in(total.outturn)
    if weight is None or score is None or revised is None or outturn is None:
        return None
    if min(revised, outturn) < 0 or not 0 < weight <= 100:
        return None
    original = number_in(total.original_budget)
    funding = Funding(
        original_budget=max(revised if original is None else original, Decimal(0)),
        revised_budget=revised,
        outturn=outturn,
    )
    origin = Origin(file, table.label, EXECUTION)
    return PrintedExecution(origin, funding, weight, score, number_in(total.execution_rate))


def total_in(file: str, table: DisclosedTable) -> PrintedTotal | None:
    """The printed total and its parts; None where no total is printed."""
    total = number_in(table.total_score)
    if total is None:
        return None
    scores = [number_in(row.score) for row in table.indicators]
    if table.money and number_in(table.money[0].weight) is not None:
        scores.append(number_in(table.money[0].score))
    printed = tuple(score for score in scores if score is not None)
    return PrintedTotal(Origin(file, table.label, "总分"), total, printed)


def number_in(cell: Cell | None) -> Decimal | None:
    """The number of a cell, where there is one."""
    return figure(cell.text) if cell else None
