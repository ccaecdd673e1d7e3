"""Entries of the history as a table for people."""

from __future__ import annotations

from collections.abc import Sequence

from engine.cli.output import table
from engine.service.identity import People
from engine.store.store import Store
from workflows.describe import describe, title_of
from workflows.history import Entry
from workflows.refusal import beijing


def say_entries(store: Store, entries: Sequence[Entry], *, with_streams: bool = False) -> None:
    """Who did what, when; with streams also to which project."""
    people = People(store)
    names = {account: people.name_of(account) for account in {entry.actor for entry in entries}}
    streams = [("项目", "left")] if with_streams else []
    columns = [("序", "right"), *streams, ("时间（北京）", "left"), ("谁", "left"), ("办了", "left"), ("内容", "left")]
    rows = []
    for entry in entries:
        stream = [_short(entry.stream)] if with_streams else []
        what = (beijing(entry.at), names[entry.actor], title_of(entry.kind), describe(entry))
        rows.append((str(entry.seq), *stream, *what))
    table("", columns, rows)


def _short(stream: str) -> str:
    """``2024-0007``, ``账号 zhangsan``, ``办法 383e9652a8c5``."""
    kind, _, rest = stream.partition(":")
    return f"账号 {rest}" if kind == "account" else f"办法 {rest[:12]}" if kind == "rulebook" else stream
