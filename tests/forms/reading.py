"""Office files read for one thing at a time (读回的一部分)."""

from __future__ import annotations

from engine.intake.docx_forms import docx_file
from engine.intake.found import FoundFile, FoundTable
from engine.intake.xlsx_forms import xlsx_file
from indicators.problems import Problem


def docx_tables(data: bytes) -> tuple[FoundTable, ...] | Problem:
    return tables_of(docx_file(data))


def docx_paragraphs(data: bytes) -> tuple[str, ...] | Problem:
    return texts_of(docx_file(data))


def xlsx_tables(data: bytes) -> tuple[FoundTable, ...] | Problem:
    return tables_of(xlsx_file(data))


def xlsx_paragraphs(data: bytes) -> tuple[str, ...] | Problem:
    return texts_of(xlsx_file(data))


def tables_of(found: FoundFile | Problem) -> tuple[FoundTable, ...] | Problem:
    return found if isinstance(found, Problem) else found.tables


def texts_of(found: FoundFile | Problem) -> tuple[str, ...] | Problem:
    """All that stands in no form, the hidden last."""
    return found if isinstance(found, Problem) else (*found.texts, *found.hidden)
