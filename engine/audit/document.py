"""A document under audit (被核查的文件): what is printed beside what follows from it, ready for every check.

Printed texts are kept as cells; numbers are read once, here. ``judged`` is what the rulebook gives for a row. The same
type holds a file somebody published and a department's own tables before they are published: one set of checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.intake.disclosure.blocks import Line
from engine.intake.disclosure.tables import Cell, DisclosedTable, Doubt, IndicatorRow, MoneyRow, TableKind
from indicators.indicator import Indicator
from indicators.language.achievements import Achievement
from indicators.language.targets import Target
from indicators.problems import Problem
from indicators.scoring.execution import ExecutionScore
from indicators.scoring.rulebook import Rulebook
from indicators.scoring.score import IndicatorScore


@dataclass(frozen=True, slots=True)
class Accounts:
    """Figures of the final accounts (部门决算) that the tables must support, in 万元."""

    project_expenditure: Decimal


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An indicator row: printed, typed, judged."""

    printed: IndicatorRow
    weight: Decimal | None
    """As printed; None where there is no number."""
    score: Decimal | None
    """As printed; None where there is no number."""
    indicator: Indicator | None
    """None when the row cannot be read as one; ``problems`` says why."""
    judged: IndicatorScore | None
    """What the rulebook gives, with its explanation; its score is None where a person has to decide."""
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        return self.printed.name.text

    @property
    def target(self) -> Target | None:
        return self.indicator.target.value if self.indicator else None

    @property
    def achieved(self) -> Achievement | None:
        return self.indicator.achieved.value if self.indicator and self.indicator.achieved else None

    @property
    def reason(self) -> str:
        """偏差原因分析及改进措施 as printed; empty where there is none."""
        return self.printed.deviation_analysis.text if self.printed.deviation_analysis else ""

    @property
    def deviation_rate(self) -> Fraction | None:
        """(achieved - target) ÷ |target|, where both are numbers."""
        return self.judged.deviation_rate if self.judged else None

    @property
    def follows(self) -> Decimal | None:
        """The score that follows from target, achieved and rulebook; None where a person has to decide."""
        return self.judged.score if self.judged else None


@dataclass(frozen=True, slots=True)
class AuditMoney:
    """A row of the money block with its numbers, in 万元; None where no number is printed."""

    printed: MoneyRow
    original_budget: Decimal | None
    revised_budget: Decimal | None
    outturn: Decimal | None
    weight: Decimal | None
    execution_rate: Decimal | None
    """In %."""
    score: Decimal | None

    @property
    def name(self) -> str:
        return self.printed.name.text


@dataclass(frozen=True, slots=True)
class AuditTable:
    """A table under audit."""

    printed: DisclosedTable
    money: tuple[AuditMoney, ...]
    """The total first, then its parts; empty when the form has none."""
    rows: tuple[AuditRow, ...]
    execution: ExecutionScore | None
    """What follows from the money; None where the rulebook or the form gives execution no points."""
    total_weight: Decimal | None
    """As printed in the row 总分."""
    total_score: Decimal | None
    """As printed in the row 总分."""
    rulebook: Rulebook

    @property
    def label(self) -> str:
        return self.printed.label

    @property
    def total(self) -> AuditMoney | None:
        """年度资金总额."""
        return self.money[0] if self.money else None

    @property
    def is_department(self) -> bool:
        return self.printed.kind is TableKind.DEPARTMENT

    @property
    def planned(self) -> Cell | None:
        """年度总体目标, 预期目标."""
        return self.printed.objective_planned

    @property
    def done(self) -> Cell | None:
        """实际完成情况."""
        return self.printed.objective_achieved


@dataclass(frozen=True, slots=True)
class AuditDocument:
    """A file, or a department's tables, under audit with one rulebook."""

    file: str
    tables: tuple[AuditTable, ...]
    prose: tuple[Line, ...]
    rulebook: Rulebook
    doubts: tuple[Doubt, ...] = ()
    accounts: Accounts | None = None
    """Figures known from elsewhere than the document's own prose."""
    previous: tuple[AuditTable, ...] = ()
    """Last year's tables, where somebody gave them."""
    is_rulebook_named: bool = True
    """Whether somebody said which rulebook applies; one guessed from the printed scores proves none of them."""

    @property
    def projects(self) -> tuple[AuditTable, ...]:
        """Tables of single projects (项目支出)."""
        return tuple(table for table in self.tables if not table.is_department)
