"""An .xlsx file as it is written (工作簿): every sheet, hidden ones too, with its cells, merges and names.

Read with lxml and not with python-calamine, which was measured first: it reads texts right (``_x005F_``, rich text,
phonetic runs), but returns an error cell as an empty one, ``12345678901234567890`` as a float, a percentage as a bare
number, and allocates by address: one cell at XFD1048576 ends the process. The tests hold both against each other.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from engine.forms.characters import printable
from engine.intake.cell_places import placed
from engine.intake.cells import (
    NOT_CALCULATED,
    CellError,
    CellValue,
    Merge,
    Percent,
    area,
    moment,
    number,
)
from engine.intake.disguises import disguises, hidden_columns, hidden_rows
from engine.intake.displayed import displayed
from engine.intake.number_formats import GENERAL, Shape, codes, shapes
from engine.intake.package import Package, named

_ESCAPE = re.compile("_x([0-9a-fA-F]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]")
_Styled = TypeVar("_Styled")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A sheet (工作表): its filled cells by place, counted from 0."""

    name: str
    visible: bool
    cells: Mapping[tuple[int, int], CellValue]
    merges: tuple[Merge, ...]
    names: Mapping[str, str]
    """Names defined for this sheet alone."""
    feet: tuple[tuple[str, str], ...]
    """Headers and footers of its pages: which, and its code."""
    part: str
    disguises: tuple[str, ...] = ()
    """What hides a text of it, or shows another."""
    displayed: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Numbers and dates as their formats show them."""
    hidden_rows: tuple[range, ...] = ()
    hidden_columns: tuple[range, ...] = ()


def workbook_sheets(package: Package) -> Iterator[SheetFile]:
    """The sheets of a guarded package in their order."""
    book = main_part(package)
    root = package.roots.get(book)
    targets = related(package, book)
    read = partial(
        _value, texts=_shared_texts(package, targets), shapes=_shapes(package, targets), is_1904=_is_1904(root)
    )
    names, styles = _local_names(root), _related_root(package, targets, "styles")
    for index, sheet in enumerate(named(root, "sheet") if root is not None else ()):
        part = targets.get(_attribute(sheet, "id"), ("", ""))[1]
        yield _sheet(sheet, part, package.roots.get(part), names.get(index, {}), read, styles)


def _sheet(sheet: Any, part: str, root: Any | None, names: dict[str, str], read: Any, styles: Any | None) -> SheetFile:
    visible = sheet.get("state", "visible") == "visible"
    name = decoded(sheet.get("name", ""))
    if root is None:
        return SheetFile(name, visible, {}, (), names, (), part)
    merges = tuple(filter(None, (area(one.get("ref", "")) for one in named(root, "mergeCell"))))
    feet = named(root, "oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter")
    texts = tuple((foot.tag.rpartition("}")[2], decoded(foot.text or "")) for foot in feet)
    cells, shown_as = _cells(root, read, codes(styles))
    rows, columns = tuple(_ranges((one, one) for one in hidden_rows(root))), tuple(_ranges(hidden_columns(root)))
    hides = disguises(root, styles)
    return SheetFile(name, visible, cells, merges, names, texts, part, hides, shown_as, rows, columns)


def _ranges(numbers: Iterable[tuple[str, str]]) -> Iterator[range]:
    """Rows or columns counted from 1, first and last, as ranges from 0; what is no number hides nothing."""
    for first, last in numbers:
        if re.fullmatch("[0-9]{1,7}", first) and re.fullmatch("[0-9]{1,7}", last):
            yield range(int(first) - 1, int(last))


def main_part(package: Package) -> str:
    """The part that the file is about."""
    for kind, target in related(package, "").values():
        if kind == "officeDocument":
            return target
    return ""


def related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: by key, the last word of the kind and the name of the other part."""
    folder, name = posixpath.split(part)
    root = package.roots.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], _resolved(folder, one.get("Target", "")))
        for one in (named(root, "Relationship") if root is not None else ())
        if one.get("TargetMode") != "External"
    }


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.items() if key.endswith(f"}}{name}")), "")


def _related_root(package: Package, targets: dict[str, tuple[str, str]], kind: str) -> Any | None:
    return next((package.roots.get(part) for one, part in targets.values() if one == kind), None)


def _shared_texts(package: Package, targets: dict[str, tuple[str, str]]) -> tuple[str, ...]:
    root = _related_root(package, targets, "sharedStrings")
    return () if root is None else tuple(_text(item) for item in root if str(item.tag).endswith("}si"))


def _shapes(package: Package, targets: dict[str, tuple[str, str]]) -> tuple[Shape, ...]:
    return shapes(_related_root(package, targets, "styles"))


def _is_1904(root: Any | None) -> bool:
    settings = next(named(root, "workbookPr"), None) if root is not None else None
    return settings is not None and settings.get("date1904") in ("1", "true")


def _local_names(root: Any | None) -> dict[int, dict[str, str]]:
    names: dict[int, dict[str, str]] = {}
    for one in named(root, "definedName") if root is not None else ():
        if re.fullmatch("[0-9]{1,5}", one.get("localSheetId", "")):
            names.setdefault(int(one.get("localSheetId")), {})[one.get("name", "")] = one.text or ""
    return names


def _cells(
    root: Any, read: Any, formats: tuple[str, ...]
) -> tuple[dict[tuple[int, int], CellValue], dict[tuple[int, int], str]]:
    """Filled cells, and what formats make of numbers and dates."""
    values: dict[tuple[int, int], CellValue] = {}
    shown_as: dict[tuple[int, int], str] = {}
    for where, cell in placed(root):
        value = read(cell)
        if value is not None:
            values[where] = value
            if isinstance(value, Decimal | Percent | datetime):
                shown_as[where] = displayed(value, _of_style(cell, formats, GENERAL))
    return values, shown_as


def _value(cell: Any, texts: tuple[str, ...], shapes: tuple[Shape, ...], is_1904: bool) -> CellValue:
    kind = cell.get("t", "n")
    children = {child.tag.rpartition("}")[2]: child for child in cell}
    if kind == "inlineStr":
        return _text(children["is"]) if "is" in children else None
    if "v" not in children:
        return NOT_CALCULATED if "f" in children else None
    stored = children["v"].text or ""
    if kind == "n":
        return _numeric(stored.strip(), _of_style(cell, shapes, Shape.PLAIN), is_1904)
    return _typed(kind, stored, texts)


def _typed(kind: str, stored: str, texts: tuple[str, ...]) -> CellValue:
    if kind == "s":
        index = int(stored) if re.fullmatch("[0-9]{1,7}", stored.strip()) else len(texts)
        return texts[index] if index < len(texts) else CellError("#REF!")
    if kind == "b":
        return stored.strip() in ("1", "true")
    if kind == "e":
        return CellError(stored.strip())
    if kind == "d":
        return _written_date(stored)
    return decoded(stored)


def _written_date(stored: str) -> datetime | str:
    try:
        return datetime.fromisoformat(stored.strip()).replace(tzinfo=None)
    except ValueError:
        return stored


def _numeric(stored: str, shape: Shape, is_1904: bool) -> CellValue:
    if not stored:
        return None
    value = number(stored)
    if isinstance(value, CellError) or shape is Shape.PLAIN:
        return value
    if shape is Shape.DATE:
        return moment(value, is_1904)
    points = number(f"{value.scaleb(2):f}")
    return points if isinstance(points, CellError) else Percent(points)


def _of_style(cell: Any, styled: tuple[_Styled, ...], otherwise: _Styled) -> _Styled:
    """What the format of a cell says, by the list of all formats."""
    style = cell.get("s", "0")
    index = int(style) if re.fullmatch("[0-9]{1,5}", style) else 0
    return styled[index] if index < len(styled) else otherwise


def _text(item: Any) -> str:
    """The text of its runs; how they are pronounced (``rPh``) is not part of it."""
    pieces = []
    for child in item:
        word = child.tag.rpartition("}")[2]
        if word == "t":
            pieces.append(_piece(child))
        elif word == "r":
            pieces.extend(_piece(run) for run in child if str(run.tag).endswith("}t"))
    return "".join(pieces)


def _piece(element: Any) -> str:
    text = element.text or ""
    return decoded(text if element.get(_SPACE) == "preserve" else text.strip(" \t\r\n"))


def decoded(text: str) -> str:
    """What Excel means by a stored text: ``_x0041_`` is A, ``_x005F_x0041_`` is the text ``_x0041_``."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        if _SURROGATE.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return printable(text)
