"""Opens PDF files in a process of its own (子进程), under limits: a hostile file ends this process, no other.

A megabyte of path operators aborts pdfium; a bad stream may take its memory or its time. Asked by ``pdf_worker``:
a length, then the name of what is wanted, a line end and the file; the answer is a length and JSON.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

MEMORY = 1 << 30
TIRED = 300 << 20
"""A process that has taken so much memory gives up after its answer: the next file shall have all of ``MEMORY``."""
CPU_SECONDS, MOST_CPU_SECONDS, PAGES_A_SECOND = 10, 50, 20
MOST_PAGES = 2000
MOST_CHARACTERS = 5_000_000
"""Of all pages together: a thousand times an appendix."""
_HEAD = 8
ANSWERS = {
    "text": "engine.intake.pdf_drawn",
    "look": "engine.intake.pdf_look_child",
    "blocks": "engine.intake.disclosure.pdf_page_child",
}
"""By what is asked for: the module whose ``pages(document)`` answers it."""


def main() -> None:
    """Answer until nobody asks."""
    _limit_memory()
    asking, answering = sys.stdin.buffer, sys.stdout.buffer
    while head := asking.read(_HEAD):
        answer = json.dumps(_answer(asking, int.from_bytes(head, "big"))).encode()
        answering.write(len(answer).to_bytes(_HEAD, "big") + answer)
        answering.flush()


def _answer(asking: BinaryIO, size: int) -> dict[str, Any]:
    what, data = asking.read(size).split(b"\n", 1)
    limit_time(CPU_SECONDS)
    pages: Callable[[Any], dict[str, Any]] = import_module(ANSWERS[what.decode()]).pages
    return {**_read(data, pages), "last": _memory_taken() > TIRED}


def _read(data: bytes, pages: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MOST_PAGES:
                return {"wrong": "long"}
            limit_time(min(CPU_SECONDS + len(document) // PAGES_A_SECOND, MOST_CPU_SECONDS))
            return pages(document)
    except pypdfium2.PdfiumError as error:
        return {"wrong": "password" if "password" in str(error).lower() else "broken"}


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return  # Windows: only the time limit of the parent.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: int) -> None:
    """So much computing time from now on."""
    try:
        import resource
    except ImportError:
        return
    taken = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(taken.ru_utime + taken.ru_stime) + 1 + seconds, most))


def _memory_taken() -> int:
    """How much memory this process holds. ``ru_maxrss`` begins with that of the process that started it."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0  # no /proc: only ``MEMORY`` stands
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
