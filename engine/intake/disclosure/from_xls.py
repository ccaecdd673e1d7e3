"""A published workbook of before 2007 (读旧 .xls 公开件), read in a process of its own, so that it can hurt nobody.

Systems export web pages and new workbooks under this ending too; those go to their own readers.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from typing import Any

from engine.forms.characters import printable
from engine.intake.cells import CellError, CellValue, Merge, Percent, moment, number
from engine.intake.disclosure.blocks import Pages
from engine.intake.disclosure.from_html import html_pages
from engine.intake.disclosure.from_sheets import pages_of, sheet_pages
from engine.intake.displayed import displayed
from engine.intake.number_formats import Shape, format_by_number
from engine.intake.package import LIMITS, TOO_LARGE, broken, password, too_large
from engine.intake.sheets import Sheet
from indicators.problems import Problem

SECONDS = 15
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def xls_pages(data: bytes, file: str) -> Pages | Problem:
    """The sheets of an .xls file, or why it cannot be read."""
    if len(data) > LIMITS.file_bytes:
        return too_large(f"文件超过 {LIMITS.file_bytes // 1_000_000} MB")
    if data.startswith(b"PK"):
        return sheet_pages(data, file)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return html_pages(data, file)
    if not data.startswith(_OLE):
        return broken("这不是 Excel 或 WPS 的文件" if data else "文件是空的")
    answer = _answer(data)
    if answer is None or "wrong" in answer:
        return _wrong(answer["wrong"] if answer else "hostile")
    own, is_1904 = answer["formats"], answer["is_1904"]
    return pages_of([_sheet(one, own, is_1904) for one in answer["sheets"]], file)


def _answer(data: bytes) -> dict[str, Any] | None:
    """What the child says; None if it died or took too long."""
    command = [sys.executable, "-P", "-m", "engine.intake.disclosure.xls_child"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=True)
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return None
    return found


def _wrong(word: str) -> Problem:
    if word == "password":
        return password()
    if word == "broken":
        return broken("文件不完整或已损坏，或不是 Excel 的 .xls", "用 Excel 或 WPS 打开，另存为 .xlsx 后再试")
    if word == "large":
        return too_large("工作表有内容的范围太大")
    return Problem("office-file-hostile", f"文件读不完：占用的内存或时间超过限度。请{TOO_LARGE}")


def _sheet(one: dict[str, Any], own: dict[str, str], is_1904: bool) -> Sheet:
    """A sheet as those of newer files are read."""
    height, width = one["size"]
    rows: list[list[CellValue]] = [[None] * width for _ in range(height)]
    shown_as: dict[tuple[int, int], str] = {}
    for row, column, kind, text, key in one["cells"]:
        code, shape = format_by_number(str(key), own)
        value = rows[row][column] = _value(kind, text, shape, is_1904)
        if isinstance(value, Decimal | Percent | datetime):
            shown_as[row, column] = displayed(value, code)
    merges = tuple(
        Merge(top, left, bottom - top, right - left)
        for top, bottom, left, right in one["merges"]
        if bottom > top and right > left
    )
    hidden = [tuple(range(number, number + 1) for number in one[side]) for side in ("hidden_rows", "hidden_columns")]
    return Sheet(printable(one["name"]), one["visible"], tuple(map(tuple, rows)), merges, shown_as, *hidden)


def _value(kind: str, text: str, shape: Shape, is_1904: bool) -> CellValue:
    if kind == "number":
        return _number(text, shape, is_1904)
    if kind == "bool":
        return text == "1"
    return CellError(text) if kind == "error" else printable(text)


def _number(text: str, shape: Shape, is_1904: bool) -> CellValue:
    found = number(text.removesuffix(".0"))
    if isinstance(found, CellError) or shape is Shape.PLAIN:
        return found
    if shape is Shape.DATE:
        return moment(found, is_1904)
    points = number(f"{found.scaleb(2):f}")
    return points if isinstance(points, CellError) else Percent(points)
