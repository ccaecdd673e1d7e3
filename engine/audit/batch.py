"""Many files audited (批量核查): on all processors, in flat memory, what was found kept on disk till asked for."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from tempfile import TemporaryFile
from typing import IO

from engine.audit.one_file import Order, audit_bytes
from engine.audit.report.summary import Summary, summary_of
from engine.audit.report.values import DocumentReport, RefusedFile
from engine.audit.sources import Source
from engine.audit.workers import SECONDS, Lost, each_done
from indicators.problems import Problem

Given = tuple[str, bytes | Problem | None, str]
"""What goes to a worker: name, bytes of a member of an archive, path where the worker reads the file itself."""
Reduced = tuple[Summary, bytes]


@dataclass(slots=True)
class Batch:
    """Reports of many files (一批核查结果): a summary of each in memory, the rest in a file without a name."""

    summaries: list[Summary] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)
    _numbers: list[int] = field(default_factory=list)
    _refused_numbers: list[int] = field(default_factory=list)
    _offsets: dict[str, int] = field(default_factory=dict)
    _file: IO[bytes] = field(default_factory=TemporaryFile)

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, number: int, name: str, result: Reduced | RefusedFile | Lost) -> None:
        """What came of the file of this number; files come in any order."""
        if isinstance(result, Lost):
            result = RefusedFile(name, _lost(result))
        if isinstance(result, RefusedFile):
            self.refused.append(result)
            self._refused_numbers.append(number)
            return
        summary, packed = result
        self._offsets[summary.file] = self._file.seek(0, 2)
        self._file.write(packed)
        self.summaries.append(summary)
        self._numbers.append(number)

    def settle(self) -> None:
        """The worst first, equal ones as the command named them: nothing depends on which came first."""
        numbered = sorted(zip(self._numbers, self.summaries, strict=True), key=lambda pair: (pair[1].rank, pair[0]))
        self.summaries = [summary for _, summary in numbered]
        self._numbers = [number for number, _ in numbered]
        refused = sorted(zip(self._refused_numbers, self.refused, strict=True), key=lambda pair: pair[0])
        self.refused = [one for _, one in refused]
        self._refused_numbers = [number for number, _ in refused]

    def report(self, summary: Summary) -> DocumentReport:
        """The whole report of one file, read back."""
        self._file.seek(self._offsets[summary.file])
        found = pickle.load(self._file)  # written by us a moment ago, into a file nobody else can open
        assert isinstance(found, DocumentReport), "only reports are written"
        return found

    def reports(self) -> Iterator[DocumentReport]:
        """All reports, one after the other, in the order of the summaries."""
        return map(self.report, self.summaries)


def audited(
    batch: Batch, sources: Sequence[Source], order: Order, processes: int = 0, seconds: float = SECONDS
) -> Iterator[Batch]:
    """The batch as it grows, once for every file; settled when the last has come."""
    given = (_given(source) for source in sources)
    for number, result in each_done(partial(_reduced, order), given, min(processes or _cores(), len(sources)), seconds):
        batch.add(number, sources[number].name, result)
        if len(batch.summaries) + len(batch.refused) == len(sources):
            batch.settle()
        yield batch


def _cores() -> int:
    import os

    return os.cpu_count() or 1


def _given(source: Source) -> Given:
    if source.problem or source.member:
        return source.name, source.data(), ""
    return source.name, None, str(source.path)


def _reduced(order: Order, given: Given) -> Reduced | RefusedFile:
    """In the worker: one file, its summary and its packed report."""
    from pathlib import Path

    from engine.intake.disclosure.read import disclosure_bytes

    name, data, path = given
    found = audit_bytes(disclosure_bytes(Path(path)) if data is None else data, name, order)
    if isinstance(found, RefusedFile):
        return found
    return summary_of(found), pickle.dumps(found, pickle.HIGHEST_PROTOCOL)


def _lost(lost: Lost) -> Problem:
    if lost is Lost.DIED:
        return Problem("reader-died", lost.value, expected="用原来的程序打开、另存后再核查")
    if lost is Lost.TOO_SLOW:
        return Problem("reader-too-slow", lost.value, expected="只留下自评表的文件")
    return Problem("reader-failed", lost.value)
