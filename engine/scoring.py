"""Files in, scores out: loading, checking and scoring of one or many assessments, all problems collected."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.intake.report import Located
from engine.intake.toml import Loaded, load_assessment
from engine.rulebooks import load_rulebook, named_rulebook, placed
from indicators.checks import check_document
from indicators.scoring.project import ProjectScore, score_assessment
from indicators.scoring.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Scored:
    """One file with its scores and what is to be said about it."""

    loaded: Loaded
    score: ProjectScore
    problems: tuple[Located, ...]


@dataclass(frozen=True, slots=True)
class Scoring:
    """All files of one command. When any has an error nothing counts: nothing is half-applied."""

    scored: tuple[Scored, ...]
    refused: tuple[Located, ...]

    @property
    def problems(self) -> tuple[Located, ...]:
        return (*self.refused, *(problem for one in self.scored for problem in one.problems))

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self.problems)

    @property
    def scores(self) -> tuple[ProjectScore, ...]:
        return tuple(one.score for one in self.scored)


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Folders opened, each file once. What is not there stays, to be reported."""
    named = [file for path in paths for file in (_in_folder(path) if os.path.isdir(path) else [path])]
    return list({os.path.realpath(file): file for file in reversed(named)}.values())[::-1]


def _in_folder(folder: Path) -> list[Path]:
    """Files of a folder named NN-….toml are assessments; others (accounts.toml …) are not."""
    found = sorted(file for file in folder.glob("*.toml") if file.name[:1].isdigit())
    return found or [folder]


def score_files(paths: Iterable[Path], rulebook_name: str | None = None) -> Scoring:
    """Load, check and score files under the rulebook they name, or the one the command names."""
    scored: list[Scored] = []
    refused: list[Located] = []
    rulebooks: dict[str, Rulebook | list[Located]] = {}
    for path in files_of(paths):
        loaded = load_assessment(path)
        if isinstance(loaded, list):
            refused += loaded
            continue
        rulebook = _rulebook(loaded, rulebook_name, rulebooks)
        if isinstance(rulebook, list):
            refused += [one for one in rulebook if one not in refused]
        else:
            scored.append(_scored(loaded, rulebook))
    return Scoring(tuple(scored), tuple(refused))


def _rulebook(
    loaded: Loaded, named: str | None, known: dict[str, Rulebook | list[Located]]
) -> Rulebook | list[Located]:
    """The rulebook that applies to a file, each loaded once."""
    name = named_rulebook(loaded.source, loaded.assessment.project.rulebook, named)
    if isinstance(name, list):
        return name
    if name not in known:
        known[name] = load_rulebook(name)
    found = known[name]
    return placed(found, loaded.source, named) if isinstance(found, list) else found


def _scored(loaded: Loaded, rulebook: Rulebook) -> Scored:
    score = score_assessment(loaded.assessment, rulebook)
    problems = loaded.source.locate((*check_document(loaded.assessment, rulebook), *score.problems))
    return Scored(loaded, score, tuple(problems))
