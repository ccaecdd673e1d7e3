"""Percents of the prose that its own amounts do not give (说明里的百分数算不出): 占比 and 执行率."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from engine.audit.check import Check, Group, Observation, Severity, at_document
from engine.audit.checks.adding import decimals
from engine.audit.document import AuditDocument
from engine.audit.prose_text import ProseText, number_in, prose_text, sentence_end
from indicators.numbers import NUMBER, Rounding, plain, rounded

_WHOLE = re.compile(rf"({NUMBER})万元[，,;]其中[:，,]?")
_SHARE = re.compile(rf"([\u4e00-\u9fff]{{2,16}})({NUMBER})万元[，,]占({NUMBER})%")
_RATE = re.compile(
    rf"(?:全年)?预算(?:数|总额)?为?({NUMBER})万元[，,;](?:全年|实际)?(?:执行|支出)(?:数|总额)?为?({NUMBER})万元"
    rf"[，,;](?:预算)?执行率(?:为|达到?)?({NUMBER})%"
)


def _find(document: AuditDocument) -> Iterator[Observation]:
    prose = prose_text(document.prose)
    for whole in _WHOLE.finditer(prose.text):
        for part in _SHARE.finditer(prose.text, whole.end(), sentence_end(prose.text, whole.end())):
            yield from _of(document, prose, part.start(), f"{part[1]}占比", (part[2], whole[1], part[3]))
    for rate in _RATE.finditer(prose.text):
        yield from _of(document, prose, rate.start(), "执行率", (rate[2], rate[1], rate[3]))


def _of(
    document: AuditDocument, prose: ProseText, position: int, title: str, texts: tuple[str, str, str]
) -> Iterator[Observation]:
    """Any rounding may have been used: the prose does not say which."""
    part, whole, printed = (number_in(text) for text in texts)
    if part is None or printed is None or not whole:
        return
    exact = Fraction(part) / Fraction(whole) * 100
    places = decimals(printed)
    if printed in {rounded(exact, places, mode) for mode in Rounding}:
        return
    follows = f"{rounded(exact, places, Rounding.HALF_EVEN)}%"
    message = f"说明写{title} {plain(printed)}%，{plain(part)} ÷ {plain(whole)} 应为 {follows}"
    yield at_document(document, message, prose.place_at(position), printed=f"{plain(printed)}%", follows=follows)


CHECK = Check(
    code="percent-in-prose",
    title="说明里的百分数算不出",
    group=Group.ACROSS,
    severity=Severity.BLOCKING,
    why="占比和执行率由同一句话里的两个金额除出来，谁都能重算。",
    find=_find,
)
