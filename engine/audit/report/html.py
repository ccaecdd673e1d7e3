"""The report as a page (核查报告网页): one file, nothing fetched, printed on A4 as it is seen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from engine.audit.check import Severity
from engine.audit.report.charts import findings_svg, points_svg
from engine.audit.report.overview import counts_together, how_often
from engine.audit.report.reduce import counts_of
from engine.audit.report.values import DocumentReport, Marked
from engine.audit.report.words import added_words, follows_words, points_apart
from engine.forms.characters import printable

if TYPE_CHECKING:
    from engine.audit.batch import Batch

CLASSES = {Severity.BLOCKING: "blocking", Severity.WARNING: "warning", Severity.HINT: "hint"}


@cache
def _environment() -> Environment:
    """Everything is escaped, a missing name is an error, templates come only from this package."""
    environment = Environment(
        loader=PackageLoader("engine.audit.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        added=added_words, follows=follows_words, apart=points_apart, counts_of=counts_of, classes=CLASSES
    )
    return environment


def document_html(report: DocumentReport, back: str = "") -> str:
    """The report on one document; ``back`` leads to the overview it belongs to."""
    return _rendered(
        "document.html.j2",
        report=report,
        back=back,
        mark_class=_mark_class(report),
        pictures=[points_svg(report), *([findings_svg(report)] if report.findings else [])],
    )


def overview_html(batch: Batch, pages: Mapping[str, str]) -> str:
    """Many documents, the worst first, each with a link to its page."""
    often = how_often(batch.summaries)
    return _rendered("overview.html.j2", batch=batch, pages=pages, often=often, counts=counts_together(batch.summaries))


def _mark_class(report: DocumentReport) -> Any:
    """The class of a marked cell: its worst finding's."""
    severities = {finding.number: finding.severity for finding in report.findings}

    def mark_class(cell: Marked) -> str:
        found = [severities[mark] for mark in cell.marks]
        return next((CLASSES[severity] for severity in Severity if severity in found), "")

    return mark_class


def _rendered(name: str, **values: Any) -> str:
    return printable(_environment().get_template(name).render(**values))
