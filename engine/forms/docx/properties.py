"""What the file says of itself (文档属性): title, office, and the day of the last approval; never the clock."""

from __future__ import annotations

from datetime import UTC
from xml.sax.saxutils import escape

from engine.forms.characters import printable
from engine.forms.docx.parts import Parts, add_part, add_relationship, relationship_target
from engine.forms.publication import Publication

_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_APPLICATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
APPLICATION_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def set_properties(parts: Parts, publication: Publication) -> None:
    """Write both parts of the properties, in place of those of whoever made the letterhead."""
    application = f'<Properties xmlns="{_EXTENDED}"><Application>jixiao</Application></Properties>'
    add_part(parts, _place(parts, _CORE, "docProps/core.xml"), CORE_TYPE, _core(publication))
    add_part(parts, _place(parts, _APPLICATION, "docProps/app.xml"), APPLICATION_TYPE, application.encode())


def _place(parts: Parts, kind: str, usual: str) -> str:
    """Where the file keeps them; a file that has none gets the usual place."""
    found = relationship_target(parts, "", kind)
    if found is None:
        add_relationship(parts, "", f"rId{kind.rpartition('/')[2]}", kind, usual)
    return found or usual


def _core(publication: Publication) -> bytes:
    title, author = (escape(printable(text)) for text in (publication.title, publication.author))
    dated = f"{publication.dated.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{dated}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>zh-CN</dc:language>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>{times}</cp:coreProperties>"
    ).encode()
