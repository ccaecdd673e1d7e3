"""An empty Word file with our styles (空白文档): python-docx's own, without what we never use."""

from __future__ import annotations

import io
import zipfile
from functools import cache

from lxml import etree

from engine.forms.docx.parts import Parts
from engine.forms.docx.styles import LANGUAGE, SONG, STYLES, font_xml, style_xml

MAIN = "word/document.xml"
_KEPT = ("/styles", "/settings", "/officeDocument", "/core-properties", "/extended-properties")


def empty_document() -> Parts:
    """The parts of an empty document; the caller's own to change."""
    return dict(_skeleton())


@cache
def _skeleton() -> Parts:
    import docx

    document = docx.Document()
    _drop(document.part.rels)
    _drop(document.part.package.rels)
    _only_our_styles(document.styles.element)
    _settings(document.settings.element)
    file = io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _drop(relationships: dict[str, object]) -> None:
    """Thumbnail, theme, sample numbering: parts that nothing refers to are not saved."""
    for key, one in list(relationships.items()):
        if not str(getattr(one, "reltype", "")).endswith(_KEPT):
            del relationships[key]


def _only_our_styles(styles: etree._Element) -> None:
    from docx.oxml.ns import qn

    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    namespace = f'xmlns:w="{styles.nsmap["w"]}"'
    plain = f'<w:rPr {namespace}>{font_xml(SONG)}<w:sz w:val="21"/><w:szCs w:val="21"/>{LANGUAGE}</w:rPr>'
    defaults.getparent().replace(defaults, etree.fromstring(plain))
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:default")) != "1":
            styles.remove(style)
    for ours in STYLES:
        styles.append(etree.fromstring(style_xml(ours)))


def _settings(settings: etree._Element) -> None:
    """Word 2013 layout, Chinese, and nothing about whoever made the sample."""
    from docx.oxml.ns import qn

    for name in ("w:rsids", "w:savePreviewPicture", "w:clrSchemeMapping", "w:shapeDefaults"):
        for element in settings.findall(qn(name)):
            settings.remove(element)
    for element in settings.findall("{http://schemas.microsoft.com/office/word/2010/wordml}*"):
        settings.remove(element)
    settings.find(f"{qn('w:compat')}/{qn('w:compatSetting')}").set(qn("w:val"), "15")
    language = settings.find(qn("w:themeFontLang"))
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
