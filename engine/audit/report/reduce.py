"""From an audited document to its report (归纳): findings ordered and numbered, tied to the cells they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from engine.audit.check import Severity
from engine.audit.document import AuditDocument, AuditTable
from engine.audit.finding import Finding
from engine.audit.report.lines import Marks, table_lines
from engine.audit.report.values import Counts, DocumentReport, FindingLine, RulebookUsed, TableReport
from engine.audit.verdict import verdict_of

ORDER = {severity: rank for rank, severity in enumerate(Severity)}


def report_of(document: AuditDocument, findings: Iterable[Finding], rulebook: RulebookUsed) -> DocumentReport:
    """The report on a document; ``findings`` may be a selection."""
    ordered = _ordered(list(findings), [table.label for table in document.tables])
    lines = tuple(_line(number, finding) for number, finding in enumerate(ordered, 1))
    return DocumentReport(
        file=document.file,
        rulebook=rulebook,
        tables=tuple(_table(table, _marks(table, ordered), lines) for table in document.tables),
        findings=lines,
        counts=counts_of(lines),
    )


def counts_of(findings: Iterable[FindingLine]) -> Counts:
    """How many there are of each severity."""
    severities = [finding.severity for finding in findings]
    return Counts(*(severities.count(severity) for severity in Severity))


def _ordered(findings: list[Finding], labels: Sequence[str]) -> list[Finding]:
    """Tables with the worst findings first, in each the worst first; else as the file has them."""
    places = {label: place for place, label in enumerate(labels)}
    weights: dict[str, list[int]] = defaultdict(lambda: [0] * len(Severity))
    for finding in findings:
        weights[finding.table][ORDER[finding.severity]] -= 1

    def rank(finding: Finding) -> tuple[list[int], int, str, int]:
        table = finding.table
        return weights[table], places.get(table, -1), table, ORDER[finding.severity]

    return sorted(findings, key=rank)


def _line(number: int, finding: Finding) -> FindingLine:
    seen, check = finding.seen, finding.check
    return FindingLine(
        number=number,
        code=check.code,
        title=check.title,
        group=check.group.value,
        severity=check.severity,
        why=check.why,
        table=seen.table,
        row=seen.row,
        spot=seen.place.spot,
        message=seen.message,
        printed=seen.printed,
        follows=seen.follows,
        difference=seen.difference,
    )


def _marks(table: AuditTable, ordered: Sequence[Finding]) -> Marks:
    """Which findings stand at which place of a table, and at which row where the place is none of its cells."""
    marks = Marks()
    for number, finding in enumerate(ordered, 1):
        if finding.table == table.label:
            marks.add(number, finding.seen.place, finding.row)
    return marks


def _table(table: AuditTable, marks: Marks, findings: Sequence[FindingLine]) -> TableReport:
    return TableReport(
        number=table.printed.number,
        label=table.label,
        kind=table.printed.kind.value,
        verdict=verdict_of(table),
        counts=counts_of(one for one in findings if one.table == table.label),
        lines=tuple(table_lines(table, marks)),
    )
