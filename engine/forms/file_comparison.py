"""A file of any format held against the publication it claims to be (核对): everything that is read in it."""

from __future__ import annotations

from typing import TypeVar

from engine.forms.comparison import Difference, differences
from engine.forms.comparison_tables import table_differences
from engine.forms.publication import Publication
from engine.intake.published import format_of
from engine.intake.text import decode
from indicators.problems import Problem


def file_differences(name: str, publication: Publication, expected: bytes, given: bytes) -> list[Difference]:
    """Where a file differs from what the publication gives; [] where it reads the same."""
    kind = format_of(name)
    if kind == "docx":
        return _word(publication, given)
    if kind == "xlsx":
        return _excel(publication, given)
    if kind == "pdf":
        from engine.intake.pdf_compare import pdf_differences

        return pdf_differences(publication, given)
    return differences(expected.decode("utf-8"), _sound(decode(given, name)), kind == "html")


Found = TypeVar("Found")


def _sound(read: Found | Problem) -> Found:
    assert not isinstance(read, Problem), "read before, for its codes"
    return read


def _word(publication: Publication, given: bytes) -> list[Difference]:
    """Every cell, and every other text, hidden ones too."""
    from engine.intake.docx_forms import docx_paragraphs, docx_tables

    return table_differences(publication, _sound(docx_tables(given)), _sound(docx_paragraphs(given)))


def _excel(publication: Publication, given: bytes) -> list[Difference]:
    from engine.intake.xlsx_forms import xlsx_paragraphs, xlsx_tables

    return table_differences(publication, _sound(xlsx_tables(given)), _sound(xlsx_paragraphs(given)))
