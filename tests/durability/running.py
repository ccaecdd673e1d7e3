"""Real commands as real processes (运行真实的命令): cold ones, and warm ones out of a nursery."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

REPOSITORY = Path(__file__).parents[2]
DEADLINE_SECONDS = 120


@dataclass(frozen=True)
class Run:
    """A command to be run (要运行的命令), as whom, on which database."""

    arguments: tuple[str, ...]
    db: str
    who: str = ""

    @property
    def environment(self) -> dict[str, str]:
        names = {"JIXIAO_DB": self.db, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
        return names | ({"JIXIAO_USER": self.who} if self.who else {})


@dataclass(frozen=True)
class Ran:
    """What a command left: exit code (minus the signal that killed it) and both streams."""

    code: int
    out: str
    err: str = field(compare=False, default="")

    @property
    def killed(self) -> bool:
        return self.code < 0

    @property
    def answer(self) -> Any:
        """What it told on stdout, if it told all of it and said it is done; None otherwise."""
        try:
            envelope = json.loads(self.out)
        except ValueError:
            return None
        return envelope["data"] if envelope["ok"] else None

    @property
    def refusal(self) -> tuple[str, str]:
        """Code and message of the first problem; nothing where there was none."""
        problems = json.loads(self.out)["problems"] if self.out else []
        return (problems[0]["code"], problems[0]["message"]) if problems else ("", self.err)


def environment_of(run: Run, root: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JIXIAO_")}
    return {**kept, "PYTHONPATH": str(root), **run.environment}


def start(run: Run, root: Path = REPOSITORY, under: Sequence[str] = (), out: int = subprocess.PIPE) -> Any:
    """Start a command from nothing, in a process group of its own; ``under`` is what runs it, such as strace."""
    return subprocess.Popen(
        [*under, sys.executable, "-m", "engine.cli", *run.arguments],
        env=environment_of(run, root),
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )


def ended(process: Any) -> Ran:
    """What a started command left in the end."""
    out, err = process.communicate(timeout=DEADLINE_SECONDS)
    return Ran(process.returncode, out or "", err)


def cold(run: Run, root: Path = REPOSITORY, under: Sequence[str] = ()) -> Ran:
    """Run a command from nothing to its end."""
    return ended(start(run, root, under))


class Nursery:
    """Warm processes (预热的进程): see ``nursery_main.py``. Threads take turns."""

    def __init__(self, root: Path = REPOSITORY) -> None:
        self._turn = threading.Lock()
        script = str(Path(__file__).with_name("nursery_main.py"))
        self._process = subprocess.Popen(
            [sys.executable, script],
            env=environment_of(Run((), ""), root),
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        home = self._answer()
        assert Path(home).is_relative_to(root), f"the commands come from {home}, not from {root}"

    def run(self, run: Run, kill_after: float | None = None) -> Ran:
        """Run one command; or kill it after some seconds."""
        return self.at_once([run], kill_after)[0]

    def at_once(self, runs: Iterable[Run], kill_after: float | None = None) -> list[Ran]:
        """Run commands all starting together; their ends in the same order."""
        return self._asked(runs, kill_after=kill_after)

    def traced(self, run: Run, tracer: Sequence[str], told: str) -> Ran:
        """Run a command under a tracer such as strace, printing to a file that is there."""
        return self._asked([run], tracer=tracer, told=told)[0]

    def rehearse(self, runs: Iterable[Run]) -> None:
        """Run commands one after the other in the process that the others are forked from."""
        failed = [ran for ran in self._asked(runs, rehearse=True) if ran.code]
        assert not failed, failed

    def _asked(self, runs: Iterable[Run], **more: object) -> list[Ran]:
        listed = [{"arguments": run.arguments, "environment": run.environment} for run in runs]
        usual = {"runs": listed, "kill_after": None, "rehearse": False, "tracer": None, "told": None}
        with self._turn:
            assert self._process.stdin is not None
            print(json.dumps(usual | more), file=self._process.stdin, flush=True)
            return [Ran(*answer) for answer in self._answer()]

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(DEADLINE_SECONDS)
        self._process.stdout.close()

    def __enter__(self) -> Nursery:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())
