"""Annual targets (年度指标值).

    target    = quantity | range | compound | tolerance | date | period | scale | words
    quantity  = [sign] number [scale] [unit] [suffix]          ≥20 份   3 万家   20 家以上
    range     = number [unit] ("~" | "-" | 至) number [unit]    80%~90%
    compound  = sign number [unit] 且 sign number [unit]        ≥3 次且≤5 次
    tolerance = "±" number [unit]                              ±10%
    date      = [sign] [year 年] [month 月] [day 日] [suffix]    <=2024 年 12 月   9月前
    period    = date ("--" | "~" | 至) date                     2020年1月--2020年11月
    scale     = 定性 levels                                     定性 优良中低差
    words     = [定性] Chinese words                            有效改善

One compiled expression per line above; the words they are made of stand in ``indicators.vocabulary``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from indicators.dates import CalendarDate
from indicators.language.dates import DATE, read_date
from indicators.language.text import (
    MEASURE,
    Cell,
    alternatives,
    bad_number,
    date_problem,
    has_han,
    in_context,
    one_space,
    read_cell,
    read_quantity,
    vague,
)
from indicators.problems import Problem
from indicators.quantities import Quantity
from indicators.vocabulary.grades import SCALE_LEVELS
from indicators.vocabulary.signs import (
    BOTH,
    DATE_SUFFIXES,
    PLUS_MINUS,
    PREFIXES,
    RANGE_SEPARATORS,
    SUFFIXES,
    VAGUE,
    Comparator,
)


@dataclass(frozen=True, slots=True)
class QuantityTarget:
    """A number to reach, keep or stay under: ``≥20 份``."""

    comparator: Comparator
    quantity: Quantity

    def __str__(self) -> str:
        return f"{self.comparator.value}{self.quantity}"


@dataclass(frozen=True, slots=True)
class QuantityRange:
    """Two numbers to stay between: ``80%~90%``, ``>3 次且≤5 次``, ``±10%``."""

    low: Quantity
    high: Quantity
    low_open: bool = False
    high_open: bool = False

    def __str__(self) -> str:
        if self.low_open or self.high_open:
            return f"{'>' if self.low_open else '≥'}{self.low}且{'<' if self.high_open else '≤'}{self.high}"
        same_measure = (self.low.scale, self.low.unit) == (self.high.scale, self.high.unit)
        if same_measure and self.high.number > 0 and self.low.number == self.high.number.copy_negate():
            return f"±{self.high}"
        return f"{self.low}~{self.high}"


@dataclass(frozen=True, slots=True)
class DateTarget:
    """A date to keep: ``<=2024 年 12 月``. 底前 includes the month, 前 does not."""

    comparator: Comparator
    date: CalendarDate

    def __str__(self) -> str:
        return f"{self.comparator.value}{self.date}"


@dataclass(frozen=True, slots=True)
class PeriodTarget:
    """A period to finish in: ``2020 年 1 月~2020 年 11 月``."""

    start: CalendarDate
    end: CalendarDate

    def __str__(self) -> str:
        return f"{self.start}~{self.end}"


@dataclass(frozen=True, slots=True)
class QualitativeTarget:
    """A target in words (定性指标值), kept as written: ``有效改善``."""

    wording: str

    def __str__(self) -> str:
        # Marked 定性 where the bare words would read as anything else: asked of the reader itself.
        return self.wording if parse_target(self.wording) == self else f"定性 {self.wording}"


@dataclass(frozen=True, slots=True)
class ScaleTarget:
    """A qualitative target that names its scale: ``定性 优良中低差``."""

    levels: str

    def __str__(self) -> str:
        return f"定性 {self.levels}"


Target = QuantityTarget | QuantityRange | DateTarget | PeriodTarget | QualitativeTarget | ScaleTarget

_SIGN = alternatives(PREFIXES)
_SUFFIX = alternatives(SUFFIXES)
_SEPARATOR = alternatives(RANGE_SEPARATORS)
_LEVELS = rf"[{SCALE_LEVELS}](?:[、/,]?[{SCALE_LEVELS}])+"
_LOW, _HIGH = (MEASURE.replace("?P<", f"?P<{prefix}") for prefix in ("low_", "high_"))
_START, _END = (DATE.replace("?P<", f"?P<{prefix}") for prefix in ("start_", "end_"))

_QUANTITY = rf"(?P<sign>{_SIGN})?{MEASURE}(?P<suffix>{_SUFFIX})?"
_RANGE = rf"{_LOW}(?P<separator>{_SEPARATOR}){_HIGH}"
_COMPOUND = rf"(?P<low_sign>{_SIGN}){_LOW}[,;、]?(?:{alternatives(BOTH)})?(?P<high_sign>{_SIGN}){_HIGH}"
_TOLERANCE = rf"{PLUS_MINUS}{MEASURE}"
_DATE = rf"(?P<sign>{_SIGN})?{DATE}(?P<suffix>{alternatives(DATE_SUFFIXES)})?(?:完成)?"
_PERIOD = rf"{_START}(?:{_SEPARATOR}){_END}(?:底|末|期间)?"
_DIGIT = re.compile("[0-9]")
_SCALE_TARGET = re.compile(rf"定性({_LEVELS})")
_DEFINITE = re.compile("定性 *")
_STANDARD = re.compile("[得扣计加][0-9.]++分(?!钟)|不得分|扣完为止|(?<![0-9])[0-9]++分[;,。]|得满分")
_VAGUE = re.compile(alternatives(VAGUE))
_SIGN_THEN = re.compile(f"{_SIGN}|{PLUS_MINUS}")
_CHINESE_NUMERAL = re.compile("(?!一[定般致流])[零一二三四五六七八九十百两廿]")
_CHINESE_PERCENT = re.compile("百分之[零一二三四五六七八九十百]++")
_SYMBOLS = (PLUS_MINUS, *(sign for sign in PREFIXES if not has_han(sign)))
_WORDS_MAX = 60


def parse_target(text: str, fiscal_year: int | None = None) -> Target | Problem:
    """Read an annual target (年度指标值). ``fiscal_year`` completes a month written without its year.

    >>> print(parse_target(">=3 万家"))
    ≥3 万家
    >>> parse_target("9月前", fiscal_year=2023)
    DateTarget(comparator=<Comparator.LESS_THAN: '<'>, date=CalendarDate(year=2023, month=9, day=None))
    >>> parse_target("≥1e9 家").code
    'number-unreadable'
    """
    cell = read_cell(text)
    if isinstance(cell, Problem):
        return cell
    if _STANDARD.search(cell.tight) and not _DEFINITE.match(cell.tight):
        return _is_standard(text)
    if _DIGIT.search(cell.tight):
        for form, read in _FORMS:
            if match := _compiled(form).fullmatch(cell.tight):
                return read(match, cell, fiscal_year)
    return _word_target(cell)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    """A form compiled when the first text gets that far: two of them cost more to compile than a file to score."""
    return re.compile(form)


def _comparator(match: re.Match[str], suffixes: dict[str, Comparator], cell: Cell) -> Comparator | Problem:
    sign, suffix = match["sign"], match["suffix"]
    before = PREFIXES[sign] if sign else None
    after = suffixes[suffix] if suffix else None
    if before and after and before is not after:
        return Problem(
            "target-signs-conflict",
            f"「{sign}」与「{suffix}」说法不一致",
            text=cell.text,
            span=cell.span(match.span("suffix")),
            expected="只用一种写法",
            example="≤2024 年 12 月",
        )
    return before or after or Comparator.UNSTATED


def _quantity_target(match: re.Match[str], cell: Cell, _: int | None) -> Target | Problem:
    comparator = _comparator(match, SUFFIXES, cell)
    if isinstance(comparator, Problem):
        return comparator
    quantity = read_quantity(match, cell)
    return quantity if isinstance(quantity, Problem) else QuantityTarget(comparator, quantity)


def _range_target(match: re.Match[str], cell: Cell, _: int | None) -> Target | Problem:
    low, high = read_quantity(match, cell, "low_"), read_quantity(match, cell, "high_")
    if isinstance(low, Problem):
        return low
    if isinstance(high, Problem):
        return high
    if match["separator"].startswith("-") and (match["low_number"] + match["high_number"]).count("-"):
        return _hyphen_or_minus(cell, match.span("separator"))
    return _ordered(QuantityRange(*_same_measure(low, high)), cell.text)


def _same_measure(low: Quantity, high: Quantity) -> tuple[Quantity, Quantity]:
    """``80~90%`` is 80% to 90%: the first number takes the unit of the second; a last 0 needs none."""
    if low.is_bare:
        return replace(high, number=low.number), high
    if high.is_bare and not high.number:
        return low, replace(low, number=high.number)
    return low, high


def _hyphen_or_minus(cell: Cell, span: tuple[int, int]) -> Problem:
    return Problem(
        "range-ambiguous",
        "连接号与负号分不清",
        text=cell.text,
        span=cell.span(span),
        expected="两个数之间用 ~",
        example="-5 ℃~-3 ℃",
    )


def _compound_target(match: re.Match[str], cell: Cell, _: int | None) -> Target | Problem:
    first, second = read_quantity(match, cell, "low_"), read_quantity(match, cell, "high_")
    if isinstance(first, Problem):
        return first
    if isinstance(second, Problem):
        return second
    signs = PREFIXES[match["low_sign"]], PREFIXES[match["high_sign"]]
    if signs[0] in (Comparator.AT_MOST, Comparator.LESS_THAN):
        first, second, signs = second, first, (signs[1], signs[0])
    lower = signs[0] in (Comparator.AT_LEAST, Comparator.MORE_THAN)
    upper = signs[1] in (Comparator.AT_MOST, Comparator.LESS_THAN)
    if not (lower and upper):
        return _no_interval(cell, match.span("high_sign"))
    low, high = _same_measure(first, second)
    opens = signs[0] is Comparator.MORE_THAN, signs[1] is Comparator.LESS_THAN
    return _ordered(QuantityRange(low, high, *opens), cell.text)


def _no_interval(cell: Cell, span: tuple[int, int]) -> Problem:
    return Problem(
        "target-signs-conflict",
        "两个条件合不成一个区间",
        text=cell.text,
        span=cell.span(span),
        expected="一个下限和一个上限",
        example="≥3 次且≤5 次",
    )


def _tolerance_target(match: re.Match[str], cell: Cell, _: int | None) -> Target | Problem:
    high = read_quantity(match, cell)
    if isinstance(high, Problem):
        return high
    if high.number <= 0:
        return _reversed(cell.text)
    return QuantityRange(replace(high, number=high.number.copy_negate()), high)


def _ordered(bounds: QuantityRange, text: str) -> Target | Problem:
    width = bounds.high.measured_in(bounds.high), bounds.low.measured_in(bounds.high)
    if problem := date_problem(bounds.low):
        return replace(problem, text=text)  # 2024~20000 年: the year has its unit from the second number
    if width[0] is None or width[1] is None:
        return Problem(
            "unit-mismatch",
            f"上下限的单位不同:{bounds.low} 与 {bounds.high}",
            text=text,
            expected="同一种单位",
            example="80%~90%",
        )
    return bounds if width[1] < width[0] else _reversed(text)


def _reversed(text: str) -> Problem:
    return Problem(
        "range-reversed",
        "下限应小于上限",
        text=text,
        expected="先写小的、后写大的",
        example="80%~90%",
    )


def _date_target(match: re.Match[str], cell: Cell, fiscal_year: int | None) -> Target | Problem:
    comparator = _comparator(match, DATE_SUFFIXES, cell)
    if isinstance(comparator, Problem):
        return comparator
    date = read_date(match, cell.text, fiscal_year)
    return date if isinstance(date, Problem) else DateTarget(comparator, date)


def _period_target(match: re.Match[str], cell: Cell, fiscal_year: int | None) -> Target | Problem:
    start = read_date(match, cell.text, fiscal_year, "start_")
    if isinstance(start, Problem):
        return start
    end = read_date(match, cell.text, start.year, "end_")
    if isinstance(end, Problem):
        return end
    if start.precision is not end.precision:
        return Problem(
            "date-precision",
            "起止日期写到的精度不同",
            text=cell.text,
            expected="都写到月,或都写到日",
            example="2020 年 1 月~2020 年 11 月",
        )
    return PeriodTarget(start, end) if start.ordinal <= end.ordinal else _reversed(cell.text)


_FORMS: tuple[tuple[str, Callable[[re.Match[str], Cell, int | None], Target | Problem]], ...] = (
    (_DATE, _date_target),
    (_QUANTITY, _quantity_target),
    (_PERIOD, _period_target),
    (_RANGE, _range_target),
    (_COMPOUND, _compound_target),
    (_TOLERANCE, _tolerance_target),
)
"""Each form with its reader; the first that fits the whole text is the one."""


def _word_target(cell: Cell) -> Target | Problem:
    trimmed = cell.folded.strip()
    if not trimmed:
        return Problem("target-missing", "没有填写指标值", expected="一个目标", example="≥20 份")
    if scale := _SCALE_TARGET.fullmatch(cell.tight):
        return ScaleTarget(re.sub("[、/,]", "", scale[1]))
    definite = _DEFINITE.match(trimmed)
    if not definite and (problem := _why_not_words(cell)):
        return problem
    wording = one_space(cell.text.strip()[definite.end() :] if definite else cell.text)
    if not has_han(wording) or len(wording) > _WORDS_MAX:
        return _unreadable(cell.text)
    return QualitativeTarget(wording)


def _why_not_words(cell: Cell) -> Problem | None:
    """Why a text that matched no form is not a target in words either."""
    if problem := bad_number(cell):
        return problem
    if any(sign in cell.tight for sign in _SYMBOLS):
        return _number_missing(cell)
    if (sign := _SIGN_THEN.match(cell.tight)) and _CHINESE_NUMERAL.match(cell.tight, sign.end()):
        return _number_missing(cell)
    if percent := _CHINESE_PERCENT.search(cell.tight):
        return _unreadable(cell.text, cell.span(percent.span()))
    digits = re.search("[0-9]+", cell.folded)
    if digits and (blur := _VAGUE.search(cell.folded)):
        return in_context(vague("target"), cell.text, blur.span())
    return _unreadable(cell.text, digits.span()) if digits else None


def _is_standard(text: str) -> Problem:
    return Problem(
        "target-is-standard",
        "这是评分标准,不是指标值",
        text=text,
        expected="指标值写在 target,评分标准写在 scoring_rule",
        example='target = "≤100%",scoring_rule = "达标得满分,每超过 1 个百分点扣 0.5 分"',
    )


def _number_missing(cell: Cell) -> Problem:
    """A sign and no number: what follows the sign is marked, or the sign when nothing does."""
    sign = _SIGN_THEN.match(cell.tight)
    start = sign.end() if sign and sign.end() < len(cell.tight) else 0
    return Problem(
        "target-unreadable",
        "计算符号后面看不懂" if sign else "看不懂的指标值",
        text=cell.text,
        span=cell.span((start, len(cell.tight))),
        expected="阿拉伯数字和单位",
        example="≥20 份",
    )


def _unreadable(text: str, span: tuple[int, int] | None = None) -> Problem:
    return Problem(
        "target-unreadable",
        "看不懂的指标值",
        text=text,
        span=span,
        expected="计算符号、数字和单位,或一句不含数字的话(含数字的话前面加「定性」)",
        example="≥20 份",
    )
