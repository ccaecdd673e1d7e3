"""What a PDF draws (页面内容), for holding it against the publication it should be; runs in the child process."""

from __future__ import annotations

from ctypes import c_ushort
from typing import Any

from engine.intake.pdf_child import MOST_CHARACTERS


def pages(document: Any) -> dict[str, Any]:
    """The text of every page, and its pieces in the order in which they are drawn."""
    texts, runs, characters = [], [], 0
    for page in document:
        text_page = page.get_textpage()
        characters += text_page.count_chars()
        if characters > MOST_CHARACTERS:
            return {"wrong": "long"}
        texts.append(text_page.get_text_range())
        runs.append(_runs(page, text_page))
        page.close()
    return {"texts": texts, "runs": runs}


def _runs(page: Any, text_page: Any) -> list[str]:
    """Pieces of text in the order in which they are drawn."""
    from pypdfium2.raw import FPDF_PAGEOBJ_TEXT, FPDFTextObj_GetText

    found = []
    for one in page.get_objects(filter=[FPDF_PAGEOBJ_TEXT]):
        size = FPDFTextObj_GetText(one.raw, text_page.raw, None, 0)
        buffer = (c_ushort * (size // 2 + 1))()
        FPDFTextObj_GetText(one.raw, text_page.raw, buffer, size)
        found.append(bytes(buffer)[:size].decode("utf-16-le", "replace").rstrip("\0"))
    return found
