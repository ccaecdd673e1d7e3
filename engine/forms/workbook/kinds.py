"""What a workbook asks for (填报什么): the cells of each kind, what the sheet calls them, which of them are filled in.

One table for the writer and the reader, so that what is printed in a column is what is read out of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from indicators.content import FIELD_NAMES, PARTS, PLACE_NAMES

Key = tuple[str, str]
"""A cell of a sheet: the table or row it belongs to, and the field."""


class Kind(Enum):
    """What a workbook is for (填报种类)."""

    TARGETS = "targets"
    MONITORING = "monitoring"
    SELF_ASSESSMENT = "self-assessment"

    @property
    def title(self) -> str:
        return {"targets": "目标申报", "monitoring": "执行监控", "self-assessment": "绩效自评"}[self.value]


@dataclass(frozen=True, slots=True)
class Field:
    """A field (栏) as the sheet shows it."""

    name: str
    heading: str
    width: int = 12
    choices: str = ""
    """Which list of the workbook may be chosen from."""
    aliases: tuple[str, ...] = ()
    """Other headings it is known by when a workbook comes back."""


SIGN, VALUE, UNIT = "target.sign", "target.value", "target.unit"
"""The three columns a target is split over; together they are the field ``target``."""

ROW_ID, SCORE, REVIEW, HINT, POINTS = "row_id", "shown_score", "review", "hint", "points"
"""Columns that are ours: hidden id, score as built, comments, live hint, weight as a number."""

HEAD: tuple[Field, ...] = (
    Field("name", "项目名称"),
    Field("fiscal_year", "预算年度", aliases=("年度",)),
    Field("supervising_department", "主管部门"),
    Field("implementing_unit", "实施单位"),
    Field("rulebook", "评分办法", choices="jx_rulebook"),
    Field("form", "表式", choices="jx_form"),
)
_ROW_HEAD = (
    Field("dimension", "一级指标", 18, "jx_l1"),
    Field("category", "二级指标", 18, "jx_l2"),
    Field("name", "三级指标", 26, aliases=("指标名称",)),
)
_WEIGHT = Field("weight", "分值", 8, aliases=("权重", "分值（权重）"))
_TARGET = Field("target", "年度指标值", 17, aliases=("指标值",))
_ANALYSIS = Field("deviation_analysis", "偏差原因分析及改进措施", 32)
_POINTS_GIVEN = Field("score", "人工评分", 10, aliases=("人工得分",))
_REASON = Field("score_reason", "评分理由", 20, aliases=("理由",))

ROW_FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.TARGETS: (
        *_ROW_HEAD,
        Field(SIGN, "计算符号", 10, "jx_sign"),
        Field(VALUE, "指标值", 16, aliases=("年度指标值",)),
        Field(UNIT, "计量单位", 10, "jx_unit"),
        _WEIGHT,
        Field("target_basis", "指标值设定依据", 24, aliases=("设定依据",)),
        Field("previous_achieved", "上年完成值", 13),
        Field("direction", "指标方向", 10, "jx_direction"),
        Field("scoring_rule", "计分规则", 28),
    ),
    Kind.MONITORING: (
        *_ROW_HEAD,
        _TARGET,
        _WEIGHT,
        Field("actual", "截至期末完成值", 17, aliases=("1-月完成值", "完成值")),
        Field("expected", "全年预计完成值", 17),
        Field("cause", "偏差原因", 16, "jx_cause"),
        Field("cause_note", "偏差原因说明", 28),
        Field("likelihood", "完成目标可能性", 15, "jx_likelihood"),
    ),
    Kind.SELF_ASSESSMENT: (
        *_ROW_HEAD,
        _TARGET,
        _WEIGHT,
        Field(SCORE, "得分", 8, aliases=("程序算的得分",)),
        Field("achieved", "实际完成值", 17),
        _ANALYSIS,
        Field("evidence", "佐证材料", 20),
        Field("not_applicable", "不适用的原因", 16, aliases=("不适用原因",)),
        _POINTS_GIVEN,
        _REASON,
    ),
}
"""Columns of the indicator table, from the second on; the first is the hidden id."""

_BUDGETS = (
    Field("original_budget", "年初预算数", aliases=("年初预算",)),
    Field("revised_budget", "全年预算数", aliases=("全年预算",)),
)
MONEY_FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.TARGETS: _BUDGETS,
    Kind.MONITORING: _BUDGETS,
    Kind.SELF_ASSESSMENT: (
        *_BUDGETS,
        Field("outturn", "全年执行数", aliases=("全年执行",)),
        _ANALYSIS,
        _POINTS_GIVEN,
        _REASON,
    ),
}
ONLY_TOTAL = ("deviation_analysis", "score", "score_reason")
"""Fields of the total that its parts have not."""

PAIRS: dict[Kind, tuple[tuple[str, Field], ...]] = {
    Kind.TARGETS: (("objective", Field("planned", "预期目标", aliases=("年度总体目标",))),),
    Kind.MONITORING: (
        ("monitoring", Field("month", "监控到几月", aliases=("监控月份",))),
        ("monitoring", Field("outturn", "到月底执行数", aliases=("到月底执行数（万元）",))),
        ("monitoring", Field("note", "监控说明")),
    ),
    Kind.SELF_ASSESSMENT: (
        ("objective", Field("planned", "预期目标", aliases=("年度总体目标",))),
        ("objective", Field("achieved", "实际完成情况", aliases=("实际完成目标",))),
    ),
}
"""Label and value beside it, below the money."""

NUMBERS = frozenset({"original_budget", "revised_budget", "outturn", "weight", "score", "month", "fiscal_year"})
"""Fields of which the number counts, not how it is written."""

_RESULTS = frozenset({"achieved", "deviation_analysis", "evidence", "not_applicable", "score", "score_reason"})
_INPUTS: dict[Kind, dict[str, frozenset[str]]] = {
    Kind.TARGETS: {
        "project": frozenset(field.name for field in HEAD),
        "funding": frozenset({"original_budget", "revised_budget"}),
        "objective": frozenset({"planned"}),
        "row": frozenset(
            {"dimension", "category", "name", "target", "weight", "target_basis", "previous_achieved"}
            | {"direction", "scoring_rule"}
        ),
    },
    Kind.MONITORING: {
        "monitoring": frozenset({"month", "outturn", "note"}),
        "row": frozenset({"actual", "expected", "cause", "cause_note", "likelihood"}),
    },
    Kind.SELF_ASSESSMENT: {
        "funding": frozenset({"outturn", *ONLY_TOTAL}),
        "objective": frozenset({"achieved"}),
        "row": _RESULTS,
    },
}


def is_input(kind: Kind, key: Key) -> bool:
    """Whether a cell is filled in on a workbook of this kind; every other one is a locked label."""
    place, field = key
    field = "target" if field in (SIGN, VALUE, UNIT) else field
    if place in PARTS and field in ONLY_TOTAL:
        return False
    return field in _INPUTS[kind].get(table_of(place), ())


def table_of(place: str) -> str:
    """Which table a place belongs to: parts of the money count as the money, rows as ``row``."""
    if place in PARTS:
        return "funding"
    return place if place in ("project", "funding", "objective", "monitoring") else "row"


MONEY_ROWS: dict[str, str] = {"funding": "年度资金总额", **{part: PLACE_NAMES[part] for part in PARTS}}
"""The lines of the money block by place."""


def name_of(key: Key) -> str:
    """What the sheet calls a field, for messages."""
    place, field = key
    fields = {
        "project": HEAD,
        "row": [one for fields in ROW_FIELDS.values() for one in fields],
        "funding": [one for fields in MONEY_FIELDS.values() for one in fields],
        "objective": [one for pairs in PAIRS.values() for _, one in pairs],
        "monitoring": [one for pairs in PAIRS.values() for _, one in pairs],
    }[table_of(place)]
    return next((one.heading for one in fields if one.name == field), FIELD_NAMES.get(field, field))
