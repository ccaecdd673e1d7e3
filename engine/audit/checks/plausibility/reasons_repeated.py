"""Rows explained with nearly the same sentence (原因雷同), in one table or over several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from engine.audit.check import Check, Group, Observation, Severity, at_document, at_table
from engine.audit.checks.plausibility.alike import alike, runs
from engine.audit.checks.plausibility.deviating import deviates, reason_of
from engine.audit.document import AuditDocument, AuditRow, AuditTable

NEAREST, LONGEST = 20, 2_000
"""Of a thousand reasons with one stock opening, those that share most are looked at; of a novel, its beginning."""
NAMED = 3
"""Rows that a message names; the rest of a long list as 等."""


class Explained(NamedTuple):
    """A row with its reason."""

    table: AuditTable
    row: AuditRow
    reason: str


def _find(document: AuditDocument) -> Iterator[Observation]:
    for group in _groups(document):
        if len(group) > 1:
            yield _observation(document, group)


def _groups(document: AuditDocument) -> list[list[Explained]]:
    """Reasons that are alike, each kind by its first; only those that share a run are compared."""
    groups: dict[str, list[Explained]] = {}
    first_of: dict[str, str] = {}
    by_run: dict[str, dict[str, None]] = {}
    for one in _explained(document):
        if one.reason not in first_of:
            first_of[one.reason] = _first_alike(one.reason, by_run)
        groups.setdefault(first_of[one.reason], []).append(one)
    return list(groups.values())


def _first_alike(reason: str, by_run: dict[str, dict[str, None]]) -> str:
    """The first reason that this one repeats; itself, from now on known by its runs, when it is new."""
    shared = runs(reason[:LONGEST])
    sharing = Counter(text for run in shared for text in by_run.get(run, ()))
    near = (text for text, _ in sharing.most_common(NEAREST))
    first = next((text for text in near if alike(text[:LONGEST], reason[:LONGEST])), reason)
    if first == reason:
        for run in shared:
            by_run.setdefault(run, {})[reason] = None
    return first


def _explained(document: AuditDocument) -> Iterator[Explained]:
    for table in document.tables:
        for row in table.rows:
            if deviates(row) and (reason := reason_of(row)):
                yield Explained(table, row, reason)


def _observation(document: AuditDocument, group: list[Explained]) -> Observation:
    same = "相同" if len({one.reason for one in group}) == 1 else "几乎相同"
    cell = group[1].row.printed.deviation_analysis
    tables = {id(one.table): one.table for one in group}
    if len(tables) == 1:
        return at_table(group[0].table, f"{_named(group, across=False)}的原因{same}", cell)
    message = f"{len(tables)} 张表里的原因{same}：{_named(group, across=True)}"
    return at_document(document, message, cell.place if cell else None)


def _named(group: list[Explained], *, across: bool) -> str:
    shown = [f"「{one.row.name}」" + (f"（{one.table.label}）" if across else "") for one in group[:NAMED]]
    if len(group) > NAMED:
        return f"{'、'.join(shown)}等 {len(group)} 行"
    return "与".join(shown) if len(group) == 2 else "、".join(shown)


CHECK = Check(
    code="reasons-repeated",
    title="原因雷同",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="不同指标写同一句原因，多半是照抄，真正的原因没有写出来。",
    find=_find,
)
