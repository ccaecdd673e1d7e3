"""Sign, number and unit in columns of their own (运算符号、指标值、计量单位), put together as one target."""

from __future__ import annotations

from engine.intake.disclosure.draft import DraftRow
from engine.intake.disclosure.headings import Columns
from engine.intake.disclosure.labels import is_figure
from engine.intake.disclosure.tables import Cell
from indicators.vocabulary.signs import PREFIXES

_SIGNS = {
    **{sign: comparator.value for sign, comparator in PREFIXES.items()},
    "≥": "≥",
    "≤": "≤",
    "＝": "=",
    "＞": ">",
    "＜": "<",
    "＞＝": "≥",
    "＜＝": "≤",
}
_TIGHT_UNITS = ("%", "％", "‰")


def signed_target(row: DraftRow, columns: Columns) -> tuple[Cell | None, list[tuple[str, Cell]]]:
    """The target with its sign and unit, and the cells of those columns that say something else.

    ``定性`` in the column of signs is no sign, and words have no unit.
    """
    if not columns.has("target"):
        return None, []
    target = row.cells.get("target") or Cell("", row.cells["name"].place)
    more: list[tuple[str, Cell]] = []
    text, is_number = target.text, is_figure(target.text)
    for meaning, add in (("unit", _with_unit), ("sign", _with_sign)):
        cell, heading = row.cells.get(meaning), columns.at(meaning)
        if cell is None or heading is None or not cell.text:
            continue
        if is_number and (joined := add(text, cell.text)):
            text = joined
        else:
            more.append((heading.text, cell))
    return Cell(text, target.place), more


def _with_unit(text: str, unit: str) -> str:
    return text + unit if unit in _TIGHT_UNITS else f"{text} {unit}"


def _with_sign(text: str, sign: str) -> str:
    tight = "".join(sign.split())
    return _SIGNS[tight] + text if tight in _SIGNS else ""
