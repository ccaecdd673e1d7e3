"""Where rulebooks come from: those shipped with the package, and files people name."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from engine.intake.report import Located
from engine.intake.text import read_text
from engine.intake.toml import Source
from indicators.problems import Problem
from indicators.scoring.rulebook import Rulebook, resolve_rulebook, rulebook_of


@cache
def shipped_texts() -> dict[str, str]:
    """TOML text of every shipped rulebook by id."""
    folder = resources.files("indicators") / "rulebooks"
    return {
        entry.name.removesuffix(".toml"): entry.read_text("utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    }


def load_rulebook(name: str) -> Rulebook | list[Located]:
    """A rulebook by id, or from a file when the name ends in .toml; files may build on shipped ones."""
    found = rulebook_data(name)
    if isinstance(found, list):
        return found
    source, data = found
    rulebook = rulebook_of(data)
    if isinstance(rulebook, Rulebook):
        return rulebook
    return source.locate(rulebook)


def rulebook_data(name: str) -> tuple[Source, dict[str, Any]] | list[Located]:
    """The resolved data of a rulebook, with the file it stands in."""
    texts = dict(shipped_texts())
    if not name.endswith(".toml"):
        return _resolved(name, Source(name, texts.get(name, "")), texts)
    path = Path(name)
    text = read_text(path)
    if isinstance(text, Problem):
        return [Located(text, name)]
    # Neighbouring files may be bases too; the file asked for wins over a shipped one of the same name.
    neighbours = {other.stem: read_text(other) for other in sorted(path.parent.glob("*.toml"))}
    texts |= {stem: other for stem, other in neighbours.items() if isinstance(other, str) and stem not in texts}
    texts[path.stem] = text
    return _resolved(path.stem, Source(name, text), texts)


def _resolved(rulebook_id: str, source: Source, texts: dict[str, str]) -> tuple[Source, dict[str, Any]] | list[Located]:
    data = resolve_rulebook(rulebook_id, texts)
    if isinstance(data, Problem):
        return source.locate([data]) if source.text else [Located(data, source.name)]
    return source, data


def named_rulebook(source: Source, written: str, named: str | None) -> str | list[Located]:
    """Which rulebook applies: the one the command names, else the one the file names (a path from its folder)."""
    if named:
        return named
    if not written:
        return source.locate([_unnamed()])
    return str(Path(source.name).parent / written) if written.endswith(".toml") else written


def placed(problems: list[Located], source: Source, named: str | None) -> list[Located]:
    """An unknown rulebook is said at the line that names it, unless the command does."""
    if not named and problems[0].problem.code in ("rulebook-unknown", "file-missing"):
        return source.locate([replace(problems[0].problem, where=("project", "rulebook"))])
    return problems


def rulebook_data_for(source: Source, written: str, named: str | None) -> dict[str, Any] | list[Located]:
    """The resolved data of the rulebook that applies to a file, sound as a rulebook."""
    name = named_rulebook(source, written, named)
    if isinstance(name, list):
        return name
    rulebook, found = load_rulebook(name), rulebook_data(name)
    if isinstance(rulebook, list):
        return placed(rulebook, source, named)
    assert not isinstance(found, list), "a rulebook that was built has data"
    return found[1]


def _unnamed() -> Problem:
    return Problem(
        "rulebook-unnamed",
        "没有指明评分办法",
        expected="文件里写 rulebook，或命令加 --rulebook",
        example='rulebook = "urumqi-2024"',
        where=("project", "rulebook"),
    )
