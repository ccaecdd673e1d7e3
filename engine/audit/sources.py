"""Which documents are meant (要核查的文件): files, folders with all below, ZIP archives; listed first, read later."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.audit.archive import Archive, Member, opened
from engine.intake.disclosure.read import READERS, SAVED_AS, disclosure_bytes, ending_of
from indicators.problems import Problem

ZIP = "zip"
FOREIGN = frozenset({*SAVED_AS, "rar", "7z"} - {"jpg", "jpeg", "png", "tif", "tiff"})
"""Documents nobody here reads: in a folder they are told one by one, where pictures and the like are only counted."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is to be read (来源)."""

    name: str
    """As people find it: the path, and in an archive ``各部门.zip/公开说明.docx``."""
    path: Path
    member: tuple[Archive, Member] | None = None
    problem: Problem | None = None
    """Known before reading: an archive that cannot be opened, one within another."""

    def data(self) -> bytes | Problem:
        """The bytes, or why there are none."""
        if self.problem:
            return self.problem
        if self.member:
            archive, member = self.member
            return archive.read(member)
        return disclosure_bytes(self.path)


@dataclass(frozen=True, slots=True)
class Listed:
    """All documents of a command, and how many other files stand in its folders."""

    sources: tuple[Source, ...]
    skipped: int

    def __enter__(self) -> Listed:
        return self

    def __exit__(self, *_: object) -> None:
        """Archives are open as long as their members may be read."""
        for one in self.sources:
            if one.member:
                one.member[0].file.close()


def sources_of(paths: Iterable[Path]) -> Listed:
    """Every document once, as the command and then the folder order them. What is not there stays, to be told."""
    named: dict[str, Source] = {}
    given = list(paths)
    asked, skipped = set(given), 0
    for path in given:
        files = _in_folder(path) if os.path.isdir(path) else [path]
        found = [source for file in files for source in _of_file(file)]
        wanted = [one for one in found if one.path in asked or one.problem or is_document(one.name)]
        skipped += len(found) - len(wanted)
        if os.path.isdir(path) and not wanted:
            wanted = [Source(str(path), path, problem=_empty(path))]
        for one in wanted:
            key = os.path.realpath(one.path) + (one.name if one.member else "")
            named.setdefault(key, one)
    return Listed(tuple(named.values()), skipped)


def is_document(name: str) -> bool:
    """Whether a file of a folder or an archive is one to be told about."""
    ending = ending_of(name)
    return ending in READERS or ending == ZIP or ending in FOREIGN


def _in_folder(folder: Path) -> list[Path]:
    """All files below a folder, without those of systems and of open Office programs; folders that cannot be opened."""
    found: list[Path] = []

    def closed(error: OSError) -> None:
        found.append(Path(error.filename))

    for root, folders, files in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(root, name) for name in sorted(files) if not name.startswith((".", "~$"))]
    return found


def _of_file(path: Path) -> Iterator[Source]:
    """The file, or what is in it."""
    if os.path.isdir(path):
        problem = Problem(
            "file-unreadable", "打不开这个文件夹", str(path), expected="有权限读的文件夹", example="公开件"
        )
        yield Source(str(path), path, problem=problem)
        return
    if ending_of(path.name) != ZIP:
        yield Source(str(path), path)
        return
    archive = opened(path)
    members = archive if isinstance(archive, Problem) else archive.members()
    if isinstance(archive, Problem) or isinstance(members, Problem):
        assert isinstance(members, Problem), "an archive that is not open has no members"
        yield Source(str(path), path, problem=members)
        return
    times: Counter[str] = Counter()
    for member in members:
        times[member.name] += 1  # an archive may hold two members of one name: both are told
        again = f"（第 {times[member.name]} 个）" if times[member.name] > 1 else ""
        name = f"{path}{again}/{member.name}"
        nested = _nested() if ending_of(member.name) == ZIP else None
        yield Source(name, path, (archive, member), nested)
    if not any(is_document(member.name) for member in members):
        yield Source(str(path), path, problem=_empty(path))


def _nested() -> Problem:
    return Problem("zip-nested", "压缩包里又有压缩包，没有打开", expected="解开后再核查")


def _empty(path: Path) -> Problem:
    if os.path.isdir(path) and any(path.glob("*.toml")):
        message = "里面是自评表的 .toml 文件，不是公开件"
        return Problem(
            "no-document-found",
            message,
            str(path),
            expected="jixiao check、jixiao score",
            example=f"jixiao check {path}",
        )
    endings = "、".join(f".{ending}" for ending in (*READERS, ZIP))
    return Problem("no-document-found", "里面没有能读的文件", str(path), expected=endings, example="公开说明.docx")
