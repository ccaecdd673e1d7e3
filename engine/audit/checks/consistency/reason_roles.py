"""What a number in a reason claims (原因里的数指什么): a deviation, a completion rate, a target or a value achieved."""

from __future__ import annotations

import re
from enum import Enum

from indicators.language.prose_mentions import Mention, MentionKind
from indicators.vocabulary.prose import WEAK_CHANGES
from indicators.vocabulary.signs import Comparator

_NOT_THIS_YEAR = re.compile("下年|明年|今后|下一步|上年|去年|往年|以后年度|同期|其中|分别|平均|部分|每")
_AGAINST_TARGET = re.compile("(?:比|较|与)(?:年初|年度)?(?:目标|计划|预期|预算|指标)|实际")
_COMPLETION = re.compile("完成(?:率|比例)(?:达到|达|为|是)?$")
_TARGET = re.compile("(?:目标值?|计划数?|预期|原定|指标值)(?:是|为|应为|值为|完成)?(?:不少于|至少)?$")
_ACHIEVED = re.compile("实际(?:完成|支出|发生|开展|举办|使用|于)?(?:数|值)?(?:是|为|达|达到|了)?$")


class Role(Enum):
    """What the number is held against."""

    DEVIATION = "偏差"
    COMPLETION = "完成率"
    TARGET = "目标"
    ACHIEVED = "实际"


def role_of(mention: Mention) -> Role | None:
    """The role that the words right before the number give it; None where they give none surely."""
    if mention.is_vague or mention.compared_with or _NOT_THIS_YEAR.search(mention.before):
        return None
    if mention.side is not None:
        return Role.DEVIATION if _is_deviation(mention) else None
    if mention.kind is MentionKind.PERCENT and _COMPLETION.search(mention.before):
        return Role.COMPLETION
    if _ACHIEVED.search(mention.before):
        return Role.ACHIEVED
    return Role.TARGET if _TARGET.search(mention.before) else None


def _is_deviation(mention: Mention) -> bool:
    """超出 5 家 is one; 超过 20 家 may be the value itself, 增加 2 次 the cause, unless the target is named."""
    if mention.comparator is not Comparator.UNSTATED:
        return False
    return not mention.claim.startswith(WEAK_CHANGES) or _AGAINST_TARGET.search(mention.before) is not None
