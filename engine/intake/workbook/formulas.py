"""Where formulas stand (公式的位置): the spreadsheet library gives only what they came to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from engine.intake.cells import address
from engine.intake.package import Package, named

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def formulas_of(package: Package) -> dict[str, frozenset[str]]:
    """Addresses of formulas by the name of their sheet."""
    if "content.xml" in package.roots:
        tables = named(package.roots["content.xml"], "table")
        return {_attribute(table, "name"): frozenset(_in_table(table)) for table in tables}
    if _WORKBOOK not in package.roots or _RELATIONS not in package.roots:
        return {}
    parts = {_attribute(one, "Id"): _part(_attribute(one, "Target")) for one in package.roots[_RELATIONS]}
    sheets = [
        (_attribute(one, "name"), parts.get(_relation(one), "")) for one in named(package.roots[_WORKBOOK], "sheet")
    ]
    return {name: frozenset(_in_sheet(package.roots[part])) for name, part in sheets if part in package.roots}


def _part(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _attribute(element: Any, name: str) -> str:
    """An attribute by its local name, whichever edition of the format it is of."""
    return next(
        (value for key, value in element.items() if key in (name, name.lower()) or key.endswith(f"}}{name}")), ""
    )


def _relation(sheet: Any) -> str:
    return next((value for key, value in sheet.items() if key.endswith("}id")), "")


def _in_sheet(root: Any) -> Iterator[str]:
    return (cell.get("r", "") for cell in named(root, "c") if next(named(cell, "f"), None) is not None)


def _in_table(table: Any) -> Iterator[str]:
    """ODS counts cells instead of naming them."""
    row = 0
    for line in named(table, "table-row"):
        column = 0
        for cell in line:
            if _attribute(cell, "formula"):
                yield address(row, column)
            column += _repeated(cell, "number-columns-repeated")
        row += _repeated(line, "number-rows-repeated")


def _repeated(element: Any, name: str) -> int:
    return int(_attribute(element, name) or 1)
