"""Reading a picture back (读图): what stands in it, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from engine.forms.grid import Grid

SVG = "{http://www.w3.org/2000/svg}"


def parts(svg: str, tag: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(f"{SVG}{tag}"))


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parts(svg, "text")]


def titled(svg: str, tag: str, beginning: str) -> list[ET.Element]:
    """Elements of a kind whose hover text begins so."""
    return [one for one in parts(svg, tag) if (one.findtext(f"{SVG}title") or "").startswith(beginning)]


def number(element: ET.Element, name: str) -> float:
    return float(element.attrib[name])


def lines(grid: Grid) -> Iterator[list[str]]:
    """The texts of a table, row by row."""
    for row in grid.rows:
        yield [cell.text for cell in row]
