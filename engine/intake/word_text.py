"""The text that a reader of a Word file sees (可见文字), paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.intake.word_file import W

PARAGRAPH = f"{W}p"
TEXT_BOX = f"{W}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
UNSEEN = frozenset({_FALLBACK, f"{W}del", f"{W}moveFrom"})
"""A copy for old versions, and what a revision took away."""
_PASSED = UNSEEN | {TEXT_BOX, f"{W}pPr", f"{W}rPr"}
_ABOUT = UNSEEN | {f"{W}{name}" for name in ("tcPr", "trPr", "tblPr", "tblGrid", "sectPr")}
"""What holds no paragraph that is read; half of the elements of a table are these."""
_WRAPPED = (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml")
_SIGNS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}


def paragraph_text(paragraph: Any) -> str:
    """The text of a paragraph, without text boxes that hang on it.

    A line break is ``\\n``, a tab ``\\t``, as they were when the form was written.
    """
    return "".join(_pieces(paragraph))


def paragraphs_in(element: Any) -> list[Any]:
    """Paragraphs in an element, tables in it included, text boxes not; in their order."""
    return list(_paragraphs(element))


def blocks_in(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables of a body or a cell in their order, also those in content controls and revisions."""
    for child in parent:
        if child.tag in _WRAPPED:
            yield from blocks_in(child)
        else:
            yield child


def is_unseen(element: Any) -> bool:
    """Whether the element stands in something that no reader sees."""
    return next(element.iterancestors(*UNSEEN), None) is not None


def _paragraphs(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == PARAGRAPH:
            yield child
        elif child.tag not in _ABOUT:
            yield from _paragraphs(child)


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == f"{W}t" or tag == _FORMULA_TEXT:
            yield child.text or ""
        elif tag == f"{W}br":
            yield "" if child.get(f"{W}type") in ("page", "column") else "\n"
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == f"{W}sym":
            yield _symbol(child.get(f"{W}char", ""))
        elif tag not in _PASSED:
            yield from _pieces(child)


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
