"""The money block (项目资金): its heading row and its rows, the total first."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, takewhile

from engine.intake.disclosure.draft import Draft
from engine.intake.disclosure.figures import is_nothing
from engine.intake.disclosure.headings import Columns, columns_in
from engine.intake.disclosure.labels import MONEY_COLUMNS, columns_named, is_figure, sections_named
from engine.intake.disclosure.rows import Field, Row, appended
from engine.intake.disclosure.tables import Cell, MoneyRow
from engine.intake.disclosure.texts import key_of

_MONEY = frozenset(MONEY_COLUMNS)
_OWN = frozenset({"original_budget", "revised_budget", "outturn", "execution_rate"})
_DIGIT = re.compile("[0-9]")
_LONGEST_NAME = 40
_NAMES = frozenset({"funding_total", "funding_part"})


def money_columns(row: Row) -> Columns | None:
    """The columns a row heads, if it is the heading row of the money block."""
    if sum(1 for field in row.written if columns_named(field.text) & _OWN) < 2:
        return None
    found = columns_in(row, _MONEY)
    meanings = {heading.meaning for heading in found.headings} if found else set()
    return found if len(meanings & _OWN) >= 2 else None


def is_money_name(text: str) -> bool:
    """Whether a label names a row of the money block."""
    key = key_of(text)
    return bool(sections_named(key.removeprefix("其中:")) & _NAMES)


def read_money(draft: Draft, row: Row) -> bool:
    """Take a row under the money heading; False when it is none."""
    columns = draft.money_columns
    if columns is None:
        return False
    names, values = _parted(columns, row)
    if not names and not values:
        return False
    if not any(_is_value(field) for field in values):
        return _rest_of(draft, names, values, columns)
    name = _name(names) if names else Cell("", row.place)
    placed = _placed(draft, columns, row, values)
    if not row.has_spans and _is_suspect(name, values, columns):
        _unclear(draft, row)
    for field in values:
        draft.doubt_cut(field)
    _take(draft, _money_row(name, columns, placed))
    return True


def read_unheaded(draft: Draft, row: Row) -> bool:
    """目标表: ``年度资金总额：`` and its amount, in one cell or in two, without a heading row."""
    written = [piece for field in row.written for piece in _split(field)]
    taken = False
    for field, value in pairwise(written):
        if is_money_name(field.text) and is_figure(value.text):
            _take(draft, MoneyRow(field.cell, value.cell, None, None, None, None, None))
            taken = True
    return taken


def _split(field: Field) -> list[Field]:
    label, colon, value = field.text.replace("：", ":").partition(":")
    if not colon or not value.strip() or label.strip() == "其中":
        label, colon, value = field.text.replace("：", ":").rpartition(":")
    if not colon or not value.strip() or not is_figure(value):
        return [field]
    return [replace(field, text=label), replace(field, text=value.strip())]


def _parted(columns: Columns, row: Row) -> tuple[list[Field], list[Field]]:
    """The names of a row and its amounts; the label of the whole block is neither."""
    written = list(row.written)
    if row.has_spans and row.width_like(columns.grid, columns.width):
        names = [field for field in written if field.column < columns.start]
    else:
        names = list(takewhile(lambda field: not _is_value(field), written))
    return _without_section(names), written[len(names) :]


def _without_section(left: list[Field]) -> list[Field]:
    if len(left) > 1 and "money" in sections_named(left[0].text):
        return left[1:]
    return left


def _name(names: list[Field]) -> Cell:
    text = "".join(field.cell.text for field in names)
    return Cell(text, names[0].place)


def _is_value(field: Field) -> bool:
    return is_nothing(field.text) or is_figure(field.text)


def _placed(draft: Draft, columns: Columns, row: Row, values: list[Field]) -> dict[str, Field]:
    """Amounts under their headings by position, else by their order when there are as many as headings."""
    if row.width_like(columns.grid, columns.width):
        under = {
            heading.meaning: field
            for heading in columns.headings
            for field in row.fields
            if heading.column <= field.column < heading.end
        }
        if {id(field) for field in values} <= {id(field) for field in under.values()}:
            return under
    if len(values) == len(columns.headings):
        return {heading.meaning: field for heading, field in zip(columns.headings, values, strict=True)}
    if row.has_spans:
        _unclear(draft, row)
    return {heading.meaning: field for heading, field in zip(columns.headings, values, strict=False)}


def _is_suspect(name: Cell, values: list[Field], columns: Columns) -> bool:
    """Text: a lost tab leaves one amount less, or two in one, or one in the name; many less are empty cells."""
    if len(values) == len(columns.headings) - 1 or len(values) > len(columns.headings):
        return True
    ends_in_digit = name.text[-1:].isdigit() and not is_money_name(name.text)
    return ends_in_digit or not all(map(_is_value, values))


def _unclear(draft: Draft, row: Row) -> None:
    message = "资金这一行的数与表头对不上，分不清哪个数属于哪一栏"
    draft.doubt("money-row-unclear", message, row.place, " / ".join(field.text for field in row.written)[:200])


def _money_row(name: Cell, columns: Columns, placed: dict[str, Field]) -> MoneyRow:
    def of(meaning: str) -> Cell | None:
        if not columns.has(meaning):
            return None
        field = placed.get(meaning)
        return field.cell if field else Cell("", name.place)

    return MoneyRow(name, *(of(meaning) for meaning in MONEY_COLUMNS))


def _take(draft: Draft, row: MoneyRow) -> None:
    if not draft.is_replaying:
        draft.money.append(row)


def _rest_of(draft: Draft, names: list[Field], values: list[Field], columns: Columns) -> bool:
    """A row without amounts: a page cut the row above, or the heading; ``按支出性质分：`` is a caption."""
    if any(len(field.text) > _LONGEST_NAME for field in (*names, *values)):
        return False
    if any(":" in key_of(field.text) and _DIGIT.search(field.text) for field in (*names, *values)):
        draft.doubt_once(
            "money-part-unread", "资金这几行没有分栏，金额没有读进来", values[0].place if values else names[0].place
        )
    if values or not names or not draft.money:
        return not values or not draft.money
    last = draft.money[-1]
    rest = _name(names)
    whole = appended(last.name, rest)
    if whole is not None and is_money_name(whole.text) and not is_money_name(rest.text):
        draft.money[-1] = replace(last, name=whole)
    elif is_money_name(rest.text):
        draft.money.append(_money_row(rest, columns, {}))
    return True


def total_first(rows: list[MoneyRow]) -> tuple[MoneyRow, ...]:
    """年度资金总额 before its parts, wherever the form prints it."""
    for index, row in enumerate(rows):
        if "funding_total" in sections_named(row.name.text):
            return (row, *rows[:index], *rows[index + 1 :])
    return tuple(rows)
