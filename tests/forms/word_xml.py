"""The XML of a Word file, for tests that look at what Word itself would read."""

import io
import zipfile
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root(data: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(parts(data)[part])


def child_names(element: Any) -> list[str]:
    return [child.tag.removeprefix(W) for child in element]


def text(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def value(element: Any, path: str) -> str:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else str(found.get(f"{W}val"))


def foot(data: bytes, section: Any) -> Any:
    """The default footer of a section."""
    key = section.find(f"{W}footerReference[@{W}type='default']").get(f"{R}id")
    listed = root(data, "word/_rels/document.xml.rels")
    target = next(one.get("Target") for one in listed if one.get("Id") == key)
    return root(data, f"word/{target}")
