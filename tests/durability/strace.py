"""SIGKILL at a chosen system call (在选定的系统调用处杀死): strace kills the process before the call is carried out."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.durability.missing import unavailable
from tests.durability.running import REPOSITORY, Nursery, Ran, Run, ended, start

WRITES = (
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "fsync",
    "fdatasync",
    "sync_file_range",
    "unlink",
    "unlinkat",
    "rename",
    "renameat",
    "renameat2",
    "truncate",
    "ftruncate",
    "fallocate",
)
"""Whatever changes a file or its folder, or waits until it is on the disk."""

TALKS = ("sendto", "sendmsg", "recvfrom", "recvmsg")
"""What a client of PostgreSQL says and hears on its socket."""


@functools.cache
def require_strace() -> None:
    """Skip where strace is missing or may not trace; fail under CI."""
    if shutil.which("strace") is None:
        unavailable("没有 strace，跳过在每次写入处杀死的测试：apt install strace")
    if subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode:
        unavailable("strace 在这里不能跟踪进程（ptrace 被禁止），跳过在每次写入处杀死的测试")


@dataclass(frozen=True)
class Point:
    """The moment just before a system call (杀死的地方): strace counts every call by itself."""

    call: str
    number: int

    def __str__(self) -> str:
        return f"{self.call}-{self.number}"


Origin = Nursery | Path
"""Where a command comes from: warm out of a nursery, or cold out of the program in a folder."""


def points(run: Run, calls: Sequence[str] = WRITES, origin: Origin = REPOSITORY) -> list[Point]:
    """Every such call, in order, that a command left alone makes on its database, the journal, their folder, stdout."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        ran = _traced(run, calls, origin, ["-o", str(log)])
        assert ran.code == 0, ran
        names = _CALL.findall(log.read_text(errors="replace"))
    return [Point(name, names[: place + 1].count(name)) for place, name in enumerate(names)]


def killed_at(run: Run, point: Point, origin: Origin = REPOSITORY) -> Ran:
    """The command, killed at this point."""
    inject = f"inject={point.call}:signal=KILL:when={point.number}"
    return _traced(run, [point.call], origin, ["-o", "/dev/null", "-e", inject])


def _traced(run: Run, calls: Sequence[str], origin: Origin, options: Sequence[str]) -> Ran:
    # Without --seccomp-bpf, though it is faster: strace 6.1 forgets to inject signals with it.
    with tempfile.NamedTemporaryFile(prefix="jixiao-told-") as told:
        tracer = ["strace", "-f", "-qq", "-s", "0", "-e", f"trace={','.join(f'?{call}' for call in calls)}", *options]
        if not run.db.startswith("postgresql"):
            places = (run.db, f"{run.db}-journal", str(Path(run.db).parent), told.name)
            tracer += [word for place in places for word in ("-P", place)]
        if isinstance(origin, Nursery):
            return origin.traced(run, tracer, told.name)
        left = ended(start(run, origin, tracer, out=told.fileno()))
        return Ran(left.code, Path(told.name).read_text(encoding="utf-8", errors="replace"), left.err)


_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(", re.MULTILINE)
