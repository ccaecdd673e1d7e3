"""Documentation that runs: the blocks of a Markdown file, executed as a reader would.

    ```console              lines ``$ jixiao …`` are run; what follows each is its output.
                            A line ``…`` stands for any lines left out.
    ```toml NAME.toml       is written as a file before the next commands. In docs/errors.md a file
                            自评表.toml need only show what differs from the one at the top of the page.
    <!-- 先造 NAME -->       stands for files no text can show; see ``recipes``.
    <!-- 表 NAME --> … <!-- 完 -->   a table made from the code; see ``tables``.

Every heading starts in an empty folder that holds nothing but ``examples``.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from engine.cli.main import app
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
    steps: list[Block | str] = field(default_factory=list)
    """Blocks, and names of recipes, in order."""

    @property
    def blocks(self) -> list[Block]:
        return [step for step in self.steps if isinstance(step, Block)]


_FENCE = re.compile(r"```(\S*) *(\S*)")
_HEADING = re.compile(r"(#+) +(.*)")
_RECIPE = re.compile(r"<!-- 先造 (\S+) -->")


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


def run(command: str) -> Ran:
    """Run one ``jixiao …`` in this process, both streams together as a terminal shows them."""
    program, *arguments = shlex.split(command)
    assert program == "jixiao", f"只能运行 jixiao：{command}"
    printed = StringIO()
    code = 0
    with redirect_stdout(printed), redirect_stderr(printed), patch.dict(os.environ, {"COLUMNS": "80"}):
        try:
            app(arguments, prog_name="jixiao")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
    return Ran(command, tuple(line.rstrip() for line in printed.getvalue().splitlines()), code)


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
        if self.is_whole:
            return self.output == self.ran.output
        pattern = "".join(r"(?:.*\n)*?" if line == LEFT_OUT else re.escape(f"{line}\n") for line in self.output)
        return re.fullmatch(pattern, "".join(f"{line}\n" for line in self.ran.output)) is not None


def commands_of(block: Block) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(line, command, lines shown below it) of a console block."""
    starts = [place for place, line in enumerate(block.lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        yield block.first + start, block.lines[start][2:], block.lines[start + 1 : end]


def play(page: Path, folder: Path) -> Iterator[Shown]:
    """Run every console command of a page, each section in its own folder."""
    base = ""
    for number, section in enumerate(sections(page)):
        place = new_folder(folder / f"{page.stem}-{number}")
        for step in section.steps:
            if isinstance(step, str):
                RECIPES[step](place)
            elif step.kind == "toml" and step.name:
                base = base or (step.text if step.name == FORM else "")
                (place / step.name).write_text(file_text(step, base), encoding="utf-8")
            elif step.kind == "console":
                with chdir(place):
                    last = 0
                    for line, command, output in commands_of(step):
                        ran = Ran(command, (str(last),), 0) if command == "echo $?" else run(command)
                        last = ran.code
                        yield Shown(page_id(page), line + 1, output, ran)


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
