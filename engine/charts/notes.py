"""Small text under a picture (图下小字): what is not drawn is said, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from engine.charts import picture as pen
from engine.charts.picture import Picture, shortened, text_width

SIZE, LINE = 11, 16
_PIECES = re.compile(r"（?(?:[0-9A-Za-z.%+-]{1,12}|.)", re.DOTALL)
_STOPS = "、，。；：）"


def wrapped(text: str, width: float, size: int = SIZE) -> list[str]:
    """A text broken into lines that fit: Chinese anywhere but before a stop, short numbers not at all."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and piece not in _STOPS and text_width(lines[-1] + piece, size) > width:
            lines.append("")
        lines[-1] += piece
    return lines


def name_lines(name: str, width: float, size: int) -> list[str]:
    """A name in one line, or in two, the second shortened to what fits."""
    first, *rest = wrapped(name, width, size)
    return [first, shortened("".join(rest), width, size)] if rest else [first]


def note_lines(notes: Iterable[str], width: float) -> list[str]:
    """Every note, broken to the width of a picture."""
    return [line for note in notes for line in wrapped(note, width)]


def draw_notes(picture: Picture, lines: Sequence[str], top: float) -> None:
    """The lines, downwards from ``top``."""
    for number, line in enumerate(lines):
        place = (12.0, top + LINE * (number + 1) - 4)
        picture.text(place, line, font_size=str(SIZE), fill=pen.MUTED)
