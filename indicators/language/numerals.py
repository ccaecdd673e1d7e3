"""Chinese numerals (中文数字) as sentences write them: 两, 十五, 三百零六."""

from __future__ import annotations

import re

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_DIGIT = "[一二两三四五六七八九]"
_NUMERAL = re.compile(
    rf"(?:(?P<thousands>{_DIGIT})千)?(?:[零〇]?(?P<hundreds>{_DIGIT})百)?"
    rf"(?:[零〇]?(?P<tens>{_DIGIT})?(?P<ten>十))?(?:[零〇]?(?P<ones>{_DIGIT}))?"
)


def read_numeral(text: str) -> int | None:
    """The number below ten thousand that a numeral means; None for 二三十, 百十, and for what is none.

    >>> [read_numeral(text) for text in ("两", "十五", "三百零六", "二三", "")]
    [2, 15, 306, None, None]
    """
    found = _NUMERAL.fullmatch(text)
    if not text or found is None:
        return None
    tens = _DIGITS[found["tens"] or "一"] if found["ten"] else 0
    thousands, hundreds, ones = (_DIGITS[found[name] or "零"] for name in ("thousands", "hundreds", "ones"))
    return thousands * 1000 + hundreds * 100 + tens * 10 + ones
