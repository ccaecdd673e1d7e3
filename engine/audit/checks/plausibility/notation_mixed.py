"""The same thing written in two ways (写法不一): ≥ and >=, 4.50 and 4.5, 100% and 100.00%, 10 and 10.00 分."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_document, at_table
from engine.audit.checks.plausibility.spellings import Meaning, Spelling, spellings
from engine.audit.document import AuditDocument

_KINDS = ("符号", "数值", "执行", "得分")
"""Signs first, as they strike the eye."""


def _find(document: AuditDocument) -> Iterator[Observation]:
    """One observation: for the table when all of it stands in one, else for the document."""
    mixed = _mixed(document)
    if not mixed:
        return
    message = f"同样的内容写法不一：{'；'.join(map(_shown, mixed))}"
    tables = {id(way.table): way.table for ways in mixed for way in ways}
    if len(tables) == 1:
        (table,) = tables.values()
        yield at_table(table, message, mixed[0][1].cell)
    else:
        yield at_document(document, message, mixed[0][1].cell.place)


def _mixed(document: AuditDocument) -> list[list[Spelling]]:
    """The first example of each kind: every way with the place where it is first met."""
    ways: dict[Meaning, dict[str, Spelling]] = {}
    for spelling in spellings(document):
        ways.setdefault(spelling.meaning, {}).setdefault(spelling.written, spelling)
    first: dict[str, list[Spelling]] = {}
    for (kind, _, _), written in ways.items():
        if len(written) > 1:
            first.setdefault(kind, list(written.values()))
    return [first[kind] for kind in sorted(first, key=lambda kind: _KINDS.index(kind[:2]))]


def _shown(ways: list[Spelling]) -> str:
    """``≥（「A」）与 >=（「B」）``; a place that all share is said once."""
    if len({way.where for way in ways}) == 1:
        return f"{' 与 '.join(way.written for way in ways)}（{ways[0].where}）"
    return "与 ".join(f"{way.written}（{way.where}）" for way in ways)


CHECK = Check(
    code="notation-mixed",
    title="写法不一",
    group=Group.PLAUSIBILITY,
    severity=Severity.HINT,
    why="公开的表写法应当一致；同一个数小数位不同，读的人会以为是两个数。",
    find=_find,
)
