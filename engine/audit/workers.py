"""Work given to several processes (并行): a file that kills its process or takes too long costs that file alone.

The pools of the standard library stop altogether when one of their processes dies, and cannot say of what.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

SECONDS = 60.0
"""For one file; an honest one takes less than a second."""
MEMORY = 2 << 30


class Lost(Enum):
    """Why a task has no result (没有结果的原因)."""

    DIED = "读这份文件的进程中途退出，文件可能已损坏或是恶意文件"
    TOO_SLOW = "读这份文件超过了时限，没有读完"
    FAILED = "程序处理这份文件时出错，请把它发给维护者"


@dataclass(slots=True)
class _Worker(Generic[Task]):
    process: Any
    pipe: Connection
    task: tuple[int, Task] | None = None
    until: float = 0.0

    def give(self, numbered: tuple[int, Task], seconds: float) -> None:
        self.task, self.until = numbered, time.monotonic() + seconds
        with suppress(OSError):  # dead already; ``_result_of`` will tell
            self.pipe.send(numbered[1])

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def each_done(
    work: Callable[[Task], Result], tasks: Iterable[Task], processes: int = 0, seconds: float = SECONDS
) -> Iterator[tuple[int, Result | Lost]]:
    """Number and result of every task, as they come; only as many tasks are taken as there are processes."""
    numbered = iter(enumerate(tasks))
    workers: list[_Worker[Task]] = []
    try:
        for one in _some(numbered, processes or os.cpu_count() or 1):
            workers.append(_begun(work))
            workers[-1].give(one, seconds)
        while workers:
            for worker in _ready(workers):
                assert worker.task is not None, "a worker waits for a result"
                number, result = worker.task[0], _result_of(worker)
                following = next(numbered, None)
                is_gone = result in (Lost.DIED, Lost.TOO_SLOW)
                if is_gone or following is None:
                    worker.end()
                    workers.remove(worker)
                if following is not None:
                    if is_gone:
                        workers.append(_begun(work))
                    (workers[-1] if is_gone else worker).give(following, seconds)
                yield number, result
    finally:
        for worker in workers:
            worker.end()


def _some(items: Iterator[tuple[int, Task]], most: int) -> Iterator[tuple[int, Task]]:
    for _, item in zip(range(most), items, strict=False):
        yield item


def _begun(work: Callable[[Task], Result]) -> _Worker[Task]:
    """A fresh process; ``spawn`` everywhere, for the progress bar has a thread and threads do not survive a fork."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work))
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _ready(workers: list[_Worker[Task]]) -> list[_Worker[Task]]:
    """Those with a result, dead, or out of time."""
    first = min(worker.until for worker in workers)
    there = set(map(id, wait([worker.pipe for worker in workers], max(0.0, first - time.monotonic()))))
    now = time.monotonic()
    return [worker for worker in workers if id(worker.pipe) in there or worker.until <= now]


def _result_of(worker: _Worker[Task]) -> Any:
    if not worker.pipe.poll():
        return Lost.TOO_SLOW
    try:
        return worker.pipe.recv()
    except (EOFError, OSError):
        return Lost.DIED


def _serve(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """What a process does: a task in, a result out, until nobody asks any more. Ctrl-C is for the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        try:
            result = work(task)
        except Exception:  # noqa: BLE001  # a bug of ours in one file is told with that file; the others go on
            result = Lost.FAILED
        pipe.send(result)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return  # Windows: only the time limit of the parent.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
