"""Scoring clauses (计分规则): controlled Chinese, the way 评分标准 are really written.

    clause   = base { "，" modifier }
    base     = 达标得满分，否则 award                  met or not
             | 按比例得分 | 按反比例得分 | 按偏差率得分 | 按实际百分比得分 | 超出部分按比例扣分
             | band { "；" band } ["；" 否则 award | step]   ≥95% 得 10 分；≥90% 得 8 分；否则不得分
             | 按等次得分：达成 100%~80%，部分达成 80%~60%，未达成 60%~0%
             | 人工评分，须在 points~points 之间并说明理由
             | award
             | step                                  full marks, then deducted
    band     = ([完成率] (comparison | range) | 超过目标 | 低于目标) award
    step     = [start 的部分] 每 verb number unit 扣 points ["，扣完为止"] ["，" incomplete]
    incomplete = 不足一步不扣 | 不足一步按比例扣 | 不足一步按一步扣      also 不足 1 次的按 1 次扣
    modifier = step | condition (award | 扣 points)
    award    = 不得分 | 得 points | 得满分 | 须人工评分 | any one-word base
    points   = number 分 | 满分的 number%

A sentence outside this grammar is a Problem. It is never approximated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

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
    usual_default,
)
from indicators.language.conditions import Condition, is_percentage, parse_condition
from indicators.language.points import FULL_POINTS, NO_POINTS, Points, read_points
from indicators.language.targets import QuantityRange, QuantityTarget, parse_target
from indicators.language.text import (
    MAX_LENGTH,
    MEASURE,
    Cell,
    alternatives,
    bad_number,
    read_cell,
    read_measure,
    too_long,
    unit_problem,
)
from indicators.numbers import NUMBER
from indicators.problems import Problem
from indicators.quantities import Quantity
from indicators.vocabulary import clauses as words
from indicators.vocabulary.clauses import Side, StepReading
from indicators.vocabulary.grades import SHORT_NAMES, Grade
from indicators.vocabulary.signs import Comparator


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What stands between two commas, without spaces."""

    text: str
    span: tuple[int, int]


_PHRASE = re.compile(
    r"(?:[^,;。、:.]|\.(?=[0-9])"  # 0.5
    r"|(?<=[0-9]),(?=[0-9]{3}(?![0-9]))"  # 1,000
    r"|,(?=(?:计|得)(?:[0-9]|满分)))+"  # ≥90%,计5分
)
_NUMERAL = rf"(?:{alternatives(words.NUMERALS)})(?![零〇一二两三四五六七八九十百])"
_SIZE = rf"(?P<count>{NUMBER}|{_NUMERAL})?(?P<unit>[^扣0-9]{{0,20}}?)"
_FROM = rf"[<>]=?{NUMBER}[^每得计扣评,]{{0,40}}?"
_START = rf"(?:(?:超过|超出|低于)目标的?(?P<share>{NUMBER})%的?(?:部分)?|(?P<from>{_FROM})(?:的部分)?)"
_STEP = re.compile(
    rf"{_START}?每(?P<verb>{alternatives(words.STEP_VERBS)})?{_SIZE}的?"
    rf"扣(?P<points>{NUMBER}分|满分(?:的{NUMBER}%)?)"
)
_START_ALONE = re.compile(_START)
_STEP_SIZE = re.compile(_SIZE)
_READING = re.compile(
    r"不足(?P<size>[^按不]{1,20}?)的?"
    r"(?:(?P<complete>不(?:扣分?|计分?|计算))|按(?:(?P<share>比例)|(?P<same>[^按不]{1,20}?))"
    r"(?:扣分?|扣减|计分?|计算|算))"
)
_BAND = re.compile(
    rf"(?P<completion>完成率)?(?P<region>.+?),?"
    rf"(?:[得计为](?P<points>{NUMBER}分|满分(?:的{NUMBER}%)?)|(?P<word>不得分|须?人工评分))"
)
_INCLUDED = re.compile(
    rf"(?P<low>{NUMBER}[^(~-]{{0,40}})(?P<low_in>\(含\))?[-~]"
    rf"(?P<high>{NUMBER}[^(]{{0,40}})(?P<high_in>\(含\))?"
)
_GRADE = re.compile(
    rf"(?P<grade>{alternatives(SHORT_NAMES)})(?P<high>{NUMBER})%[~-](?P<low>{NUMBER})%"
    rf"(?:\(默认(?P<default>{NUMBER})%\))?"
)
_MANUAL_BAND = re.compile(
    rf"须?在(?P<low>{NUMBER})分?[~-](?P<high>{NUMBER}分|满分(?:的{NUMBER}%)?)之间"
    r"(?:并?须?说明理由)?"
)
_MEASURE = re.compile(MEASURE)
_WHEN = re.compile(r"(?P<condition>.+?),?(?P<effect>不得分|须?人工评分|得.+|扣.+)")
_ONE_STEP = ("一步", "1步")
_BASES: dict[str, Base] = {
    **dict.fromkeys(words.PROPORTIONAL, Proportional()),
    **dict.fromkeys(words.INVERSE, Inverse()),
    **dict.fromkeys(words.DEVIATION_RATE, DeviationRate()),
    **dict.fromkeys(words.ACTUAL_PERCENT, ActualPercent()),
    **dict.fromkeys(words.OVERRUN, Overrun()),
    **dict.fromkeys(words.FULL, Award(FULL_POINTS)),
    **dict.fromkeys(words.NOTHING, Award(NO_POINTS)),
    **dict.fromkeys(words.MANUAL, Manual()),
}


def parse_clause(text: str) -> Clause | Problem:
    """Read a scoring clause (计分规则).

    >>> print(parse_clause("≦100%,计5分;每超过一个百分点扣0.5分,扣完为止。"))
    ≤100% 得 5 分；每超 1 个百分点扣 0.5 分，扣完为止
    >>> parse_clause("酌情扣分").code
    'clause-unreadable'
    """
    cell = read_cell(text)
    if isinstance(cell, Problem):
        return cell
    phrases = [_Phrase(match.group(), cell.span(match.span())) for match in _PHRASE.finditer(cell.tight)]
    if not phrases:
        return Problem("clause-missing", "没有写计分规则", expected="一句计分规则", example="按比例得分")
    clause = _Reader(cell, phrases).clause()
    return clause if len(str(clause)) <= MAX_LENGTH or isinstance(clause, Problem) else too_long(text)


class _Refused(Exception):
    """Carries the Problem out of the descent; never leaves this module."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


FORMS = "按比例、按反比例、按偏差率、达标得满分，否则…、每少（超）N 扣 M 分、分档、按等次、人工评分之一"


class _Reader:
    """Recursive descent over phrases; every method consumes what it reads or refuses."""

    def __init__(self, cell: Cell, phrases: list[_Phrase]) -> None:
        self.cell = cell
        self.phrases = phrases
        self.at = 0

    def clause(self) -> Clause | Problem:
        try:
            base = self.base()
            return Clause(base, tuple(self.modifiers()))
        except _Refused as refused:
            return refused.problem

    # modifiers first: they are what may follow anything

    def modifiers(self) -> Iterator[Modifier]:
        while self.peek():
            step = self.step()
            yield step or self.when()

    def when(self) -> When:
        phrase = self.take()
        match = _WHEN.fullmatch(phrase.text)
        condition = parse_condition(match["condition"]) if match else None
        if not match or not isinstance(condition, Condition):
            raise self.refusal(phrase, "看不懂的附加规则", "条件加得分或扣分", "完成率低于 60% 不得分")
        effect = match["effect"]
        if effect.startswith("扣"):
            return When(condition, self.points(phrase, effect[1:]))
        return When(condition, self.award(phrase, effect))

    def base(self) -> Base:
        phrase = self.peek()
        if phrase is None:
            raise self.refusal(self.phrases[-1], "规则没有写完", "否则怎样得分", "达标得满分，否则不得分")
        if phrase.text in words.MET_FULL:
            return self.met_else()
        if phrase.text in words.MANUAL:
            return self.manual()
        if phrase.text in words.BY_GRADE:
            return self.by_grade()
        if (step := self.step()) is not None:
            return step
        if phrase.text in _BASES:
            return _BASES[self.take().text]
        if (bands := self.bands()) is not None:
            return bands
        return self.award(self.take(), phrase.text)

    def met_else(self) -> Base:
        self.take()
        phrase = self.peek()
        if phrase is not None and phrase.text.startswith(words.OTHERWISE):
            return MetElse(self.otherwise())
        if (step := self.step()) is not None:
            return MetElse(step)
        raise self.refusal(phrase or self.phrases[-1], "没有写未达标怎样得分", "否则怎样得分", "达标得满分，否则不得分")

    def otherwise(self) -> Base:
        """否则…: the word goes, the rest of the phrase is a base of its own."""
        phrase = self.phrases[self.at]
        self.phrases[self.at] = replace(phrase, text=phrase.text.removeprefix(words.OTHERWISE))
        return self.base()

    def manual(self) -> Manual:
        self.take()
        phrase = self.peek()
        if phrase is None or not (match := _MANUAL_BAND.fullmatch(phrase.text)):
            self.skip(words.GIVE_REASON)
            return Manual()
        self.take()
        self.skip(words.GIVE_REASON)
        low, high = self.points(phrase, f"{match['low']}分"), self.points(phrase, match["high"])
        if not high.of_weight and low.number > high.number:
            raise self.refusal(phrase, "得分带的下限高于上限", "先写低的、后写高的", "须在 0~10 分之间")
        return Manual(low, high)

    def by_grade(self) -> ByGrade:
        opening = self.take()
        bands = []
        while (phrase := self.peek()) and (match := _GRADE.fullmatch(phrase.text)):
            self.take()
            grade = SHORT_NAMES[match["grade"]]
            high, low = (self.number(phrase, match[name]) for name in ("high", "low"))
            default = self.number(phrase, match["default"]) if match["default"] else usual_default(grade, high, low)
            if not 0 <= low <= default <= high <= 100:
                raise self.refusal(phrase, "等次的分数带不对", "从高到低、0~100% 之间", "部分达成 80%~60%")
            bands.append(GradeBand(grade, high, low, default))
        if sorted(band.grade.value for band in bands) != sorted(grade.value for grade in Grade):
            example = "按等次得分：达成 100%~80%，部分达成 80%~60%，未达成 60%~0%"
            raise self.refusal(self.peek() or opening, "三个等次要各写一次", "达成、部分达成、未达成", example)
        return ByGrade(tuple(bands))

    def bands(self) -> Bands | None:
        rows: list[Band] = []
        while (phrase := self.peek()) and (band := self.band(phrase)):
            self.take()
            rows.append(band)
        if not rows:
            return None
        if phrase is None:
            return Bands(tuple(rows))
        if phrase.text.startswith(words.OTHERWISE):
            return Bands(tuple(rows), self.otherwise())
        return Bands(tuple(rows), self.step())

    def band(self, phrase: _Phrase) -> Band | None:
        match = _BAND.fullmatch(phrase.text)
        beyond = words.BEYOND_TARGET.get(match["region"]) if match else None
        region = _region(f"{beyond}100%" if beyond else match["region"]) if match else None
        if not match or region is None:
            return None
        of_completion = bool(match["completion"] or beyond)
        if of_completion and not _is_share(region):
            raise self.refusal(phrase, "完成率应当与百分数比较", "百分数", "完成率≥90% 得 8 分")
        award = _BASES[match["word"]] if match["word"] else Award(self.points(phrase, match["points"]))
        assert isinstance(award, Award | Manual)
        return Band(region, award, of_completion)

    def step(self) -> Step | None:
        phrase = self.step_phrase()
        match = _STEP.fullmatch(phrase.text) if phrase else None
        if not phrase or not match:
            return None
        self.at += 1 if phrase is self.peek() else 2
        side, start = self.step_start(phrase, match)
        per = self.step_size(phrase, match)
        points = self.points(phrase, match["points"])
        return Step(side, per, points, self.step_tail(per), *start)

    def step_phrase(self) -> _Phrase | None:
        """The next phrase; with the one after it when a comma follows the start: >0，每超过 1 个…"""
        phrase, following = self.peek(), self.phrases[self.at + 1 : self.at + 2]
        opened = phrase and following and following[0].text.startswith("每")
        if not phrase or not opened or not _START_ALONE.fullmatch(phrase.text):
            return phrase
        return _Phrase(phrase.text + following[0].text, (phrase.span[0], following[0].span[1]))

    def step_start(self, phrase: _Phrase, match: re.Match[str]) -> tuple[Side, tuple[Quantity | None, bool]]:
        side = words.STEP_VERBS[match["verb"]] if match["verb"] else None
        if match["share"]:
            opened = Side.BELOW if phrase.text.startswith("低于") else Side.ABOVE
            start = Quantity(self.number(phrase, match["share"]), "", "%"), True
            self.refuse_ambiguous(phrase, opened, start[0])
        elif match["from"]:
            region = parse_target(match["from"])
            if not isinstance(region, QuantityTarget):
                raise self.refusal(phrase, "看不懂从哪里起扣", "一个界限", ">0 的部分每超 1 个百分点扣 0.5 分")
            opened = Side.BELOW if region.comparator in (Comparator.LESS_THAN, Comparator.AT_MOST) else Side.ABOVE
            start = region.quantity, False
        elif side is None:
            raise self.refusal(phrase, "没有写是少了扣还是超了扣", "每少、每低、每超、每迟或每偏离", "每少 1 次扣 2 分")
        else:
            return side, (None, False)
        if side not in (None, opened):
            raise self.refusal(phrase, "起扣方向前后不一致", "同一方向", "超过目标 130% 的部分每 10% 扣 1 分")
        return opened, start

    def refuse_ambiguous(self, phrase: _Phrase, opened: Side, share: Quantity) -> None:
        """超过目标 30%: 30 % over it, or over 30 % of it? Only 超过目标 130% and 低于目标 80% say which."""
        if share.number <= (100 if opened is Side.ABOVE else 50):
            raise self.refusal(
                phrase,
                "看不出是超过目标的百分之几，还是超过目标百分之几",
                "目标的百分之几",
                "超过目标 130% 的部分每 10% 扣 1 分",
            )

    def step_size(self, phrase: _Phrase, match: re.Match[str]) -> Quantity:
        per = _step_size(match)
        if per is None or per.number <= 0:
            raise self.refusal(phrase, "看不懂每一步是多少", "大于 0 的数和单位", "每低 1 个百分点扣 0.5 分")
        return per

    def step_tail(self, per: Quantity) -> StepReading | None:
        """What follows a step: 扣完为止 (always so), and how an incomplete step counts."""
        reading = None
        while phrase := self.peek():
            if phrase.text in words.FLOOR:
                self.take()
            elif reading is None and (found := _step_reading(phrase.text, per)):
                reading = found
                self.take()
            else:
                break
        return reading

    def award(self, phrase: _Phrase, text: str) -> Award | Manual:
        award = _BASES.get(text)
        if isinstance(award, Award | Manual):
            return award
        if text[:1] in ("得", "计"):
            return Award(self.points(phrase, text[1:]))
        raise self.refusal(phrase, "看不懂的计分规则", FORMS, "按比例得分")

    def points(self, phrase: _Phrase, text: str) -> Points:
        points = read_points(text)
        if isinstance(points, Problem):
            raise self.refusal(phrase, "看不懂的分数", "几分,或满分的百分之几", "扣 0.5 分")
        return points

    def number(self, phrase: _Phrase, text: str) -> Decimal:
        return self.points(phrase, f"{text}分").number

    def skip(self, phrases: tuple[str, ...]) -> None:
        phrase = self.peek()
        if phrase and phrase.text in phrases:
            self.take()

    def peek(self) -> _Phrase | None:
        return self.phrases[self.at] if self.at < len(self.phrases) else None

    def take(self) -> _Phrase:
        phrase = self.phrases[self.at]
        self.at += 1
        return phrase

    def refusal(self, phrase: _Phrase, message: str, expected: str, example: str) -> _Refused:
        """The number is at fault when there is a bad one; else the phrase."""
        number = bad_number(self.cell, *phrase.span)
        if number and not _opens_a_list(number, phrase):
            return _Refused(number)
        return _Refused(
            Problem("clause-unreadable", message, self.cell.text, phrase.span, expected=expected, example=example)
        )


def _opens_a_list(number: Problem, phrase: _Phrase) -> bool:
    """``①…1分``: not a badly written number."""
    return number.code == "number-foreign-digit" and number.span == (phrase.span[0], phrase.span[0] + 1)


def _region(text: str) -> QuantityTarget | QuantityRange | None:
    """What a band covers: a comparison, or a range whose ends say 含 when they belong to it."""
    if "(含)" in text and (match := _INCLUDED.fullmatch(text)):
        bounds = parse_target(f"{match['low']}~{match['high']}")
        if not isinstance(bounds, QuantityRange):
            return None
        return replace(bounds, low_open=not match["low_in"], high_open=not match["high_in"])
    region = parse_target(text)
    if isinstance(region, QuantityTarget):
        return None if region.comparator is Comparator.UNSTATED else region
    return region if isinstance(region, QuantityRange) else None


def _is_share(region: QuantityTarget | QuantityRange) -> bool:
    if isinstance(region, QuantityTarget):
        return is_percentage(region.quantity)
    return is_percentage(region.low) and is_percentage(region.high)


def _step_size(match: re.Match[str]) -> Quantity | None:
    """One step: ``1 个百分点``, ``一次``, a bare ``次``; None when it is not a number and a unit."""
    count = match["count"] or "1"
    measure = _MEASURE.fullmatch(f"{words.NUMERALS.get(count, count)}{match['unit']}")
    per = read_measure(measure) if measure else None
    return per if isinstance(per, Quantity) and not unit_problem(per.unit) else None


def _step_reading(text: str, per: Quantity) -> StepReading | None:
    """How an incomplete step counts, when what is 不足 is the step itself: ``不足 60% 不得分`` is not."""
    match = _READING.fullmatch(text)
    if not match or not _is_one_step(match["size"], per):
        return None
    if match["complete"]:
        return StepReading.COMPLETE
    if match["share"]:
        return StepReading.PRO_RATA
    return StepReading.STARTED if _is_one_step(match["same"], per) else None


def _is_one_step(text: str, per: Quantity) -> bool:
    size = _STEP_SIZE.fullmatch(text)
    return text in _ONE_STEP or (size is not None and _step_size(size) == per)
