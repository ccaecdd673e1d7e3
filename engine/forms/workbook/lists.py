"""What may be chosen from (下拉列表): a hidden sheet of lists, each under a name that looks like no cell."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.forms.workbook.stamp import LISTS
from engine.forms.workbook.target_columns import SIGNS
from indicators.monitoring import Cause, Likelihood
from indicators.vocabulary.forms import Category, Dimension, Direction, Form

_BY_DIMENSION: dict[Dimension, tuple[Category, ...]] = {
    Dimension.OUTPUT: (Category.QUANTITY, Category.QUALITY, Category.TIMELINESS),
    Dimension.OUTCOME: (Category.ECONOMIC, Category.SOCIAL, Category.ENVIRONMENTAL, Category.SUSTAINABILITY),
    Dimension.SATISFACTION: (Category.BENEFICIARY_SATISFACTION,),
    Dimension.COST: (Category.ECONOMIC_COST, Category.SOCIAL_COST, Category.ENVIRONMENTAL_COST),
}
"""The framework of the official forms; other categories may be typed."""

UNITS = (
    "%",
    "个",
    "家",
    "份",
    "次",
    "人",
    "人次",
    "万元",
    "元",
    "天",
    "个月",
    "项",
    "套",
    "台",
    "场",
    "期",
    "平方米",
    "公里",
)

LEVELS, CATEGORIES = "jx_l1", "jx_l2"
RULEBOOKS, TOTALS = "jx_rulebook", "jx_rulebook_total"
"""Rulebooks by id, and beside each what the weights of the rows add up to under it."""
STRICT = ("jx_l1", "jx_direction", "jx_form", "jx_cause", "jx_likelihood")
"""Lists nothing else can be chosen from; beside the others anything may be typed."""


def write_lists(book: Any, rulebooks: Mapping[str, Decimal]) -> None:
    """The sheet of lists and the names they go by."""
    sheet = book.add_worksheet(LISTS)
    columns: dict[str, tuple[str | Decimal, ...]] = {
        LEVELS: tuple(one.value for one in Dimension),
        "jx_sign": SIGNS,
        "jx_unit": UNITS,
        "jx_direction": tuple(one.value for one in Direction),
        "jx_form": tuple(one.value for one in Form),
        "jx_cause": tuple(one.value for one in Cause),
        "jx_likelihood": tuple(one.value for one in Likelihood),
        RULEBOOKS: tuple(rulebooks),
        TOTALS: tuple(rulebooks.values()),
    }
    for column, (name, words) in enumerate(columns.items()):
        sheet.write_column(0, column, (name, *words))
        letter = chr(65 + column)
        book.define_name(name, f"={LISTS}!${letter}$2:${letter}${len(words) + 1}")
    first = len(columns)
    for offset, dimension in enumerate(Dimension):
        names = tuple(one.value for one in _BY_DIMENSION.get(dimension, ()))
        sheet.write_column(0, first + offset, (dimension.value, *names))
    letter = chr(65 + first)
    book.define_name(CATEGORIES, f"={LISTS}!${letter}$2")
    sheet.hide()


def source_of(choices: str, level_at: str) -> str:
    """The formula a validation takes its list from; categories are those of the level beside them."""
    if choices != CATEGORIES:
        return f"={choices}"
    column = f"MATCH({level_at},{LEVELS},0)-1"
    return f"=OFFSET({CATEGORIES},0,{column},COUNTA(OFFSET({CATEGORIES},0,{column},20,1)),1)"
