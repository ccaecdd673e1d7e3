"""What stands in the cells of a sheet (填入的内容): one text per cell, the same for the writer and for comparisons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.forms.characters import printable
from engine.forms.workbook.kinds import (
    HEAD,
    MONEY_FIELDS,
    ONLY_TOTAL,
    PAIRS,
    ROW_FIELDS,
    SCORE,
    SIGN,
    UNIT,
    VALUE,
    Key,
    Kind,
)
from indicators.content import PARTS, Content, row_key
from indicators.vocabulary.forms import Form

LONGEST = 32_767
"""UTF-16 units a cell of Excel can hold."""
TOO_LONG = "（文字太长，Excel 装不下；这一格不在表里改）"


def cell_text(value: Any) -> str:
    """A value as the text of a cell; what no cell can hold is said, and comes back as unchanged.

    >>> cell_text(["验收单", "发票"]), cell_text(2024)
    ('验收单\\n发票', '2024')
    """
    if value is None:
        return ""
    text = printable("\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value))
    text = text.replace("\t", " ").strip()  # nobody can type a tab into a cell, and LibreOffice loses it in .ods
    return text if len(text.encode("utf-16-le")) <= 2 * LONGEST else TOO_LONG


def cells_of(
    kind: Kind, content: Content, record: Mapping[str, Any], places: Sequence[str], *, is_money_filled: bool
) -> dict[Key, str]:
    """Every filled cell of a project; ``places`` are the ids of its rows, in the order of the content."""
    found = dict(_head(content))
    found.update(_money(kind, content["funding"], is_money_filled))
    for place, field in PAIRS[kind]:
        table = record if place == "monitoring" else content.get(place, {})
        found[place, field.name] = cell_text(table.get(field.name))
    rows = {str(row["name"]): row for row in record.get("indicator", ())}
    for place, row in zip(places, content["indicator"], strict=True):
        for name, value in _row(kind, {**row, **_monitored(rows, row)}):
            found[place, name] = value
    return {key: text for key, text in found.items() if text}


def _head(content: Content) -> Iterator[tuple[Key, str]]:
    project = {"form": Form.PROJECT.value, **content["project"]}
    for field in HEAD:
        yield ("project", field.name), cell_text(project.get(field.name))


def _money(kind: Kind, funding: Content, is_money_filled: bool) -> Iterator[tuple[Key, str]]:
    """The money block; an outturn nobody has filled in yet is blank, not 0."""
    tables = {"funding": funding, **{part: funding[part] for part in PARTS if part in funding}}
    for place, table in tables.items():
        for field in MONEY_FIELDS[kind]:
            if place in PARTS and field.name in ONLY_TOTAL:
                continue
            if field.name != "outturn" or is_money_filled:
                yield (place, field.name), cell_text(table.get(field.name))


def _row(kind: Kind, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in ROW_FIELDS[kind]:
        if field.name not in (SIGN, VALUE, UNIT, SCORE):
            yield field.name, cell_text(row.get(field.name))
    yield "target", cell_text(row["target"])


def _monitored(rows: Mapping[str, Content], row: Content) -> dict[str, Any]:
    """The row's figures of a monitoring record, which knows rows by name."""
    found = rows.get(str(row["name"]), {})
    return {name: value for name, value in found.items() if name != "name"}


def keys_of(content: Content) -> list[str]:
    """The keys of a content's rows, in order."""
    return [row_key(row) for row in content["indicator"]]
