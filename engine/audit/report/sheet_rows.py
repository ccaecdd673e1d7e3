"""Rows of the workbook (工作簿的行): headings with their widths, and what stands below them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.audit.check import Severity
from engine.audit.report.summary import Summary
from engine.audit.report.values import DocumentReport, FindingLine, Line, Marked, RefusedFile
from engine.audit.report.words import added_words, follows_words, points_apart
from engine.forms.figures import points


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet (栏)."""

    heading: str
    width: int
    is_number: bool = False
    """Written as a number where it is one, to be sorted and added up; targets begin with = and are texts."""
    is_printed: bool = True
    """Whether it comes on paper: what is for filtering only would shrink the rest."""


Columns = tuple[Column, ...]


def _columns(*columns: Column | tuple[str, int]) -> Columns:
    return tuple(one if isinstance(one, Column) else Column(*one) for one in columns)


def _number(heading: str, width: int) -> Column:
    return Column(heading, width, is_number=True)


def _aside(heading: str, width: int) -> Column:
    return Column(heading, width, is_printed=False)


COUNTS = (_number("阻断", 6), _number("警告", 6), _number("提示", 6))
FILES = _columns(
    ("文件", 44), _number("表", 5), *COUNTS, _number("牵涉分数", 10), _number("得分相同的行", 9),
    _number("有得分的行", 8), ("评分办法", 16), _aside("为什么用它", 50),
)  # fmt: skip
TABLES = _columns(
    ("文件", 26), _number("序号", 5), ("表", 30), ("种类", 16), _number("印出总分", 12), _number("重算总分", 10),
    _number("相差", 8), _number("得分相同的行", 9), _number("有得分的行", 8), *COUNTS, _aside("评分办法", 40),
)  # fmt: skip
FINDINGS = _columns(
    ("文件", 18), _number("序号", 5), ("程度", 6), ("疑点", 16), ("表", 20), ("指标", 18), ("位置", 14), ("说明", 46),
    ("印出", 14), ("对照", 14), ("相差", 9), _aside("类别", 11), _aside("为什么要看", 40), _aside("代码", 26),
)  # fmt: skip
LINES = _columns(
    ("文件", 16), ("表", 18), ("一级 / 二级", 14), ("指标", 20), ("年度指标值", 13), ("实际完成值", 13),
    _number("分值", 6), _number("印出得分", 7), _number("重算得分", 7), _number("差", 6), ("算法", 26),
    ("表上写的说明", 26), ("疑点序号", 8),
)  # fmt: skip
REFUSED = _columns(("文件", 60), ("原因", 60), ("代码", 24))


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
    what = str(one.number), one.severity.value, one.title
    table = "（整个文件）" if one.table == report.file else one.table
    figures = one.printed, one.follows, one.difference
    return report.file, *what, table, one.row, one.spot, one.message, *figures, one.group, one.why, one.code


def line_rows(report: DocumentReport) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every row of every table, and for every cell the severity of its worst finding."""
    severities = {finding.number: finding.severity for finding in report.findings}

    def worst(cell: Marked) -> str:
        return next((level.value for level in Severity if any(severities[mark] is level for mark in cell.marks)), "")

    for table in report.tables:
        for line in table.lines:
            cells = (line.name, line.target, line.achieved, line.weight, line.printed)
            numbers = "、".join(map(str, marks_of(line)))
            texts = (*(cell.text for cell in cells), line.follows, line.difference, line.how, line.reason.text, numbers)
            looks = ("", "", "", *map(worst, cells), "", "", "", worst(line.reason), "")
            yield (report.file, table.label, line.level, *texts), looks


def marks_of(line: Line) -> list[int]:
    """Numbers of all findings at a row."""
    cells = (line.name, line.target, line.achieved, line.weight, line.printed, line.reason)
    return sorted({mark for cell in cells for mark in cell.marks})


def refused_row(one: RefusedFile) -> tuple[str, ...]:
    """A file that could not be read."""
    return one.file, one.problem.message, one.problem.code
