"""Any published file as tables (读公开件): the right reader by what the file is called, one grammar for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePath

from engine.intake.disclosure.blocks import Pages
from engine.intake.disclosure.tables import Disclosure
from engine.intake.published import read_published
from indicators.problems import Problem

Reader = Callable[[bytes, str], "Pages | Problem"]
READERS: dict[str, tuple[str, str]] = {
    "txt": ("from_text", "text_pages"),
    "tsv": ("from_text", "text_pages"),
    "md": ("from_text", "text_pages"),
    "csv": ("from_text", "csv_pages"),
    "docx": ("from_docx", "docx_pages"),
    "xlsx": ("from_sheets", "sheet_pages"),
    "ods": ("from_sheets", "sheet_pages"),
    "xls": ("from_xls", "xls_pages"),
    "html": ("from_html", "html_pages"),
    "htm": ("from_html", "html_pages"),
    "pdf": ("from_pdf", "pdf_blocks"),
}
"""By ending: module and function. A reader is imported when the first file of its kind comes."""


def read_disclosure(path: Path, name: str = "") -> Disclosure | Problem:
    """The tables and the prose of a published file, or why it cannot be read."""
    data = disclosure_bytes(path)
    return data if isinstance(data, Problem) else disclosure_in(data, name or str(path))


def disclosure_bytes(path: Path) -> bytes | Problem:
    """The bytes of a published file (公开件), or why there are none."""
    data = read_published(path)
    if isinstance(data, Problem):
        return replace(data, expected="公开的自评表：文件、文件夹或 .zip", example="公开说明.docx")
    return data


def disclosure_in(data: bytes, name: str) -> Disclosure | Problem:
    """The same from bytes; ``name`` tells the kind of file and stands in every place."""
    from engine.intake.disclosure.meaning import disclosure_of

    reader = READERS.get(ending_of(name))
    if reader is None:
        return _unknown(name)
    module, function = reader
    pages = _reader(module, function)(data, name)
    return pages if isinstance(pages, Problem) else disclosure_of(pages)


SAVED_AS = {
    **dict.fromkeys(("doc", "wps", "wpt", "rtf", "odt", "mht", "mhtml"), "docx"),
    **dict.fromkeys(("et", "xlsb", "xlsm"), "xlsx"),
    **dict.fromkeys(("ofd", "jpg", "jpeg", "png", "tif", "tiff"), "pdf"),
}
"""Files that their own program can save as one that is read."""


def _unknown(name: str) -> Problem:
    other = SAVED_AS.get(ending_of(name))
    if other == "pdf":
        return Problem(
            "format-unknown",
            "图片和版式文件里没有可读的文字",
            name,
            expected="有文字的 .pdf、.docx 或 .xlsx",
            example="公开说明.pdf",
        )
    if other:
        message = f"不读这种文件，请用原来的程序（Word、Excel、WPS）打开，另存为 .{other}"
        return Problem("format-unknown", message, name, expected=f".{other}", example=f"公开说明.{other}")
    if ending_of(name) == "toml":
        message = "这是自评表文件，不是公开件"
        return Problem(
            "format-unknown", message, name, expected="jixiao check、jixiao score", example="jixiao check 自评表"
        )
    expected = "、".join(f".{ending}" for ending in READERS)
    return Problem("format-unknown", "认不出这种文件", name, expected=expected, example="公开说明.docx")


def ending_of(name: str) -> str:
    """The ending of a file's name, in small letters, without its dot."""
    return PurePath(name).suffix.lower().lstrip(".")


def _reader(module: str, function: str) -> Reader:
    found: Reader = getattr(import_module(f"engine.intake.disclosure.{module}"), function)
    return found
