"""The harness's own check (核对): is a database what an honest one would be, and is everything told there once?

It reads with the program as it is in this repository, never with the copy under test, and compares with nothing but
the history folded anew. It gives sentences, one per violation; none for an honest database.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from engine.definitions import load_workflow
from engine.service.projection import involvements_of, project_row
from engine.service.rulebooks import rulebook_in
from engine.store.rows import AccountRow, SnapshotRow
from engine.store.store import Store, open_store
from workflows.accounts import fold_account
from workflows.history import Anchor, Entry, verify_chain
from workflows.project import Project, fold
from workflows.roles import Role

ACCOUNT, RULEBOOK, PINNED = "account", "rulebook", "rulebook_pinned"
"""How the streams begin that are no project's, and the kind of the entries that pin a rulebook."""

DECISIONS = ("approved", "sent_back")


def entries_of(address: str) -> list[Entry]:
    """The whole history, as the next command would find it."""
    with open_store(address) as store:
        return list(store.history())


def steps_of(address: str) -> list[Entry]:
    """The history without the rulebooks, which are pinned in a step of their own that anybody may have taken."""
    return [entry for entry in entries_of(address) if entry.kind != PINNED]


def violations(address: str) -> list[str]:
    """Everything that is not as it must be in a database of any history."""
    with open_store(address) as store:
        with store.chain() as (head, found):
            entries = list(found)
        broken = [f"chain: {one.defect.name} {one.message}" for one in verify_chain(entries, head)]
        return [*broken, *_of_projections(store, entries), *_of_decisions(entries), *_of_file(address)]


def left_behind(address: str) -> list[str]:
    """A journal that is still there after a command that ended well."""
    there = not address.startswith("postgresql") and Path(f"{address}-journal").exists()
    return ["file: a journal is left"] if there else []


def undone(entries: Sequence[Entry], receipt: dict[str, Any], key: str) -> list[str]:
    """What is missing of a step that was acknowledged: it must be there, under its key, once, where it was said."""
    under_key = [entry for entry in entries if entry.key == key]
    if len(under_key) != 1:
        return [f"key: {len(under_key)} entries of {key}, told one"]
    entry = under_key[0]
    there = {"seq": entry.seq, "anchor": str(Anchor.of(entry)), "project": entry.stream, "version": entry.version}
    return [f"receipt: told {name} {receipt[name]}, is {there[name]}" for name in there if receipt[name] != there[name]]


# ---------------------------------------------------------------- every row is what the history amounts to


def _of_projections(store: Store, entries: list[Entry]) -> Iterator[str]:
    streams = _streams(entries)
    projects = {name: own for name, own in streams.items() if name.partition(":")[0] not in (ACCOUNT, RULEBOOK)}
    accounts = {name: own for name, own in streams.items() if name.startswith(ACCOUNT)}
    listed = {row.id: row for row in store.projects()}
    for name in listed.keys() - projects.keys():
        yield f"projection: {name} is listed and has no history"
    for name, own in projects.items():
        yield from _of_project(store, own, listed.get(name))
    yield from _of_accounts(store, list(accounts.values()))


def _of_project(store: Store, own: list[Entry], listed: object) -> Iterator[str]:
    project = fold(own)
    assert project is not None, "a stream has entries"
    expected = project_row(project, load_workflow(project.workflow), rulebook_in(store, project.rulebook))
    if listed != expected:
        yield f"projection: {project.id} is {listed}, its history amounts to {expected}"
    if set(store.involvements(project.id)) != set(involvements_of(project)):
        yield f"projection: involvements of {project.id}"
    if store.snapshots(project.id) != _snapshots(project, own):
        yield f"projection: snapshots of {project.id} are {store.snapshots(project.id)}"


def _snapshots(project: Project, own: list[Entry]) -> list[SnapshotRow]:
    """The snapshot rows that follow from the editions."""
    seq = {entry.version: entry.seq for entry in own}
    published = [one for one in project.editions if one.published]
    later = {old.code: new.code for old, new in zip(project.editions, published[1:], strict=False)}
    return [
        SnapshotRow(
            code=one.code,
            project_id=project.id,
            number=one.number,
            approved_seq=seq[one.approved.version],
            published_seq=seq[one.published.version] if one.published else None,
            superseded_by=later.get(one.code),
        )
        for one in project.editions
    ]


def _of_accounts(store: Store, streams: list[list[Entry]]) -> Iterator[str]:
    folded = [account for own in streams if (account := fold_account(own)) is not None]
    expected = [
        AccountRow(
            account.id,
            account.name,
            " ".join(role.value for role in Role if role in account.roles),
            account.active,
            account.version,
        )
        for account in sorted(folded, key=lambda one: one.id)
    ]
    if store.accounts() != expected:
        yield f"projection: accounts are {store.accounts()}, the history amounts to {expected}"


def _streams(entries: list[Entry]) -> dict[str, list[Entry]]:
    ordered = sorted(entries, key=lambda entry: entry.stream)
    return {name: list(own) for name, own in groupby(ordered, key=lambda entry: entry.stream)}


# ---------------------------------------------------------------- one decision per version, every key once


def _of_decisions(entries: list[Entry]) -> Iterator[str]:
    """One decision on what was handed in; in the workflows of the tests each is decided once."""
    handed_in: dict[str, int] = {}
    decided: Counter[tuple[str, int]] = Counter()
    for entry in entries:
        if entry.kind == "submitted":
            handed_in[entry.stream] = entry.version
        elif entry.kind in DECISIONS:
            decided[entry.stream, handed_in[entry.stream]] += 1
    for (stream, version), count in decided.items():
        if count != 1:
            yield f"decisions: {count} on version {version} of {stream}"
    for key, count in Counter(entry.key for entry in entries).items():
        if count != 1:
            yield f"key: {count} entries of {key}"


def _of_file(address: str) -> Iterator[str]:
    """What SQLite itself finds in its file."""
    if address.startswith("postgresql"):
        return
    with contextlib.closing(sqlite3.connect(address)) as file:
        said = [row[0] for row in file.execute("PRAGMA integrity_check")]
        orphans = file.execute("PRAGMA foreign_key_check").fetchall()
    if said != ["ok"] or orphans:
        yield f"file: {said} {orphans}"
