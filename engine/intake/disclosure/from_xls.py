"""A published workbook of before 2007 (读旧 .xls 公开件), read in a process of its own, so that it can hurt nobody.

Systems export web pages and new workbooks under this ending too; those go to their own readers.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from typing import Any

from engine.forms.characters import printable
from engine.intake.cells import CellError, CellValue, Merge, number
from engine.intake.disclosure.blocks import Pages
from engine.intake.disclosure.from_html import html_pages
from engine.intake.disclosure.from_sheets import pages_of, sheet_pages
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
    return pages_of([_sheet(one) for one in answer["sheets"]], file)


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
        return broken("文件不完整或已损坏，或不是 Excel 的 .xls")
    if word == "large":
        return too_large("工作表有内容的范围太大")
    return Problem("office-file-hostile", f"文件读不完：占用的内存或时间超过限度。请{TOO_LARGE}")


def _sheet(one: dict[str, Any]) -> Sheet:
    """A sheet as others are read; which numbers a format showed otherwise, this format's reader does not tell."""
    top, left = one["start"]
    width = max(map(len, one["rows"]), default=0)
    blank: tuple[CellValue, ...] = (None,) * (left + width)
    filled = [(*blank[:left], *map(_value, row)) for row in one["rows"]]
    merges = tuple(
        Merge(first[0], first[1], last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in one["merges"]
    )
    return Sheet(printable(one["name"]), one["visible"], (*(blank,) * top, *filled), merges, {}, (), ())


def _value(value: list[str] | None) -> CellValue:
    if value is None:
        return None
    kind, text = value
    if kind == "number":
        return _plain(text)
    if kind == "bool":
        return text == "1"
    return datetime.fromisoformat(text) if kind == "date" else printable(text)


def _plain(text: str) -> CellValue:
    """A number as it was typed: 10 for 10.0."""
    found = number(text)
    if isinstance(found, CellError) or found != found.to_integral_value():
        return found
    return found.quantize(found.to_integral_value()) if abs(found) < 10**15 else found
