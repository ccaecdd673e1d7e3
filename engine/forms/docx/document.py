"""A publication as a Word file (Word 附表): on our own A4 page, or in the office's letterhead."""

from __future__ import annotations

from engine.forms.docx.body import Page, body_xml, pages_of
from engine.forms.docx.footer import CONTENT_TYPE, RELATIONSHIP, footer_xml
from engine.forms.docx.parts import Parts, add_part, add_relationship, zipped
from engine.forms.docx.properties import set_properties
from engine.forms.docx.skeleton import MAIN, empty_document
from engine.forms.docx.styles import NAMESPACE
from engine.forms.publication import Publication

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHORT, _LONG = 11906, 16838
"""A4 in twips."""
_TOP, _SIDE, _BOTTOM, _EDGE = 907, 850, 1020, 454
"""16, 15 and 18 mm; header and footer 8 mm from the edge."""


def publication_docx(publication: Publication, letterhead: bytes | None = None) -> bytes:
    """The publication as .docx; a letterhead is one that ``letterhead_problems`` found nothing wrong with.

    Raises ValueError for any other letterhead. The same publication gives the same bytes on any day.
    """
    parts = _own_page(publication) if letterhead is None else _letterhead(publication, letterhead)
    set_properties(parts, publication)
    return zipped(parts)


def _letterhead(publication: Publication, letterhead: bytes) -> Parts:
    from engine.forms.docx.letterhead import fill_letterhead

    return fill_letterhead(publication, letterhead)


def _own_page(publication: Publication) -> Parts:
    parts = empty_document()
    pages = pages_of(publication)
    keys = _add_footers(parts, pages)
    sections = {page: _section(page, keys[page]) for page in pages}
    last = sections[pages[-1]] if pages else ""
    body = body_xml(publication, _width, sections.__getitem__)
    parts[MAIN] = (
        f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{_RELATIONSHIPS}"><w:body>{body}{last}</w:body></w:document>'
    ).encode()
    return parts


def _add_footers(parts: Parts, pages: tuple[Page, ...]) -> dict[Page, str]:
    """One footer for each different kind of page; page → key of its relationship."""
    keys = {page: f"rIdFooter{number}" for number, page in enumerate(dict.fromkeys(pages), 1)}
    for number, (page, key) in enumerate(keys.items(), 1):
        add_part(parts, f"word/footer{number}.xml", CONTENT_TYPE, footer_xml(page.mark, _width(page)))
        add_relationship(parts, MAIN, key, RELATIONSHIP, f"footer{number}.xml")
    return keys


def _width(page: Page) -> int:
    """180 mm, or 267 mm on paper that lies across."""
    return (_LONG if page.landscape else _SHORT) - 2 * _SIDE


def _section(page: Page, footer: str) -> str:
    wide, high, lies = (_LONG, _SHORT, ' w:orient="landscape"') if page.landscape else (_SHORT, _LONG, "")
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{footer}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{wide}" w:h="{high}"{lies}/>'
        f'<w:pgMar w:top="{_TOP}" w:right="{_SIDE}" w:bottom="{_BOTTOM}" w:left="{_SIDE}"'
        f' w:header="{_EDGE}" w:footer="{_EDGE}" w:gutter="0"/></w:sectPr>'
    )
