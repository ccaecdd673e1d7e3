"""Sixteen reviewers on each of many documents (十六人抢一稿): ``python -m tests.durability.race_campaign --documents 200``.

Some are decided by commands from nothing, the rest by warm processes that start together.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.durability.documents import documents
from tests.durability.kill_campaign import prepared
from tests.durability.races import raced, raced_cold
from tests.durability.running import REPOSITORY, Nursery, Run
from tests.durability.verdict import DECISIONS, entries_of, violations


@dataclass
class Outcome:
    """What came of the races (结果)."""

    decided: Counter[str] = field(default_factory=Counter)
    harm: list[str] = field(default_factory=list)


def decide_all(nursery: Nursery, address: str, projects: Sequence[str], cold: int) -> Outcome:
    """Let them race for every document, then look at the whole database."""
    outcome = Outcome()
    for place, project in enumerate(projects):
        outcome.harm += raced_cold(address, project) if place < cold else raced(nursery, address, project)
    outcome.decided.update(entry.kind for entry in entries_of(address) if entry.kind in DECISIONS)
    outcome.harm += violations(address)
    verified = nursery.run(Run(("log", "verify", "--json"), address))
    outcome.harm += [f"log verify: exit {verified.code}"] if verified.code else []
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(description="十六个审核人同时决定同一份文件")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--cold", type=int, default=3, help="其中几份用从头启动的命令")
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--root", type=Path, default=REPOSITORY, help="被测程序所在的文件夹")
    given = parser.parse_args()
    began = time.perf_counter()
    with prepared(given.db, given.root) as (nursery, stages), tempfile.TemporaryDirectory() as folder:
        address, projects = documents(nursery, stages, Path(folder), given.documents)
        outcome = decide_all(nursery, address, projects, given.cold)
    print(f"数据库 {given.db}，{given.documents} 份文件，其中 {given.cold} 份用从头启动的命令")
    print(f"决定 {outcome.decided.total()} 个：通过 {outcome.decided['approved']}，退回 {outcome.decided['sent_back']}")
    print(f"违例 {len(outcome.harm)} 处，用时 {time.perf_counter() - began:.0f} 秒")
    print("\n".join(outcome.harm))
    return 1 if outcome.harm else 0


if __name__ == "__main__":
    raise SystemExit(main())
