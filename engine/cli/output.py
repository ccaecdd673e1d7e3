"""What every command prints: people's tables on stdout, messages on stderr, one JSON envelope for programs."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from enum import IntEnum
from io import StringIO
from typing import NoReturn

import typer

from engine.intake.report import Located
from indicators.problems import Severity

NO_TERMINAL_WIDTH = 120


class ExitCode(IntEnum):
    """Exit codes (design §5)."""

    DONE = 0
    OUR_BUG = 1
    USAGE = 2
    REFUSED = 3
    NOT_ALLOWED = 4
    CONFLICT = 5
    NOT_FOUND = 6
    STORAGE_UNAVAILABLE = 7
    INTEGRITY_FAILURE = 8
    FOUND_PROBLEMS = 10
    INTERRUPTED = 130


def print_json(data: object, problems: Iterable[Located] = (), ok: bool = True) -> None:
    """The stable envelope; numbers are strings in ``data``."""
    envelope = {"ok": ok, "data": data, "problems": [problem.as_json() for problem in problems]}
    print(json.dumps(envelope, ensure_ascii=False, indent=2))


def say(text: str = "") -> None:
    """A line for people on stdout."""
    print(text)


def note(text: str) -> None:
    """A line on stderr."""
    print(text, file=sys.stderr)


def report(problems: Iterable[Located]) -> None:
    """Problems on stderr, each with its severity, place, what was expected and a right example."""
    for one in problems:
        note(layout(one))


def layout(one: Located) -> str:
    """``file:line: code`` and below it what stands there, what was expected, a right example."""
    place = f"{one.file}:{one.line}" if one.line else one.file
    problem = one.problem
    lines = [f"{place}: {problem.code}（{problem.severity.value}）{problem.message}"]
    if problem.text:
        lines.append(f"    写的是  {problem.marked_text}")
    if problem.expected:
        lines.append(f"    应当是  {problem.expected}")
    if problem.example:
        lines.append(f"    例如    {problem.example}")
    return "\n".join(lines)


def refuse(problems: Sequence[Located], as_json: bool) -> NoReturn:
    """Say what is wrong and stop: nothing was written."""
    missing = all(one.problem.code == "file-missing" for one in problems)
    if as_json:
        print_json(None, problems, ok=False)
    else:
        report(problems)
        errors = sum(one.is_error for one in problems)
        note(f"共 {errors} 处错误，没有生成任何结果。改正后再运行同一条命令。")
    raise typer.Exit(ExitCode.NOT_FOUND if missing else ExitCode.REFUSED)


def counts(problems: Iterable[Located]) -> str:
    """``2 处错误，1 处提示``; empty when there are none."""
    listed = list(problems)
    parts = [
        f"{number} 处{severity.value}"
        for severity in Severity
        if (number := sum(one.problem.severity is severity for one in listed))
    ]
    return "，".join(parts)


def table(title: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]]) -> None:
    """A table on stdout; columns are (heading, "left" or "right"). User text is never markup."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # Drawn into a text first: on a GBK console rich would fall back to ASCII boxes, though GBK has these lines.
    width = shutil.get_terminal_size((NO_TERMINAL_WIDTH, 0)).columns if sys.stdout.isatty() else NO_TERMINAL_WIDTH
    drawn = StringIO()
    console = Console(file=drawn, width=width, highlight=False, markup=False)
    shown = Table(title=Text(title) if title else None, box=SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for heading, align in columns:
        right = align == "right"
        shown.add_column(Text(heading), justify="right" if right else "left", no_wrap=right, overflow="fold")
    for row in rows:
        shown.add_row(*(Text(cell) for cell in row))
    console.print(shown)
    print("\n".join(line.rstrip() for line in drawn.getvalue().splitlines()))
