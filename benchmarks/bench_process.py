"""How long whole commands take, from typing to prompt: targets ≤ 0.3 s for --help, ≤ 0.6 s for the example."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from engine.examples import example_folder

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture


def command(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", *arguments], check=True, capture_output=True)


def bench_help(benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(command, ("engine.cli", "--help"), rounds=10, warmup_rounds=1)


def bench_score_the_example(benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(command, ("engine.cli", "score", str(example_folder())), rounds=10, warmup_rounds=1)


def bench_floor_of_any_python_command(benchmark: BenchmarkFixture) -> None:
    """The floor under any script: the interpreter starting and importing json."""
    benchmark.pedantic(command, ("json.tool", "--help"), rounds=10, warmup_rounds=1)
