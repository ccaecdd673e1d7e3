"""How the pages of a PDF look (页面样子): where every character stands, what else is drawn, and the picture of it.

Runs in the child process. The picture alone tells a cover or a changed font; the rest says what it is, and finds what
no picture shows.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double, c_uint
from typing import Any

from engine.intake.pdf_child import MOST_CHARACTERS

LONGEST_SIDE = 1200
"""Pixels: a page of A4 at a hundred to the inch."""


def pages(document: Any) -> dict[str, Any]:
    """Every page, and what hangs on the file as a whole."""
    from pypdfium2.raw import FPDFDoc_GetAttachmentCount, FPDFDoc_GetJavaScriptActionCount

    found, characters = [], 0
    for page in document:
        text_page = page.get_textpage()
        characters += text_page.count_chars()
        if characters > MOST_CHARACTERS:
            return {"wrong": "long"}
        found.append(_page(page, text_page))
        page.close()
    hanging = {"附件": FPDFDoc_GetAttachmentCount(document.raw), "脚本": FPDFDoc_GetJavaScriptActionCount(document.raw)}
    return {"pages": found, "counts": hanging}


def _page(page: Any, text_page: Any) -> dict[str, Any]:
    return {
        "paper": [*map(round, page.get_cropbox()), page.get_rotation()],
        "characters": list(_characters(text_page)),
        "counts": _counts(page),
        "picture": _picture(page),
    }


def _characters(text_page: Any) -> Iterator[tuple[str, float, float, int, list[int]]]:
    """Text, place, way of drawing and colour of every character, in order."""
    from pypdfium2 import raw as pdf

    x, y, colour = c_double(), c_double(), [c_uint() for _ in range(4)]
    for index in range(text_page.count_chars()):
        if pdf.FPDFText_IsGenerated(text_page.raw, index) == 1:
            continue
        pdf.FPDFText_GetCharOrigin(text_page.raw, index, byref(x), byref(y))
        pdf.FPDFText_GetFillColor(text_page.raw, index, *map(byref, colour))
        way = pdf.FPDFTextObj_GetTextRenderMode(pdf.FPDFText_GetTextObject(text_page.raw, index))
        text = chr(min(pdf.FPDFText_GetUnicode(text_page.raw, index), 0x10FFFF))
        yield text, x.value, y.value, way, [one.value for one in colour]


def _counts(page: Any) -> dict[str, int]:
    from pypdfium2 import raw as pdf

    names = {
        pdf.FPDF_PAGEOBJ_PATH: "线条和色块",
        pdf.FPDF_PAGEOBJ_IMAGE: "图片",
        pdf.FPDF_PAGEOBJ_SHADING: "渐变色块",
        pdf.FPDF_PAGEOBJ_FORM: "嵌入的图形",
    }
    found = Counter(names.get(one.type, "") for one in page.get_objects())
    return {
        **{name: found[name] for name in names.values()},
        "批注、印章和填写框": pdf.FPDFPage_GetAnnotCount(page.raw),
    }


def _picture(page: Any) -> str:
    """The digest of the page as a reader shows it, notes included."""
    width, height = page.get_size()
    bitmap = page.render(scale=LONGEST_SIDE / max(width, height, 1))
    return hashlib.sha256(bytes(bitmap.buffer)).hexdigest()
