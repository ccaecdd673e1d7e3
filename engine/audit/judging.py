"""From a published table to one under audit (重算): numbers read, rows typed, every score computed once more."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from engine.audit.document import AuditDocument, AuditMoney, AuditRow, AuditTable
from engine.intake.disclosure.figures import figure
from engine.intake.disclosure.tables import Cell, DisclosedTable, Disclosure, IndicatorRow, MoneyRow
from indicators.indicator import Funding, Indicator
from indicators.language.clauses import parse_clause
from indicators.numbers import plain
from indicators.problems import Problem
from indicators.scoring.execution import ExecutionScore, score_execution
from indicators.scoring.rulebook import Rulebook
from indicators.scoring.score import score_indicator
from indicators.validation import validate
from indicators.vocabulary.forms import DIMENSION_NAMES, Dimension

READ_AS: dict[str, Dimension] = {
    "预算执行": Dimension.PROCESS,
    "预算管理": Dimension.PROCESS,
    "管理效率": Dimension.PROCESS,
    "运行成本": Dimension.COST,
    "部门履职": Dimension.MANDATE,
    "履职效益": Dimension.OUTCOME,
    "社会效应": Dimension.OUTCOME,
    "可持续发展能力": Dimension.OUTCOME,
    "服务对象满意度": Dimension.SATISFACTION,
    "服务对象满意度指标": Dimension.SATISFACTION,
    "绩效指标": Dimension.MANDATE,
}
"""What other forms call a dimension: only which rules apply is taken from it, the printed word stays as it is."""
NO_CATEGORY = "（未列）"


def judged_document(disclosure: Disclosure, rulebook: Rulebook) -> AuditDocument:
    """Every table of a file under a rulebook (逐表重算)."""
    tables = tuple(judged_table(table, rulebook) for table in disclosure.tables)
    return AuditDocument(disclosure.file, tables, disclosure.prose, rulebook, disclosure.doubts)


def judged_table(table: DisclosedTable, rulebook: Rulebook) -> AuditTable:
    """One table under a rulebook; a row that cannot be read stops no other."""
    money = tuple(_money(row, table.is_in_yuan) for row in table.money)
    rows = tuple(judged_row(row, table.fiscal_year, rulebook) for row in table.indicators)
    weight, score = _figure(table.total_weight), _figure(table.total_score)
    return AuditTable(table, money, rows, _execution(money, rulebook), weight, score, rulebook)


def judged_row(row: IndicatorRow, fiscal_year: int | None, rulebook: Rulebook) -> AuditRow:
    """One row under a rulebook."""
    weight, score = _figure(row.weight), _figure(row.score)
    indicator = indicator_of(row, weight, fiscal_year)
    if isinstance(indicator, list):
        return AuditRow(row, weight, score, None, None, tuple(indicator))
    judged = score_indicator(indicator, rulebook)
    return AuditRow(row, weight, score, indicator, judged, judged.problems)


def indicator_of(row: IndicatorRow, weight: Decimal | None, fiscal_year: int | None) -> Indicator | list[Problem]:
    """A printed row as an indicator, or why it is none. What is printed as score stays out: it is what we check."""
    data: dict[str, Any] = {
        "dimension": _dimension(row.dimension),
        "category": _text(row.category) or NO_CATEGORY,
        "name": row.name.text,
        "target": _text(row.target),
        "weight": weight if weight is not None else Decimal(0),
        "target_basis": _text(row.target_basis),
        "previous_achieved": _text(row.previous_achieved),
        "deviation_analysis": _text(row.deviation_analysis),
    }
    if achieved := _text(row.achieved):
        data["achieved"] = achieved
    if (rule := _text(row.scoring_rule)) and not isinstance(parse_clause(rule), Problem):
        data["scoring_rule"] = rule
    return validate(Indicator, data, {"fiscal_year": fiscal_year})


_BESIDE = re.compile(r"[（(][^（）()]*[）)]")


def _dimension(cell: Cell | None) -> str:
    """The wording that ``Indicator`` knows, without points beside it (``产出指标（50分）``); some forms print none."""
    text = _BESIDE.sub("", "".join(_text(cell).split()))
    known = DIMENSION_NAMES.get(text) or READ_AS.get(text)
    if known is None and not text:
        known = Dimension.MANDATE
    return known.value if known else text


def _execution(money: tuple[AuditMoney, ...], rulebook: Rulebook) -> ExecutionScore | None:
    """The execution score of the total, where the form gives it points and its figures are printed."""
    if not money or money[0].weight is None:
        return None
    total = money[0]
    if total.revised_budget is None or total.outturn is None or min(total.revised_budget, total.outturn) < 0:
        return None
    original = total.original_budget if total.original_budget is not None else total.revised_budget
    return score_execution(
        Funding(original_budget=max(original, Decimal(0)), revised_budget=total.revised_budget, outturn=total.outturn),
        rulebook,
    )


def _money(row: MoneyRow, is_in_yuan: bool) -> AuditMoney:
    amounts = (amount_of(cell, is_in_yuan) for cell in (row.original_budget, row.revised_budget, row.outturn))
    return AuditMoney(row, *amounts, *map(_figure, (row.weight, row.execution_rate, row.score)))


def amount_of(cell: Cell | None, is_in_yuan: bool) -> Decimal | None:
    """An amount of the money block in 万元, whatever the form prints (金额): 18,000 元 are 1.8."""
    printed = _figure(cell)
    return printed if printed is None or not is_in_yuan else Decimal(plain(Fraction(printed) / 10_000))


def _figure(cell: Cell | None) -> Decimal | None:
    return figure(cell.text) if cell else None


def _text(cell: Cell | None) -> str:
    return cell.text if cell else ""
