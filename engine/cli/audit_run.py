"""Files through the audit (核查的执行): one in this process, many over all processors; then what was asked for."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import typer

from engine.audit.batch import Batch, audited
from engine.audit.one_file import Order, audit_bytes
from engine.audit.report.plain import batch_json, document_json
from engine.audit.report.values import DocumentReport, RefusedFile
from engine.audit.sources import Source, sources_of
from engine.cli.audit_text import say_batch, say_document
from engine.cli.output import ExitCode, print_json, refuse, report, say
from engine.cli.progress import advancing
from engine.intake.report import Located


def audit_all(files: Sequence[Path], order: Order, html: Path | None, xlsx: Path | None, as_json: bool) -> NoReturn:
    """Audit everything that is meant, and end with the exit code of what was found."""
    with sources_of(files) as listed, Batch() as batch:
        if len(listed.sources) == 1:
            _audit_one(listed.sources[0], order, html, xlsx, as_json)
        gc.set_threshold(10_000, 10, 10)  # ours is for commands of half a second; this one makes a page per document
        for _ in advancing(audited(batch, listed.sources, order), len(listed.sources), "核查"):
            pass
        _tell_many(batch, listed.skipped, html, xlsx, as_json)


def _audit_one(source: Source, order: Order, html: Path | None, xlsx: Path | None, as_json: bool) -> NoReturn:
    found = audit_bytes(source.data(), source.name, order)
    if isinstance(found, RefusedFile):
        refuse([_located(found)], as_json)
    written = _write_one(found, html, xlsx)
    if as_json:
        print_json({"documents": [document_json(found)], "files": list(map(str, written))})
    else:
        say_document(found)
        _say_written(written)
    raise typer.Exit(ExitCode.FOUND_PROBLEMS if found.findings else ExitCode.DONE)


def _tell_many(batch: Batch, skipped: int, html: Path | None, xlsx: Path | None, as_json: bool) -> NoReturn:
    refused = [_located(one) for one in batch.refused]
    if not batch.summaries:
        refuse(refused, as_json)
    written = _write_many(batch, html, xlsx)
    if as_json:
        print_json({**batch_json(batch), "files": list(map(str, written))}, refused)
    else:
        say_batch(batch, skipped)
        report(refused)
        _say_written(written)
        if not written:
            say("每份文件的疑点：jixiao audit 文件名；全部写成报告：加 --html 核查报告.html 或 --xlsx 核查报告.xlsx")
    found = any(one.counts.all for one in batch.summaries)
    raise typer.Exit(ExitCode.FOUND_PROBLEMS if found else ExitCode.REFUSED if refused else ExitCode.DONE)


def _write_one(found: DocumentReport, html: Path | None, xlsx: Path | None) -> list[Path]:
    from engine.audit.report.files import write_one

    return write_one(found, html, xlsx)


def _write_many(batch: Batch, html: Path | None, xlsx: Path | None) -> list[Path]:
    from engine.audit.report.files import write_many

    return write_many(batch, html, xlsx)


def _say_written(written: Sequence[Path]) -> None:
    for path in written:
        say(f"报告写到 {path}")


def _located(one: RefusedFile) -> Located:
    return Located(one.problem, one.file)
