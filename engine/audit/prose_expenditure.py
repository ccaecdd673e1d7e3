"""What the prose says was spent (支出决算情况说明): 本年支出, and of it 基本支出, 项目支出 and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from engine.audit.prose_text import ProseText, number_in, sentence_end
from engine.intake.disclosure.place import Place
from indicators.numbers import NUMBER

BASIC, PROJECT = "基本支出", "项目支出"


@dataclass(frozen=True, slots=True)
class Expenditure:
    """The sentence about 本年支出, in 万元."""

    total: Decimal
    parts: tuple[tuple[str, Decimal], ...]
    place: Place

    def part(self, name: str) -> Decimal | None:
        return next((amount for part, amount in self.parts if part == name), None)


_TOTAL = re.compile(rf"本年支出(?:合计|总计|共计)?为?({NUMBER})万元[，,;]?(?:其中)[:，,]?")
_PARTS = re.compile(rf"(基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出)(?:决算数?)?为?({NUMBER})万元")
_ITEMS = re.compile(rf"\(项\)[:，,]?(?:支出)?决算数?为?({NUMBER})万元")
_NAME = re.compile("[\u4e00-\u9fff]{2,20}$")


@lru_cache(maxsize=4)
def expenditure_in(prose: ProseText) -> Expenditure | None:
    """The first sentence that divides 本年支出 into 基本支出 and 项目支出."""
    for hit in _TOTAL.finditer(prose.text):
        named = _PARTS.findall(prose.text, hit.end(), sentence_end(prose.text, hit.end()))
        parts: dict[str, Decimal] = {}
        for name, text in named:
            if (amount := number_in(text)) is not None:
                parts.setdefault(name, amount)
        total = number_in(hit[1])
        if total is not None and BASIC in parts and PROJECT in parts:
            return Expenditure(total, tuple(parts.items()), prose.place_at(hit.start()))
    return None


def items_of(prose: ProseText, amount: Decimal) -> tuple[str, ...]:
    """Items (支出功能分类的项) whose final figure is exactly this amount."""
    hits = (hit for hit in _ITEMS.finditer(prose.text) if number_in(hit[1]) == amount)
    names = (_NAME.search(prose.text[max(0, hit.start() - 20) : hit.start()]) for hit in hits)
    return tuple(f"{name[0]}(项)" for name in names if name)
