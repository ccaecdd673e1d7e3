"""Whether two sentences are nearly the same (几乎相同): cheap bounds first, the exact comparison seldom."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

NEARLY = 0.8
"""Share of common characters from which a sentence was pasted, not written."""
RUN = 3


def alike(first: str, second: str) -> bool:
    """Whether two texts share four fifths of their characters in order.

    >>> alike("活动出勤率完成，年初测算保守。", "活动成功率完成，年初测算保守。"), alike("工作量增加", "车辆停用")
    (True, False)
    """
    if first == second:
        return True
    needed = NEARLY * (len(first) + len(second)) / 2
    if min(len(first), len(second)) < needed or min(_most_kept(first, second), _most_kept(second, first)) < needed:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= NEARLY


def runs(text: str) -> tuple[str, ...]:
    """Every three characters in a row: sentences that share none were not pasted, and need no comparison.

    >>> runs("工作量增"), runs("增加")
    (('工作量', '作量增'), ('增加',))
    """
    return tuple(dict.fromkeys(text[start : start + RUN] for start in range(max(len(text) - RUN + 1, 1))))


def _most_kept(first: str, second: str) -> int:
    """What can at most be kept of the first: every character that the second has not is one less."""
    return len(first) - len(_characters(first) - _characters(second))


@lru_cache(maxsize=4096)
def _characters(text: str) -> frozenset[str]:
    return frozenset(text)
