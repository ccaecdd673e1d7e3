"""A target over three columns (计算符号、指标值、计量单位) and back: what was written returns to the letter."""

from __future__ import annotations

import re

from indicators.numbers import NUMBER

SIGNS = ("≥", "≤", "=", ">", "<")
_SIGN = re.compile(r"(≥|≤|>=|<=|=|>|<)?(.*)", re.DOTALL)
_MEASURED = re.compile(rf"({NUMBER})(?: (\S+)|([%‰]))")
_TIGHT = ("%", "‰")
"""Units written right behind the number."""

Triple = tuple[str, str, str]


def split_target(text: str) -> Triple:
    """Sign, value and unit where they can be put together again to exactly this text, else all of it as the value.

    >>> split_target("≥20 份"), split_target("=100%"), split_target("有效提升")
    (('≥', '20', '份'), ('=', '100', '%'), ('', '有效提升', ''))
    """
    found = _SIGN.fullmatch(text)
    assert found is not None, "the pattern matches every text"
    sign, rest = found[1] or "", found[2]
    measured = _MEASURED.fullmatch(rest)
    triple = (sign, measured[1], measured[2] or measured[3]) if measured else (sign, rest, "")
    is_exact = join_target(*triple) == text and all(part == part.strip() for part in triple)
    return triple if rest and is_exact else ("", text, "")


def join_target(sign: str, value: str, unit: str) -> str:
    """The target that three columns say.

    >>> join_target("≥", "20", "份"), join_target("=", "100", "%"), join_target("", "", "")
    ('≥20 份', '=100%', '')
    """
    between = "" if not unit or unit in _TIGHT or not value else " "
    return f"{sign}{value}{between}{unit}"
