"""Every value of the indicator language, as Hypothesis strategies, and text that nearly is one.

The strategies draw what can be *written*: a unit is not 左右, a 9 月 is a date and not nine of something,
a lower bound is lower. What they leave out, no sentence can say; the near-grammar text below tries anyway.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import dropwhile
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from indicators.dates import FIRST_YEAR, LAST_YEAR, CalendarDate
from indicators.language.achievements import Completion, Graded, Measured, MeasuredDate, Stated
from indicators.language.clause_types import (
    ActualPercent,
    Award,
    Band,
    Bands,
    Base,
    ByGrade,
    Clause,
    DeviationRate,
    GradeBand,
    Inverse,
    Manual,
    MetElse,
    Modifier,
    Overrun,
    Proportional,
    Step,
    When,
)
from indicators.language.conditions import Condition
from indicators.language.points import FULL_POINTS, NO_POINTS, Points
from indicators.language.targets import (
    DateTarget,
    PeriodTarget,
    QualitativeTarget,
    QuantityRange,
    QuantityTarget,
    ScaleTarget,
)
from indicators.quantities import Quantity
from indicators.vocabulary import clauses as words
from indicators.vocabulary import signs
from indicators.vocabulary.clauses import Side, StepReading, Subject
from indicators.vocabulary.grades import DONE, NOT_DONE, SCALE_LEVELS, WORDINGS, Grade
from indicators.vocabulary.signs import Comparator
from indicators.vocabulary.units import CONVERSIONS, NOT_A_SCALE, SCALES

# 平时确定而快；JIXIAO_EXAMPLES=20000 是长跑，每次换种子，记录见 docs/fuzzing.md。
_LONG_RUN = os.environ.get("JIXIAO_EXAMPLES")
LAW = settings(
    max_examples=int(_LONG_RUN or 80),
    derandomize=not _LONG_RUN,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

STATED = tuple(sign for sign in Comparator if sign not in (Comparator.BETWEEN, Comparator.UNSTATED))
RATES = tuple(subject for subject in Subject if subject.value.endswith("率"))


def spelled(words_in_a_row: str) -> tuple[str, ...]:
    """A table of words, written as one line of them."""
    return tuple(words_in_a_row.split())


# ---------------------------------------------------------------- numbers and quantities


@st.composite
def decimals(draw: st.DrawFn, signed: bool = True) -> Decimal:
    """A number of at most 15 + 6 digits, never a negative zero."""
    whole = draw(st.integers(0, 10 ** draw(st.integers(1, 15)) - 1))
    part = draw(st.text("0123456789", max_size=6))
    value = Decimal(f"{whole}.{part}" if part else str(whole))
    return value.copy_negate() if signed and value and draw(st.booleans()) else value


UNITS = spelled(
    "份 家 个 次 场 期 项 人 人次 户 亩 只 头 种 篇 例 起 台 套 台(套) 元 元/人 元/人*月 元/(人·月) 人/天 "
    "平方米 公里 千米 千瓦时 小时 天 个月 年 公斤 千克 吨 % ‰ 百分比 百分点 个百分点 km kg m² m³ ℃ GB dB(A) "
    "μg/m³ kWh 辆 座 处 件 批次 课时 分 班次 家企业 平米"
)
_PLAIN_HAN = "份家个次场期项户亩只头种篇例起台套辆座处件批班课时站点位册幅条款车船树苗畜禽井库渠坝"


def _is_unit_after(scale: str, unit: str) -> bool:
    """Whether scale and unit are read back as the two that were written."""
    if unit.startswith(tuple(SCALES)) and not unit.startswith(NOT_A_SCALE):
        return False
    return not scale or not (scale + unit).startswith(NOT_A_SCALE)


@st.composite
def measures(draw: st.DrawFn) -> tuple[str, str]:
    """A scale and a unit, either of them possibly absent."""
    scale = draw(st.sampled_from(("", "", *SCALES)))
    known = st.sampled_from(("", *UNITS))
    unit = draw(known | st.text(_PLAIN_HAN, min_size=1, max_size=8))
    return (scale, unit) if _is_unit_after(scale, unit) else ("", unit)


def _is_year(quantity: Quantity) -> bool:
    """2024 年 is a date, 2024.12 probably one; 15 年 and 2024 人 are quantities."""
    year = not quantity.scale and FIRST_YEAR <= quantity.number <= LAST_YEAR
    return year and quantity.unit in ("年", "")


@st.composite
def quantities(draw: st.DrawFn, signed: bool = True) -> Quantity:
    quantity = Quantity(draw(decimals(signed)), *draw(measures()))
    return Quantity(quantity.number, "", "家") if _is_year(quantity) else quantity


PERCENTAGES = decimals(signed=False).map(lambda number: Quantity(number, "", "%"))

# ---------------------------------------------------------------- targets and achievements


@st.composite
def calendar_dates(draw: st.DrawFn, precision: int | None = None) -> CalendarDate:
    parts = draw(st.integers(1, 3)) if precision is None else precision + 1
    day = draw(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
    return CalendarDate(*(day.year, day.month, day.day)[:parts])


QUANTITY_TARGETS = st.builds(QuantityTarget, st.sampled_from((*STATED, Comparator.UNSTATED)), quantities())
DATE_TARGETS = st.builds(DateTarget, st.sampled_from((*STATED, Comparator.UNSTATED)), calendar_dates())


@st.composite
def quantity_ranges(draw: st.DrawFn) -> QuantityRange:
    """Bounds in one unit, the lower one lower; each keeps its own scale unless it has no unit."""
    scale, unit = draw(measures())
    low, high = draw(st.tuples(decimals(), decimals()).filter(lambda pair: pair[0] != pair[1]))
    bounds = sorted((low, high))
    if draw(st.booleans()) and high:
        bounds = [abs(high).copy_negate(), abs(high)]
    both = [Quantity(number, scale, unit) for number in bounds]
    if any(map(_is_year, both)):
        both = [Quantity(number, "", "天") for number in bounds]
    return QuantityRange(both[0], both[1], draw(st.booleans()), draw(st.booleans()))


@st.composite
def scaled_ranges(draw: st.DrawFn) -> QuantityRange:
    """Bounds in one unit and two scales: 8000 元~1.2 万元."""
    low = Quantity(draw(st.integers(1, 9999).map(Decimal)), "", "元")
    high = Quantity(draw(st.integers(1, 9999).map(Decimal)), draw(st.sampled_from("万亿")), "元")
    return QuantityRange(low, high, draw(st.booleans()), draw(st.booleans()))


@st.composite
def period_targets(draw: st.DrawFn) -> PeriodTarget:
    precision = draw(st.integers(0, 2))
    dates = draw(st.tuples(calendar_dates(precision), calendar_dates(precision)))
    first, last = sorted(dates, key=lambda day: day.ordinal)
    return PeriodTarget(first, last)


_WORD_CHARACTERS = "提升有效改善长期达成不低于上年万千百年月日元家≥=~１２０3．％%,，。 优良中差定性约左右即以上至"


def _wording(text: str) -> str:
    return " ".join(text.split())[:60].strip()


WORDINGS_AS_WRITTEN = (
    st.sampled_from(("提升", "有效改善", "长期有效", "不超过预算", "是", "好", "优良", "定性 好"))
    | st.text(_WORD_CHARACTERS, min_size=1, max_size=12).map(lambda text: _wording(f"善{text}"))
    | st.text(_WORD_CHARACTERS, min_size=1, max_size=12).map(lambda text: _wording(f"{text}善"))
)
QUALITATIVE_TARGETS = WORDINGS_AS_WRITTEN.map(QualitativeTarget)
SCALE_TARGETS = st.text(SCALE_LEVELS, min_size=2, max_size=8).map(ScaleTarget)
MEASURED_TARGETS = (
    QUANTITY_TARGETS | quantity_ranges() | scaled_ranges() | DATE_TARGETS | period_targets() | SCALE_TARGETS
)
TARGETS = MEASURED_TARGETS | QUALITATIVE_TARGETS

STATED_WORDS = st.sampled_from(("好", "明显改善", "养老服务提升", "已基本建立", "高")) | st.text(
    "提升有效改善长期工作正常开展，、 ", min_size=1, max_size=12
).map(lambda text: _wording(f"已{text}"))
MEASURED_ACHIEVEMENTS = (
    st.builds(Measured, quantities(), st.sampled_from(STATED))
    | st.builds(MeasuredDate, calendar_dates(), st.sampled_from(STATED))
    | st.sampled_from(Grade).map(Graded)
    | st.booleans().map(Completion)
)
ACHIEVEMENTS = MEASURED_ACHIEVEMENTS | STATED_WORDS.map(Stated)

# ---------------------------------------------------------------- conditions and clauses


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    subject = draw(st.sampled_from(Subject))
    quantity = draw(PERCENTAGES if subject in RATES else quantities())
    return Condition(subject, draw(st.sampled_from(STATED)), quantity)


POINTS_OFF = decimals(signed=False).map(lambda number: Points(number) if number else NO_POINTS)
_SHARES = st.decimals(Decimal("0.01"), Decimal(100), places=2).map(lambda share: Points(share, of_weight=True))
POINTS = POINTS_OFF | _SHARES
AWARDS = st.builds(Award, POINTS)


@st.composite
def manual_bands(draw: st.DrawFn) -> Manual:
    low = draw(POINTS_OFF)
    if draw(st.booleans()):
        return Manual(low, draw(_SHARES))
    high = draw(POINTS_OFF)
    return Manual(*sorted((low, high), key=lambda points: points.number))


@st.composite
def shares_of_target(draw: st.DrawFn, side: Side) -> Quantity:
    """超过目标 130%, 低于目标 80%: a smaller share could also be how far beyond the target."""
    least = 100 if side is Side.ABOVE else 50
    number = draw(decimals(signed=False))
    return Quantity(number if number > least else Decimal(least + 1), "", "%")


@st.composite
def steps(draw: st.DrawFn) -> Step:
    side = draw(st.sampled_from(Side))
    per = draw(quantities(signed=False).filter(lambda per: per.number > 0))
    share = side is not Side.EITHER and draw(st.booleans())
    start = None
    if side is not Side.EITHER and draw(st.booleans()):
        start = draw(shares_of_target(side) if share else quantities())
    return Step(
        side,
        per,
        draw(POINTS),
        draw(st.none() | st.sampled_from(StepReading)),
        start,
        share and start is not None,
    )


@st.composite
def bands(draw: st.DrawFn) -> Band:
    of_completion = draw(st.booleans())
    quantity = PERCENTAGES if of_completion else quantities()
    compared = st.builds(QuantityTarget, st.sampled_from(STATED), quantity)
    region = draw(compared if of_completion else compared | quantity_ranges())
    return Band(region, draw(AWARDS | st.just(Manual())), of_completion)


@st.composite
def grade_bands(draw: st.DrawFn) -> ByGrade:
    share = st.decimals(0, 100, places=1)
    rows = []
    for grade in draw(st.permutations(tuple(Grade))):
        low, default, high = sorted(draw(st.tuples(share, share, share)))
        rows.append(GradeBand(grade, high, low, default))
    return ByGrade(tuple(rows))


_WORDS_ALONE = (Proportional(), Inverse(), DeviationRate(), ActualPercent(), Overrun(), Manual())
_SIMPLE_BASES: st.SearchStrategy[Base] = st.one_of(
    st.sampled_from((*_WORDS_ALONE, Award(FULL_POINTS))),
    AWARDS,
    manual_bands(),
    steps(),
    grade_bands(),
)


def _compound(inner: st.SearchStrategy[Base]) -> st.SearchStrategy[Base]:
    rows = st.lists(bands(), min_size=1, max_size=3).map(tuple)
    return st.builds(MetElse, inner) | st.builds(Bands, rows, st.none() | inner)


BASES: st.SearchStrategy[Base] = st.recursive(_SIMPLE_BASES, _compound, max_leaves=4)
WHENS = st.builds(When, conditions(), AWARDS | st.just(Manual()) | POINTS)


def is_open(base: Base | None) -> bool:
    """Bands that say nothing about the rest: a step or band that follows is theirs."""
    if isinstance(base, Bands | MetElse):
        return base.otherwise is None or is_open(base.otherwise)
    return False


def reads_as_band(modifier: Modifier) -> bool:
    """Whether open bands take it for one of their own."""
    if isinstance(modifier, Step):
        return True
    return modifier.condition.subject is Subject.COMPLETION_RATE and not isinstance(modifier.effect, Points)


@st.composite
def clauses(draw: st.DrawFn) -> Clause:
    base = draw(BASES)
    modifiers = draw(st.lists(steps() | WHENS, max_size=3))
    kept = dropwhile(reads_as_band, modifiers) if is_open(base) else modifiers
    return Clause(base, tuple(kept))


CLAUSES = clauses().filter(lambda clause: len(str(clause)) <= 500)

# ---------------------------------------------------------------- text that nearly is a sentence

HIDDEN = "\u200b\u200e\u200f\u202e\u2066\ufeff\u00ad\u3164\x00\x1b\x85\ud800\ue000\U000e0041"
HOSTILE_NUMBERS = (
    *spelled(
        "1e999999999 1E3 ٣ 1_000 ½ ² ② NaN inf -inf -0 0x10 1.5.2 12,34 1,000,00 .5 5. +3 − ０ １２．５ 〇 "
        "9999999999999999 0.1234567 000000000000000000 1__0 1e"
    ),
    "9" * 400,
)
_CLAUSE_WORDS = (
    *words.MET_FULL,
    *words.PROPORTIONAL,
    *words.INVERSE,
    *words.DEVIATION_RATE,
    *words.ACTUAL_PERCENT,
    *words.OVERRUN,
    *words.MANUAL,
    *words.BY_GRADE,
    *words.FULL,
    *words.NOTHING,
    *words.FLOOR,
    *words.GIVE_REASON,
    *words.STEP_VERBS,
    *words.NUMERALS,
    *words.SUBJECTS,
    *words.BEYOND_TARGET,
    words.OTHERWISE,
    *spelled(
        "每 扣 得 计 为 满分的 分 的部分 不足一步 不足 按比例扣 按一步扣 不扣 超过目标 低于目标 须在 之间 达成 部分达成 "
        "未达成 (含) (默认 ) ） （ 每少1次扣2分 得满分的80%"
    ),
)
TOKENS = tuple(
    dict.fromkeys(
        token
        for text in (
            *signs.PREFIXES,
            *signs.SUFFIXES,
            *signs.DATE_SUFFIXES,
            *signs.RANGE_SEPARATORS,
            *signs.BOTH,
            *signs.VAGUE_AFTER_NUMBER,
            *signs.VAGUE,
            signs.PLUS_MINUS,
            *SCALES,
            *NOT_A_SCALE,
            *CONVERSIONS,
            *UNITS,
            *WORDINGS,
            *DONE,
            *NOT_DONE,
            *_CLAUSE_WORDS,
            *HOSTILE_NUMBERS,
            *spelled("0 1 2 3 9 10 12 15 50% 95% 100 130 1,612.98 2024 2024年 12月 31日 9月 2024-10 2024-10-31"),
            *spelled("， , ； ; 。 、 ： : ( ) / * · - ~ % 定性 优良中差 年 月 日 底 前 度 份"),
        )
        for token in text.split()
    )
)
_SPACES = ("", "", "", " ", "  ", "\u3000", "\t", "\u00a0")


@st.composite
def near_grammar(draw: st.DrawFn) -> str:
    """Words of the vocabulary in any order, with and without spaces, sometimes something hostile."""
    tokens = draw(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=12))
    text = "".join(token + draw(st.sampled_from(_SPACES)) for token in tokens)
    if draw(st.integers(0, 9)) == 0:
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.sampled_from(HIDDEN)) + text[place:]
    return text


ANY_CHARACTER = st.characters(codec=None, exclude_categories=())
ANY_TEXT = st.text(ANY_CHARACTER, max_size=60) | near_grammar()

Reader = Callable[[str], Any]
