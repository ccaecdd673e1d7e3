"""Projects, drafts and whole honest logs for the tests of the store (测试用的数据)."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.store.maintenance import upgrade
from engine.store.rows import Draft, Guard, InvolvementRow, ProjectRow, Rows
from engine.store.store import Store, open_store
from workflows.history import Entry, canonical

AT = "2026-11-25T07:49:44.123456Z"

PROJECT = ProjectRow(
    id="2024-0001",
    version=1,
    name="金融监管工作经费",
    fiscal_year=2024,
    department="中共乌鲁木齐市委金融委员会办公室",
    unit="中共乌鲁木齐市委金融委员会办公室",
    workflow="standard",
    state="declaration-draft",
    phase="目标申报",
    status="草稿",
    owner="li",
    waiting_role="owner",
    waiting_since=AT,
    findings=0,
    total=None,
    content_hash="c" * 64,
    updated_at=AT,
    updated_by="li",
)


def project(number: int = 1, version: int = 1, **changes: Any) -> ProjectRow:
    """The sample project under another number, changed."""
    return replace(PROJECT, id=f"2024-{number:04}", version=version, **changes)


def draft(number: int = 1, version: int = 1, key: str | None = None, actor: str = "li", text: str = "") -> Draft:
    """An entry about it."""
    payload = canonical({"说明": text or f"第 {version} 版"})
    stream = f"2024-{number:04}"
    return Draft(stream, version, "declared", actor, AT, key or f"{stream}/{version}", "f" * 64, payload)


def involved(number: int = 1, account: str = "li", relation: str = "owner") -> InvolvementRow:
    return InvolvementRow(f"2024-{number:04}", account, relation)


def add(store: Store, number: int = 1, **changes: Any) -> Entry:
    """Declare a project."""
    with store.writing() as writer:
        return writer.append(draft(number), Rows(project=project(number, **changes), involvements=(involved(number),)))


def advance(store: Store, number: int, before: int, key: str | None = None, **changes: Any) -> Entry:
    """Take a step with a project, guarded by the version it was seen at."""
    guard = Guard(f"2024-{number:04}", before, PROJECT.state)
    with store.writing() as writer:
        rows = Rows(project=project(number, before + 1, **changes))
        return writer.append(draft(number, before + 1, key), rows, guard)


def fill(address: str, count: int = 120, seed: int = 0, projects: int = 20) -> list[Entry]:
    """Write an honest log of ``count`` entries over several projects, in a random order of steps."""
    chance, versions, entries = random.Random(seed), dict.fromkeys(range(1, projects + 1), 0), []
    with open_store(address) as store, store.writing(together=True) as writer:
        for _ in range(count):
            number = chance.choice(list(versions))
            before = versions[number]
            versions[number] += 1
            rows = Rows(project=project(number, before + 1, total=Decimal(chance.randrange(10_000)) / 100))
            guard = Guard(f"2024-{number:04}", before, PROJECT.state) if before else None
            entries.append(writer.append(draft(number, before + 1, text=str(chance.random())), rows, guard))
    return entries


def created(path: Path) -> str:
    """A new SQLite database."""
    upgrade(str(path))
    return str(path)
