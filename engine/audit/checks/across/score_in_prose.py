"""A score of the self-assessment that the prose tells and no table prints (说明里的自评得分与表不符)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity, at_document
from engine.audit.checks.adding import decimals
from engine.audit.document import AuditDocument
from engine.audit.prose_text import number_in, prose_text
from engine.audit.verdict import verdict_of
from indicators.numbers import NUMBER, Rounding, plain, rounded

_SCORE = re.compile(rf"(平均|最高|最低)?(?:自评|绩效自评)(?:综合|平均)?(?:得分|总分|分数)(?:为|达到?|是)?({NUMBER})分")
_SHOWN = 4


def _find(document: AuditDocument) -> Iterator[Observation]:
    totals = [total for table in document.tables if (total := verdict_of(table).stated) is not None]
    prose = prose_text(document.prose)
    for hit in _SCORE.finditer(prose.text):
        said = number_in(hit[2])
        if said is None or not totals or len(totals) < len(document.tables) or _is_one(said, totals):
            continue
        there = _listed(totals)
        message = f"说明写自评得分 {plain(said)} 分，表里的总分是 {there}"
        yield at_document(document, message, prose.place_at(hit.start()), printed=plain(said), follows=there)


def _listed(totals: list[Decimal]) -> str:
    different = sorted({plain(Fraction(total)) for total in totals})
    shown = "、".join(f"{total} 分" for total in different[:_SHOWN])
    return f"{shown}等" if len(different) > _SHOWN else shown


def _is_one(said: Decimal, totals: list[Decimal]) -> bool:
    """One of the totals, or what they are on average."""
    mean = sum(map(Fraction, totals), Fraction(0)) / len(totals)
    return said in totals or said in {rounded(mean, decimals(said), mode) for mode in Rounding}


CHECK = Check(
    code="score-in-prose",
    title="说明里的自评得分与表不符",
    group=Group.ACROSS,
    severity=Severity.WARNING,
    why="同一个得分在说明和表里各写一遍，应当一样。",
    find=_find,
)
