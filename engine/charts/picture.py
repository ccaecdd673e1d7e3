"""A small SVG picture: lines, boxes, dots, hatching, text. Text is escaped by ElementTree.

Styles are attributes, not classes, and nothing has an id: several pictures can stand in one page
without touching each other or the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from xml.etree import ElementTree as ET

INK = "#222222"
FAINT = "#dddddd"
MUTED = "#666666"
BLUE = "#1f4e79"
RED = "#b03a2e"
OCHRE = "#a8741a"
PAPER = "#ffffff"

FONTS = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, 微软雅黑, SimHei, 黑体, sans-serif"

Place = tuple[float, float]

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document may hold, not even escaped."""


def text_width(text: str, size: float) -> float:
    """About how wide a text is: a Chinese character is one em, others rather more than half."""
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text)
    return size * (wide + 0.58 * (len(text) - wide))


def shortened(text: str, width: float, size: float) -> str:
    """The text, or as much of it as fits, ending in ``…``."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text}…"


class Picture:
    """An SVG being drawn, in pixels from the top left."""

    def __init__(self, width: int, height: int, title: str, described: str = "") -> None:
        self.width = width
        self.height = height
        self._root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {width} {height}",
                "width": str(width),
                "height": str(height),
                "role": "img",
                "font-family": FONTS,
            },
        )
        _titled(self._root, title)
        if described:
            ET.SubElement(self._root, "desc").text = _clean(described)
        self.box((0, 0), (width, height), fill=PAPER)

    def line(self, start: Place, end: Place, title: str = "", **style: str) -> None:
        """A straight line."""
        (x1, y1), (x2, y2) = start, end
        ends = {"x1": _px(x1), "y1": _px(y1), "x2": _px(x2), "y2": _px(y2)}
        self._add("line", {"stroke": INK, **ends}, style, title)

    def path(self, places: Iterable[Place], title: str = "", **style: str) -> None:
        """A line through several places."""
        points = " ".join(f"{_px(x)},{_px(y)}" for x, y in places)
        self._add("polyline", {"points": points, "fill": "none", "stroke": INK}, style, title)

    def box(self, corner: Place, opposite: Place, title: str = "", **style: str) -> None:
        """A rectangle between two opposite corners."""
        left, right = sorted((corner[0], opposite[0]))
        top, bottom = sorted((corner[1], opposite[1]))
        size = {"x": _px(left), "y": _px(top), "width": _px(right - left), "height": _px(bottom - top)}
        self._add("rect", size, style, title)

    def hatched(self, corner: Place, opposite: Place, colour: str, title: str = "") -> None:
        """A rectangle shaded by slanted lines, which also shows on a black-and-white print."""
        self.box(corner, opposite, title, fill=colour, fill_opacity="0.1", stroke=colour)
        left, right = sorted((corner[0], opposite[0]))
        top, bottom = sorted((corner[1], opposite[1]))
        height, offset = bottom - top, 7.0
        while offset < right - left + height:
            start = (left + offset, top) if left + offset <= right else (right, top + left + offset - right)
            end = (left + offset - height, bottom) if offset >= height else (left, top + offset)
            self.line(start, end, stroke=colour, stroke_opacity="0.5", stroke_width="0.8")
            offset += 7.0

    def dot(self, place: Place, filled: bool, colour: str, title: str = "") -> None:
        """The end of a segment: filled where the end belongs to it, hollow where it does not."""
        centre = {"cx": _px(place[0]), "cy": _px(place[1]), "r": "3.5"}
        fill = colour if filled else PAPER
        self._add("circle", centre, {"fill": fill, "stroke": colour, "stroke_width": "1.5"}, title)

    def text(self, place: Place, text: str, anchor: str = "start", title: str = "", **style: str) -> None:
        """One line of text; ``place`` is on its baseline."""
        attributes = {"x": _px(place[0]), "y": _px(place[1]), "text-anchor": anchor}
        element = self._add("text", {"font-size": "12", "fill": INK, **attributes}, style, "")
        element.text = _clean(text)
        _titled(element, title)

    def svg(self) -> str:
        """The finished picture as SVG text."""
        return ET.tostring(self._root, encoding="unicode")

    def _add(self, tag: str, attributes: dict[str, str], style: dict[str, str], title: str) -> ET.Element:
        named = {name.replace("_", "-"): value for name, value in style.items()}
        element = ET.SubElement(self._root, tag, {**attributes, **named})
        if tag != "text":
            _titled(element, title)
        return element


def _titled(element: ET.Element, title: str) -> None:
    """A title is what browsers show on hover and screen readers say."""
    if title:
        ET.SubElement(element, "title").text = _clean(title)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _px(value: float) -> str:
    """Hundredths of a pixel, without needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
