"""The report as plain values (报告内容): small, picklable, the same for the terminal, the page and the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.audit.check import Severity
from engine.audit.verdict import Verdict
from indicators.problems import Problem


@dataclass(frozen=True, slots=True)
class Marked:
    """A printed text, and the numbers of the findings that are about it."""

    text: str
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, printed beside what follows (逐行对照)."""

    level: str
    """一级指标 and 二级指标; 项目资金 for a row of money."""
    name: Marked
    target: Marked
    """年度指标值; of money, 全年预算数."""
    achieved: Marked
    """实际完成值; of money, 全年执行数."""
    weight: Marked
    printed: Marked
    follows: str
    """Empty where no rule gives a score."""
    difference: str
    """Printed less follows; empty where they agree or cannot be compared."""
    how: str
    """The calculation, or why there is none."""
    reason: Marked
    """偏差原因分析及改进措施."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding (疑点), numbered as it is listed."""

    number: int
    code: str
    title: str
    group: str
    severity: Severity
    why: str
    table: str
    row: str
    spot: str
    """Where in the file."""
    message: str
    printed: str
    follows: str
    difference: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings of each severity (疑点数)."""

    blocking: int = 0
    warnings: int = 0
    hints: int = 0

    @property
    def all(self) -> int:
        return self.blocking + self.warnings + self.hints

    @property
    def words(self) -> str:
        """``阻断 3，警告 12，提示 28``; those of none are left out."""
        named = ((Severity.BLOCKING, self.blocking), (Severity.WARNING, self.warnings), (Severity.HINT, self.hints))
        return "，".join(f"{severity.value} {number}" for severity, number in named if number) or "没有疑点"


@dataclass(frozen=True, slots=True)
class TableReport:
    """One table with its verdict."""

    number: int
    label: str
    kind: str
    verdict: Verdict
    counts: Counts
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class RulebookUsed:
    """The rulebook everything was computed with, and why that one."""

    id: str
    title: str
    why: str

    def __str__(self) -> str:
        return f"{self.id}（{self.title}），{self.why}"


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """Everything that was found in one file."""

    file: str
    rulebook: RulebookUsed
    tables: tuple[TableReport, ...]
    findings: tuple[FindingLine, ...]
    """Table by table, the worst first; in a table the worst first."""
    counts: Counts

    @property
    def points(self) -> Decimal:
        """By how many points printed and computed scores differ, over all tables."""
        return sum((table.verdict.points for table in self.tables), Decimal(0))

    @property
    def explained(self) -> tuple[int, int]:
        """Rows whose score follows, and rows that have a score."""
        return sum(one.verdict.explained for one in self.tables), sum(one.verdict.rows for one in self.tables)


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that could not be read, and why."""

    file: str
    problem: Problem


Report = DocumentReport | RefusedFile
