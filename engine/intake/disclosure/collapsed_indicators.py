"""Indicator rows whose tabs became spaces (空格隔开的指标行): what is certain is read, the rest has its candidates.

Certain is what only one reading fits: points are the last two numbers before a reason, a target begins with its sign,
what was achieved with ``=`` or is a grade; an official level stands before a name. Everything else is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.intake.disclosure.collapsed_levels import LEVELS, Levels, levels_of
from engine.intake.disclosure.collapsed_words import has_sign, is_bare
from engine.intake.disclosure.figures import figure
from engine.intake.disclosure.texts import settled
from indicators.language.achievements import parse_achievement
from indicators.language.targets import parse_target
from indicators.problems import Problem
from indicators.vocabulary.grades import WORDINGS

_KNOWN = re.compile(
    "(?:长期|持续|不断|逐步|进一步|显著|明显|有效|有所|稳步|全面)?"
    "(?:提升|提高|加强|增强|改善|推动|推进|促进|保障|落实|完善|优化|维护|稳定|有效|满意|良好|优秀)"
)
"""Targets in words, as forms have them."""
_DIGITS = frozenset("0123456789")
_AFTER_NUMBER = re.compile(r"[≥≧⩾≤≦⩽=═<>＝＞＜]{0,2} ?[0-9,.]+[%％]?|年|月|日")
_MEASURE = re.compile("个|家|次|户|场|份|篇|名|辆|件|起|人次|万|亿|元|天|%|％|多|余")
"""With these a reason goes on with the number before it, which then is no score."""
_INHERITED = "一级、二级指标随上面存疑的那一行"
_LONGEST = 300
"""Words of a row; ways to part more are too many to go through."""
_MOST = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """A row read (读出的一行): its texts by meaning, and how else it can be read."""

    cells: dict[str, str]
    candidates: tuple[str, ...] = ()
    are_levels_certain: bool = True

    @property
    def is_certain(self) -> bool:
        return not self.candidates

    @property
    def states_levels(self) -> bool:
        """Whether nothing of its levels comes from the rows above."""
        return self.are_levels_certain and all(self.cells.get(one) for one in LEVELS)

    def below(self, above: Reading) -> Reading:
        """The row below another: what it takes from doubtful levels is doubtful."""
        if above.are_levels_certain or self.states_levels:
            return self
        return replace(self, candidates=(*self.candidates, _INHERITED), are_levels_certain=False)


def read_row(words: Sequence[str], meanings: Sequence[str]) -> Reading | None:
    """A row with its points; None for a line that has none."""
    if len(words) > _LONGEST:
        return None
    levels = levels_of(words, meanings)
    rest = words[levels.end :]
    pairs = _pairs(rest)
    first = _points(rest, pairs, "deviation_analysis" in meanings)
    if first == 0:
        return None
    body = _body(rest[:first], "target_basis" in meanings)
    cells = {**levels.cells, **body.cells, "weight": rest[first], "score": rest[first + 1]}
    cells["deviation_analysis"] = " ".join(rest[first + 2 :])
    is_name = levels.are_known and (levels.are_official or (body.is_certain and _name_words(body) == 1))
    are_points = len(pairs) == 1 and not _MEASURE.match(cells["deviation_analysis"])
    if body.is_certain and is_name and are_points and not _is_above(cells["score"], cells["weight"]):
        return Reading(cells)
    shown = body.candidates or _shown_names(words, levels, _name_words(body))
    return Reading(cells, tuple(one[:200] for one in shown[:_MOST]), is_name)


def _pairs(words: Sequence[str]) -> list[int]:
    """Where two numbers without a unit follow each other."""
    return [place for place in range(len(words) - 1) if is_bare(words, place) and is_bare(words, place + 1)]


def _points(words: Sequence[str], pairs: Sequence[int], may_explain: bool) -> int:
    """Where weight and score stand: two numbers before a reason or the end; 0 for nowhere."""
    for place in pairs:
        if place + 2 == len(words) or (may_explain and not is_bare(words, place + 2)):
            return place
    return 0


def _is_above(score: str, weight: str) -> bool:
    one, other = figure(score), figure(weight)
    return one is None or other is None or one > other


def _body(words: Sequence[str], has_basis: bool) -> Reading:
    """Name, target and what was achieved."""
    signs = [place for place, word in enumerate(words) if has_sign(word)]
    if len(signs) == 2 and signs[0] > 0 and words[signs[1]].startswith(("=", "＝")):
        return _both_signed(words, signs[0], signs[1], has_basis)
    grades = [place for place in range(1, len(words)) if "".join(words[place:]) in WORDINGS]
    if grades and len(signs) <= 1 and not has_basis:
        return _graded(words, grades, signs)
    if len(signs) == 1 and signs[0] > 0 and not has_basis:
        return _one_signed(words, signs[0])
    return _guessed(words)


def _both_signed(words: Sequence[str], first: int, second: int, has_basis: bool) -> Reading:
    if not has_basis:
        found = _split(words, first, second)
        return found if _is_target(found) and _is_achieved(found) else _doubtful(found, words)
    ends = [end for end in range(first + 1, second + 1) if _parses(parse_target(" ".join(words[first:end])))]
    end = ends[-1] if ends else second
    whole = _split(words, first, second)
    cells = {**whole.cells, "target": " ".join(words[first:end]), "target_basis": " ".join(words[end:second])}
    ways = tuple(f"指标值：{' '.join(words[first:one])}；依据：{' '.join(words[one:second])}" for one in ends or [end])
    return Reading(cells, ways)


def _graded(words: Sequence[str], grades: list[int], signs: list[int]) -> Reading:
    end = grades[0]
    if signs and 0 < signs[0] < end:
        found = _split(words, signs[0], end)
        return found if _is_target(found) and len(grades) == 1 else _doubtful(found, words)
    known = [place for place in range(1, end) if _KNOWN.fullmatch("".join(words[place:end]))]
    found = _split(words, known[0] if known else max(end - 1, 0), end)
    return found if end == 2 and known and len(grades) == 1 and not signs else _doubtful(found, words)


def _one_signed(words: Sequence[str], first: int) -> Reading:
    """An achieved value without its sign: there must be one way to part two values."""
    found = [
        one
        for second in range(first + 1, len(words))
        if words[second][:1] in _DIGITS and _is_target(one := _split(words, first, second)) and _is_achieved(one)
    ]
    is_target_sign = not words[first].startswith(("=", "＝"))
    if len(found) == 1 and is_target_sign:
        return found[0]
    return _doubtful(found[-1] if found else _guessed(words), words)


def _guessed(words: Sequence[str]) -> Reading:
    return _doubtful(_split(words, max(len(words) - 2, 1), max(len(words) - 1, 2)), words)


def _split(words: Sequence[str], first: int, second: int) -> Reading:
    pieces = words[:first], words[first:second], words[second:]
    return Reading(dict(zip(("name", "target", "achieved"), map(" ".join, pieces), strict=True)))


def _is_target(one: Reading) -> bool:
    return _is_one_value(one.cells["target"]) and _parses(parse_target(one.cells["target"]))


def _is_achieved(one: Reading) -> bool:
    return _is_one_value(one.cells["achieved"]) and _parses(parse_achievement(one.cells["achieved"]))


def _is_one_value(text: str) -> bool:
    """Whether no more than one word follows a number; a second may be a cell of its own."""
    return "".join(text.split()) in WORDINGS or len(_AFTER_NUMBER.sub("", text).split()) <= 1


def _parses(read: object) -> bool:
    return not isinstance(read, Problem)


def _doubtful(one: Reading, words: Sequence[str]) -> Reading:
    """The reading with others beside it: the achieved value as read, the target from each other word on."""
    end = len(words) - len(one.cells["achieved"].split(" ")) if one.cells["achieved"] else len(words)
    others = [_split(words, place, end) for place in range(max(end - _MOST, 1), end)]
    shown = [_shown(each) for each in (one, *others)]
    return replace(one, candidates=tuple(dict.fromkeys(shown)))


def _shown(one: Reading) -> str:
    name, target, achieved = (settled(one.cells[each]) for each in ("name", "target", "achieved"))
    return f"指标：{name}；指标值：{target}；完成值：{achieved}"


def _name_words(body: Reading) -> int:
    """How many words the name has: with one, no level can be among them."""
    return len(body.cells["name"].split())


def _shown_names(words: Sequence[str], levels: Levels, count: int) -> tuple[str, ...]:
    """Which of the words before the target can be levels, and where the name can begin."""
    end = levels.end + count
    return tuple(
        f"{'级别：' + ' '.join(words[levels.start : place]) + '；' if place > levels.start else ''}"
        f"指标：{' '.join(words[place:end])}"
        for place in range(levels.start, end)
    )
