"""What a spreadsheet shows for a number or a date (显示的数): 10 under ``0.00`` is 10.00, as was published.

Formats that this module does not know in full (millions, fractions, conditions) show the stored value: a figure that
is all there is better than one made up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from engine.intake.cells import CellValue, Percent, shown
from engine.intake.number_formats import sections_of

_LITERAL = r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]'
_PIECES = re.compile(rf"({_LITERAL})|([#0?][#0?,]*)(\.[0#?]*)?|(.)", re.DOTALL)
_PLAIN_SIGNS = frozenset("%¥￥$元万分()（）+- /")
_DATE = re.compile(rf"({_LITERAL})|(y+|m+|d+|h+|s+)|([^a-z@])", re.IGNORECASE)
_UNKNOWN = re.compile(r"\[(?:DBNum|[<>=])", re.IGNORECASE)
"""Chinese capitals, and numbers that choose their format."""
_CURRENCY = re.compile(r"\[\$([^\]-]*)")
_MOST_PLACES = 15


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A number format (数字格式) taken apart: what stands before and after the number, and how it is written."""

    before: str
    after: str
    most: int
    least: int
    """How many decimal places at most and at least."""
    grouped: bool
    zeros: int


def displayed(value: CellValue, code: str) -> str:
    """The text of a value under a format code.

    >>> displayed(Decimal(10), "0.00"), displayed(Decimal("1612.98"), '#,##0.0"万元"')
    ('10.00', '1,613.0万元')
    >>> displayed(Percent(Decimal(100)), "0.00%")
    '100.00%'
    """
    if isinstance(value, bool):
        return shown(value)
    if isinstance(value, datetime):
        return _date(value, code) or shown(value)
    if isinstance(value, Percent | Decimal):
        number = value.points if isinstance(value, Percent) else value
        return _number(number, code) or shown(value)
    return shown(value)


def _number(number: Decimal, code: str) -> str:
    sections = sections_of(code)
    is_negative = number < 0 and len(sections) > 1
    section = sections[1] if is_negative else sections[2] if number == 0 and len(sections) > 2 else sections[0]
    pattern = _pattern(section)
    if pattern is None or abs(number.adjusted()) > _MOST_PLACES:
        return ""
    return _filled(abs(number) if is_negative else number, pattern)


@lru_cache(maxsize=256)
def _pattern(section: str) -> _Pattern | None:
    """The parts of one section of a format; None where it is not of the plain kind."""
    before, after, found = "", "", None
    if _UNKNOWN.search(section):
        return None
    for literal, whole, decimals, sign in _PIECES.findall(section):
        if whole and found is None and not whole.endswith(","):
            found = whole, decimals.strip(".")
        elif literal or (sign and sign in _PLAIN_SIGNS):
            text = sign or _said(literal)
            before, after = (before + text, "") if found is None else (before, after + text)
        else:
            return None
    if found is None or len(found[1]) > _MOST_PLACES:
        return None
    whole, decimals = found
    return _Pattern(before, after, len(decimals), decimals.count("0"), "," in whole, whole.count("0"))


def _said(literal: str) -> str:
    """What a literal shows: a quoted text, one character after a backslash, a currency, a space of some width."""
    if literal.startswith('"'):
        return literal[1:-1]
    if literal.startswith("\\"):
        return literal[1:]
    if currency := _CURRENCY.match(literal):
        return currency[1]
    return " " if literal.startswith("_") else ""


def _filled(number: Decimal, pattern: _Pattern) -> str:
    rounded = number.quantize(Decimal(1).scaleb(-pattern.most), ROUND_HALF_UP)
    whole, _, decimals = f"{abs(rounded):{',' if pattern.grouped else ''}f}".partition(".")
    while len(decimals) > pattern.least and decimals.endswith("0"):
        decimals = decimals[:-1]
    whole = whole.rjust(pattern.zeros, "0") if whole != "0" or pattern.zeros else ""
    sign = "-" if rounded < 0 else ""
    return f"{sign}{pattern.before}{whole}{'.' if decimals else ''}{decimals}{pattern.after}".strip()


def _date(value: datetime, code: str) -> str:
    """A date of years, months, days, hours, minutes and seconds in digits; empty where the code says more."""
    section, pieces, hour = sections_of(code)[0], [], False
    if _DATE.sub("", section):
        return ""
    for literal, token, other in _DATE.findall(section):
        if token and not _is_digits(token):
            return ""
        pieces.append(_digits(value, token.lower(), hour) if token else other or _said(literal))
        hour = token.lower().startswith("h") or (hour and not token)
    return "".join(pieces).strip()


def _is_digits(token: str) -> bool:
    return len(token) <= 2 or token.lower() == "yyyy"


def _digits(value: datetime, token: str, after_hour: bool) -> str:
    if token.startswith("y"):
        return str(value.year) if len(token) == 4 else f"{value.year % 100:02}"
    if token.startswith("m"):
        number = value.minute if after_hour else value.month
    else:
        number = {"d": value.day, "h": value.hour, "s": value.second}[token[0]]
    return str(number).rjust(len(token), "0")
