"""A file of any format held against the publication it claims to be (核对): everything that is read in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from engine.forms.comparison import Difference, differences
from engine.forms.comparison_tables import table_differences
from engine.forms.publication import Publication
from engine.intake.found import FoundTable
from engine.intake.published import format_of
from engine.intake.text import decode
from indicators.problems import Problem


def file_differences(
    name: str, publication: Publication, expected: bytes, given: bytes, fonts: Path | None = None
) -> list[Difference]:
    """Where a file differs from what the publication gives; [] where it reads the same."""
    kind = format_of(name)
    if kind in ("docx", "xlsx"):
        tables, texts = _office_readers(kind)
        return table_differences(publication, _sound(tables(given)), _sound(texts(expected)), _sound(texts(given)))
    if kind == "pdf":
        from engine.intake.pdf_compare import pdf_differences
        from engine.intake.pdf_look import look_differences

        return pdf_differences(publication, given, fonts) or look_differences(expected, given)
    return differences(expected.decode("utf-8"), _sound(decode(given, name)), kind == "html")


Tables = Callable[[bytes], tuple[FoundTable, ...] | Problem]
Texts = Callable[[bytes], tuple[str, ...] | Problem]


def _office_readers(kind: str) -> tuple[Tables, Texts]:
    """What reads the tables of a kind of file, and what reads every other text in it, hidden ones too."""
    if kind == "docx":
        from engine.intake.docx_forms import docx_paragraphs, docx_tables

        return docx_tables, docx_paragraphs
    from engine.intake.xlsx_forms import xlsx_paragraphs, xlsx_tables

    return xlsx_tables, xlsx_paragraphs


Found = TypeVar("Found")


def _sound(read: Found | Problem) -> Found:
    assert not isinstance(read, Problem), "read before, for its codes"
    return read
