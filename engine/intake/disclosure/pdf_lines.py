"""Characters of a page as lines and lines as texts (字成行，行成文): what the typesetter broke is one text again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.intake.disclosure.pdf_characters import Glyph

_HAN = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_LOOSE = re.compile(f"(?<=[{_HAN}])[ \u3000](?=[{_HAN}])")
_FIRST = re.compile("[^\\s\u2e80-\ufaff\uff00-\uffef]+|.")
"""What is never broken at the end of a line: a number or a word, or one Chinese character."""
SPACE, COLUMN = 0.35, 1.6
"""Gaps in heights of a line: of a blank that is not written, and between columns without rules."""
PADDING = 1.0
"""Heights of a character that a cell keeps free on both sides together, at most about so much."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line (行)."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Height of its largest character."""
        return self.bottom - self.top


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Characters by line, from the top, each from the left."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.foot):
        if lines and glyph.foot - lines[-1][0].foot <= max(glyph.size, lines[-1][0].size) * SPACE:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    found = (_line(sorted(line, key=lambda glyph: glyph.left)) for line in lines)
    return [line for line in found if line.text.strip()]


def _line(glyphs: Sequence[Glyph]) -> TextLine:
    top, bottom = min(one.top for one in glyphs), max(one.bottom for one in glyphs)
    inked = [one for one in glyphs if not one.text.isspace()] or glyphs
    text = "".join(_spaced(glyphs))
    return TextLine(_tight(text), min(one.left for one in inked), max(one.right for one in inked), top, bottom)


def _spaced(glyphs: Sequence[Glyph]) -> Iterator[str]:
    """Characters, with blanks for gaps; one drawn twice to look bold is one."""
    last, blank, size = None, False, max(glyph.size for glyph in glyphs)
    for glyph in glyphs:
        if glyph.text.isspace():
            blank = True
        elif last is None or not _is_shadow(last, glyph):
            yield _gap(last, glyph, size, blank) + glyph.text
            last, blank = glyph, False
    if blank:
        yield " "


def _is_shadow(one: Glyph, other: Glyph) -> bool:
    return one.text == other.text and other.left - one.left < (other.right - other.left) * SPACE


def _gap(one: Glyph | None, other: Glyph, size: float, blank: bool) -> str:
    """What stands between two characters: ``blank`` if a blank is written."""
    if one is None:
        return ""
    gap = other.left - one.right
    return "  " if gap > COLUMN * size else " " if blank or gap > SPACE * size else ""


def _tight(text: str) -> str:
    return _LOOSE.sub("", text)


def cell_text(lines: Sequence[TextLine], width: float) -> str:
    """The text of a cell: a line that was full goes on in the next."""
    text = ""
    for place, line in enumerate(lines):
        if place:
            before = lines[place - 1]
            text += _joint(text, line.text) if _is_full(before, line, width) else "\n"
        text += line.text
    return _tight(text)


def _is_full(line: TextLine, after: TextLine, width: float) -> bool:
    """Whether what begins the next line had no room in this one."""
    first = _FIRST.match(after.text)
    share = len(first[0]) / len(after.text) if first else 0
    room = width - PADDING * line.size - (line.right - line.left)
    return (after.right - after.left) * share > room


def _joint(one: str, other: str) -> str:
    """Between the halves of a line: words of letters are parted, numbers and Chinese are not."""
    return " " if one[-1].isascii() and one[-1].isalpha() and other[0].isascii() and other[0].isalpha() else ""


def paragraphs(lines: Sequence[TextLine], left: float, right: float) -> list[TextLine]:
    """Lines of running text joined: a full one goes on in a line of the same size that begins at the left margin."""
    found: list[TextLine] = []
    for place, line in enumerate(lines):
        if place and _goes_on(lines[place - 1], line, left, right):
            whole = found[-1]
            text = whole.text + _joint(whole.text, line.text) + line.text
            found[-1] = TextLine(text, whole.left, max(whole.right, line.right), whole.top, line.bottom)
        else:
            found.append(line)
    return found


def _goes_on(line: TextLine, after: TextLine, left: float, right: float) -> bool:
    at_margin = after.left - left < line.size / 2
    same = abs(line.size - after.size) < line.size / 5 and after.top - line.bottom < line.size * 1.5
    plain = "  " not in line.text and "  " not in after.text
    return at_margin and same and plain and _is_full(line, after, right - line.left + PADDING * line.size)
