"""What every attempt at a command shares (办理): keys, drafts, the two ways an attempt ends without a decision."""

from __future__ import annotations

import uuid

from engine.store.rows import Draft
from workflows.history import Entry
from workflows.project import Stamp
from workflows.refusal import Kind, Refused

ATTEMPTS = 100
"""How often a command is decided anew because somebody else was faster. Each time somebody else got further."""


def new_key() -> str:
    """An idempotency key nobody has used."""
    return uuid.uuid4().hex


def draft_of(stream: str, stamp: Stamp, kind: str, key: str, print_of: str, payload: str) -> Draft:
    """An entry that has no place in the history yet."""
    return Draft(stream, stamp.version, kind, stamp.actor, stamp.at, key, print_of, payload)


def key_used(key: str, entry: Entry) -> Refused:
    """A key is for one command."""
    message = f"标识 {key} 已经用于另一条命令（第 {entry.seq} 条记录，{entry.actor}）"
    return Refused(Kind.CONFLICT, "key-used", message, next="换一个 --key，或去掉它")


def crowded(what: str) -> Refused:
    """Everybody else was faster, every time."""
    return Refused(Kind.CONFLICT, "crowded", f"同时办理 {what} 的人太多", next="稍后再试")
