"""Comparators (计算符号) as people write them: before the number, or after it."""

from __future__ import annotations

from enum import Enum


class Comparator(Enum):
    """Comparison operator (计算符号); the value is its canonical sign."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    EXACTLY = "="
    MORE_THAN = ">"
    LESS_THAN = "<"
    BETWEEN = "~"
    UNSTATED = ""
    """No sign was written: declared elsewhere or inferred with a finding, never guessed silently."""


# Longest first matters only inside the compiled pattern, which sorts them.
PREFIXES: dict[str, Comparator] = {
    **dict.fromkeys(
        ("≥", "≧", "⩾", ">=", "=>", "大于等于", "大于或等于", "不少于", "不低于", "不小于", "至少", "最少", "不短于", "达到"),
        Comparator.AT_LEAST,
    ),
    **dict.fromkeys(
        ("≤", "≦", "⩽", "<=", "=<", "小于等于", "小于或等于", "不超过", "不高于", "不大于", "不多于", "至多", "最多", "不晚于", "不迟于", "控制在"),
        Comparator.AT_MOST,
    ),
    **dict.fromkeys(("=", "═", "==", "等于"), Comparator.EXACTLY),
    **dict.fromkeys((">", "大于", "超过", "高于", "多于"), Comparator.MORE_THAN),
    **dict.fromkeys(("<", "小于", "低于", "少于"), Comparator.LESS_THAN),
}

# 民法典 usage: 以上, 以下, 以内 include the number itself.
SUFFIXES: dict[str, Comparator] = {
    **dict.fromkeys(("及以上", "(含)以上", "以上(含)", "以上"), Comparator.AT_LEAST),
    **dict.fromkeys(("及以下", "(含)以下", "以下(含)", "以下", "以内", "之内"), Comparator.AT_MOST),
}

DATE_SUFFIXES: dict[str, Comparator] = {
    **dict.fromkeys(("底前", "末前", "底之前", "末之前", "底以前", "末以前", "底", "末", "内"), Comparator.AT_MOST),
    **dict.fromkeys(("及以前", "及之前", "(含)前"), Comparator.AT_MOST),
    **dict.fromkeys(("前", "之前", "以前"), Comparator.LESS_THAN),
}

PLUS_MINUS = "±"
RANGE_SEPARATORS = ("~", "--", "——", "—", "-", "至", "到")
BOTH = ("且", "并且", "同时")

VAGUE = ("左右", "上下", "约", "大约", "大概", "近", "余")
"""Words that blur a number; a target with one is refused because it cannot be scored exactly."""
VAGUE_AFTER_NUMBER = ("左右", "上下", "余", "多", "几", "来")
"""The same between a number and its unit (20 余家)."""
VAGUE_AT_END = ("左右", "上下")
"""The same after the unit (20 家左右)."""
