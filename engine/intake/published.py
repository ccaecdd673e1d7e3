"""A published file as text (公开件): whatever its format, the lines in which it names its 核验码, anchor and form."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from engine.intake.found import FoundFile
from engine.intake.text import decode, read_bytes
from indicators.problems import Problem

LARGEST_BYTES = 200 * 1024 * 1024
"""A year's appendix of a whole city is far smaller."""


def format_of(name: str) -> str:
    """The format by the ending of a name; a page saved as .htm is one too."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    return "html" if ending == "htm" else ending


def read_published(path: Path) -> bytes | Problem:
    """The bytes of a file that somebody published, or of a letterhead."""
    data = read_bytes(path, LARGEST_BYTES)
    return _of_a_document(data) if isinstance(data, Problem) else data


def _of_a_document(problem: Problem) -> Problem:
    """What is said of files of any kind, without the example of a self-assessment."""
    message = "这是文件夹，不是文件" if problem.code == "file-is-directory" else problem.message
    return replace(problem, message=message, expected="一份附表、得分说明或版头的文件", example="附表.docx")


@dataclass(frozen=True, slots=True)
class Published:
    """A published file (公开件), read once for everything that is to be known of it."""

    name: str
    data: bytes
    text: str
    """One note a line: what names its 核验码, anchor and form."""
    office: FoundFile | None = None
    """The whole of a Word file or a workbook."""


def read_document(name: str, data: bytes) -> Published | Problem:
    """A published file of any format."""
    kind = format_of(name)
    if kind in ("docx", "xlsx"):
        return _office(name, data, kind)
    read = _READERS.get(kind)
    if read is None:
        expected = "、".join(f".{each}" for each in ("html", "docx", "xlsx", "pdf", "md", "json"))
        return Problem("format-unknown", "认不出这种文件", name, expected=expected, example="附表.docx")
    text = read(data, name)
    return text if isinstance(text, Problem) else Published(name, data, text)


def _office(name: str, data: bytes, kind: str) -> Published | Problem:
    if kind == "docx":
        from engine.intake.docx_forms import docx_file as read
    else:
        from engine.intake.xlsx_forms import xlsx_file as read
    found = read(data)
    if isinstance(found, Problem):
        return found
    return Published(name, data, "\n".join(table.note for table in found.tables), found)


def plain(data: bytes, name: str) -> str | Problem:
    """A text that people wrote or a program printed."""
    text = decode(data, name)
    return _of_a_document(text) if isinstance(text, Problem) else text


def _json(data: bytes, name: str) -> str | Problem:
    text = plain(data, name)
    if isinstance(text, Problem):
        return text
    try:
        forms = json.loads(text)["forms"]
        return "\n".join(str(form["note"]) for form in forms)
    except (ValueError, KeyError, TypeError, RecursionError):
        return Problem(
            "published-unreadable", "不是附表的 JSON 文件", name, expected="jixiao appendix build 生成的文件"
        )


_CODE = re.compile(r"核验码([0-9A-F-]{24})（第([0-9]+)稿）锚([0-9]{1,15}-[0-9a-f]{32})")


def _pdf(data: bytes, _: str) -> str | Problem:
    """A PDF knows no lines: what stands in a line of a note may be broken anywhere, so white space is taken out."""
    from engine.intake.pdf_text import pdf_pages

    pages = pdf_pages(data)
    if isinstance(pages, Problem):
        return pages
    squeezed = "".join("".join(pages).split())
    codes = [f"核验码 {code}（第 {number} 稿）　锚 {anchor}" for code, number, anchor in _CODE.findall(squeezed)]
    return "\n".join([squeezed, *codes])


_READERS: dict[str, Callable[[bytes, str], str | Problem]] = {
    "html": plain,
    "pdf": _pdf,
    "md": plain,
    "json": _json,
}
