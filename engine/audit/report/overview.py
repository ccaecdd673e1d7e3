"""Many files together (总览): which findings how often, in how many files, and what they add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from engine.audit.check import Check
from engine.audit.checks import ALL
from engine.audit.report.reduce import ORDER
from engine.audit.report.summary import Summary
from engine.audit.report.values import Counts


@dataclass(frozen=True, slots=True)
class Often:
    """A check and how often it found something (频次)."""

    check: Check
    findings: int
    files: int


def counts_together(summaries: Sequence[Summary]) -> Counts:
    """All findings of all files."""
    counts = [one.counts for one in summaries]
    return Counts(
        sum(one.blocking for one in counts), sum(one.warnings for one in counts), sum(one.hints for one in counts)
    )


def how_often(summaries: Sequence[Summary]) -> tuple[Often, ...]:
    """Checks that found something: the heaviest first, then the most frequent."""
    findings: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for one in summaries:
        findings.update(dict(one.codes))
        files.update(code for code, _ in one.codes)
    counted = [Often(check, findings[check.code], files[check.code]) for check in ALL if findings[check.code]]
    return tuple(sorted(counted, key=lambda one: (ORDER[one.check.severity], -one.findings)))
