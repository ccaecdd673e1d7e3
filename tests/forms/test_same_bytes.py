"""同一份印件，不论哪台机器、哪个地区、哪一天，每种格式都逐字节相同。"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from engine.appendix import Order, publication_for
from engine.examples import example_folder
from engine.forms.certificate import Certificate
from engine.forms.formats import FORMATS, written
from engine.forms.library import shipped_forms
from engine.forms.publication import Publication
from engine.forms.subject import scored
from engine.publishing import Part
from engine.scoring import score_files
from tests.forms.letterheads import SAMPLE

REPOSITORY = Path(__file__).parents[2]
ELSEWHERE = (
    {"LC_ALL": "C", "TZ": "Asia/Urumqi", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "1"},
    {"LC_ALL": "zh_CN.GBK", "TZ": "America/New_York", "PYTHONHASHSEED": "1"},
    {"LC_ALL": "en_US.UTF-8", "TZ": "Pacific/Apia", "PYTHONHASHSEED": "random"},
)
PRINT = "from tests.forms.test_same_bytes import print_all; print_all()"


def publications() -> dict[str, Publication]:
    """Cover, paragraph, 核验码 and pictures; and the form that lies across, with what the fonts lack."""
    scores = list(score_files([example_folder()]).scores)
    approved = datetime(2025, 3, 1, 2, 30, tzinfo=UTC)
    parts = [
        Part(scored(score), Certificate(f"0000-0000-0000-0000-000{number}", 1, f"{number}-{'0' * 32}"), approved)
        for number, score in enumerate(scores)
    ]
    wide = shipped_forms()["project-13-columns"]
    across = publication_for(Order(named=(wide,)), parts)
    return {
        "upright": publication_for(Order(), parts),
        "pictures": publication_for(Order(pictures=True), parts),
        "across": replace(across, title="𠮷野家 😀 ≥20 份"),
    }


def hashes() -> dict[str, str]:
    """What is printed of what in which format → its sha256."""
    made = {
        f"{name}.{kind}": written(publication, kind) for name, publication in publications().items() for kind in FORMATS
    }
    head = SAMPLE.read_bytes()
    made |= {
        f"{name} in a letterhead.docx": written(publication, "docx", letterhead=head)
        for name, publication in publications().items()
    }
    return {name: sha256(content).hexdigest() for name, content in made.items()}


def print_all() -> None:
    """For a process elsewhere: names and hashes, one a line."""
    for name, digest in hashes().items():
        sys.stdout.write(f"{name}\t{digest}\n")


@pytest.fixture(scope="module")
def here() -> dict[str, str]:
    return hashes()


def test_every_format_is_among_them_and_no_two_are_the_same(here: dict[str, str]):
    # 三份印件，各六种格式，另各有一份套了版头的 Word
    assert len(here) == 3 * (len(FORMATS) + 1)
    assert len(set(here.values())) == len(here)


def test_the_second_time_in_one_process(here: dict[str, str]):
    assert hashes() == here


def test_other_processes_in_other_places(here: dict[str, str]):
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PRINT],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "0", **place},
            stdout=subprocess.PIPE,
        )
        for place in ELSEWHERE
    ]
    for process, place in zip(processes, ELSEWHERE, strict=True):
        said = process.communicate(timeout=120)[0].decode("ascii")
        assert process.returncode == 0, place
        assert dict(line.split("\t") for line in said.splitlines()) == here, place
