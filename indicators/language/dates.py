"""Dates inside targets and achievements: 2024 年 10 月, 2024-10-31, 9月 (with the fiscal year)."""

from __future__ import annotations

import re

from indicators.dates import FIRST_YEAR, LAST_YEAR, CalendarDate
from indicators.problems import Problem

_YEAR = "(?:19|20|21)[0-9]{2}"
_PART = "[0-9]{1,2}"
DATE = (
    rf"(?:(?P<year>{_YEAR})年度?(?:(?P<month>{_PART})月份?(?:(?P<day>{_PART})[日号])?)?"
    rf"|(?P<iso_year>{_YEAR})[-/](?P<iso_month>{_PART})(?:[-/](?P<iso_day>{_PART}))?"
    rf"|(?P<bare_month>{_PART})月份?(?:(?P<bare_day>{_PART})[日号])?)"
)
"""A date in one of three spellings; named groups tell which. For text without spaces."""


def read_date(match: re.Match[str], text: str, fiscal_year: int | None, prefix: str = "") -> CalendarDate | Problem:
    """The date behind the groups of ``DATE``; ``prefix`` tells two of them apart."""

    def part(*names: str) -> int | None:
        return next((int(match[prefix + name]) for name in names if match[prefix + name]), None)

    year = part("year", "iso_year") or fiscal_year
    month = part("month", "iso_month", "bare_month")
    day = part("day", "iso_day", "bare_day")
    if year is None:
        return Problem(
            "date-needs-year",
            "没有写年份,也不知道预算年度",
            text=text,
            expected="带年份的日期",
            example="2023 年 9 月前",
        )
    if month == 0 or day == 0:
        return _no_such_date(text)
    try:
        return CalendarDate(year, month, day)
    except ValueError:
        return _no_such_date(text)


def _no_such_date(text: str) -> Problem:
    return Problem(
        "date-impossible",
        "没有这个日期",
        text=text,
        expected=f"{FIRST_YEAR}~{LAST_YEAR} 年之间真实的日期",
        example="2024 年 10 月 31 日",
    )
