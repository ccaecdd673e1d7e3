"""The sections of a letterhead (分节): each form ends one like the letterhead's own, its mark in the foot."""

from __future__ import annotations

import posixpath
from copy import deepcopy
from itertools import count
from typing import Any

from lxml import etree

from engine.forms.docx.body import Page
from engine.forms.docx.footer import CONTENT_TYPE, RELATIONSHIP, footer_xml, mark_xml
from engine.forms.docx.parts import add_part, add_relationship, parser, relationships_of, serialised
from engine.forms.docx.styles import NAMESPACE
from engine.intake.word_file import R, W, WordFile

_A4 = {"w": 11906, "h": 16838, "left": 1800, "right": 1800, "gutter": 0}
_NARROWEST = 3402
"""60 mm in twips: a form is never squeezed into less."""
_REFERENCES = (f"{W}headerReference", f"{W}footerReference")


def governing_section(body: Any, place: Any) -> Any:
    """The ``w:sectPr`` that a place in the body belongs to: the next one, for a section is described at its end."""
    for block in (place, *place.itersiblings()):
        section = block if block.tag == f"{W}sectPr" else block.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            return section
    return etree.SubElement(body, f"{W}sectPr")


def state_all_references(body: Any) -> None:
    """Headers and footers that a section takes over from the one before are named in it too."""
    inherited: dict[tuple[str, str | None], Any] = {}
    for section in body.iter(f"{W}sectPr"):
        own = {_kind(reference): reference for reference in section.iterchildren(*_REFERENCES)}
        for kind, reference in inherited.items():
            if kind not in own:
                section.insert(0, deepcopy(reference))
        inherited |= own


def _kind(reference: Any) -> tuple[str, str | None]:
    return reference.tag, reference.get(f"{W}type")


def _numbers(section: Any, name: str) -> dict[str, int]:
    found = section.find(f"{W}{name}")
    attributes = {} if found is None else {key.removeprefix(W): value for key, value in found.attrib.items()}
    return {
        key: int(value)
        for key, value in attributes.items()
        if key in _A4 and value.isascii() and value.isdigit() and len(value) <= 5
    }


class Sections:
    """Makes the sections of the forms from the letterhead's one."""

    def __init__(self, word: WordFile, section: Any) -> None:
        self._word = word
        self._section = section
        self._original = deepcopy(section)
        self._made: dict[tuple[str, Page], str] = {}

    def width(self, page: Page) -> int:
        """How wide the text is, in twips."""
        section = deepcopy(self._original)
        _lay(section, page)
        size = {**_A4, **_numbers(section, "pgSz"), **_numbers(section, "pgMar")}
        return max(size["w"] - size["left"] - size["right"] - size["gutter"], _NARROWEST)

    def of_form(self, number: int, page: Page) -> Any:
        """The section that ends after the form of that number."""
        section = deepcopy(self._original)
        self._prepare(section, number, page)
        return section

    def close(self, number: int, page: Page) -> None:
        """The letterhead's own section, which the last form is in."""
        self._prepare(self._section, number, page)

    def _prepare(self, section: Any, number: int, page: Page) -> None:
        if number:
            _begins_a_page(section)
        _lay(section, page)
        self._set_footers(section, page)

    def _set_footers(self, section: Any, page: Page) -> None:
        for kind in _missing_footers(section):
            reference = etree.Element(f"{W}footerReference", {f"{W}type": kind})
            reference.set(f"{R}id", "")
            section.insert(0, reference)
        for reference in section.findall(f"{W}footerReference"):
            old = reference.get(f"{R}id") or ""
            if page.mark or not old:
                reference.set(f"{R}id", self._footer(old, page))

    def _footer(self, old: str, page: Page) -> str:
        """The key of a footer that is the old one with the mark below; each is made once."""
        if (old, page) not in self._made:
            self._made[old, page] = self._add_footer(old, page)
        return self._made[old, page]

    def _add_footer(self, old: str, page: Page) -> str:
        parts, folder = self._word.parts, posixpath.dirname(self._word.main)
        number = next(number for number in count(1) if posixpath.join(folder, _file(number)) not in parts)
        name = posixpath.join(folder, _file(number))
        source = next((one.target for one in self._word.related if one.key == old), "")
        add_part(parts, name, CONTENT_TYPE, self._marked(source, page))
        if source and relationships_of(source) in parts:
            parts[relationships_of(name)] = parts[relationships_of(source)]
        key = f"rIdJixiao{number}"
        add_relationship(parts, self._word.main, key, RELATIONSHIP, _file(number))
        return key

    def _marked(self, source: str, page: Page) -> bytes:
        if source not in self._word.roots:
            return footer_xml(page.mark, self.width(page))
        footer = deepcopy(self._word.roots[source])
        line = etree.fromstring(f'<w:ftr xmlns:w="{NAMESPACE}">{mark_xml(page.mark)}</w:ftr>', parser())
        footer.extend(line)
        return serialised(footer)


def _lay(section: Any, page: Page) -> None:
    """Turn the paper for a form that is printed across; a letterhead that lies across already stays."""
    size = {**_A4, **_numbers(section, "pgSz")}
    if not page.landscape or size["w"] > size["h"]:
        return
    paper = section.find(f"{W}pgSz")
    if paper is None:
        paper = section.makeelement(f"{W}pgSz")
        section.insert(_before_paper(section), paper)
    for name, value in (("w", size["h"]), ("h", size["w"]), ("orient", "landscape")):
        paper.set(f"{W}{name}", str(value))


def _before_paper(section: Any) -> int:
    """How many elements the format puts before the paper's size."""
    return len(list(section.iterchildren(*_REFERENCES, f"{W}footnotePr", f"{W}endnotePr", f"{W}type")))


def _missing_footers(section: Any) -> list[str]:
    """Kinds of pages of the section that the letterhead has no footer for."""
    own = {reference.get(f"{W}type") for reference in section.findall(f"{W}footerReference")}
    wanted = ["default"] if section.find(f"{W}titlePg") is None else ["default", "first"]
    return [kind for kind in wanted if kind not in own]


def _begins_a_page(section: Any) -> None:
    """A form after the first: on a new page, which is not the first page of the letterhead, nor page 1 again."""
    for name in ("type", "titlePg"):
        for element in section.findall(f"{W}{name}"):
            section.remove(element)
    for numbers in section.findall(f"{W}pgNumType"):
        numbers.attrib.pop(f"{W}start", None)
    section.insert(_before_paper(section), section.makeelement(f"{W}type", {f"{W}val": "nextPage"}))


def _file(number: int) -> str:
    return f"jixiao-footer{number}.xml"
