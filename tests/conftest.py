"""What several tests need: the real command in a real process, and assessments written as TOML."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).parents[1]

# Several workers on few processors: how long an example takes says nothing about the program.
settings.register_profile("unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@dataclass(frozen=True)
class Result:
    """What a command left: exit code and both streams."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def jixiao(tmp_path: Path) -> Run:
    """Run the real command in a real process, in an empty folder."""

    def run(*arguments: str, encoding: str = "utf-8", cwd: Path = tmp_path) -> Result:
        environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "NO_COLOR": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "engine.cli", *arguments],
            capture_output=True,
            cwd=cwd,
            env={**environment, "PYTHONPATH": str(REPOSITORY)},
            check=False,
            timeout=60,
        )
        return Result(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    return run


@cache
def built_commands() -> Any:
    """What Typer builds anew at every call: for commands run in this process, nine tenths of a short one."""
    import typer

    from engine.cli.main import app

    return typer.main.get_command(app)


HEAD = """[project]
name = "测试项目"
fiscal_year = 2024
rulebook = "urumqi-2024"
[funding]
original_budget = 10.00
revised_budget = 10.00
outturn = 10.00
"""


def row(
    target: str = "≥20 份", weight: str = "90", achieved: str = "=20 份", name: str = "报告", more: str = ""
) -> str:
    """One indicator as TOML."""
    return (
        f'[[indicator]]\ndimension = "产出指标"\ncategory = "数量指标"\nname = "{name}"\n'
        f'target = "{target}"\nweight = {weight}\nachieved = "{achieved}"\n{more}\n'
    )


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., str]:
    """Write a self-assessment and give its name."""

    def write(text: str | bytes, name: str = "表.toml") -> str:
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / name).write_bytes(data)
        return name

    return write
