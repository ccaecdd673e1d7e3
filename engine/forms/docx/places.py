"""Named places of a letterhead (位置): ``{{标题}}``. Replaced by literal text once, never read as a language.

Word cuts what one types into runs at will (spelling, input method, formatting), so a place is looked for in the
text of the whole paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from engine.forms.docx.text import text_pieces
from engine.intake.word_file import W

PLACE = re.compile(r"(?:\{\{|｛｛)\s*([^{}｛｝]{0,40}?)\s*(?:\}\}|｝｝)")
"""Full-width braces too: that is what a Chinese input method writes."""
HALF = re.compile(r"\{\{|\}\}|｛｛|｝｝")
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = {"\n": f"{W}br", "\t": f"{W}tab"}


class _Segment(NamedTuple):
    """Characters [start, stop) of a paragraph, and what is put there instead; None leaves them."""

    start: int
    stop: int
    value: str | None


def template_text(paragraph: Any) -> str:
    """The text of a paragraph of a letterhead."""
    return "".join(element.text or "" for element in _texts(paragraph))


def fill_places(paragraph: Any, values: Mapping[str, str]) -> None:
    """Put a value into each place that has one, in the run in which the place begins."""
    text = template_text(paragraph)
    segments = list(_segments(text, values))
    if all(segment.value is None for segment in segments):
        return
    start = 0
    for element in _texts(paragraph):
        stop = start + len(element.text or "")
        _set_text(element, "".join(_shown(segment, text, start, stop) for segment in segments))
        start = stop


def _texts(paragraph: Any) -> list[Any]:
    """The ``w:t`` of the paragraph itself, not those of text boxes that hang on it."""
    return [one for one in paragraph.iter(f"{W}t") if next(one.iterancestors(f"{W}p")) is paragraph]


def _segments(text: str, values: Mapping[str, str]) -> Iterator[_Segment]:
    reached = 0
    for found in PLACE.finditer(text):
        if found[1] in values:
            yield _Segment(reached, found.start(), None)
            yield _Segment(found.start(), found.end(), values[found[1]])
            reached = found.end()
    yield _Segment(reached, len(text), None)


def _shown(segment: _Segment, text: str, start: int, stop: int) -> str:
    """What stands of a segment in the run that held the characters [start, stop)."""
    if segment.value is None:
        return text[max(start, segment.start) : min(stop, segment.stop)]
    return segment.value if start <= segment.start < stop else ""


def _set_text(element: Any, text: str) -> None:
    """The text in place of the old, its line breaks and tabs as elements after it."""
    pieces = text_pieces(text)
    element.set(_PRESERVE, "preserve")
    element.text = pieces.pop(0) if pieces and pieces[0] not in _BREAKS else ""
    last = element
    for piece in pieces:
        new = last.makeelement(_BREAKS.get(piece, f"{W}t"))
        if piece not in _BREAKS:
            new.text = piece
            new.set(_PRESERVE, "preserve")
        last.addnext(new)
        last = new
