"""Units (计量单位): scales, spellings of the same unit, exact factors."""

from __future__ import annotations

SCALES: dict[str, int] = {
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}

NOT_A_SCALE = ("千克", "千米", "千瓦", "千伏", "千卡", "千帕", "千焦", "千赫", "千字节")
"""Units whose first character only looks like a scale."""

PERCENT = "%"
PERCENTAGE_POINT = "百分点"

# unit as written -> (base unit, numerator, denominator): one written unit is numerator/denominator bases.
CONVERSIONS: dict[str, tuple[str, int, int]] = {
    "百分比": (PERCENT, 1, 1),
    "百分点": (PERCENT, 1, 1),
    "个百分点": (PERCENT, 1, 1),
    "‰": (PERCENT, 1, 10),
    "角": ("元", 1, 10),
    "分钱": ("元", 1, 100),
    "名": ("人", 1, 1),
    "人数": ("人", 1, 1),
    "位": ("人", 1, 1),
    "日": ("天", 1, 1),
    "分钟": ("小时", 1, 60),
    "公里": ("米", 1000, 1),
    "千米": ("米", 1000, 1),
    "km": ("米", 1000, 1),
    "m": ("米", 1, 1),
    "厘米": ("米", 1, 100),
    "㎡": ("平方米", 1, 1),
    "m²": ("平方米", 1, 1),
    "平方": ("平方米", 1, 1),
    "平米": ("平方米", 1, 1),
    "公顷": ("平方米", 10000, 1),
    "平方公里": ("平方米", 1000000, 1),
    "m2": ("平方米", 1, 1),
    "m³": ("立方米", 1, 1),
    "m3": ("立方米", 1, 1),
    "立方": ("立方米", 1, 1),
    "千克": ("公斤", 1, 1),
    "kg": ("公斤", 1, 1),
    "吨": ("公斤", 1000, 1),
    "克": ("公斤", 1, 1000),
}
