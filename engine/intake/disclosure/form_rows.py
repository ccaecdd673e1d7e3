"""Rows into a table (入表): the head of a form with its facts, money and goals, then the indicators to the last."""

from __future__ import annotations

import re

from engine.intake.disclosure.draft import Draft, Part
from engine.intake.disclosure.facts import takes_facts
from engine.intake.disclosure.goals import begin_goals, goal_heading, read_goals, single_goal
from engine.intake.disclosure.headings import Columns, sub_headed
from engine.intake.disclosure.indicator_rows import is_whole, read_indicator
from engine.intake.disclosure.labels import columns_named, sections_named
from engine.intake.disclosure.money import is_money_name, money_columns, read_money, read_unheaded
from engine.intake.disclosure.rows import Row, has_figures
from engine.intake.disclosure.totals import is_total, read_total

_YUAN = re.compile(r"[（(](?:单位[:：])?元[）)]|单位[:：]元")
"""Beside the label of the money block, or in one of its headings."""
_LONG = 30
"""Characters of a cell that can be a goal."""


def into_table(draft: Draft, row: Row, columns: Columns | None) -> None:
    """Take a row of the table; ``columns`` when it is the heading row of the indicators."""
    for field in row.written:
        if field.candidates:
            message = "这一行各栏之间只剩空格，哪些字属于哪一栏有几种读法，请对照原文"
            draft.doubt("columns-lost", message, field.place, *field.candidates)
    if columns is not None:
        _begin_indicators(draft, row, columns)
    elif draft.part is Part.INDICATORS and draft.columns:
        _under_headings(draft, row, draft.columns)
    else:
        _above(draft, row)


def _begin_indicators(draft: Draft, row: Row, columns: Columns) -> None:
    for heading in columns.repeated if draft.columns is None else ():
        message = f"有两栏都叫「{heading.text}」或同一个意思，现以左边一栏为准"
        draft.doubt("heading-twice", message, heading.place, heading.text)
    draft.columns, draft.part, draft.header = columns, Part.INDICATORS, row
    draft.is_replaying = False


def _under_headings(draft: Draft, row: Row, columns: Columns) -> None:
    if draft.header and (split := sub_headed(columns, row)):
        draft.columns, draft.header = split, None
        return
    if _repeats_heading(row):
        return
    draft.header = None
    if is_total(row):
        read_total(draft, row, columns)
    else:
        read_indicator(draft, row, columns)


def _goes_on(row: Row, columns: Columns) -> bool:
    """Whether the rows printed again are over and the indicators go on."""
    if any(is_money_name(field.text) for field in row.written):
        return False
    return is_total(row) or is_whole(row, columns)


def _repeats_heading(row: Row) -> bool:
    return len(row.written) >= 3 and all(columns_named(field.text) for field in row.written)


def closes(draft: Draft, row: Row) -> bool:
    """Whether a row stands below the indicators: 说明, 自评结论."""
    if draft.part is not Part.INDICATORS:
        return False
    first = row.written[0].text.replace("：", ":").partition(":")[0]
    return "closing" in sections_named(first) and not has_figures(row)


def _above(draft: Draft, row: Row) -> None:
    """The head of a form: facts, money, goals."""
    heads = money_columns(row)
    if heads is not None:
        draft.money_columns, draft.part = heads, Part.MONEY
        draft.is_in_yuan = any(_YUAN.search("".join(field.text.split())) for field in row.written)
        return
    if headings := goal_heading(row):
        draft.part = Part.GOALS
        begin_goals(draft, row, headings)
    elif goal := single_goal(row):
        draft.part = Part.GOALS
        draft.goals.setdefault("planned", goal.goal)
    elif takes_facts(draft, row):
        return
    elif draft.is_replaying and draft.columns and _goes_on(row, draft.columns):
        draft.is_replaying, draft.part = False, Part.INDICATORS
        _under_headings(draft, row, draft.columns)
    elif draft.part is Part.MONEY and read_money(draft, row):
        return
    elif draft.part is Part.GOALS and draft.goal_fields:
        read_goals(draft, row)
    elif draft.part is Part.HEAD and read_unheaded(draft, row):
        return
    elif draft.unread is None and any(len(field.text) > _LONG for field in row.written):
        draft.unread = row.place
