"""The number formats (数字格式) of a workbook, and which of them show a date or a percentage."""

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
GENERAL = "General"
_CODES = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    20: "h:mm",
    21: "h:mm:ss",
    27: 'yyyy"年"m"月"',
    57: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    58: 'm"月"d"日"',
    31: 'yyyy"年"m"月"d"日"',
}
"""What a Chinese Excel shows under the formats that it has by number and writes no code for."""
_SECTION = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)', re.DOTALL)
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


def sections_of(code: str) -> tuple[str, ...]:
    """The parts of a code for positive, negative and zero numbers; a semicolon in a text parts nothing.

    >>> sections_of('0.00"；";-0.00')
    ('0.00"；"', '-0.00')
    """
    found = _SECTION.findall(code)
    return tuple(found[: max(len(found) - 1, 1)][:3])


def codes(styles: Any | None) -> tuple[str, ...]:
    """The code of every cell format, in the order cells refer to them."""
    if styles is None:
        return ()
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in named(styles, "numFmt")}
    formats = next(named(styles, "cellXfs"), ())
    return tuple(_code(one.get("numFmtId", "0"), own) for one in formats)


def format_by_number(key: str, own: dict[str, str]) -> tuple[str, Shape]:
    """The code and the shape of a format by its number, ``own`` being those that the file defines itself."""
    return _code(key, own), _shape(key, {key: shape_of(own[key])} if key in own else {})


def _code(key: str, own: dict[str, str]) -> str:
    if key in own:
        return own[key]
    return _CODES.get(int(key), GENERAL) if re.fullmatch("[0-9]{1,4}", key) else GENERAL


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
