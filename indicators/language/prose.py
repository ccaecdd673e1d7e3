"""Numbers in sentences (文字里的数), by exact rules; what the rules do not surely know is no mention.

    mention   = date | period | percent | range | count
    date      = [year 年] [month 月] [day 日] [底前 | 前 | 底 …]       2024 年 12 月前   9 月底前
    percent   = 百分之 number                                      百分之二十五
    range     = number ("~" | "-" | 至) number [scale] unit         3~5 家
    count     = number [余] [scale] unit | numeral [scale] unit     30 次   3.14 万家   20 余家   两次   三万家

Left and right of it: comparator (不少于, 以上), blur (约, 左右), verb of change (超出, 节约). A number without a
unit is nothing: so are list numbers, document numbers, telephones and 第 3 季度. Every pattern is atomic or bounded:
linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from indicators.dates import CalendarDate
from indicators.language.dates import DATE, read_date
from indicators.language.numerals import read_numeral
from indicators.language.prose_mentions import Mention, Value
from indicators.language.targets import PeriodTarget, QuantityRange
from indicators.language.text import Cell, alternatives, read_prose
from indicators.numbers import NUMBER, read_number
from indicators.problems import Problem
from indicators.quantities import Quantity
from indicators.vocabulary.prose import (
    BLURS_AFTER,
    BLURS_BEFORE,
    BLURS_INSIDE,
    CHANGES,
    COMPARED_WITH,
    NOT_A_SIDE,
    NOT_A_UNIT,
    ORDINAL_BEFORE,
    REACHING,
    SET_PHRASES,
    SURE_UNITS,
    UNITS,
)
from indicators.vocabulary.signs import DATE_SUFFIXES, PREFIXES, SUFFIXES, Comparator
from indicators.vocabulary.units import NOT_A_SCALE, SCALES

_SCALE = rf"(?:(?!{alternatives(NOT_A_SCALE)})(?:{alternatives(SCALES)}))"
_UNIT = rf"(?!{alternatives(NOT_A_UNIT)})(?:{alternatives(UNITS)})"
_NUMERAL = "[一二两三四五六七八九十百千零〇]"
_NOT_AFTER = rf"(?<![0-9A-Za-z./×〔\[{ORDINAL_BEFORE}])(?<![0-9],)(?<![0-9][-~—至])"
_MENTION = (
    rf"{_NOT_AFTER}(?:{DATE}(?![个余0-9])"
    rf"|百分之(?P<share>{NUMBER}|{_NUMERAL}{{1,7}})"
    rf"|(?P<low>{NUMBER})(?P<low_scale>{_SCALE})?(?P<low_unit>{_UNIT})?(?:~|--|-|—|至|到)"
    rf"(?P<high>{NUMBER})(?P<high_scale>{_SCALE})?(?P<high_unit>{_UNIT})"
    rf"|(?P<number>{NUMBER})(?P<blur>[{''.join(BLURS_INSIDE)}])?(?P<scale>{_SCALE})?"
    rf"(?P<blur_after>[余多])?(?P<unit>{_UNIT})"
    rf"|(?P<numeral>(?<!{_NUMERAL})(?:[二两三四五六七八九十]|一(?=[百千万亿])){_NUMERAL}{{0,6}})"
    rf"(?P<numeral_blur>[余多])?(?P<numeral_scale>[万亿])?"
    rf"(?P<numeral_unit>{alternatives(SURE_UNITS)})(?!{alternatives(SET_PHRASES)}))"
)
_MAYBE = re.compile("[0-9０-９]|百分之|[二两三四五六七八九十百千万亿][余多万亿人家次场份篇户名台辆亩件起天]")
_CLAUSE_END = re.compile("[,，。;；!！?？:：()（）、\n“”]")
_LIST_NUMBER = re.compile(r"(?:^|(?<=[\s。；;]))[0-9]{1,2}[.．、](?=\s)")
_BLUR = alternatives(BLURS_BEFORE)
_BEFORE = re.compile(
    rf"(?P<sign>{alternatives(PREFIXES)})?(?:{alternatives(REACHING)})?(?P<blur>(?<![节预公签合制附最])(?:{_BLUR}))?$"
)
_DATE_AFTER = re.compile(rf"{alternatives(DATE_SUFFIXES)}")
_AFTER = re.compile(rf"(?P<blur>{alternatives(BLURS_AFTER)})?(?P<suffix>{alternatives(SUFFIXES)})?")
_SIDES = {word: side for word, side in CHANGES.items() if word not in NOT_A_SIDE}
_CHANGE = re.compile(rf"(?<![不至最])(?P<verb>{alternatives(_SIDES)})[^0-9]{{0,4}}$")
_COMPARED = re.compile(alternatives(COMPARED_WITH))
_PERIOD_SIGN = re.compile("~|--|-|—|至|到")
_REACH = 24
"""Characters before a number that are looked at for its comparator and verb."""


@lru_cache(maxsize=512)
def mentions(text: str, fiscal_year: int | None = None) -> tuple[Mention, ...]:
    """Every number of a text that is surely one (提到的数), in reading order; spans never overlap.

    >>> [(one.text, one.comparator.value) for one in mentions("1. 培训不少于 4 次，第 3 季度走访 20 余家")]
    [('4 次', '≥'), ('20 余家', '')]
    """
    if not _MAYBE.search(text):
        return ()
    # 「1. 30 份」: without the space the number of the list and the count would be one.
    cell = read_prose(_LIST_NUMBER.sub(lambda number: "、" * len(number.group()), text))
    found = [
        (match, value) for match in _compiled().finditer(cell.tight) if (value := _value(match, text, fiscal_year))
    ]
    spans = [match.span() for match, _ in found]
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(cell.tight)]
    read = [
        _mention(text, cell, match, value, ends[place], starts[place + 1]) for place, (match, value) in enumerate(found)
    ]
    return tuple(_periods(cell, spans, read))


@cache
def _compiled() -> re.Pattern[str]:
    """Compiled for the first text with a number: it costs more than reading a table."""
    return re.compile(_MENTION)


def _value(match: re.Match[str], text: str, fiscal_year: int | None) -> Value | None:
    if match["unit"]:
        return _quantity(match["number"], match["scale"], match["unit"])
    if match["high_unit"]:
        return _range(match)
    if match["share"] or match["numeral_unit"]:
        return _spelled(match)
    date = read_date(match, text, fiscal_year)
    return None if isinstance(date, Problem) else date


def _quantity(number: str, scale: str | None, unit: str) -> Quantity | None:
    read = read_number(number)
    return None if isinstance(read, Problem) else Quantity(read, scale or "", unit)


def _range(match: re.Match[str]) -> QuantityRange | None:
    high = _quantity(match["high"], match["high_scale"], match["high_unit"])
    low = _quantity(
        match["low"],
        match["low_scale"] or (None if match["low_unit"] else match["high_scale"]),
        match["low_unit"] or match["high_unit"],
    )
    if high is None or low is None:
        return None
    lowest = low.measured_in(high)
    return QuantityRange(low, high) if lowest is not None and lowest < high.number else None


def _spelled(match: re.Match[str]) -> Quantity | None:
    words = match["share"] or match["numeral"]
    if words[-1] in "0123456789":
        return _quantity(words, None, "%")
    number = read_numeral(words)
    if number is None or (words == "二" and match["numeral_unit"]):
        return None
    if match["share"]:
        return Quantity(Decimal(number), "", "%")
    return Quantity(Decimal(number), match["numeral_scale"] or "", match["numeral_unit"])


def _mention(text: str, cell: Cell, match: re.Match[str], value: Value, floor: int, ceiling: int) -> Mention:
    """The number with the words around it, none of which reach past the numbers beside it."""
    tight, (start, end) = cell.tight, match.span()
    before = _CLAUSE_END.split(tight[max(floor, start - 60) : start])[-1]
    after = _CLAUSE_END.split(tight[end : min(ceiling, end + 60)], maxsplit=1)[0]
    signed = _BEFORE.search(before[-_REACH:])
    change = _CHANGE.search(before[-_REACH:])
    clause = _CLAUSE_END.split(tight[max(0, start - 60) : start])[-1]
    compared = _COMPARED.search(clause)
    span = cell.span((start, end))
    opening = cell.places[start - (len(before[-_REACH:]) - change.start())] if change else span[0]
    follows = _after(value, after)
    sign = signed["sign"] if signed else None
    inside = match["blur"] or match["blur_after"] or match["numeral_blur"]
    return Mention(
        *span,
        text[slice(*span)],
        value,
        PREFIXES[sign] if sign else follows[0],
        bool(inside or (signed and signed["blur"]) or follows[1]),
        _SIDES[change["verb"]] if change else None,
        text[opening : span[1]] if change else "",
        before,
        after,
        compared.group() if compared else "",
    )


def _after(value: Value, after: str) -> tuple[Comparator, bool]:
    """Comparator and blur behind a number."""
    if isinstance(value, CalendarDate | PeriodTarget):
        suffix = _DATE_AFTER.match(after)
        return (DATE_SUFFIXES[suffix.group()] if suffix else Comparator.UNSTATED), False
    found = _AFTER.match(after)
    assert found is not None, "it may be empty"
    return (SUFFIXES[found["suffix"]] if found["suffix"] else Comparator.UNSTATED), bool(found["blur"])


def _periods(cell: Cell, spans: list[tuple[int, int]], read: list[Mention]) -> Iterator[Mention]:
    """Two dates with nothing but a dash between them are one period."""
    place = 0
    while place < len(read):
        one, place = read[place], place + 1
        if place < len(read) and _PERIOD_SIGN.fullmatch(cell.tight, spans[place - 1][1], spans[place][0]):
            last = read[place]
            if period := _period(one.value, last.value):
                text = cell.text[one.start : last.end]
                one, place = replace(last, start=one.start, text=text, value=period, before=one.before), place + 1
        yield one


def _period(first: Value, last: Value) -> PeriodTarget | None:
    if not isinstance(first, CalendarDate) or not isinstance(last, CalendarDate):
        return None
    in_order = first.precision is last.precision and first.ordinal <= last.ordinal
    return PeriodTarget(first, last) if in_order else None
