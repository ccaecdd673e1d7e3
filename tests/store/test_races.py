"""Several writers at once (同时写入): one of two on the same version, and all of those on different projects."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from functools import partial

from engine.store.errors import DuplicateKey, Stale
from engine.store.store import Store, open_store
from tests.store.samples import add, advance
from workflows.history import verify_chain

ROUNDS = 30


def at_once(address: str, *steps: Callable[[Store], object]) -> Counter[str]:
    """Run each step with a store of its own, all starting together; how many ended how."""
    barrier, ends = threading.Barrier(len(steps)), []

    def run(step: Callable[[Store], object]) -> None:
        with open_store(address, wait_seconds=30) as store:
            barrier.wait()
            try:
                step(store)
                ends.append("done")
            except (Stale, DuplicateKey) as lost:
                ends.append(type(lost).__name__)

    threads = [threading.Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(ends)


def test_exactly_one_of_two_decisions_on_a_version_counts(address: str):
    with open_store(address) as store:
        add(store)
    for version in range(1, ROUNDS + 1):
        approve = partial(advance, number=1, before=version, key=f"{version}a", status="通过")
        decline = partial(advance, number=1, before=version, key=f"{version}b", status="退回")
        ends = at_once(address, approve, decline)
        assert ends == {"done": 1, "Stale": 1}, version
    with open_store(address) as store:
        row, last = store.project("2024-0001"), store.stream("2024-0001")[-1]
        assert row is not None
        assert (row.version, row.status) == (ROUNDS + 1, "通过" if last.key.endswith("a") else "退回")


def test_the_same_key_counts_once_however_often_it_is_sent(address: str):
    for number in range(1, 11):
        ends = at_once(address, *[partial(add, number=number)] * 3)
        assert ends["done"] == 1, number
        assert ends.total() == 3
    with open_store(address) as store:
        assert len(list(store.history())) == 10


def test_writers_to_different_projects_queue_and_none_fails(address: str):
    def declare_and_advance(first: int) -> Callable[[Store], None]:
        def run(store: Store) -> None:
            for number in range(first, first + 10):
                add(store, number)
                advance(store, number, before=1)

        return run

    assert at_once(address, *(declare_and_advance(first) for first in (100, 200, 300, 400))) == {"done": 4}
    with open_store(address) as store, store.chain() as (head, entries):
        assert list(verify_chain(entries, head)) == []
        assert head is not None
        assert head.seq == 80


def test_one_store_serves_several_threads(address: str):
    with open_store(address) as store:
        threads = [threading.Thread(target=add, args=(store, number)) for number in range(1, 9)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(store.projects()) == 8
