"""What the official forms call things: dimensions (一级指标), categories (二级指标), directions."""

from __future__ import annotations

from enum import Enum


class Dimension(Enum):
    """Performance dimension (一级指标); the value is the wording of the form."""

    OUTPUT = "产出指标"
    OUTCOME = "效益指标"
    SATISFACTION = "满意度指标"
    COST = "成本指标"
    MANDATE = "履职效能"
    INPUT = "投入指标"
    PROCESS = "过程指标"


DIMENSION_NAMES: dict[str, Dimension] = {
    **{dimension.value: dimension for dimension in Dimension},
    "产出": Dimension.OUTPUT,
    "项目完成指标": Dimension.OUTPUT,
    "项目产出": Dimension.OUTPUT,
    "效益": Dimension.OUTCOME,
    "效果": Dimension.OUTCOME,
    "效果指标": Dimension.OUTCOME,
    "项目效益": Dimension.OUTCOME,
    "满意度": Dimension.SATISFACTION,
    "成本": Dimension.COST,
    "履职效能指标": Dimension.MANDATE,
    "投入": Dimension.INPUT,
    "过程": Dimension.PROCESS,
}
"""Spellings of one dimension in forms of different years and provinces."""


class Category(Enum):
    """Indicator category (二级指标)."""

    QUANTITY = "数量指标"
    QUALITY = "质量指标"
    TIMELINESS = "时效指标"
    ECONOMIC_COST = "经济成本指标"
    SOCIAL_COST = "社会成本指标"
    ENVIRONMENTAL_COST = "生态环境成本指标"
    ECONOMIC = "经济效益指标"
    SOCIAL = "社会效益指标"
    ENVIRONMENTAL = "生态效益指标"
    SUSTAINABILITY = "可持续影响指标"
    BENEFICIARY_SATISFACTION = "服务对象满意度指标"


CATEGORY_NAMES: dict[str, Category] = {
    **{category.value: category for category in Category},
    **{category.value.removesuffix("指标"): category for category in Category},
    "满意度指标": Category.BENEFICIARY_SATISFACTION,
    "成本指标": Category.ECONOMIC_COST,
    "进度指标": Category.TIMELINESS,
}
"""Spellings of one category; others are allowed (hunan's 预算执行 …) and match no rule by category."""


class Direction(Enum):
    """Direction of improvement (指标方向): a fact beside the comparator, declared by people."""

    HIGHER_IS_BETTER = "正向"
    LOWER_IS_BETTER = "反向"


class Form(Enum):
    """Which official form an assessment is printed on."""

    PROJECT = "项目支出"
    DEPARTMENT = "部门整体支出"
