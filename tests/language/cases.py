"""Test cases in the language's own notation: one line, one case; see the head of ``targets.txt``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from indicators.problems import Problem

HERE = Path(__file__).parent
PROBLEM = "Problem"
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")
_REPEAT = re.compile(r"\{([^{}]+)\*([0-9]+)\}")


class Case(NamedTuple):
    """One line of a case file."""

    place: str
    section: str
    """The expected type, or the reader's name in ``hostile.txt``."""
    written: str
    expected: str


def spelled_out(text: str) -> str:
    """The text a line stands for: escapes and repetitions undone."""
    text = _ESCAPE.sub(lambda found: chr(int(next(filter(None, found.groups())), 16)), text)
    return _REPEAT.sub(lambda found: found[1] * int(found[2]), text)


def cases(name: str) -> Iterator[Case]:
    """The cases of a file: ``[type]`` opens a section, ``#`` a comment."""
    section = ""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line.strip() and not line.startswith("#"):
            written, _, expected = line.rpartition(" → ")
            yield Case(f"{name}:{number}", section, spelled_out(written), spelled_out(expected))


def hostile_cases() -> Iterator[Case]:
    """The cases of ``hostile.txt``, where each line begins with its reader."""
    for place, _, line, expected in cases("hostile.txt"):
        reader, _, written = line.partition(" ")
        yield Case(place, reader, written, expected)


def shown(value: object) -> str:
    """A value as its canonical text, a problem as its code and the text it marks."""
    if not isinstance(value, Problem):
        return str(value)
    return f"{value.code} {value.marked_text}" if "「" in value.marked_text else value.code
