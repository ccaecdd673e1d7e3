"""What a published file says (公开的自评表): every table with its money, goals and rows, each cell at its place.

Texts are as printed, only white space is settled: line breaks and spaces between Chinese characters are the
typesetter's and go. Nothing is corrected, nothing guessed: what could be read two ways is a ``Doubt``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from engine.intake.disclosure.blocks import Line
from engine.intake.disclosure.place import Place


class TableKind(Enum):
    """What sort of table it is (表的种类)."""

    PROJECT = "项目支出绩效自评表"
    DEPARTMENT = "部门整体支出绩效自评表"
    TRANSFER = "转移支付绩效自评表"
    DECLARATION = "绩效目标表"
    """Targets only: nothing achieved yet."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of the file and where it stands. An empty text: the column is there, nothing is written in it."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A row of the money block (项目资金). None: the form has no such column."""

    name: Cell
    """As printed: ``年度资金总额``, ``其中：当年财政拨款``."""
    original_budget: Cell | None
    revised_budget: Cell | None
    outturn: Cell | None
    weight: Cell | None
    execution_rate: Cell | None
    score: Cell | None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row of indicators (指标行). None: the form has no such column; 一级 and 二级 are filled down."""

    dimension: Cell | None
    category: Cell | None
    name: Cell
    target: Cell | None
    achieved: Cell | None
    weight: Cell | None
    score: Cell | None
    target_basis: Cell | None = None
    deviation_analysis: Cell | None = None
    previous_achieved: Cell | None = None
    scoring_rule: Cell | None = None
    """指标赋分规则 or 评分标准, where the form prints one."""
    review_score: Cell | None = None
    """复核分, where the form prints one beside the 自评分."""
    others: tuple[tuple[str, Cell], ...] = ()
    """Columns under headings nobody knows, heading and cell."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that can be read in more than one way (存疑): for a person to decide."""

    code: str
    message: str
    place: Place
    candidates: tuple[str, ...] = ()
    """The ways to read it, when they can be listed."""


@dataclass(frozen=True, slots=True)
class DisclosedTable:
    """One 绩效自评表 as published."""

    number: int
    """Which table of the file, from 1."""
    kind: TableKind
    title: Cell
    fiscal_year: int | None
    name: Cell | None
    """项目名称, or 部门名称 of a department's own table."""
    supervising_department: Cell | None
    implementing_unit: Cell | None
    money: tuple[MoneyRow, ...]
    """The total (年度资金总额) first."""
    objective_planned: Cell | None
    objective_achieved: Cell | None
    indicators: tuple[IndicatorRow, ...]
    total_weight: Cell | None
    """In the row 总分; None where the form has no such row or cell."""
    total_score: Cell | None
    doubts: tuple[Doubt, ...] = ()
    is_in_yuan: bool = False
    """Whether the money block says 元; else 万元, as the official form has it."""

    @property
    def label(self) -> str:
        """What people call the table."""
        return self.name.text if self.name and self.name.text else f"第 {self.number} 张表"

    @property
    def is_scored(self) -> bool:
        """Whether the form has points at all."""
        return any(row.score is not None for row in self.indicators)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A published file read: its tables, and the prose around them."""

    file: str
    tables: tuple[DisclosedTable, ...]
    prose: tuple[Line, ...]
    doubts: tuple[Doubt, ...] = ()
    """About the file as a whole: a table that could not be read at all."""
