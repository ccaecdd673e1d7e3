"""The history (历史记录): entries in one dense order, each bound to the one before by a hash, and its verifier.

One chain runs through the whole database, so that an entry cannot be changed, removed, moved or added without
breaking it. A chain alone says nothing about entries cut off its end: an ``Anchor`` that was printed and kept
elsewhere does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

GENESIS = "0" * 64
"""The hash before the first entry."""

SHORT = 32
"""Hexadecimal digits of a hash that an anchor prints: 128 bits."""


def canonical(data: object) -> str:
    """The one JSON text of plain data (texts, whole numbers, lists, tables): sorted keys, no spaces, not escaped."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history (一条记录): who did what to which project, when; every field is hashed."""

    seq: int
    """Place in the whole history, from 1, without gaps."""
    stream: str
    """The project's id, or ``accounts``."""
    version: int
    """Place within the stream, from 1, without gaps."""
    kind: str
    actor: str
    at: str
    """UTC, ``2026-11-25T07:49:44.123456Z``. Order comes from ``seq``, never from this."""
    key: str
    """Idempotency key: the same key is the same step, however often it is sent."""
    fingerprint: str
    """Hash of the command, so that a key cannot be used again for another one."""
    payload: str
    """Canonical JSON of the event."""
    previous: str
    hash: str


def hash_of(entry: Entry) -> str:
    """The hash an entry must carry: over every other field, the previous hash included."""
    fields = [entry.seq, entry.stream, entry.version, entry.kind, entry.actor, entry.at]
    return digest(canonical([*fields, entry.key, entry.fingerprint, entry.payload, entry.previous]))


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of the chain as printed in receipts and appendices (锚): ``128-3f2a…``."""

    seq: int
    hash: str

    @classmethod
    def of(cls, entry: Entry) -> Anchor:
        return cls(entry.seq, entry.hash)

    def matches(self, entry: Entry) -> bool:
        return self.seq == entry.seq and entry.hash.startswith(self.hash[:SHORT])

    def __str__(self) -> str:
        return f"{self.seq}-{self.hash[:SHORT]}"


def read_anchor(text: str) -> Anchor | None:
    """Read an anchor as printed; None when it is not one.

    >>> str(read_anchor("128-" + "3f" * 16))
    '128-3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f'
    """
    number, _, start = text.strip().partition("-")
    whole = number.isascii() and number.isdigit() and len(number) <= 15 and int(number) > 0
    hexadecimal = len(start) in (SHORT, 64) and all(character in "0123456789abcdef" for character in start)
    return Anchor(int(number), start) if whole and hexadecimal else None


class Defect(Enum):
    """What is wrong with a history."""

    EDITED = "内容被改动"
    MISSING = "缺少记录"
    RELINKED = "与前一条接不上"
    OUT_OF_ORDER = "次序不对"
    HEAD = "末尾与登记的不符"
    ANCHOR = "与留存的锚不符"
    ILLEGAL = "不合流程"


@dataclass(frozen=True, slots=True)
class Broken:
    """One defect of the history, with the place it was found at."""

    defect: Defect
    seq: int
    message: str


def verify_chain(entries: Iterable[Entry], head: Anchor | None, anchors: Iterable[Anchor] = ()) -> Iterator[Broken]:
    """Every break of a history read in order of ``seq``; nothing for an honest one.

    ``head`` is where the database says its history ends (None: empty). ``anchors`` were kept elsewhere; a history
    that is shorter than one of them, or differs there, was cut or put back to an old state.
    """
    wanted: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        wanted.setdefault(anchor.seq, []).append(anchor)
    versions: dict[str, int] = {}
    last: Entry | None = None
    for entry in entries:
        yield from _links(entry, last)
        yield from _order(entry, versions)
        for anchor in wanted.pop(entry.seq, ()):
            if not anchor.matches(entry):
                yield Broken(Defect.ANCHOR, entry.seq, f"第 {entry.seq} 条的哈希不是锚 {anchor} 所记的")
        last = entry
    yield from _end(last, head)
    end = last.seq if last else 0
    for seq, missed in sorted(wanted.items()):
        for anchor in missed:
            yield Broken(Defect.ANCHOR, seq, f"锚 {anchor} 所记的第 {seq} 条不在，历史到第 {end} 条为止")


def _links(entry: Entry, last: Entry | None) -> Iterator[Broken]:
    """Whether an entry is whole and follows the one before it."""
    before = last.seq if last else 0
    if entry.seq > before + 1:
        gone = f"第 {before + 1} 条" if entry.seq == before + 2 else f"第 {before + 1}~{entry.seq - 1} 条"
        yield Broken(Defect.MISSING, before + 1, f"缺少{gone}")
    elif entry.seq <= before:
        yield Broken(Defect.OUT_OF_ORDER, entry.seq, f"第 {entry.seq} 条排在第 {before} 条之后")
    if entry.hash != hash_of(entry):
        yield Broken(
            Defect.EDITED, entry.seq, f"第 {entry.seq} 条（{entry.stream}，{entry.actor}）的内容与它的哈希不符"
        )
    if entry.seq == before + 1 and entry.previous != (last.hash if last else GENESIS):
        message = f"第 {entry.seq} 条接的不是现在的第 {before} 条：其中一条被换过、移过或插入过"
        yield Broken(Defect.RELINKED, entry.seq, message)


def _order(entry: Entry, versions: dict[str, int]) -> Iterator[Broken]:
    """Whether an entry is the next version of its stream."""
    expected = versions.get(entry.stream, 0) + 1
    if entry.version != expected:
        message = f"第 {entry.seq} 条是「{entry.stream}」的第 {entry.version} 版，应是第 {expected} 版"
        yield Broken(Defect.OUT_OF_ORDER, entry.seq, message)
    versions[entry.stream] = entry.version


def _end(last: Entry | None, head: Anchor | None) -> Iterator[Broken]:
    """Whether the history ends where the database says."""
    if last is None and head is not None:
        yield Broken(Defect.HEAD, head.seq, f"登记的末尾是第 {head.seq} 条，历史是空的")
    elif last is not None and (head is None or not head.matches(last)):
        registered = f"第 {head.seq} 条" if head else "空"
        yield Broken(Defect.HEAD, last.seq, f"登记的末尾是{registered}，历史到第 {last.seq} 条为止，或末尾的哈希不符")
