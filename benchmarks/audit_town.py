"""How fast a country's documents are audited, and in how much memory: ``python -m benchmarks.audit_town --documents 1000``.

Every document is the published one (six tables, 42 indicator rows) under a department's name of its own, with one figure
changed in every third. ``jixiao audit`` runs over the folder as a real process; its time, its own largest memory and that
of its largest worker are told. Memory stays flat where a thousand documents take no more of it than a hundred.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from engine.examples import example_folder

KINDS = {"none": (), "html": ("--html", "报告.html"), "xlsx": ("--xlsx", "报告.xlsx")}


@dataclass(frozen=True, slots=True)
class Run:
    """What the processes took."""

    seconds: float
    peak_mb: float
    """Of the process that was started."""


def documents(folder: Path, number: int) -> None:
    """So many documents."""
    text = (example_folder() / "disclosure.txt").read_text(encoding="utf-8")
    for index in range(number):
        other = text.replace("中共乌鲁木齐市委", f"中共第{index:04}市委")
        if index % 3 == 0:
            other = other.replace("\t100\t93.50", "\t100\t95.30")
        (folder / f"{index:04}.txt").write_text(other, encoding="utf-8")


def audited(folder: Path, reports: tuple[str, ...], out: Path) -> Run:
    """The command as a process of its own, measured as it ends."""
    named = [str(out / word) if word.startswith("报告") else word for word in reports]
    command = [sys.executable, "-m", "engine.cli", "audit", str(folder), *named]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    printed = process.stdout.read().decode("utf-8").splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 10, printed[-5:]
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--report", choices=sorted(KINDS), default="none")
    given = parser.parse_args()
    for number in given.documents:
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as out:
            documents(Path(folder), number)
            run = audited(Path(folder), KINDS[given.report], Path(out))
            each = run.seconds * 1000 / number
            print(f"{number:>6} 份  {run.seconds:6.1f} 秒  每份 {each:5.1f} 毫秒  最大内存 {run.peak_mb:5.0f} MB")
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"最大的一个进程 {largest:.0f} MB")


if __name__ == "__main__":
    main()
