"""The report as files (报告文件): a page, a workbook, or both; of many documents a page each, beside the overview."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.appendix import write_file
from engine.audit.batch import Batch
from engine.audit.report.values import DocumentReport


def write_one(report: DocumentReport, html: Path | None, xlsx: Path | None) -> list[Path]:
    """The report on one document."""
    written = []
    if html:
        from engine.audit.report.html import document_html

        written.append(write_file(html, document_html(report).encode("utf-8")))
    if xlsx:
        from engine.audit.report.xlsx import write_workbook

        written.append(write_workbook(xlsx, [report]))
    return written


def write_many(batch: Batch, html: Path | None, xlsx: Path | None) -> list[Path]:
    """The overview, and the report on every document; each is written before the next is read."""
    written = []
    if html:
        from engine.audit.report.html import document_html, overview_html

        pages = dict(_pages(batch, html))
        for summary in batch.summaries:
            page = document_html(batch.report(summary), back=f"../{html.name}")
            write_file(html.parent / pages[summary.file], page.encode("utf-8"))
        written.append(write_file(html, overview_html(batch, pages).encode("utf-8")))
    if xlsx:
        from engine.audit.report.xlsx import write_workbook

        written.append(write_workbook(xlsx, batch.reports(), batch))
    return written


def _pages(batch: Batch, html: Path) -> Iterator[tuple[str, str]]:
    """File → its page, seen from the overview: numbered as ranked."""
    from engine.appendix import file_name

    for number, summary in enumerate(batch.summaries, 1):
        stem = file_name(Path(summary.file).stem)
        yield summary.file, f"{html.stem}-逐份/{number:03d}-{stem}.html"
