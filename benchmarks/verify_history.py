"""How long a whole history takes to verify: ``python -m benchmarks.verify_history 1000000``.

A history of so many entries is made of the lives of projects (declared, submitted, monitored …) whose payloads are
as long as real ones; then the chain and its legality are verified as ``jixiao log verify`` does.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.town import actor, declarations, move_in, results
from engine.cli.desk import now
from engine.definitions import load_workflow, workflow_ids
from engine.service.service import Service
from engine.store.maintenance import upgrade
from engine.store.rows import Draft, Rows
from engine.store.store import Store, open_store
from workflows.commands import Assess, Submit
from workflows.history import Entry, verify_chain
from workflows.refusal import Refused
from workflows.replay import illegal_steps


def life(store: Store) -> list[Entry]:
    """One project's real entries, to be repeated."""
    move_in(store)
    owner = Service(store, actor("zhang"), now)
    receipts = owner.declare(declarations(1))
    assert not isinstance(receipts, Refused)
    project = receipts[0].project.id
    for command in (Submit(), Assess(results=results()), Submit()):
        done = owner.perform(project, command)
        assert not isinstance(done, Refused), done
    return store.stream(project)


def fill(store: Store, wanted: int) -> None:
    """Repeat the life under other ids until there are so many entries."""
    entries = life(store)
    head = store.head()
    written, copy = head.seq if head else 0, 1
    while written < wanted:
        with store.writing(together=True) as writer:
            for _ in range(2500):
                copy += 1
                stream = f"2024-{copy:07d}"
                for one in entries:
                    key = f"{stream}:{one.version}"
                    draft = Draft(stream, one.version, one.kind, one.actor, one.at, key, one.fingerprint, one.payload)
                    writer.append(draft, Rows())
                written += len(entries)
                if written >= wanted:
                    break


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "jixiao.db"
        upgrade(str(database))
        with open_store(str(database)) as store:
            start = time.perf_counter()
            fill(store, wanted)
            print(f"造 {wanted} 条：{time.perf_counter() - start:.1f} 秒，{database.stat().st_size / 1e6:.0f} MB")
            start = time.perf_counter()
            with store.chain() as (head, entries):
                broken = list(verify_chain(entries, head))
            print(
                f"核对哈希链：{time.perf_counter() - start:.1f} 秒，{len(broken)} 处不符，到第 {head.seq if head else 0} 条"
            )
            start = time.perf_counter()
            workflows = {name: load_workflow(name) for name in workflow_ids()}
            with store.chain() as (_, entries):
                illegal = list(illegal_steps(entries, workflows))
            print(f"核对每一步合不合流程：{time.perf_counter() - start:.1f} 秒，{len(illegal)} 处不合")


if __name__ == "__main__":
    main()
