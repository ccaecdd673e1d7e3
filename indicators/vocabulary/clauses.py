"""Words of the scoring clauses (计分规则用语)."""

from __future__ import annotations

from enum import Enum


class Subject(Enum):
    """What a condition is about."""

    COMPLETION_RATE = "完成率"
    """Achieved ÷ target."""
    DEVIATION_RATE = "偏差率"
    """|achieved − target| ÷ |target|."""
    OVERSHOOT_RATE = "超出率"
    """(achieved − target) ÷ |target|."""
    ACHIEVED = "实际值"
    """The value achieved itself, with its unit."""
    EXECUTION_RATE = "执行率"
    """Outturn ÷ revised budget; for rules about a whole project."""
    SCORE_RATE = "得分率"
    """Score ÷ weight of a row."""
    DEVIATION = "偏差"
    """|achieved − target| in the target's own unit; in points for percentages."""


SUBJECTS: dict[str, Subject] = {subject.value: subject for subject in Subject}


class Side(Enum):
    """Which side of the mark a step deduction counts on."""

    BELOW = "少"
    ABOVE = "超"
    EITHER = "偏离"


STEP_VERBS: dict[str, Side] = {
    **dict.fromkeys(("少于", "少", "低于", "低", "降低", "减少", "下降", "缺", "缺少", "提前", "早"), Side.BELOW),
    **dict.fromkeys(
        ("多于", "多", "高于", "高", "高出", "超过", "超出", "超", "增加", "出现", "发现", "发生", "迟", "晚", "延迟", "逾期", "推迟"),
        Side.ABOVE,
    ),
    **dict.fromkeys(("偏离", "偏差", "相差"), Side.EITHER),
}


class StepReading(Enum):
    """How an incomplete step counts (不足一步怎么扣). ``每少 N 扣 M`` does not say."""

    PRO_RATA = "不足一步按比例扣"
    COMPLETE = "不足一步不扣"
    STARTED = "不足一步按一步扣"


NUMERALS: dict[str, str] = {
    "一": "1",
    "二": "2",
    "两": "2",
    "三": "3",
    "四": "4",
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
    "九": "9",
    "十": "10",
}
"""Chinese numerals stand in clauses (每低一个百分点), never in targets."""

MET_FULL = ("达标得满分", "达到目标得满分", "达到目标值得满分", "完成目标得满分", "按期完成得满分", "达标的得满分")
PROPORTIONAL = ("按比例得分", "按完成比例得分", "按完成率得分", "按比例计分")
INVERSE = ("按反比例得分", "按反比例计分")
DEVIATION_RATE = ("按偏差率得分", "按偏离度得分")
ACTUAL_PERCENT = ("按实际百分比得分",)
OVERRUN = ("超出部分按比例扣分", "超出部分按比例扣减")
MANUAL = ("人工评分", "须人工评分", "需人工评分")
BY_GRADE = ("按等次得分", "按评判等级得分")
FULL = ("得满分", "满分")
NOTHING = ("不得分", "得0分", "计0分", "不计分")
FLOOR = ("扣完为止", "扣完该项分值为止", "最低0分", "直至扣完")
GIVE_REASON = ("并说明理由", "说明理由", "须说明理由")
OTHERWISE = "否则"
"""Opens what happens when the target is missed or no band applies."""
BEYOND_TARGET = {"超过目标": ">", "超出目标": ">", "低于目标": "<"}
"""Short for 完成率>100% and 完成率<100%. Not 未达标 or 超标: a ceiling is missed from above, a floor is not."""
