"""An Office file taken apart (文件包): its parts unpacked under limits, its XML parsed without touching anything else.

Sizes that a ZIP declares are claims, so every part is read with a cap. A parsed part has no document type: that is
how entities, and with them files and addresses of the outside, would come in.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from indicators.problems import Problem

AGAIN = "用 Excel、Word 或 WPS 打开这个文件，另存为 .xlsx（文档存为 .docx）后再试"
TOO_LARGE = "只留下要用的内容，删去图片和空白的行、列、工作表，另存后再试"
ANOTHER = "不要打开，向提供的人另要一份"


OUT_OF_LIMITS = 10**7


@dataclass(frozen=True, slots=True)
class Limits:
    """What an honest file stays far below (上限)."""

    file_bytes: int = 20_000_000
    parts: int = 2_000
    part_bytes: int = 16_000_000
    total_bytes: int = 48_000_000
    ratio: int = 250
    """How often a part may be larger than it is packed; not asked of parts below ``small_bytes``."""
    small_bytes: int = 1_000_000
    rows: int = 100_000
    columns: int = 1_000
    places: int = 2_000_000
    """Rows times columns of a sheet, up to its last filled cell."""
    merges: int = 20_000
    grid_span: int = 1_000
    spaces: int = 32_767
    """What one element of OpenDocument may say of spaces in a row."""


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a file by name, and the roots of those that are XML."""

    parts: Mapping[str, bytes]
    roots: Mapping[str, Any]


def unpack(data: bytes, limits: Limits = LIMITS) -> Package | Problem:
    """Take a ZIP file apart; nothing of it is trusted."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            listed = archive.infolist()
            problem = _list_problem(listed, limits)
            parts = problem or _read_parts(archive, listed, limits)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, zlib.error):
        return broken("文件不完整或已损坏")
    return parts if isinstance(parts, Problem) else _parsed(parts)


def _list_problem(listed: list[ZipInfo], limits: Limits) -> Problem | None:
    if len(listed) > limits.parts:
        return too_large(f"文件里有 {len(listed)} 个部分，超过 {limits.parts} 个")
    if any(info.flag_bits & 1 for info in listed):
        return password()
    if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in listed):
        return broken("文件用了 Office 不用的压缩方式")
    names = Counter(info.orig_filename.casefold() for info in listed)
    if max(names.values(), default=0) > 1:
        return broken("文件里有重名的部分，不同程序会读出不同的内容", ANOTHER)
    if any(_is_trick(info.orig_filename) for info in listed):
        return broken("文件里有指向文件外面的路径，可能是恶意文件", ANOTHER)
    return None


def _is_trick(name: str) -> bool:
    return name.startswith("/") or bool(re.search(r"[\\:\x00-\x1f]|(^|/)\.\.?(/|$)", name))


def _read_parts(archive: ZipFile, listed: list[ZipInfo], limits: Limits) -> dict[str, bytes] | Problem:
    parts: dict[str, bytes] = {}
    left = limits.total_bytes
    for info in listed:
        cap = min(limits.part_bytes, left)
        with archive.open(info) as part:
            content = part.read(cap + 1)
        if len(content) > cap:
            return too_large(f"文件的内容超过 {limits.part_bytes // 1_000_000} MB")
        if len(content) > max(limits.small_bytes, limits.ratio * info.compress_size):
            return too_large("文件的压缩率高得不正常")
        left -= len(content)
        parts[info.filename] = content
    return parts


def _parsed(parts: dict[str, bytes]) -> Package | Problem:
    roots = {}
    for name, content in parts.items():
        if not _is_xml(name, content):
            continue
        problem = _text_problem(content)
        if problem:
            return problem
        if name.endswith((".xml", ".rels")):
            try:
                roots[name] = etree.fromstring(content, _parser())
            except etree.XMLSyntaxError:
                return broken("文件内部的 XML 不合规范（可能是文件损坏）")
    return Package(parts, roots)


def _is_xml(name: str, content: bytes) -> bool:
    start = content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return name.lower().endswith((".xml", ".rels", ".vml")) or start.startswith(b"<")


_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"']|us-ascii[\"'])", re.IGNORECASE)


def _text_problem(content: bytes) -> Problem | None:
    """In UTF-8 a document type can be seen; Office writes nothing else."""
    if b"\x00" in content or _ENCODING.match(content.lstrip(b"\xef\xbb\xbf \t\r\n")):
        return broken("文件内部的文字不是 UTF-8 编码")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return broken("文件里有外部实体声明（DOCTYPE），可能是恶意文件", ANOTHER)
    return None


def _parser() -> Any:
    """No entities, no network, nesting at most 256 deep, texts below 10 MB; comments are no content."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def named(root: Any, *names: str) -> Iterator[Any]:
    """The elements of these local names, in document order, whichever edition of the format they are of."""
    yield from root.iter(*(f"{{*}}{name}" for name in names))


def count(text: str) -> int:
    """A count that a file states, or one out of every limit where the text is none."""
    digits = text.strip()
    return int(digits) if re.fullmatch(r"[0-9]{1,7}", digits) else OUT_OF_LIMITS


def broken(message: str, remedy: str = AGAIN) -> Problem:
    """The file cannot be what it says."""
    return Problem("office-file-broken", f"{message}。请{remedy}")


def too_large(message: str) -> Problem:
    """Reading it would take too long or too much memory."""
    return Problem("office-file-too-large", f"{message}。请{TOO_LARGE}")


def password() -> Problem:
    """Only who knows the password can open it."""
    return Problem("office-file-password", "文件有密码，打不开。请用原来的程序打开，去掉打开密码，另存后再试")
