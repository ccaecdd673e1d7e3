"""One line about a file (摘要): what ranks it among hundreds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.audit.report.values import Counts, DocumentReport, RulebookUsed


@dataclass(frozen=True, slots=True)
class Summary:
    """A file among many."""

    file: str
    tables: int
    counts: Counts
    points: Decimal
    explained: int
    rows: int
    rulebook: RulebookUsed
    codes: tuple[tuple[str, int], ...]
    """How often each check found something."""

    @property
    def rank(self) -> tuple[int, int, Fraction, int]:
        """The worst comes first."""
        return -self.counts.blocking, -self.counts.warnings, -Fraction(self.points), -self.counts.hints


def summary_of(report: DocumentReport) -> Summary:
    """What is kept in memory of a report."""
    explained, rows = report.explained
    codes = Counter(finding.code for finding in report.findings)
    return Summary(
        report.file, len(report.tables), report.counts, report.points, explained, rows, report.rulebook,
        tuple(codes.items()),
    )  # fmt: skip
