"""The report for programs (JSON): stable names, numbers as strings."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engine.audit.report.overview import counts_together, how_often
from engine.audit.report.values import Counts, DocumentReport, FindingLine, Line, TableReport
from indicators.numbers import plain

if TYPE_CHECKING:
    from engine.audit.batch import Batch


def document_json(report: DocumentReport) -> dict[str, Any]:
    """Everything about one file."""
    return {
        "file": report.file,
        "rulebook": asdict(report.rulebook),
        "counts": counts_json(report.counts),
        "points": plain(report.points),
        "tables": [_table(one) for one in report.tables],
        "findings": [_finding(one) for one in report.findings],
    }


def batch_json(batch: Batch) -> dict[str, Any]:
    """Everything about many files, the worst first."""
    return {
        "counts": counts_json(counts_together(batch.summaries)),
        "checks": [
            {"code": one.check.code, "findings": one.findings, "files": one.files} for one in how_often(batch.summaries)
        ],
        "documents": [document_json(one) for one in batch.reports()],
    }


def counts_json(counts: Counts) -> dict[str, int]:
    return asdict(counts)


def _table(one: TableReport) -> dict[str, Any]:
    verdict = one.verdict
    return {
        "number": one.number,
        "label": one.label,
        "kind": one.kind,
        "printed": _number(verdict.printed),
        "added": _number(verdict.added),
        "follows": _number(verdict.follows),
        "rows": verdict.rows,
        "explained": verdict.explained,
        "by_person": verdict.by_person,
        "points": plain(verdict.points),
        "counts": counts_json(one.counts),
        "lines": [_line(line) for line in one.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    texts = {name: getattr(line, name).text for name in ("name", "target", "achieved", "weight", "printed", "reason")}
    return {"level": line.level, **texts, "follows": line.follows, "difference": line.difference, "how": line.how}


def _finding(one: FindingLine) -> dict[str, Any]:
    return {**asdict(one), "severity": one.severity.value}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
