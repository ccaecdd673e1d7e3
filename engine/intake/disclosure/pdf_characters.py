"""The characters of a PDF page (PDF 字符), each with its box, the page turned so that most of them read from the left.

How a page is to be turned is told by its text alone: a wide table is printed with a page that says it is turned, or
with text that is, and looks the same.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double
from dataclasses import dataclass
from typing import Any

MOST_ON_A_PAGE = 100_000
"""A full page of A4 has three thousand."""
_QUARTER = math.pi / 2
_ASLANT = 0.1
_NOTHING = frozenset(map(ord, "\0\r\n\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_HYPHENS = {2: "-", 0xFFFE: "-"}
"""What pdfium makes of a hyphen at the end of a line."""
UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character (字): its box in points from the left and from the top of the page as it reads, and its foot."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    foot: float
    """Where the line of writing is."""

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of its box: what cell it belongs to."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.bottom - self.top


Turn = int
"""Quarters of a circle that the text of a page runs from the right-hand direction, against the clock."""


def turned(x: float, y: float, turn: Turn) -> tuple[float, float]:
    """A point of the page as its text reads, y downwards."""
    return ((x, -y), (y, x), (-x, y), (-y, -x))[turn]


@dataclass(frozen=True, slots=True)
class Characters:
    """All of a page (一页的字): in reading direction, and others in the order they are drawn (stamps, watermarks)."""

    turn: Turn
    upright: tuple[Glyph, ...]
    others: str
    unknown: int
    """How many have no meaning: fonts without a table of what their shapes are."""


def page_characters(text_page: Any, count: int) -> Characters:
    """Read the characters of a page of so many."""
    raw = text_page.raw
    found = [(index, code, _direction(raw, index)) for index, code in _codes(raw, count)]
    ways = Counter(way for _, _, way in found if way is not None)
    turn = ways.most_common(1)[0][0] if ways else 0
    upright = tuple(_glyph(raw, index, code, turn) for index, code, way in found if way == turn)
    others = "".join(_character(code) for _, code, way in found if way != turn)
    return Characters(turn, upright, others, sum(code in (0, 0xFFFD) for _, code, _ in found))


def _codes(raw: Any, count: int) -> Iterator[tuple[int, int]]:
    """Characters of the file; those that pdfium adds are none."""
    from pypdfium2.raw import FPDFText_GetUnicode, FPDFText_IsGenerated

    for index in range(count):
        code = FPDFText_GetUnicode(raw, index)
        if code not in _NOTHING and (code > ord(" ") or FPDFText_IsGenerated(raw, index) != 1):
            yield index, code


def _direction(raw: Any, index: int) -> Turn | None:
    """Which way a character runs; None if aslant. pdfium counts with the clock."""
    from pypdfium2.raw import FPDFText_GetCharAngle

    quarters = FPDFText_GetCharAngle(raw, index) / _QUARTER
    nearest = round(quarters)
    return -nearest % 4 if abs(quarters - nearest) < _ASLANT else None


def _character(code: int) -> str:
    return _HYPHENS.get(code) or (chr(code) if code < 0x110000 else UNKNOWN)


def _glyph(raw: Any, index: int, code: int, turn: Turn) -> Glyph:
    from pypdfium2.raw import FS_RECTF, FPDFText_GetCharOrigin, FPDFText_GetLooseCharBox

    box, x, y = FS_RECTF(), c_double(), c_double()
    FPDFText_GetLooseCharBox(raw, index, byref(box))
    FPDFText_GetCharOrigin(raw, index, byref(x), byref(y))
    (one, above), (other, below) = turned(box.left, box.top, turn), turned(box.right, box.bottom, turn)
    _, foot = turned(x.value, y.value, turn)
    return Glyph(_character(code), min(one, other), max(one, other), min(above, below), max(above, below), foot)
