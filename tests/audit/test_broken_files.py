"""Broken published files (改坏的公开件): refused, read with doubts, or read; never an exception, never a hang.

A short walk of ``tests.fuzz.fuzz_disclosures``; the long campaigns are recorded in docs/fuzzing.md.
"""

from __future__ import annotations

import pytest

from tests.fuzz.broken_files import KINDS
from tests.fuzz.fuzz_disclosures import some

RUNS = 150


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_file_harms_nobody(kind: str) -> None:
    tally = some(kind, 1_000_000, RUNS)
    assert tally.bugs == []
    assert tally.ended.total() == RUNS
    # The harness breaks files, it does not only destroy them: several ways to end are seen.
    assert len(tally.ended) >= 3, tally.ended
