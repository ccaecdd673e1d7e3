"""Whether two sentences are nearly the same (几乎相同): cheap bounds first, the exact comparison seldom."""

from __future__ import annotations

from difflib import SequenceMatcher

NEARLY = 0.8
"""Share of common characters from which a sentence was pasted, not written."""


def alike(first: str, second: str) -> bool:
    """Whether two texts share four fifths of their characters in order.

    >>> alike("活动出勤率完成，年初测算保守。", "活动成功率完成，年初测算保守。"), alike("工作量增加", "车辆停用")
    (True, False)
    """
    if first == second:
        return True
    needed = NEARLY * (len(first) + len(second)) / 2
    if min(len(first), len(second)) < needed or min(_in_common(first, second), _in_common(second, first)) < needed:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= NEARLY


def _in_common(first: str, second: str) -> int:
    """Characters of the first that stand anywhere in the second: no comparison in order can find more."""
    known = set(second)
    return sum(1 for character in first if character in known)
