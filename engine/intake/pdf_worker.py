"""The process that opens PDF files (PDF 子进程), asked from here: a hostile file can end it, and nothing else.

Starting one takes a tenth of a second, so it is kept for the next file; one that died or fell silent is replaced.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from threading import Lock, Timer
from typing import Any

SECONDS = 60
"""Until it is taken to be stuck. Its own limit of computing time, where the system knows one, is much shorter."""
_HEAD = 8
_lock = Lock()


def asked(what: str, data: bytes) -> dict[str, Any] | None:
    """What the process says about a file; None if it died over it or took too long.

    ``what`` is one of ``pdf_child.ANSWERS``.
    """
    with _lock:
        worker = _alive() or _started()
        timer = Timer(SECONDS, worker.kill)
        timer.start()
        answer = None
        try:
            answer = _exchanged(worker, what.encode() + b"\n" + data)
        finally:
            timer.cancel()
            # Also when somebody interrupts: half an answer must not be taken for the next one.
            if answer is None or answer.get("last"):
                _ended()
        return answer


_running: dict[int, subprocess.Popen[bytes]] = {}
"""By the process that started it: after a fork the pipes still belong to the parent."""


def _alive() -> subprocess.Popen[bytes] | None:
    worker = _running.get(os.getpid())
    if worker is not None and worker.poll() is not None:
        _ended()
        return None
    return worker


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "engine.intake.pdf_child"]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    _running[os.getpid()] = worker
    return worker


def _exchanged(worker: subprocess.Popen[bytes], message: bytes) -> dict[str, Any] | None:
    assert worker.stdin
    assert worker.stdout
    try:
        worker.stdin.write(len(message).to_bytes(_HEAD, "big") + message)
        worker.stdin.flush()
        size = int.from_bytes(worker.stdout.read(_HEAD), "big")
        found: dict[str, Any] = json.loads(worker.stdout.read(size))
    except (OSError, ValueError):
        return None
    return found


@atexit.register
def _ended() -> None:
    """End the process, and wait until it is gone."""
    worker = _running.pop(os.getpid(), None)
    if worker is not None:
        worker.kill()
        worker.communicate()
