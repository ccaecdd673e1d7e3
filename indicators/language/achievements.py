"""Values achieved (实际完成值).

    achievement = [sign] number [scale] [unit]     =28 份   3.14万家   ≥266米
                | [sign] date                      =2024 年 10 月
                | grade                            完全达到预期目标 …, several wordings, one grade
                | 完成 | 未完成
                | Chinese words                    好   明显改善

A sign other than = is kept; scoring accepts it only where it repeats the target's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indicators.dates import CalendarDate
from indicators.language.dates import DATE, read_date
from indicators.language.text import (
    MEASURE,
    Cell,
    alternatives,
    bad_number,
    has_han,
    in_context,
    one_space,
    read_cell,
    read_quantity,
    vague,
)
from indicators.problems import Problem
from indicators.quantities import Quantity
from indicators.vocabulary.grades import DONE, NOT_DONE, WORDINGS, Grade
from indicators.vocabulary.signs import PREFIXES, VAGUE, Comparator


@dataclass(frozen=True, slots=True)
class Measured:
    """A number achieved: ``=28 份``. Another sign (``≥266 米``) is kept: it may only repeat the target's."""

    quantity: Quantity
    sign: Comparator = Comparator.EXACTLY

    def __str__(self) -> str:
        return f"{self.sign.value}{self.quantity}"


@dataclass(frozen=True, slots=True)
class MeasuredDate:
    """A date kept or missed: ``=2024 年 10 月``; the sign as for numbers."""

    date: CalendarDate
    sign: Comparator = Comparator.EXACTLY

    def __str__(self) -> str:
        return f"{self.sign.value}{self.date}"


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade of achievement: ``达成预期指标``."""

    grade: Grade

    def __str__(self) -> str:
        return self.grade.value


@dataclass(frozen=True, slots=True)
class Completion:
    """Only said to be done or not: ``完成``, ``未完成``."""

    done: bool

    def __str__(self) -> str:
        return "完成" if self.done else "未完成"


@dataclass(frozen=True, slots=True)
class Stated:
    """Words that name no grade: ``好``. Worth something only when they repeat the target's own words."""

    wording: str

    def __str__(self) -> str:
        return self.wording


Achievement = Measured | MeasuredDate | Graded | Completion | Stated

_SIGN = alternatives(PREFIXES)
_QUANTITY = re.compile(rf"(?P<sign>{_SIGN})?{MEASURE}")
_DATE = re.compile(rf"(?P<sign>{_SIGN})?{DATE}(?:底|末)?(?:完成)?")
_VAGUE = re.compile(alternatives(VAGUE))
_SIGN_FIRST = re.compile("[≥≧⩾≤≦⩽<>=═±]")
_WORDS_MAX = 60


def parse_achievement(text: str, fiscal_year: int | None = None) -> Achievement | Problem:
    """Read a value achieved (实际完成值).

    >>> print(parse_achievement("3.14万家"))
    =3.14 万家
    >>> parse_achievement("完全达到预期目标")
    Graded(grade=<Grade.ACHIEVED: '达成预期指标'>)
    """
    cell = read_cell(text)
    if isinstance(cell, Problem):
        return cell
    if date := _DATE.fullmatch(cell.tight):
        read = read_date(date, text, fiscal_year)
        return read if isinstance(read, Problem) else MeasuredDate(read, _sign(date))
    if match := _QUANTITY.fullmatch(cell.tight):
        quantity = read_quantity(match, cell, kind="achieved")
        return quantity if isinstance(quantity, Problem) else Measured(quantity, _sign(match))
    return _words(cell)


def _sign(match: re.Match[str]) -> Comparator:
    return PREFIXES[match["sign"]] if match["sign"] else Comparator.EXACTLY


def _words(cell: Cell) -> Achievement | Problem:
    compact = re.sub("[ ,、]", "", cell.tight.replace("并且", "并")).rstrip("。.")
    if grade := WORDINGS.get(compact):
        return Graded(grade)
    if compact in DONE or compact in NOT_DONE:
        return Completion(compact in DONE)
    wording = one_space(cell.text).rstrip("。．. ")
    if not wording:
        return Problem(
            "achieved-missing",
            "没有填写实际完成值",
            expected="实际完成的数或等次",
            example="=28 份",
        )
    return _why_not_words(cell, wording) or Stated(wording)


def _why_not_words(cell: Cell, wording: str) -> Problem | None:
    if problem := bad_number(cell):
        return problem
    digits = re.search("[0-9]+", cell.folded)
    if digits and (blur := _VAGUE.search(cell.folded)):
        return in_context(vague("achieved"), cell.text, blur.span())
    too_long = len(wording) > _WORDS_MAX
    if digits or too_long or not has_han(wording) or _SIGN_FIRST.match(cell.tight):
        return Problem(
            "achieved-unreadable",
            "看不懂的实际完成值",
            text=cell.text,
            span=digits.span() if digits else None,
            expected="数字和单位、日期，或达成/部分达成/未达成",
            example="=28 份",
        )
    return None
