"""A form as data (表式): which words and which fields stand in which order. Read from TOML, no code.

A form is blocks of rows of cells, written as one reads it: left to right, top to bottom. A cell is a fixed word
(``label``), the head of a column (``head``) or a field of the document (``field``, see ``fields.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from engine.forms.subject import Kind
from indicators.content import PARTS
from indicators.document import Document, Text
from indicators.problems import Problem
from indicators.validation import one_of, refuse
from indicators.vocabulary.forms import DIMENSION_NAMES, Dimension, Form
from workflows.history import canonical, digest

_Dimension = Annotated[Dimension, BeforeValidator(one_of(DIMENSION_NAMES, "dimension-unknown", "一级指标"))]
_Form = Annotated[Form, BeforeValidator(one_of({form.value: form for form in Form}, "form-unknown", "表式"))]
_Span = Annotated[int, Field(ge=1, le=60, strict=True)]


_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def _identifier(text: str) -> str:
    """Printed below every form and typed in commands, so plain ASCII."""
    if not _IDENTIFIER.fullmatch(text):
        expected = "小写英文字母、数字和连字符，至多 40 个"
        refuse(Problem("form-id-wrong", "表式编号写得不对", text[:40], expected=expected, example='id = "local-2024"'))
    return text


class CellSpec(Document):
    """One cell (格): exactly one of label, head and field."""

    label: Text | None = None
    head: Text | None = None
    field: Text | None = None
    columns: _Span = 1
    rows: _Span = 1
    merge: bool = False
    """Whether equal texts below one another become one cell, as 一级指标 and 二级指标 do."""
    suffix: str = ""
    """Unit after a value: `` 分``."""
    empty: Text = ""
    """What stands where there is no value: ``—``."""


class RowSpec(Document):
    """One row (行) of the form, or the row that every indicator gets."""

    cells: Annotated[tuple[CellSpec, ...], Field(min_length=1)]
    header: bool = False
    """Whether the row heads the columns below it; repeated on every page."""
    each_indicator: bool = False
    when: Annotated[str, BeforeValidator(one_of({part: part for part in PARTS}, "part-unknown", "资金来源"))] = ""
    """A part of the money block: the row is printed only where the office gave it."""


class BlockSpec(Document):
    """Rows that belong together, with a label down their left side or none."""

    band: Text | None = None
    row: Annotated[tuple[RowSpec, ...], Field(min_length=1)]


class MovedSpec(Document):
    """A 一级指标 that this form prints as a 二级指标 of another: 成本指标 under 产出指标 before 2021."""

    dimension: _Dimension
    into: _Dimension
    category: Annotated[Text, Field(min_length=1)]


class FormSpec(Document):
    """An official form (表式)."""

    id: Annotated[Text, AfterValidator(_identifier)]
    title: Annotated[Text, Field(min_length=1)]
    subtitle: Text = ""
    """``{year}`` and ``{month}`` stand for the fiscal year and the month of monitoring, here and in every label."""
    kind: Annotated[Kind, BeforeValidator(one_of({kind.value: kind for kind in Kind}, "form-kind-unknown", "环节"))]
    prints: Annotated[tuple[_Form, ...], Field(min_length=1)]
    """Which documents are printed on it."""
    sources: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Where the form was seen."""
    landscape: bool = False
    widths: Annotated[tuple[_Span, ...], Field(min_length=2, max_length=40)]
    """Width of each column in mm."""
    category_order: tuple[Text, ...] = ()
    """二级指标 that come in this order within their 一级指标; others stay as they are, after them."""
    moved: tuple[MovedSpec, ...] = ()
    block: Annotated[tuple[BlockSpec, ...], Field(min_length=1)]

    @property
    def hash(self) -> str:
        """Sixteen digits that change with any word or width of the form: printed, so that a file names its layout."""
        return digest(canonical(self.model_dump(mode="json", exclude_defaults=True)))[:16]

    def cells(self) -> Iterator[tuple[tuple[str | int, ...], RowSpec, CellSpec]]:
        """Every cell with its place in the file and its row."""
        for block_at, block in enumerate(self.block):
            for row_at, row in enumerate(block.row):
                for cell_at, cell in enumerate(row.cells):
                    yield ("block", block_at, "row", row_at, "cells", cell_at), row, cell
