"""Reading raw cell text: folding, what may not occur, and the tokens every sentence shares.

Folding replaces one character by one character, so a span in the folded text is a span in the original.
Only digits, signs and white space are folded: NFKC would turn ``m²`` into ``m2``. Sentences are then
read without spaces, and ``Cell`` leads every span back to the text as written.

No pattern here or in the readers is given two ways to split the same run of characters: numbers are
atomic, units bounded, spaces gone. Time is therefore linear in the text (docs/fuzzing.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from indicators.dates import FIRST_YEAR, LAST_YEAR
from indicators.numbers import NUMBER, read_number
from indicators.problems import Problem
from indicators.quantities import Quantity
from indicators.vocabulary.signs import (
    BOTH,
    PREFIXES,
    SUFFIXES,
    VAGUE_AFTER_NUMBER,
    VAGUE_AT_END,
)
from indicators.vocabulary.units import NOT_A_SCALE, SCALES

MAX_LENGTH = 500

_FULL_WIDTH = "０１２３４５６７８９．，＋－％＝＜＞～／＊（）；：＿"
_HALF_WIDTH = "0123456789.,+-%=<>~/*();:_"
_SPACES = "\t\n\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_FOLD = str.maketrans(
    _FULL_WIDTH + "−–‐‑―〜∼" + _SPACES,
    _HALF_WIDTH + "----—~~" + " " * len(_SPACES),
)
# Control, format, surrogate and private-use characters, and letters that show as nothing.
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff"
    "\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000110bd\U000110cd\U00013430-\U0001345f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
_LOOSE_SPACE = re.compile("(?<![0-9]) ++| ++(?![0-9])")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_UNUSUAL = re.compile("[^\x00-\x7f\u2010-\u2027\u2200-\u22ff\u3001-\u3006\u3400-\u4dbf\u4e00-\u9fff]")
_SHORT_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,6})?")
_NUMBER_LIKE = re.compile(r"(?<![0-9])0[xX][0-9a-fA-F]++|[0-9][0-9_.,]*+(?:[eE][-+]?[0-9][0-9_.,]*+)?")


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SCALE = alternatives(SCALES)
_NOT_SCALE = alternatives(NOT_A_SCALE)
_CHINESE_UNIT = r"[\u4e00-\u9fff]{1,8}?(?:\([\u4e00-\u9fff]{1,3}\))??"
_LATIN_UNIT = r"[kcdm]?m[²³23]|(?![eE](?![A-Za-z]))[A-Za-zμµ℃°㎎㎏㎜㎝㎞㎡㎥]{1,5}(?:\([A-Za-z]\))?"
_ATOM = rf"(?:{_CHINESE_UNIT}|{_LATIN_UNIT})"
MEASURE = (
    rf"(?P<number>{NUMBER})(?:(?!{_NOT_SCALE})(?P<scale>{_SCALE}))?"
    rf"(?P<unit>(?:(?={_NOT_SCALE})|(?!{_SCALE}))"
    rf"(?:[%‰]|{_ATOM}(?:[/*·](?:{_ATOM}|\({_ATOM}[/*·]{_ATOM}\))){{0,3}}?))??"
)
"""A number with scale and unit; named groups number, scale, unit. For text without spaces."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One text to be read: as written, folded, and folded without spaces."""

    text: str
    folded: str
    tight: str
    """Without spaces, so that they never matter; one is left between two digits: ``1 0`` is not 10."""
    places: Sequence[int]
    """Where each character of ``tight`` stands in the text, and the end of the text."""

    def span(self, tight_span: tuple[int, int]) -> tuple[int, int]:
        """Where a part of ``tight`` stands in the text as written."""
        start, end = tight_span
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def read_cell(text: str) -> Cell | Problem:
    """The cell of a text, or why it cannot be read at all.

    >>> read_cell("＞＝ ５０ ％").tight
    '>=50%'
    """
    folded = fold(text)
    return folded if isinstance(folded, Problem) else _cell(text, folded)


def _cell(text: str, folded: str) -> Cell:
    places: list[int] = []
    end = 0
    for space in _LOOSE_SPACE.finditer(folded):
        places += range(end, space.start())
        end = space.end()
    places += range(end, len(text) + 1)
    return Cell(text, folded, _LOOSE_SPACE.sub("", folded), places)


def fold(text: str) -> str | Problem:
    """The folded text, or why it cannot be read at all (too long, hidden characters).

    >>> fold("＞＝５０％")
    '>=50%'
    """
    if len(text) > MAX_LENGTH:
        return too_long(text)
    return hidden_character(text) or text.translate(_FOLD)


def read_prose(text: str) -> Cell:
    """The cell of a text of any length: sentences are searched, never refused."""
    return _cell(text, text.translate(_FOLD))


def too_long(text: str) -> Problem:
    """More than one value or one rule."""
    return Problem(
        "text-too-long",
        f"内容超过 {MAX_LENGTH} 个字",
        text=visible(text[:20]) + "…",
        expected="一个指标值或一句规则",
        example="≥20 份",
    )


def hidden_character(text: str) -> Problem | None:
    """The first control or invisible character; line breaks and tabs are white space."""
    hidden = _FORBIDDEN.search(text.translate(_FOLD))
    if not hidden:
        return None
    name = unicodedata.name(hidden.group(), "")
    return Problem(
        "text-hidden-character",
        f"含有看不见的字符 U+{ord(hidden.group()):04X}" + (f"（{name}）" if name else ""),
        text=visible(text),
        expected="不含控制符、零宽字符和方向标记的文字",
        example="≥20 份",
    )


def visible(text: str) -> str:
    """The text with every hidden character spelled out and marked, so that it can be found."""
    return _FORBIDDEN.sub(lambda match: f"「U+{ord(match.group()):04X}」", text)


def has_han(text: str) -> bool:
    """Whether there is a Chinese word in it."""
    return _HAN.search(text) is not None


def one_space(text: str) -> str:
    """White space collapsed and trimmed."""
    return " ".join(text.split())


# ---------------------------------------------------------------- quantities


_SIGN_WORDS = tuple(word for word in (*PREFIXES, *SUFFIXES, *BOTH) if has_han(word))
_NOT_IN_UNIT = re.compile(alternatives((*_SIGN_WORDS, "(含)", "(不含)", "扣", "得分", "满分", "评分")))
_DOTTED_MONTH = re.compile(r"[0-9]{4}\.(?:0[1-9]|1[0-2])")
_NUMERAL_FIRST = re.compile("(?!百分)[零〇一二两三四五六七八九十百廿]")


def read_measure(match: re.Match[str]) -> Quantity | Problem:
    """The quantity behind the groups of ``MEASURE``, any unit."""
    return _quantity(match, "")


def _quantity(match: re.Match[str], prefix: str) -> Quantity | Problem:
    number = read_number(match[f"{prefix}number"])
    if isinstance(number, Problem):
        return number
    return Quantity(number, match[f"{prefix}scale"] or "", match[f"{prefix}unit"] or "")


def read_quantity(match: re.Match[str], cell: Cell, prefix: str = "", kind: str = "target") -> Quantity | Problem:
    """The quantity behind the groups of ``MEASURE``, when its unit is one: no blur, sign or date in it.

    ``prefix`` tells two of them apart; ``kind`` opens the code of the Problem.
    """
    quantity = _quantity(match, prefix)
    if isinstance(quantity, Problem):
        return in_context(quantity, cell.text, cell.span(match.span(f"{prefix}number")))
    problem = unit_problem(quantity.unit, kind) or date_problem(quantity)
    if problem:
        place = match.span(f"{prefix}{'unit' if quantity.unit else 'number'}")
        return in_context(problem, cell.text, cell.span(place))
    return quantity


def unit_problem(unit: str, kind: str = "target") -> Problem | None:
    """Why something after a number is not its unit: ``左右``, ``个以上``, ``十家``."""
    if unit.startswith(VAGUE_AFTER_NUMBER) or unit.endswith(VAGUE_AT_END):
        return vague(kind)
    if _NOT_IN_UNIT.search(unit) or _NUMERAL_FIRST.match(unit):
        return Problem(
            "unit-unreadable",
            "数字后面不是计量单位",
            text=unit,
            expected="计量单位,以上、以内等字写在最后,数全部用阿拉伯数字",
            example="≥20 家",
        )
    return None


def vague(kind: str) -> Problem:
    """A blurred number cannot be scored exactly."""
    return Problem(f"{kind}-vague", "约数无法计分", expected="确定的数或区间", example="18 家~22 家")


def date_problem(quantity: Quantity) -> Problem | None:
    """``9 月中旬``, ``2024 年上半年``, ``2024.12`` are dates this language has no words for, not quantities."""
    year = not quantity.scale and FIRST_YEAR <= quantity.number <= LAST_YEAR
    dotted = year and not quantity.unit and _DOTTED_MONTH.fullmatch(str(quantity.number))
    if dotted or quantity.unit.startswith("月") or (year and quantity.unit.startswith("年")):
        return Problem(
            "date-unreadable",
            "看不懂的日期",
            expected="写到年、月或日的日期;时长写「个月」,数写上单位",
            example="≤2024 年 9 月",
        )
    return None


def in_context(problem: Problem, original: str, span: tuple[int, int]) -> Problem:
    """A problem about a token, shown inside the whole cell."""
    return replace(problem, text=original, span=span)


# ---------------------------------------------------------------- what looks like a number


def bad_number(cell: Cell, start: int = 0, end: int = MAX_LENGTH) -> Problem | None:
    """What looks like a number between two places and is none: ``1e9``, ``1_000``, ``½``, ``٣``."""
    for character in _UNUSUAL.finditer(cell.folded, start, end):
        if unicodedata.category(character.group()) in ("Nd", "No", "Nl"):
            return _foreign_digit(cell.text, character.start())
    for match in _NUMBER_LIKE.finditer(cell.folded, start, end):
        token = match.group().rstrip(".,")
        if _SHORT_NUMBER.fullmatch(token):
            continue
        number = read_number(token)
        if isinstance(number, Problem):
            return in_context(number, cell.text, (match.start(), match.start() + len(token)))
    return None


def _foreign_digit(text: str, position: int) -> Problem:
    return Problem(
        "number-foreign-digit",
        "不是阿拉伯数字 0~9",
        text=text,
        span=(position, position + 1),
        expected="半角或全角的 0~9",
        example="≥20 份",
    )
