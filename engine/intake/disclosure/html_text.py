"""The text of a web page (网页文字): its encoding, what of it nobody sees, and where lines end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from engine.intake.package import ANOTHER
from indicators.problems import Problem

MOST_BYTES = 20_000_000
"""Of a page; a year's forms of a whole city are below one million."""
MOST_TAGS = 500_000
"""Three million cells without a text take a gigabyte."""
_LOST = 1000
"""Of so many characters one may be broken: pages get cut, and one bad byte is no other encoding."""
_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHINESE = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
_HIDING = re.compile(r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}(?:hidden|collapse))", re.IGNORECASE)
_NO_TEXT = frozenset(
    ("head", "script", "style", "noscript", "template", "svg", "math", "object", "iframe", "select", "textarea")
)
BREAKING = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
        *("html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th"),
        *("thead", "tr", "ul"),
    )
)
"""Elements that stand in lines of their own."""


def page_text(data: bytes, name: str) -> str | Problem:
    """A page as text, whatever encoding it is in, or why it is none."""
    if len(data) > MOST_BYTES or data.count(b"<") > MOST_TAGS:
        expected = f"不超过 {MOST_BYTES // 1_000_000} MB 的网页；只存网页正文，不要连图片一起存"
        return Problem("html-large", "网页太大", text=name, expected=expected)
    if not data.strip():
        return Problem("file-empty", "文件是空的", text=name, expected="浏览器另存的网页", example="公开说明.html")
    text = data.decode(_encoding(data), "replace").replace("\x00", "")
    if text.count("\ufffd") * _LOST > len(text):
        return Problem("html-not-text", f"这不是网页，或网页的编码认不出来。请{ANOTHER}", text=name)
    return text


def _encoding(data: bytes) -> str:
    """By its mark, else UTF-8 if it is, for Chinese in GBK never is; else what the page says, else GB18030."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    said = _CHARSET.search(data[:4096])
    name = said[1].decode("ascii").lower() if said else ""
    if name in _CHINESE:
        return _CHINESE[name]
    return "utf-8" if name in ("utf-8", "utf8") and not _is_gb18030_only(data) else _guessed(data)


def _guessed(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _is_gb18030_only(data: bytes) -> bool:
    """Whether a page that says it is UTF-8 is none, and reads better as GB18030."""
    if _guessed(data) == "utf-8":
        return False
    return data.decode("gb18030", "replace").count("\ufffd") < data.decode("utf-8", "replace").count("\ufffd")


def is_unseen(element: Any) -> bool:
    """Whether a browser shows nothing of the element; classes cannot be known, for their sheets are not here."""
    return (
        not isinstance(element.tag, str)
        or element.tag in _NO_TEXT
        or "hidden" in element.attrib
        or _HIDING.search(element.get("style", "")) is not None
    )


def shown_text(element: Any) -> str:
    """The text of a cell with ``\\n`` where a browser begins a new line."""
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        if not is_unseen(child):
            is_break = child.tag in BREAKING
            yield "\n" if is_break else ""
            yield from _pieces(child)
            yield "\n" if is_break and child.tag != "br" else ""
        yield " ".join((child.tail or "").split("\n"))
