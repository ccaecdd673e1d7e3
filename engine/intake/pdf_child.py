"""Reads the text of one PDF from standard input (子进程), under limits: a hostile file ends this process, no other.

A megabyte of path operators aborts pdfium; a bad stream may take its memory or its time. Run by ``pdf_text``.
"""

from __future__ import annotations

import json
import sys
from ctypes import c_ushort
from typing import Any

MEMORY = 1 << 30
CPU_SECONDS = 10
MOST_PAGES = 2000
MOST_CHARACTERS = 5_000_000
"""Of all pages together: a thousand times an appendix."""


def main() -> None:
    """Limits first, then the file; pages or the name of what is wrong go out as JSON."""
    _limit()
    print(json.dumps(_read(sys.stdin.buffer.read())))


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return  # Windows: only the time limit of the parent.
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))


def _read(data: bytes) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > MOST_PAGES:
            return {"wrong": "long"}
        return _pages(document)
    except pypdfium2.PdfiumError as error:
        return {"wrong": "password" if "password" in str(error).lower() else "broken"}


def _pages(document: Any) -> dict[str, Any]:
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


if __name__ == "__main__":
    main()
