"""Text as Word keeps it (文字): runs whose line breaks and tabs are elements, everything else literal."""

from __future__ import annotations

from xml.sax.saxutils import escape

from engine.forms.characters import printable

_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def run_xml(text: str) -> str:
    """One run with the whole text, nothing of it markup; '' for no text.

    >>> run_xml("<b>")
    '<w:r><w:t xml:space="preserve">&lt;b&gt;</w:t></w:r>'
    """
    pieces = "".join(_piece(piece) for piece in text_pieces(text))
    return f"<w:r>{pieces}</w:r>" if pieces else ""


def text_pieces(text: str) -> list[str]:
    """Printable text, cut at its line breaks and tabs, which stand alone.

    >>> text_pieces("一\\t二")
    ['一', '\\t', '二']
    """
    shown = printable(text)
    for mark in _BREAKS:
        shown = shown.replace(mark, f"\0{mark}\0")
    return [piece for piece in shown.split("\0") if piece]


def _piece(piece: str) -> str:
    return _BREAKS.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'


def paragraph_xml(style: str, text: str, *, keep_next: bool = False, section: str = "") -> str:
    """A paragraph in one of our styles; ``section`` is the ``w:sectPr`` of the section that it ends."""
    keep = "<w:keepNext/>" if keep_next else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{section}</w:pPr>{run_xml(text)}</w:p>'
