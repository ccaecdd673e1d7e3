"""What a sheet hides, or shows otherwise than it is stored (遮掩): rows and columns out of sight, formats over texts.

Nothing that we print has any of it. Whoever reads the stored texts alone would not see that a reader sees others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from engine.intake.cell_places import placed
from engine.intake.cells import address
from engine.intake.package import named

_LOWEST_POINTS, _NARROWEST_CHARACTERS = 4.0, 0.4
"""Below these no character can be read; a row that we print is never below 12 points, a column not below 1."""
_AS_STORED = frozenset({"0", "49"})
"""General and @ by number."""
_AS_STORED_CODES = frozenset({"general", "@"})
_YES = frozenset({"1", "true", "on"})


def disguises(sheet: Any, styles: Any | None) -> tuple[str, ...]:
    """Everything of a sheet that hides a text or shows another one, each as a line."""
    shown = (*_hidden_rows(sheet), *_hidden_columns(sheet), *_formatted(sheet, _styles_as_stored(styles)))
    return (*shown, *_popping_up(sheet), *_extended(sheet), *_twice(sheet))


def hidden_rows(sheet: Any) -> Iterator[str]:
    """The numbers of the rows that nobody sees, as written."""
    for number, row in enumerate(named(sheet, "row"), 1):
        if _is(row, "hidden") or _below(row, "ht", _LOWEST_POINTS):
            yield row.get("r", str(number))


def hidden_columns(sheet: Any) -> Iterator[tuple[str, str]]:
    """The first and the last number of columns that nobody sees, as written."""
    for column in named(sheet, "col"):
        if _is(column, "hidden") or _below(column, "width", _NARROWEST_CHARACTERS):
            yield column.get("min", ""), column.get("max", "")


def _hidden_rows(sheet: Any) -> Iterator[str]:
    usual = next(named(sheet, "sheetFormatPr"), None)
    if usual is not None and (_is(usual, "zeroHeight") or _below(usual, "defaultRowHeight", _LOWEST_POINTS)):
        yield "隐藏的行：没有写行高的都隐藏"
    yield from (f"隐藏的行 {number}" for number in hidden_rows(sheet))


def _hidden_columns(sheet: Any) -> Iterator[str]:
    usual = next(named(sheet, "sheetFormatPr"), None)
    if usual is not None and _below(usual, "defaultColWidth", _NARROWEST_CHARACTERS):
        yield "隐藏的列：没有写列宽的都隐藏"
    for numbers in hidden_columns(sheet):
        first, last = map(_letters, numbers)
        yield f"隐藏的列 {first}" if first == last else f"隐藏的列 {first} 至 {last}"


def _formatted(sheet: Any, as_stored: tuple[bool, ...]) -> Iterator[str]:
    """Filled cells whose format may show something else, and formats that depend on a condition."""
    for cell in named(sheet, "c"):
        index = _count(cell.get("s", "0"))
        if len(cell) and not (index < len(as_stored) and as_stored[index]) and as_stored:
            yield f"显示格式会改变文字的格子 {cell.get('r', '')}"
        if next(named(cell, "f"), None) is not None:
            yield f"公式 {cell.get('r', '')}"
    for one in named(sheet, "conditionalFormatting"):
        yield f"条件格式 {one.get('sqref', '')}"


def _popping_up(sheet: Any) -> Iterator[str]:
    """Texts that show up when a cell is chosen or pointed at, and links out of a cell."""
    for one in named(sheet, "dataValidation"):
        words = (one.get(name, "") for name in ("promptTitle", "prompt", "errorTitle", "error"))
        yield " ".join(filter(None, ("数据验证", one.get("sqref", ""), *words)))
    for one in named(sheet, "hyperlink"):
        words = (one.get(name, "") for name in ("tooltip", "display", "location"))
        yield " ".join(filter(None, ("超链接", one.get("ref", ""), *words)))


def _extended(sheet: Any) -> Iterator[str]:
    """What only newer programs know: formats on a condition, validations and charts in cells among it."""
    for one in named(sheet, "ext"):
        kinds = dict.fromkeys(str(child.tag).rpartition("}")[2] for child in one)
        yield from (f"扩展内容 {kind}" for kind in kinds)


def _twice(sheet: Any) -> Iterator[str]:
    """Addresses that several filled cells have: one program shows the first of them, another the last."""
    times = Counter(where for where, cell in placed(sheet) if len(cell))
    return (f"重复的格子 {address(*where)}" for where, count in times.items() if count > 1)


def _styles_as_stored(styles: Any | None) -> tuple[bool, ...]:
    """For every cell format, in the order cells refer to them, whether it shows a text as it is stored."""
    if styles is None:
        return ()
    codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in named(styles, "numFmt")}
    formats = next(named(styles, "cellXfs"), ())
    return tuple(_is_as_stored(one.get("numFmtId", "0"), codes) for one in formats)


def _is_as_stored(key: str, codes: dict[str, str]) -> bool:
    return codes[key].strip().casefold() in _AS_STORED_CODES if key in codes else key in _AS_STORED


def _is(element: Any, name: str) -> bool:
    return element.get(name, "").strip().casefold() in _YES


def _below(element: Any, name: str, least: float) -> bool:
    written = element.get(name)
    if written is None:
        return False
    return not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,20})?", written.strip()) or float(written) < least


def _letters(number: str) -> str:
    return re.sub("[0-9]", "", address(0, _count(number) - 1)) if _count(number) else number


def _count(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,5}", text) else 0
