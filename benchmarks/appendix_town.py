"""How fast a town prints its year, and in how much memory: ``python -m benchmarks.appendix_town --projects 1000``.

A database of so many approved projects is made; then ``jixiao appendix build --each`` runs over it as a real process,
whose time and largest memory are told. Memory stays flat where a thousand projects take no more of it than a hundred.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.town import actor, build
from engine.cli.desk import now
from engine.service.service import Service
from engine.store.store import open_store
from workflows.commands import Approve
from workflows.refusal import Refused
from workflows.snapshot import judged_hash

FORMATS = "html,docx,xlsx,pdf"


@dataclass(frozen=True, slots=True)
class Run:
    """What the process took."""

    seconds: float
    peak_mb: float
    files: int


def approved_town(database: Path, projects: int) -> None:
    """Every project through its year, up to the approved edition."""
    ids = build(database, projects, projects)
    with open_store(str(database)) as store:
        reviewer = Service(store, actor("li"), now)
        for project_id in ids:
            project = reviewer.project(project_id)
            assert project is not None
            done = reviewer.perform(project_id, Approve(seen=judged_hash(project), comment="同意"))
            assert not isinstance(done, Refused), done


def built(database: Path, projects: int) -> float:
    """How many seconds the town took, made in a process of its own.

    A process begins with the largest memory of the one that started it, so this one has to stay small.
    """
    start = time.perf_counter()
    builder = get_context("spawn").Process(target=approved_town, args=(database, projects))
    builder.start()
    builder.join()
    assert builder.exitcode == 0
    return time.perf_counter() - start


def printed(database: Path, out: Path, formats: str) -> Run:
    """The command as a process of its own, measured as it ends."""
    arguments = ["appendix", "build", "--year", "2024", "--each", "--format", formats]
    command = [sys.executable, "-m", "engine.cli", *arguments, "--out", str(out), "--db", str(database)]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read().decode("utf-8", "replace")
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    assert status == 0, said
    return Run(seconds, used.ru_maxrss / 1024, sum(1 for _ in out.iterdir()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, nargs="+", default=[1000])
    parser.add_argument("--format", default=FORMATS)
    given = parser.parse_args()
    for projects in given.projects:
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "jixiao.db"
            seconds = built(database, projects)
            run = printed(database, Path(folder) / "附表", given.format)
            print(
                f"{projects} 个项目（造库 {seconds:.0f} 秒），{given.format}：{run.seconds:.1f} 秒，"
                f"每秒 {projects / run.seconds:.1f} 张表，内存最高 {run.peak_mb:.0f} MB，{run.files} 个文件",
                flush=True,
            )


if __name__ == "__main__":
    main()
