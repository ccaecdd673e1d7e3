"""A department's own tables before they are published (自己的表), in the shape that the checks read."""

from __future__ import annotations

from collections.abc import Sequence

from engine.audit.document import Accounts, AuditDocument, AuditMoney, AuditRow, AuditTable
from engine.intake.disclosure.place import Place
from engine.intake.disclosure.tables import Cell, DisclosedTable, IndicatorRow, MoneyRow, TableKind
from indicators.indicator import Money
from indicators.numbers import plain
from indicators.scoring.project import ProjectScore
from indicators.scoring.score import IndicatorScore
from indicators.vocabulary.forms import Form

_KINDS = {Form.PROJECT: TableKind.PROJECT, Form.DEPARTMENT: TableKind.DEPARTMENT}


def own_document(scores: Sequence[ProjectScore], accounts: Accounts | None = None) -> AuditDocument:
    """Scored self-assessments as a document whose printed scores are the computed ones."""
    assert scores, "a document has tables"
    tables = tuple(_table(number, score) for number, score in enumerate(scores, 1))
    return AuditDocument("部门决算", tables, (), scores[0].rulebook, accounts=accounts)


def _table(number: int, score: ProjectScore) -> AuditTable:
    project, objective = score.assessment.project, score.assessment.objective
    place = Place(project.name)

    def cell(text: str) -> Cell:
        return Cell(text, place)

    money = _money_rows(score, cell("").place)
    printed = DisclosedTable(
        number=number,
        kind=_KINDS[project.form],
        title=cell(_KINDS[project.form].value),
        fiscal_year=project.fiscal_year,
        name=cell(project.name),
        supervising_department=cell(project.supervising_department),
        implementing_unit=cell(project.implementing_unit),
        money=tuple(row.printed for row in money),
        objective_planned=cell(objective.planned),
        objective_achieved=cell(objective.achieved),
        indicators=tuple(_printed_row(row, place) for row in score.indicators),
        total_weight=None,
        total_score=cell("" if score.total is None else plain(score.total)),
    )
    rows = tuple(
        AuditRow(line, row.indicator.weight, row.score, row.indicator, row, row.problems)
        for line, row in zip(printed.indicators, score.indicators, strict=True)
    )
    return AuditTable(printed, money, rows, score.execution, None, score.total, score.rulebook)


def _printed_row(row: IndicatorScore, place: Place) -> IndicatorRow:
    indicator = row.indicator

    def cell(text: str) -> Cell:
        return Cell(text, place)

    return IndicatorRow(
        dimension=cell(indicator.dimension.value),
        category=cell(indicator.category),
        name=cell(indicator.name),
        target=cell(indicator.target.text),
        achieved=cell(indicator.achieved.text if indicator.achieved else ""),
        weight=cell(plain(indicator.weight)),
        score=cell("" if row.score is None else plain(row.score)),
        target_basis=cell(indicator.target_basis),
        deviation_analysis=cell(indicator.deviation_analysis),
        previous_achieved=cell(indicator.previous_achieved),
    )


def _money_rows(score: ProjectScore, place: Place) -> tuple[AuditMoney, ...]:
    funding, execution = score.assessment.funding, score.execution
    named: list[tuple[str, Money]] = [("年度资金总额", funding), *funding.parts]
    return tuple(_money(name, money, place, score if execution and money is funding else None) for name, money in named)


def _money(name: str, money: Money, place: Place, score: ProjectScore | None) -> AuditMoney:
    """A row of the money block; the total alone carries points."""
    execution = score.execution if score else None
    weight, rate, points = (
        (execution.weight, execution.printed_rate, execution.score) if execution else (None, None, None)
    )
    texts = (money.original_budget, money.revised_budget, money.outturn, weight, rate, points)
    cells = [Cell("" if text is None else plain(text), place) for text in texts]
    printed = MoneyRow(Cell(name, place), *cells)
    return AuditMoney(printed, money.original_budget, money.revised_budget, money.outturn, weight, rate, points)
