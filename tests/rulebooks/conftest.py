"""Rulebooks by id: the shipped ones and the examples, built once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from indicators.scoring.rulebook import Rulebook, build_rulebook

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "indicators" / "rulebooks", ROOT / "examples" / "rulebooks")


@pytest.fixture(scope="session")
def rulebook_texts() -> dict[str, str]:
    files = [file for folder in FOLDERS for file in folder.glob("*.toml")]
    return {file.stem: file.read_text(encoding="utf-8") for file in files}


@pytest.fixture(scope="session")
def rulebook_named(rulebook_texts: dict[str, str]) -> Callable[[str], Rulebook]:
    @cache
    def build(rulebook_id: str) -> Rulebook:
        built = build_rulebook(rulebook_id, rulebook_texts)
        assert isinstance(built, Rulebook), "\n".join(f"{p.where} {p}" for p in built)
        return built

    return build
