"""Achievement grades (完成等次) and the words for done and not done. Several wordings, one grade."""

from __future__ import annotations

from enum import Enum


class Grade(Enum):
    """Achievement grade of a qualitative indicator (定性指标完成等次)."""

    ACHIEVED = "达成预期指标"
    PARTLY = "部分达成预期指标并具有一定效果"
    NOT_ACHIEVED = "未达成预期指标且效果较差"


WORDINGS: dict[str, Grade] = {
    **dict.fromkeys(
        (
            "达成预期指标",
            "达成年度指标",
            "达成年度预期指标",
            "达成预期目标",
            "达成目标",
            "达成指标",
            "达成",
            "完全达成",
            "完全达成预期指标",
            "完全达成预期目标",
            "完全达到预期目标",
            "完全达到预期指标",
            "达到预期目标",
            "达到预期指标",
            "达到预期",
            "全部达成",
        ),
        Grade.ACHIEVED,
    ),
    **dict.fromkeys(
        (
            "部分达成预期指标并具有一定效果",
            "部分达成年度指标并具有一定效果",
            "部分达成预期目标并具有一定效果",
            "部分达到预期目标并具有一定效果",
            "部分达到预期指标并具有一定效果",
            "部分达成并具有一定效果",
            "部分达成预期指标",
            "部分达成预期目标",
            "部分达到预期目标",
            "部分达到预期指标",
            "部分达成",
        ),
        Grade.PARTLY,
    ),
    **dict.fromkeys(
        (
            "未达成预期指标且效果较差",
            "未达成年度指标且效果较差",
            "未达成预期目标且效果较差",
            "未达到预期目标且效果较差",
            "未达到预期指标且效果较差",
            "未达成且效果较差",
            "未达成预期指标",
            "未达成预期目标",
            "未达到预期目标",
            "未达到预期指标",
            "未达成",
        ),
        Grade.NOT_ACHIEVED,
    ),
}

DONE = ("完成", "已完成", "全部完成", "按期完成", "按时完成")
NOT_DONE = ("未完成", "没有完成", "尚未完成")

SHORT_NAMES: dict[str, Grade] = {
    "达成": Grade.ACHIEVED,
    "部分达成": Grade.PARTLY,
    "未达成": Grade.NOT_ACHIEVED,
}
"""How a scoring clause names the three grades."""

SCALE_LEVELS = "优良好中可低高差强弱大小"
"""Characters a declared scale (定性 优良中低差) may be made of."""
