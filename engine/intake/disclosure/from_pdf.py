"""A published PDF as paragraphs and tables (读 PDF 公开件), read by rules and places of characters.

A table that goes on over pages is one grid a page: which belong together is told by what they say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engine.intake.disclosure.blocks import Block, Grid, Line, Pages
from engine.intake.disclosure.laid_out import laid_out
from engine.intake.disclosure.place import Place
from engine.intake.found import FoundCell
from engine.intake.pdf_text import pdf_answer
from engine.intake.radicals import unified
from indicators.problems import Problem

SCANNED = Problem(
    "pdf-scanned",
    "PDF 里没有文字，多半是扫描件或拍的照片",
    expected="由 Word、Excel、WPS 导出的 PDF；扫描件请先用文字识别（OCR）转成 Word 或 Excel，校对后再读",
)
GARBLED = Problem(
    "pdf-garbled",
    "PDF 里的字读不出来：字体没有带文字编码，复制出来也是乱码",
    expected="复制得出文字的 PDF；请用原来的 Word、Excel 文件，或重新导出",
)


def pdf_blocks(data: bytes, file: str) -> Pages | Problem:
    """The pages of a PDF, or why they cannot be read."""
    answer = pdf_answer("blocks", data)
    if isinstance(answer, Problem):
        return answer
    if not answer["characters"]:
        return SCANNED
    if answer["unknown"] * 2 > answer["characters"]:
        return GARBLED
    blocks: list[Block] = []
    for number, page in enumerate(answer["pages"], 1):
        for block in _page(page, file, f"第 {number} 页"):
            if isinstance(block, Problem):
                return block
            blocks.append(block)
    return Pages(file, tuple(blocks))


def _page(page: Sequence[dict[str, Any]], file: str, name: str) -> Iterator[Block | Problem]:
    """The blocks of one page; a table has its number where there are several."""
    tables = sum("cells" in block for block in page)
    table = 0
    for block in page:
        if "cells" in block:
            table += 1
            part = f"{name} 表 {table}" if tables > 1 else name
            yield _grid(block["cells"], Place(file, part))
        else:
            yield Line(_clean(block["text"]), Place(file, name))


def _grid(cells: Sequence[Sequence[Any]], place: Place) -> Grid | Problem:
    found = [
        FoundCell(row, column, row_span, column_span, _clean(text))
        for row, column, row_span, column_span, text in cells
    ]
    return laid_out(found, place)


def _clean(text: str) -> str:
    """Characters in place of radicals, pairs of surrogates joined."""
    return unified(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
