"""How many tables, and how much money in them, the prose announces (预算绩效的情况说明).

Wordings differ: ``整体支出绩效自评表 1 个，全年预算总额 … 万元``, ``预算绩效评价项目 5 个``,
``绩效自评项目 5 个，涉及资金 … 万元``, ``对 5 个项目开展了绩效自评``. A number counts only where its own words say
what it counts; the money that follows in the same sentence, up to the next such number, belongs to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from engine.audit.prose_text import ProseText, number_in, sentence_end, sentence_start
from engine.intake.disclosure.place import Place
from indicators.numbers import NUMBER


class Counted(Enum):
    """What an announced number counts."""

    DEPARTMENT = "部门整体支出绩效自评表"
    PROJECT = "项目支出绩效自评表"
    ANY = "绩效自评表"
    """Not said: project tables, or all of them."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announcement; amounts in 万元, None where the sentence has none."""

    counted: Counted
    count: int
    budget: Decimal | None
    """全年预算数."""
    outturn: Decimal | None
    """全年执行数."""
    funds: Decimal | None
    """涉及资金: it is not said whether budget or outturn."""
    place: Place


_MANY = "(?:共计|共有|合计|共|有|为)?"
_COUNT = rf"{_MANY}({NUMBER})(?:个|张|份|项)"
_BEFORE = (
    rf"对[^0-9。;，,]{{0,30}}(?:20[0-9]{{2}}年度?(?:的)?)?({NUMBER})(?:个|项)[^0-9。;，,]{{0,12}}?项目(?:支出)?"
    "(?:全面)?(?:开展|进行)了?(?:绩效)?自评"
)
_ANCHORS = re.compile(
    rf"整体(?:支出)?(?:绩效)?(?:自评|评价)(?:项目|表)?{_COUNT}"
    rf"|(?:自评项目|(?<!部门)(?<!财政)(?<!重点)评价项目|项目(?:支出)?(?:绩效)?自评表?|涉及项目|二级项目|(?<![\u4e00-\u9fff])项目支出){_COUNT}"
    rf"|自评表{_COUNT}"
    rf"|{_BEFORE}"
)
_KINDS = (Counted.DEPARTMENT, Counted.PROJECT, Counted.ANY, Counted.PROJECT)
_AMOUNT = rf"(?:共计|合计|共|为)?({NUMBER})万元"
_BUDGET = re.compile(rf"(?:全年预算|(?<!年初)预算(?:数|总额|金额)){_AMOUNT}")
_OUTTURN = re.compile(rf"(?:执行|支出)(?:数|总额|金额|资金)?{_AMOUNT}")
_FUNDS = re.compile(rf"涉及[^0-9。;，,]{{0,20}}(?:资金|金额|支出)(?:总额)?{_AMOUNT}")


@lru_cache(maxsize=4)
def announcements(prose: ProseText) -> tuple[Announcement, ...]:
    """Every announcement, in reading order."""
    text = prose.text
    hits = [hit for hit in _ANCHORS.finditer(text) if "自评" in (said := _sentence(text, hit)) or "评价项目" in said]
    ends = [*(hit.start() for hit in hits[1:]), len(text)]
    bounds = [min(end, sentence_end(text, hit.end())) for hit, end in zip(hits, ends, strict=False)]
    found = (_announced(prose, hit, end) for hit, end in zip(hits, bounds, strict=True))
    return tuple(one for one in found if one is not None)


def _sentence(text: str, hit: re.Match[str]) -> str:
    return text[sentence_start(text, hit.start()) : sentence_end(text, hit.end())]


def _announced(prose: ProseText, hit: re.Match[str], end: int) -> Announcement | None:
    kind = next(index for index, group in enumerate(hit.groups()) if group is not None)
    count = number_in(hit[kind + 1])
    if count is None or count != int(count):
        return None

    def amount(pattern: re.Pattern[str]) -> Decimal | None:
        found = pattern.search(prose.text, hit.end(), end)
        return number_in(found[1]) if found else None

    funds, place = amount(_FUNDS), prose.place_at(hit.start())
    outturn = None if funds is not None else amount(_OUTTURN)
    return Announcement(_KINDS[kind], int(count), amount(_BUDGET), outturn, funds, place)
