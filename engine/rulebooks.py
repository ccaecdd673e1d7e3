"""Where rulebooks come from: those shipped with the package, and files people name."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

from engine.intake.report import Located
from engine.intake.text import read_text
from engine.intake.toml import Source
from indicators.problems import Problem
from indicators.scoring.rulebook import Rulebook, build_rulebook


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
    texts = dict(shipped_texts())
    if not name.endswith(".toml"):
        return _built(name, Source(name, texts.get(name, "")), texts)
    path = Path(name)
    text = read_text(path)
    if isinstance(text, Problem):
        return [Located(text, name)]
    # Neighbouring files may be bases too; the file asked for wins over a shipped one of the same name.
    neighbours = {other.stem: read_text(other) for other in sorted(path.parent.glob("*.toml"))}
    texts |= {stem: other for stem, other in neighbours.items() if isinstance(other, str) and stem not in texts}
    texts[path.stem] = text
    return _built(path.stem, Source(name, text), texts)


def _built(rulebook_id: str, source: Source, texts: dict[str, str]) -> Rulebook | list[Located]:
    rulebook = build_rulebook(rulebook_id, texts)
    if isinstance(rulebook, Rulebook):
        return rulebook
    return source.locate(rulebook) if source.text else [Located(problem, source.name) for problem in rulebook]
