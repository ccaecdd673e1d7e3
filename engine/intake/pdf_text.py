"""The text of a PDF (PDF 文字), read in a process of its own, so that a hostile file can hurt nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from engine.intake.pdf_worker import asked
from engine.intake.radicals import unified
from indicators.problems import Problem

MOST_BYTES = 100_000_000
_HAN = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_LOOSE = re.compile(f"(?<=[{_HAN}])[ \u3000]+(?=[{_HAN}])")


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page (页): its text as one reads it, and its pieces in the order in which they are drawn."""

    text: str
    runs: tuple[str, ...]


def pdf_pages(data: bytes) -> tuple[str, ...] | Problem:
    """The text of every page: characters in place of radicals, no spaces between Chinese characters."""
    pages = read_pages(data)
    return pages if isinstance(pages, Problem) else tuple(page.text for page in pages)


def read_pages(data: bytes) -> tuple[PdfPage, ...] | Problem:
    """Every page of a PDF, or why it cannot be read."""
    answer = pdf_answer("text", data)
    if isinstance(answer, Problem):
        return answer
    pages = zip(answer["texts"], answer["runs"], strict=True)
    return tuple(PdfPage(_LOOSE.sub("", _clean(text)), tuple(map(_clean, runs))) for text, runs in pages)


def pdf_answer(what: str, data: bytes) -> dict[str, Any] | Problem:
    """What the child process finds in a file, or why it can find nothing; ``what`` as in ``pdf_worker``."""
    if b"%PDF-" not in data[:1024]:
        return _PROBLEMS["not-pdf"]
    if len(data) > MOST_BYTES:
        return _PROBLEMS["long"]
    answer = asked(what, data)
    if answer is None or "wrong" in answer:
        return _PROBLEMS[answer["wrong"] if answer else "hostile"]
    return answer


def _clean(text: str) -> str:
    """Characters in place of radicals, ``\\n`` at line ends, and hyphens that pdfium takes for broken words."""
    return unified(text.replace("\r\n", "\n").replace("\x02", "-").replace("\ufffe", "-"))


_PROBLEMS = {
    "not-pdf": Problem("pdf-not-pdf", "不是 PDF 文件", expected="导出或另存成的 PDF；只把文件名的后缀改成 .pdf 不行"),
    "broken": Problem("pdf-broken", "PDF 文件不完整或已损坏", expected="能打开的 PDF；请重新导出或重新下载"),
    "password": Problem("pdf-password", "PDF 加了密码", expected="没有密码的 PDF"),
    "long": Problem("pdf-long", "PDF 太长", expected=f"不超过 2000 页、500 万字、{MOST_BYTES // 1_000_000} MB 的 PDF"),
    "hostile": Problem("pdf-hostile", "PDF 读不完：占用的内存或时间超过限度", expected="普通的 PDF；请重新导出"),
}
"""By the word the child says."""
