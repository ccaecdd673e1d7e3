"""A process that has imported everything and forks one child per command (预热的命令进程). Run by ``running.py``.

A child is a real process with a process group of its own: it can be killed at any moment, also in the middle of a
write. Only the half second of imports is saved, so that a random moment is a moment of the command's work.

One request a line: ``{"runs": [{"arguments", "environment"}], "kill_after": seconds or null, …}``. All children of a
request wait at one gate and start together. One answer a line: ``[[exit code, or minus the signal, stdout, stderr]]``.
With ``"rehearse": true`` the commands run in this process itself, which does whatever is done only once. A ``tracer``
is a command that traces the children; ``told`` is the file they print to.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg  # noqa: F401
import typer

import engine.cli.main


class Child:
    """One command in a process of its own, waiting at the gate."""

    def __init__(self, run: dict[str, Any], gate: tuple[int, int], told: str | None) -> None:
        self.out = os.open(told, os.O_RDWR) if told else os.memfd_create("out")
        self.err = os.memfd_create("err")
        self.pid = os.fork()
        if self.pid == 0:
            self._run(run, gate)
        # Said on both sides, so that it is true whoever comes first.
        os.setpgid(self.pid, self.pid)

    def _run(self, run: dict[str, Any], gate: tuple[int, int]) -> None:
        code = 1
        try:
            os.setpgid(0, 0)
            os.close(gate[1])
            for descriptor, stream in ((self.out, 1), (self.err, 2)):
                os.dup2(descriptor, stream)
            os.read(gate[0], 1)
            code = command(run)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def answer(self) -> list[Any]:
        _, status = os.waitpid(self.pid, 0)
        return [os.waitstatus_to_exitcode(status), _content(self.out), _content(self.err)]


def command(run: dict[str, Any]) -> int:
    """Run a command in this process; its exit code."""
    os.environ.pop("JIXIAO_USER", None)
    os.environ.update(run["environment"])
    sys.argv = ["jixiao", *run["arguments"]]
    try:
        engine.cli.main.main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _content(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    with open(descriptor, "rb") as file:
        return file.read().decode(errors="replace")


def serve(request: dict[str, Any]) -> list[list[Any]]:
    """Run the commands of a request all at once; kill them when it says so."""
    if request["rehearse"]:
        return [[command(run), "", ""] for run in request["runs"]]
    gate = os.pipe()
    children = [Child(run, gate, request["told"]) for run in request["runs"]]
    tracers = [_traced(request["tracer"], child.pid) for child in children if request["tracer"]]
    os.close(gate[1])
    if request["kill_after"] is not None:
        time.sleep(request["kill_after"])
        for child in children:
            os.killpg(child.pid, signal.SIGKILL)
    answers = [child.answer() for child in children]
    os.close(gate[0])
    for tracer in tracers:
        tracer.wait()
    return answers


def _traced(tracer: list[str], pid: int) -> subprocess.Popen[bytes]:
    """Have a process traced before it goes on."""
    started = subprocess.Popen([*tracer, "-p", str(pid)], stdin=subprocess.DEVNULL)
    while "TracerPid:\t0\n" in Path(f"/proc/{pid}/status").read_text():
        assert started.poll() is None, f"{tracer} ended"
        time.sleep(0.001)
    return started


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    # Typer builds its commands anew at every call, which is a third of the time of a warm one.
    engine.cli.main.app = typer.main.get_command(engine.cli.main.app)  # type: ignore[assignment]
    print(json.dumps(engine.cli.main.__file__), file=answers, flush=True)
    for line in sys.stdin:
        print(json.dumps(serve(json.loads(line))), file=answers, flush=True)
