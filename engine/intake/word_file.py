"""A Word file taken apart (Word 文件), behind the guard: its parts, and what they refer to. Nothing is fetched."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.intake.guard import open_office
from engine.intake.package import Package, broken
from indicators.problems import Problem

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LINK = "hyperlink"
"""What one has to click; everything else outside the file Word would fetch on opening it."""
_BROUGHT_IN = ("aFChunk", "attachedTemplate", "subDocument")
"""Content that another program's format, or another file, brings in: it is nowhere in the text that we read."""


class Relationship(NamedTuple):
    """What one part refers to: its key, its kind (the last word of its type), the part it names."""

    key: str
    kind: str
    target: str
    is_outside: bool


@dataclass(frozen=True, slots=True)
class WordFile:
    """The parts of a file by name, the name of the main one, and what the main one refers to."""

    parts: dict[str, bytes]
    roots: dict[str, Any]
    """The parts that are XML."""
    main: str
    related: tuple[Relationship, ...]

    @property
    def body(self) -> Any:
        """What the main part holds."""
        return self.roots[self.main].find(f"{W}body")

    def names_of(self, *kinds: str) -> list[str]:
        """Parts of some kinds: ``header``, ``styles``."""
        return [one.target for one in self.related if one.kind in kinds and one.target in self.roots]


def open_word(data: bytes) -> WordFile | Problem:
    """Take a .docx apart, or say why not."""
    package = open_office(data)
    return package if isinstance(package, Problem) else _foreign_problem(package) or _word_file(package)


def _word_file(package: Package) -> WordFile | Problem:
    main = next((one.target for one in _relationships(package, "") if one.kind == "officeDocument"), "")
    root = package.roots.get(main)
    if root is None or root.find(f"{W}body") is None:
        return broken("这不是 Word 文档")
    return WordFile(dict(package.parts), dict(package.roots), main, tuple(_relationships(package, main)))


def _foreign_problem(package: Package) -> Problem | None:
    for name in package.roots:
        if not name.endswith(".rels"):
            continue
        for one in _listed(package, name, ""):
            if one.is_outside and one.kind != _LINK:
                return _foreign("文件引用了外面的内容，打开时会去别处取", one.target)
            if one.kind in _BROUGHT_IN:
                return _foreign("文件里嵌着另一份文件，读不到它的文字", one.target)
    return None


def _foreign(message: str, target: str) -> Problem:
    return Problem(
        "office-file-foreign",
        f"{message}。请在 Word 或 WPS 里把它嵌入或删去，另存后再试",
        text=target[:120],
        expected="图片和文字都在文件自己里面",
    )


def _relationships(package: Package, source: str) -> Iterator[Relationship]:
    folder, name = posixpath.split(source)
    return _listed(package, posixpath.join(folder, "_rels", f"{name}.rels"), folder)


def _listed(package: Package, name: str, folder: str) -> Iterator[Relationship]:
    root = package.roots.get(name)
    for one in () if root is None else root.iter("{*}Relationship"):
        target = one.get("Target", "")
        is_outside = one.get("TargetMode", "").casefold() == "external"
        path = target if is_outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield Relationship(one.get("Id", ""), posixpath.basename(one.get("Type", "")), path, is_outside)
