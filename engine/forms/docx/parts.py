"""The parts of a Word file (部件): a zip of XML, made so that the same content is the same bytes."""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree

Parts = dict[str, bytes]
"""Name → content: ``word/document.xml``."""

CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def zipped(parts: Parts) -> bytes:
    """The file, with content types first as the format wishes, and no clock, user or machine in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return file.getvalue()


def relationships_of(part: str) -> str:
    """The name of the part that says what another part refers to.

    >>> relationships_of("word/document.xml")
    'word/_rels/document.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def add_part(parts: Parts, name: str, content_type: str, content: bytes) -> None:
    """Put a part into the file, in place of one of that name."""
    parts[name] = content
    types = etree.fromstring(parts[CONTENT_TYPES], parser())
    for old in types.findall(f"{{{_TYPES}}}Override[@PartName='/{name}']"):
        types.remove(old)
    etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)
    parts[CONTENT_TYPES] = serialised(types)


def add_relationship(parts: Parts, source: str, key: str, kind: str, target: str) -> None:
    """Let a part refer to another by ``key``."""
    name = relationships_of(source)
    empty = f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()
    tree = etree.fromstring(parts.get(name, empty), parser())
    etree.SubElement(tree, f"{{{_RELATIONSHIPS}}}Relationship", Id=key, Type=kind, Target=target)
    parts[name] = serialised(tree)


def relationship_target(parts: Parts, source: str, kind: str) -> str | None:
    """The part that another refers to as this kind of thing; None where there is none."""
    name = relationships_of(source)
    for one in etree.fromstring(parts[name], parser()) if name in parts else ():
        if one.get("Type") == kind:
            return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), one.get("Target"))).lstrip("/")
    return None


def parser() -> etree.XMLParser:
    """A parser that opens nothing, expands nothing and stops at what is unreasonably deep or long."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def serialised(tree: etree._Element) -> bytes:
    """A part as it stands in the file."""
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
