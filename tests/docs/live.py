"""Documentation that runs: the blocks of a Markdown file, executed as a reader would.

    ```console              lines ``$ jixiao …`` are run; what follows each is its output.
                            A line ``…`` stands for any lines left out.
                            ``$ export NAME=value`` holds for the commands after it; ``$ echo $?`` too is understood.
    ```toml NAME.toml       is written as a file before the next commands. In docs/errors.md a file
                            自评表.toml need only show what differs from the one at the top of the page.
    <!-- 先造 NAME -->       stands for files no text can show; see ``recipes``.
    <!-- 时间 2024-07-08 09:30 -->   from here on the clock shows this Beijing time, a minute later at every asking.
    <!-- 表 NAME --> … <!-- 完 -->   a table made from the code; see ``tables``.

Every heading starts in an empty folder that holds nothing but ``examples``, with nothing exported. In a page with
the line ``<!-- 连着做 -->`` all headings share one folder, its database, and what was exported.

Clock times, the hash of an anchor (锚) and how long something has waited differ from run to run: they are masked on
both sides when an output is compared (``_DIFFERS_EACH_TIME``), and refreshing keeps what the page shows of them.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from engine.cli.main import main
from tests.docs.recipes import RECIPES

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = "…"
FORM = "自评表.toml"


def pages() -> list[Path]:
    """Every Markdown file a reader of the repository sees."""
    own = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    return [*own, *sorted((ROOT / "docs").rglob("*.md"))]


def page_id(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@dataclass(frozen=True)
class Block:
    """A fenced block: its first word, the rest of that line, and its lines with their place."""

    kind: str
    name: str
    first: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)


@dataclass
class Section:
    """A heading with the blocks and recipes below it, up to the next heading."""

    title: str
    level: int
    line: int
    lines: list[str] = field(default_factory=list)
    steps: list[Block | str | datetime] = field(default_factory=list)
    """Blocks, names of recipes, and times, in order."""

    @property
    def blocks(self) -> list[Block]:
        return [step for step in self.steps if isinstance(step, Block)]


_FENCE = re.compile(r"```(\S*) *(\S*)")
_HEADING = re.compile(r"(#+) +(.*)")
_RECIPE = re.compile(r"<!-- 先造 (\S+) -->")
_TIME = re.compile(r"<!-- 时间 (\d{4}-\d\d-\d\d \d\d:\d\d) -->")
_KEEPS = "<!-- 连着做 -->"


def sections(page: Path) -> list[Section]:
    """The sections of a page; the first has no title."""
    lines = page.read_text(encoding="utf-8").splitlines()
    found = [Section("", 0, 0)]
    kind, name, first = "", "", 0
    for number, line in enumerate(lines):
        if first and line == "```":
            found[-1].steps.append(Block(kind, name, first, tuple(lines[first:number])))
            first = 0
        elif first:
            continue
        elif fence := _FENCE.fullmatch(line):
            kind, name, first = fence[1], fence[2], number + 1
        elif heading := _HEADING.fullmatch(line):
            found.append(Section(heading[2], len(heading[1]), number))
        elif recipe := _RECIPE.fullmatch(line):
            found[-1].steps.append(recipe[1])
        elif time := _TIME.fullmatch(line):
            found[-1].steps.append(datetime.strptime(f"{time[1]} +0800", "%Y-%m-%d %H:%M %z"))
    assert not first, f"{page_id(page)}：第 {first} 行的 ``` 没有收尾"
    for section, end in zip(found, [*(later.line for later in found[1:]), len(lines)], strict=True):
        section.lines = lines[section.line : end]
    return found


# ---------------------------------------------------------------- running


@dataclass(frozen=True)
class Ran:
    """A command with what it printed and its exit code."""

    command: str
    output: tuple[str, ...]
    code: int


class Clock:
    """A clock in the place of ``datetime`` (停住的钟): a minute later at every asking."""

    def __init__(self, start: datetime) -> None:
        self._next = start.astimezone(UTC)

    def now(self, zone: tzinfo | None = None) -> datetime:
        shown = self._next
        self._next += timedelta(minutes=1)
        return shown.astimezone(zone or timezone(timedelta(hours=8)))


def run(command: str, environment: Mapping[str, str] | None = None, clock: Clock | None = None) -> Ran:
    """Run one ``jixiao …`` in this process, both streams together as a terminal shows them."""
    program, *arguments = shlex.split(command)
    assert program == "jixiao", f"只能运行 jixiao：{command}"
    printed = StringIO()
    code = 0
    shell = {"COLUMNS": "80", "JIXIAO_DB": "", "JIXIAO_USER": "", **(environment or {})}
    with (
        redirect_stdout(printed),
        redirect_stderr(printed),
        patch.dict(os.environ, shell),
        patch("engine.cli.desk.datetime", clock or datetime),
        _main_alone(arguments),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
    return Ran(command, tuple(line.rstrip() for line in printed.getvalue().splitlines()), code)


@contextmanager
def _main_alone(arguments: list[str]) -> Iterator[None]:
    """``main`` reads the command line of its process and takes its signals: only for as long as it runs."""
    taken = [getattr(signal, name) for name in ("SIGINT", "SIGPIPE") if hasattr(signal, name)]
    before = [(number, signal.getsignal(number)) for number in taken]
    try:
        with patch.object(sys, "argv", ["jixiao", *arguments]):
            yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


# ---------------------------------------------------------------- comparing

_DIFFERS_EACH_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+Z)?)?"  # 2026-11-25 16:39:03, 2026-11-25T08:39:03.123456Z
    r"|(?<=\d-)[0-9a-f]{32}\b"  # the hash of an anchor; its number stays
    r"|(?<=  )\d+ (?:天|小时|分钟)(?=  )"  # how long it has waited, in a table
    r"|(?<=\.)\d{8}-\d{6}\b"  # the name a replaced database is kept under
)


def masked(lines: Iterable[str]) -> list[str]:
    """Lines without what differs from run to run."""
    return [_DIFFERS_EACH_TIME.sub("～", line) for line in lines]


@dataclass(frozen=True)
class Shown:
    """A command as a page shows it, and what it really did."""

    page: str
    line: int
    output: tuple[str, ...]
    ran: Ran

    @property
    def is_whole(self) -> bool:
        return LEFT_OUT not in self.output

    @property
    def holds(self) -> bool:
        """Whether the page shows what the command prints."""
        shown, printed = masked(self.output), masked(self.ran.output)
        if self.is_whole:
            return shown == printed
        pattern = "".join(r"(?:.*\n)*?" if line == LEFT_OUT else re.escape(f"{line}\n") for line in shown)
        return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def commands_of(block: Block) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(line, command, lines shown below it) of a console block."""
    starts = [place for place, line in enumerate(block.lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        yield block.first + start, block.lines[start][2:], block.lines[start + 1 : end]


@dataclass
class Reader:
    """Somebody who follows a page: the folder they are in, what they exported, what their clock shows."""

    folder: Path
    exported: dict[str, str] = field(default_factory=dict)
    clock: Clock | None = None
    last: int = 0

    def types(self, command: str) -> Ran:
        """One line after the ``$``."""
        if command == "echo $?":
            return Ran(command, (str(self.last),), 0)
        if command.startswith("export "):
            name, _, value = shlex.split(command)[1].partition("=")
            self.exported[name] = value
            return Ran(command, (), 0)
        with chdir(self.folder):
            ran = run(command, self.exported, self.clock)
        self.last = ran.code
        return ran

    def prepares(self, step: Block | str | datetime, base: str) -> None:
        """Write a file, follow a recipe, or look at the calendar; a console block is typed, line by line."""
        if isinstance(step, datetime):
            self.clock = Clock(step)
        elif isinstance(step, str):
            with chdir(self.folder):
                RECIPES[step](self.folder)
        elif step.kind == "toml" and step.name:
            (self.folder / step.name).write_text(file_text(step, base), encoding="utf-8")


def play(page: Path, folder: Path) -> Iterator[Shown]:
    """Run every console command of a page, each section in its own folder, or all in one."""
    base = ""
    keeps = _KEEPS in page.read_text(encoding="utf-8").splitlines()
    reader: Reader | None = None
    for number, section in enumerate(sections(page)):
        if reader is None or not keeps:
            reader = Reader(new_folder(folder / f"{page.stem}-{number}"))
        for step in section.steps:
            if isinstance(step, Block) and step.name == FORM and not base:
                base = step.text
            reader.prepares(step, base)
            if isinstance(step, Block) and step.kind == "console":
                for line, command, output in commands_of(step):
                    yield Shown(page_id(page), line + 1, output, reader.types(command))


def new_folder(place: Path) -> Path:
    shutil.copytree(ROOT / "examples", place / "examples")
    return place


def file_text(block: Block, base: str) -> str:
    """The file of a block: whole, or the base with the tables it shows put in place of its own."""
    return with_tables(base, block.text) if block.name == FORM else block.text


_TABLE = re.compile(r"^\[+([A-Za-z_]+)", re.MULTILINE)


def with_tables(base: str, own: str) -> str:
    """``base`` with each table that ``own`` has replaced by it; tables only ``own`` has come last."""
    mine, its = _tables(own), _tables(base)
    return "".join(dict(its | mine).values())


def _tables(text: str) -> dict[str, str]:
    """Text by the name of the table it stands in; sub-tables and repeated tables belong together."""
    starts = [(match.start(), match[1]) for match in _TABLE.finditer(text)]
    parts: dict[str, str] = {}
    for (start, name), end in zip(starts, [*(start for start, _ in starts[1:]), len(text)], strict=True):
        parts[name] = parts.get(name, "") + text[start:end].rstrip("\n") + "\n\n"
    return parts
