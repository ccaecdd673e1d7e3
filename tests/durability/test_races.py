"""One decision per version (一稿只决定一次): one of sixteen wins, the others hear who; and nobody hinders anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability.documents import documents
from tests.durability.life import REVIEWERS, Stages
from tests.durability.races import raced, raced_cold
from tests.durability.running import Nursery, Run
from tests.durability.verdict import entries_of, violations

COUNT = 10
COLD = {"sqlite": 1, "postgresql": 0}
"""How many of them are decided by commands from nothing: sixteen cold starts take eight seconds of a processor."""


@pytest.fixture
def waiting(nursery: Nursery, stages: Stages, tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    address, projects = documents(nursery, stages, tmp_path, COUNT)
    yield address, projects
    stages.drop(address)


def test_one_of_sixteen_wins(nursery: Nursery, stages: Stages, waiting: tuple[str, list[str]]):
    address, projects = waiting
    cold = COLD[stages.kind]
    for project in projects[:cold]:
        assert raced_cold(address, project) == []
    for project in projects[cold:]:
        assert raced(nursery, address, project) == []
    assert violations(address) == []
    assert nursery.run(Run(("log", "verify", "--json"), address)).code == 0


def test_different_documents_at_once(nursery: Nursery, waiting: tuple[str, list[str]]):
    """No refusal, nothing lost, and nobody is told that the database is busy."""
    address, projects = waiting
    before = len(entries_of(address))
    runs = [
        Run(("approve", project, "--json"), address, who) for project, who in zip(projects, REVIEWERS, strict=False)
    ]
    ends = nursery.at_once(runs)
    assert [(ran.code, ran.out, ran.err) for ran in ends if ran.code] == []
    approved = entries_of(address)[before:]
    assert sorted(entry.stream for entry in approved) == projects
    assert {entry.seq for entry in approved} == {ran.answer["seq"] for ran in ends}
    assert violations(address) == []
