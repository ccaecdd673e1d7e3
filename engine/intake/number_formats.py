"""Which number formats (数字格式) of a workbook show a date or a percentage."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from engine.intake.package import named


class Shape(Enum):
    """What a format makes of a number."""

    PLAIN = "number"
    PERCENT = "percent"
    DATE = "date"


_DATES = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}
"""Formats that every Excel has by number; 27–36 and 50–58 are the Chinese ones."""
_PERCENTS = {9, 10}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


def shape_of(code: str) -> Shape:
    """What a format code shows.

    >>> [shape_of(code).value for code in ('yyyy"年"m"月"', "0.00%", '#,##0.00"元/day"', "[Red]0")]
    ['date', 'percent', 'number', 'number']
    """
    bare = _LITERAL.sub("", code.split(";", maxsplit=1)[0]).lower()
    if bare == "general":
        return Shape.PLAIN
    if re.search("[ymdhs]", bare):
        return Shape.DATE
    return Shape.PERCENT if "%" in bare else Shape.PLAIN


def shapes(styles: Any | None) -> tuple[Shape, ...]:
    """The shape of every cell format, in the order cells refer to them."""
    if styles is None:
        return ()
    own = {one.get("numFmtId", ""): shape_of(one.get("formatCode", "")) for one in named(styles, "numFmt")}
    formats = next(named(styles, "cellXfs"), ())
    return tuple(_shape(one.get("numFmtId", "0"), own) for one in formats)


def _shape(key: str, own: dict[str, Shape]) -> Shape:
    if key in own:
        return own[key]
    number = int(key) if re.fullmatch("[0-9]{1,4}", key) else 0
    if number in _DATES:
        return Shape.DATE
    return Shape.PERCENT if number in _PERCENTS else Shape.PLAIN
