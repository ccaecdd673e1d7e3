"""The office's own letterhead (版头): a .docx whose named places are filled. Nothing in it is ever run.

Its headers and footers stay; below its footer the mark of the form is added, so each form still ends a section.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta, timezone
from typing import Any

from lxml import etree

from engine.forms.docx.body import body_xml, pages_of
from engine.forms.docx.letterhead_sections import Sections, governing_section, state_all_references
from engine.forms.docx.parts import CONTENT_TYPES, Parts, add_part, add_relationship, parser, serialised
from engine.forms.docx.places import fill_places
from engine.forms.docx.styles import NAMESPACE, SPACER, STYLES, style_xml
from engine.forms.letterhead import (
    TEXT_KINDS,
    is_tables_place,
    place_problems,
    template_paragraphs,
)
from engine.forms.publication import Publication
from engine.intake.word_file import W, WordFile, open_word
from indicators.problems import Problem

_CHINA = timezone(timedelta(hours=8))
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
_STYLES_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"


def fill_letterhead(publication: Publication, data: bytes) -> Parts:
    """The parts of the letterhead with everything in its place; ValueError for one that has problems."""
    word = open_word(data)
    if isinstance(word, Problem):
        raise ValueError(f"unchecked letterhead: {word}")
    for problem in place_problems(word):
        raise ValueError(f"unchecked letterhead: {problem}")
    _fill_words(word, publication)
    _fill_tables(word, publication)
    for name in (word.main, *word.names_of(*TEXT_KINDS)):
        word.parts[name] = serialised(word.roots[name])
    _add_styles(word)
    _is_document(word.parts)
    return word.parts


def values_of(publication: Publication) -> dict[str, str]:
    """What stands in the places that hold words; the day is the one in China."""
    day = publication.dated.astimezone(_CHINA)
    return {
        "单位名称": publication.author,
        "标题": publication.title,
        "日期": f"{day.year} 年 {day.month} 月 {day.day} 日",
    }


def _fill_words(word: WordFile, publication: Publication) -> None:
    values = values_of(publication)
    for paragraph in template_paragraphs(word):
        fill_places(paragraph, values)


def _fill_tables(word: WordFile, publication: Publication) -> None:
    place = next(paragraph for paragraph in word.body.iter(f"{W}p") if is_tables_place(paragraph, word))
    state_all_references(word.body)
    pages = pages_of(publication)
    sections = Sections(word, governing_section(word.body, place))
    inserted = body_xml(publication, sections.width, lambda _: "<w:sectPr/>")
    holder = etree.fromstring(f'<w:body xmlns:w="{NAMESPACE}">{inserted}</w:body>', parser())
    for number, hole in enumerate(holder.findall(f"{W}p/{W}pPr/{W}sectPr")):
        hole.getparent().replace(hole, sections.of_form(number, pages[number]))
    if pages:
        sections.close(len(pages) - 1, pages[-1])
    for element in holder:
        place.addprevious(element)
    _remove(place)


def _remove(place: Any) -> None:
    """A place that ends a section stays, 0.7 pt high."""
    properties = place.find(f"{W}pPr")
    section = None if properties is None else properties.find(f"{W}sectPr")
    if section is None:
        place.getparent().remove(place)
        return
    kept = deepcopy(section)
    for child in list(place):
        place.remove(child)
    new = etree.SubElement(place, f"{W}pPr")
    etree.SubElement(new, f"{W}pStyle").set(f"{W}val", SPACER.id)
    new.append(kept)


def _add_styles(word: WordFile) -> None:
    names = word.names_of("styles")
    styles = word.roots[names[0]] if names else etree.Element(f"{W}styles", nsmap={"w": NAMESPACE})
    ours = {style.id for style in STYLES}
    for style in [one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") in ours]:
        styles.remove(style)
    for ours_xml in map(style_xml, STYLES):
        styles.append(etree.fromstring(ours_xml))
    if not names:
        add_relationship(word.parts, word.main, "rIdJixiaoStyles", _STYLES_KIND, "/word/styles.xml")
    add_part(word.parts, names[0] if names else "word/styles.xml", _STYLES_TYPE, serialised(styles))


def _is_document(parts: Parts) -> None:
    """A .dotx becomes a document; the picture of the empty letterhead goes."""
    types = parts[CONTENT_TYPES]
    parts[CONTENT_TYPES] = types.replace(b"template.main+xml", b"document.main+xml")
