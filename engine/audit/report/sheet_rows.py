"""Rows of the workbook (工作簿的行): headings with their widths, and what stands below them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Severity
from engine.audit.report.summary import Summary
from engine.audit.report.values import DocumentReport, FindingLine, Line, RefusedFile
from engine.audit.report.words import added_words, follows_words, points_apart
from engine.forms.figures import points

Columns = tuple[tuple[str, int], ...]
FILES: Columns = (
    ("文件", 50), ("表", 6), ("阻断", 7), ("警告", 7), ("提示", 7), ("牵涉分数", 10), ("得分相同的行", 12),
    ("有得分的行", 11), ("评分办法", 20), ("为什么用它", 50),
)  # fmt: skip
TABLES: Columns = (
    ("文件", 36), ("序号", 6), ("表", 40), ("种类", 24), ("印出总分", 13), ("重算总分", 13), ("相差", 9),
    ("得分相同的行", 12), ("有得分的行", 11), ("阻断", 7), ("警告", 7), ("提示", 7), ("评分办法", 40),
)  # fmt: skip
FINDINGS: Columns = (
    ("文件", 30), ("序号", 6), ("程度", 7), ("类别", 11), ("疑点", 20), ("表", 28), ("指标", 22), ("位置", 18),
    ("说明", 60), ("印出", 20), ("对照", 20), ("相差", 12), ("为什么要看", 40), ("代码", 26),
)  # fmt: skip
LINES: Columns = (
    ("文件", 30), ("表", 28), ("一级 / 二级", 22), ("指标", 26), ("年度指标值", 16), ("实际完成值", 16), ("分值", 7),
    ("印出得分", 10), ("重算得分", 10), ("差", 8), ("算法", 36), ("表上写的说明", 36), ("疑点序号", 12),
)  # fmt: skip
REFUSED: Columns = (("文件", 60), ("原因", 60), ("代码", 24))


def file_row(one: Summary) -> tuple[str, ...]:
    """A file among many."""
    counts = (str(number) for number in (one.counts.blocking, one.counts.warnings, one.counts.hints))
    rows = str(one.explained), str(one.rows)
    return one.file, str(one.tables), *counts, points(one.points), *rows, one.rulebook.id, one.rulebook.why


def table_rows(report: DocumentReport) -> Iterator[tuple[str, ...]]:
    """Every table with its verdict."""
    for one in report.tables:
        verdict = one.verdict
        totals = added_words(verdict), follows_words(verdict), points_apart(verdict)
        rows = str(verdict.explained), str(verdict.rows)
        counts = (str(number) for number in (one.counts.blocking, one.counts.warnings, one.counts.hints))
        yield report.file, str(one.number), one.label, one.kind, *totals, *rows, *counts, str(report.rulebook)


def finding_row(report: DocumentReport, one: FindingLine) -> tuple[str, ...]:
    """A finding."""
    what = str(one.number), one.severity.value, one.group, one.title
    table = "（整个文件）" if one.table == report.file else one.table
    figures = one.printed, one.follows, one.difference
    return report.file, *what, table, one.row, one.spot, one.message, *figures, one.why, one.code


def line_rows(report: DocumentReport) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every row of every table, with the severity of its worst finding."""
    severities = {finding.number: finding.severity for finding in report.findings}
    for table in report.tables:
        for line in table.lines:
            marks = marks_of(line)
            worst = next((level.value for level in Severity if any(severities[mark] is level for mark in marks)), "")
            cells = (line.name, line.target, line.achieved, line.weight, line.printed)
            texts = (cell.text for cell in cells)
            numbers = "、".join(map(str, marks))
            computed = line.follows, line.difference, line.how, line.reason.text
            yield (report.file, table.label, line.level, *texts, *computed, numbers), worst


def marks_of(line: Line) -> list[int]:
    """Numbers of all findings at a row."""
    cells = (line.name, line.target, line.achieved, line.weight, line.printed, line.reason)
    return sorted({mark for cell in cells for mark in cell.marks})


def refused_row(one: RefusedFile) -> tuple[str, ...]:
    """A file that could not be read."""
    return one.file, one.problem.message, one.problem.code
