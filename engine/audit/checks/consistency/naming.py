"""Which row a number in a goal is about (目标文字对应的指标): only where name and unit leave no other reading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.audit.checks.consistency.stated import quantity_in, target_of
from engine.audit.document import AuditRow
from indicators.language.prose_mentions import Mention
from indicators.language.text import alternatives
from indicators.quantities import Quantity

GENERIC = (
    "数量",
    "次数",
    "人数",
    "人次",
    "家数",
    "个数",
    "份数",
    "期数",
    "场次",
    "场数",
    "户数",
    "件数",
    "台数",
    "总数",
    "数",
    "组织",
    "开展",
    "举办",
    "完成",
    "进行",
    "活动",
    "相关",
    "工作",
    "情况",
    "全年",
    "年度",
)
"""Words that name no work of their own."""
SURE = 0.6
"""Share of the pairs of characters of a row's name that must stand around the number."""
SHORTEST = 3
"""Characters of its own that a name needs to be told from others."""
NOT_THE_YEAR = re.compile(
    "其中|分别|平均|上半年|下半年|季度|每[年月季周天人家次场期户个]|上年|去年|往年|下年|明年|同比|近[一二三两3-5]年|原有|现有|基础上|年内|十四五|规划期"
)
"""Clauses about a part, another year or an average: their number need not be the year's."""
_GENERIC = re.compile(alternatives(GENERIC))


@dataclass(frozen=True, slots=True)
class Named:
    """A number of a goal and the row it surely is about."""

    mention: Mention
    stated: Quantity
    row: AuditRow


def named_rows(rows: Iterable[AuditRow], said: Iterable[Mention], same_unit: bool = True) -> list[Named]:
    """Every number whose row is sure; with ``same_unit`` only those counted in the row's own unit."""
    cores = [(row, target, core) for row in rows if (target := target_of(row)) and (core := core_of(row.name))]
    found = []
    for mention in said:
        stated = quantity_in(mention)
        if stated is None or not is_of_the_year(mention):
            continue
        like = [(row, core) for row, target, core in cores if not same_unit or target.base_unit == stated.base_unit]
        if row := _best(mention, like):
            found.append(Named(mention, stated, row))
    return found


def is_of_the_year(mention: Mention) -> bool:
    """Whether the number is a value of this year as a whole, and no change."""
    return mention.side is None and not mention.compared_with and not NOT_THE_YEAR.search(mention.before)


def core_of(name: str) -> frozenset[str]:
    """Pairs of characters that only this name has; empty when it has too few of its own."""
    parts = [part for part in _GENERIC.split(name) if part]
    if max(map(len, parts), default=0) < SHORTEST:
        return frozenset()
    return pairs(parts)


def pairs(parts: Iterable[str]) -> frozenset[str]:
    """Neighbouring characters."""
    return frozenset(part[place : place + 2] for part in parts for place in range(len(part) - 1))


def _best(mention: Mention, rows: list[tuple[AuditRow, frozenset[str]]]) -> AuditRow | None:
    """The one row whose name stands around the number, more of it than of any other row's."""
    around = pairs((mention.before, mention.after))
    shares = sorted(((len(core & around) / len(core), place) for place, (_, core) in enumerate(rows)), reverse=True)
    if not shares or shares[0][0] < SURE or (len(shares) > 1 and shares[1][0] == shares[0][0]):
        return None
    return rows[shares[0][1]][0]
