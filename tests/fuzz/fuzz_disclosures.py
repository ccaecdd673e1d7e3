"""Fuzz the intake and the audit with published files broken by chance: nothing may raise, nothing may hang.

    python -m tests.fuzz.fuzz_disclosures --runs 2000                    short
    python -m tests.fuzz.fuzz_disclosures --runs 200000 --workers 2      the campaign that docs/fuzzing.md records
    python -m tests.fuzz.fuzz_disclosures --kind docx --seed 4711        one input again

Every run reads a broken file, judges what it found and lets every check look at it. A file may be refused, read with
doubts, or read; an exception, a run above ten seconds, or a finding that cannot be written as JSON is a bug.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from random import Random
from types import FrameType

from engine.audit import audit
from engine.audit.judging import judged_document
from engine.intake.disclosure.read import disclosure_in
from engine.rulebooks import load_rulebook
from indicators.problems import Problem
from indicators.scoring.rulebook import Rulebook
from tests.fuzz.broken_files import KINDS

HANG_SECONDS = 10
CHUNK = 250


@dataclass
class Tally:
    """What came of a number of runs."""

    ended: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str, int] = (0.0, "", 0)
    bugs: list[tuple[str, int, str]] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.ended += other.ended
        self.slowest = max(self.slowest, other.slowest)
        self.bugs += other.bugs


def once(kind: str, seed: int, rulebook: Rulebook) -> str:
    """One broken file through everything; in a word how it ended."""
    name, data = KINDS[kind](Random(f"{kind} {seed}"))
    disclosure = disclosure_in(data, name)
    if isinstance(disclosure, Problem):
        str(disclosure).encode("utf-8")
        return "refused"
    found = audit(judged_document(disclosure, rulebook))
    json.dumps([one.as_json() for one in found])
    if not disclosure.tables:
        return "no table"
    return "doubts" if any(table.doubts for table in disclosure.tables) or disclosure.doubts else "read"


def some(kind: str, first: int, count: int) -> Tally:
    """A row of seeds."""
    rulebook = load_rulebook("urumqi-2024")
    assert isinstance(rulebook, Rulebook)
    tally = Tally()
    signal.signal(signal.SIGALRM, _hung)
    for seed in range(first, first + count):
        started = time.perf_counter()
        signal.alarm(HANG_SECONDS)
        try:
            tally.ended[f"{kind}: {once(kind, seed, rulebook)}"] += 1
        except Exception:  # noqa: BLE001  # any exception at all is what we look for
            tally.bugs.append((kind, seed, traceback.format_exc(limit=-4)))
        finally:
            signal.alarm(0)
        tally.slowest = max(tally.slowest, (time.perf_counter() - started, kind, seed))
    return tally


def _hung(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"more than {HANG_SECONDS} seconds")


def campaign(runs: int, workers: int, first: int) -> Tally:
    """Runs of every kind in turn, on several processes."""
    each = runs // len(KINDS)
    tally = Tally()
    with ProcessPoolExecutor(workers) as pool:
        chunks = [
            pool.submit(some, kind, first + start, min(CHUNK, each - start))
            for start in range(0, each, CHUNK)
            for kind in KINDS
        ]
        for number, chunk in enumerate(chunks, 1):
            tally.add(chunk.result())
            if sys.stderr.isatty() or number % 100 == 0:
                print(f"{number}/{len(chunks)}  {len(tally.bugs)} bugs", file=sys.stderr)
    return tally


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--kind", choices=sorted(KINDS))
    parser.add_argument("--seed", type=int)
    given = parser.parse_args()
    if given.seed is not None:
        rulebook = load_rulebook("urumqi-2024")
        assert isinstance(rulebook, Rulebook)
        print(once(given.kind or "text", given.seed, rulebook))
        return
    started = time.perf_counter()
    tally = campaign(given.runs, given.workers, given.first)
    for how, count in sorted(tally.ended.items()):
        print(f"{count:>9,}  {how}")
    for kind, seed, trace in tally.bugs[:10]:
        print(f"--kind {kind} --seed {seed}\n{trace}")
    slow, kind, seed = tally.slowest
    print(
        f"{tally.ended.total() + len(tally.bugs):,} runs, {len(tally.bugs)} bugs, {time.perf_counter() - started:.0f} s"
    )
    print(f"slowest {slow * 1000:.0f} ms: --kind {kind} --seed {seed}")
    sys.exit(1 if tally.bugs else 0)


if __name__ == "__main__":
    main()
