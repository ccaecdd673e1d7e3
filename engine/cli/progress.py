"""A progress bar (进度) on a terminal, after a second; nothing where nobody watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

PATIENCE_SECONDS = 1.0


def advancing(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """The items, one by one, with a bar on stderr while they take longer than a second."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=total)
    begun, shown = time.monotonic(), False
    try:
        for item in items:
            yield item
            bar.advance(task)
            if not shown and time.monotonic() - begun > PATIENCE_SECONDS:
                bar.start()
                shown = True
    finally:
        if shown:
            bar.stop()
