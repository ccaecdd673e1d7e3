"""Which words on a sheet name what (栏名与别名): offices rename headings and move columns."""

from __future__ import annotations

import re
from functools import cache

from engine.forms.workbook.kinds import (
    HEAD,
    HINT,
    MONEY_FIELDS,
    MONEY_ROWS,
    PAIRS,
    POINTS,
    REVIEW,
    ROW_FIELDS,
    ROW_ID,
    Field,
    Kind,
)
from engine.forms.workbook.layout import HINT_HEADING, ID_HEADING, POINTS_HEADING, REVIEW_HEADING

_SPACE = re.compile(r"\s+")
_OURS = {ID_HEADING: ROW_ID, HINT_HEADING: HINT, REVIEW_HEADING: REVIEW, POINTS_HEADING: POINTS}


def heading(text: object) -> str:
    """A heading as it is compared: no spaces, one sort of brackets.

    >>> heading("分值 (权重)"), heading(None)
    ('分值（权重）', '')
    """
    if not isinstance(text, str):
        return ""
    return _SPACE.sub("", text).replace("(", "（").replace(")", "）").removeprefix("其中：").removeprefix("其中:")


def _names(fields: tuple[Field, ...]) -> dict[str, str]:
    """Every heading and alias with its field; a heading of one field is never an alias of another."""
    found = {alias: one.name for one in fields for alias in one.aliases}
    return found | {one.heading: one.name for one in fields}


@cache
def row_headings(kind: Kind) -> dict[str, str]:
    """Headings of the indicator table, ours included."""
    return {heading(text): name for text, name in (_names(ROW_FIELDS[kind]) | _OURS).items()}


@cache
def money_headings(kind: Kind) -> dict[str, str]:
    """Headings of the money block."""
    return {heading(text): name for text, name in _names(MONEY_FIELDS[kind]).items()}


@cache
def label_keys(kind: Kind) -> dict[str, tuple[str, str]]:
    """Labels whose value stands beside them."""
    pairs = [("project", one) for one in HEAD] + list(PAIRS[kind])
    return {heading(text): (place, name) for place, one in pairs for text, name in _names((one,)).items()}


MONEY_LABELS = {heading(text): place for place, text in MONEY_ROWS.items()}
"""Lines of the money block by what they are called."""
