"""Laying out a form (排版): a specification and what it is filled from become a grid of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.forms.document_fields import DOCUMENT_FIELDS
from engine.forms.draft import Draft, Entry, label
from engine.forms.grid import Align, Grid, Role
from engine.forms.printed import OPEN, rulebook_note
from engine.forms.row_fields import ROW_FIELDS
from engine.forms.specification import BlockSpec, CellSpec, FormSpec, RowSpec
from engine.forms.subject import Row, Subject

Line = tuple[RowSpec, tuple[Entry, ...]]
"""A row of the form and the cells that begin in it."""


def lay_out(spec: FormSpec, subject: Subject) -> Grid:
    """The form of one project; raises ValueError where the specification does not tile (see ``form_problems``)."""
    draft = Draft(spec.widths)
    for block in spec.block:
        lines = list(_lines(block, spec, subject))
        band: tuple[Entry, ...] = ()
        if block.band is not None:
            band = (label(_worded(block.band, subject), rows=len(lines)),)
        for row, entries in lines:
            place = draft.header if row.header else draft.line
            place(*band, *entries)
            band = ()
    grid = draft.grid(spec.title, _worded(spec.subtitle, subject), _note(spec, subject))
    return replace(grid, landscape=spec.landscape)


def _lines(block: BlockSpec, spec: FormSpec, subject: Subject) -> Iterator[Line]:
    for row in block.row:
        if row.when and getattr(subject.assessment.funding, row.when) is None:
            continue
        if row.each_indicator:
            yield from _indicator_lines(row, _arranged(spec, subject), subject)
        else:
            yield row, tuple(_entry(cell, _document_text(cell, subject)) for cell in row.cells)


def _document_text(cell: CellSpec, subject: Subject) -> tuple[str, Role]:
    if cell.field is None:
        return _fixed(cell, subject)
    field = DOCUMENT_FIELDS[cell.field]
    return field.read(subject), field.role


def _fixed(cell: CellSpec, subject: Subject) -> tuple[str, Role]:
    role = Role.LABEL if cell.head is None else Role.HEADER
    return _worded(cell.label or cell.head or "", subject), role


def _entry(cell: CellSpec, content: tuple[str, Role], rows: int | None = None) -> Entry:
    text, role = content
    shown = (text + cell.suffix if text not in ("", OPEN) else text) or cell.empty
    align = Align.LEFT if role is Role.PROSE else Align.CENTRE
    return Entry(shown, role, align, cell.columns, rows or cell.rows)


def _arranged(spec: FormSpec, subject: Subject) -> list[Row]:
    """The rows under the levels of this form: moved ones first renamed, then each 一级指标 together."""
    moved = {one.dimension.value: one for one in spec.moved}
    rows = [
        replace(row, dimension=to.into.value, category=to.category) if (to := moved.get(row.dimension)) else row
        for row in subject.rows
    ]
    if not spec.moved and not spec.category_order:
        return rows
    dimensions = list(dict.fromkeys(row.dimension for row in rows))
    places = {category: place for place, category in enumerate(spec.category_order)}
    return sorted(rows, key=lambda row: (dimensions.index(row.dimension), places.get(row.category, len(places))))


def _indicator_lines(row: RowSpec, indicators: Sequence[Row], subject: Subject) -> Iterator[Line]:
    """One line for each indicator; a merged cell begins where its text or one to its left changes."""
    texts = [[_row_text(cell, indicator, subject) for cell in row.cells] for indicator in indicators]
    begun = [list(_begun(row, texts, at)) for at in range(len(texts))]
    for at, contents in enumerate(texts):
        entries = [
            _entry(cell, contents[column], _length(begun, at, column) if cell.merge else None)
            for column, cell in enumerate(row.cells)
            if begun[at][column]
        ]
        yield row, tuple(entries)


def _row_text(cell: CellSpec, indicator: Row, subject: Subject) -> tuple[str, Role]:
    if cell.field is None:
        return _fixed(cell, subject)
    if cell.field in DOCUMENT_FIELDS:
        return _document_text(cell, subject)
    field = ROW_FIELDS[cell.field]
    return field.read(indicator, subject), field.role


def _begun(row: RowSpec, texts: Sequence[Sequence[tuple[str, Role]]], at: int) -> Iterator[bool]:
    """Whether each cell of a line begins there, or is still the one above."""
    fresh = at == 0
    for column, cell in enumerate(row.cells):
        if cell.merge:
            fresh = fresh or texts[at][column] != texts[at - 1][column]
            yield fresh
        else:
            yield True


def _length(begun: Sequence[Sequence[bool]], at: int, column: int) -> int:
    """Over how many lines the cell that begins here reaches."""
    below = range(at + 1, len(begun))
    return next((line for line in below if begun[line][column]), len(begun)) - at


def _worded(text: str, subject: Subject) -> str:
    month = str(subject.monitoring.month) if subject.monitoring else ""
    return text.replace("{year}", str(subject.assessment.project.fiscal_year)).replace("{month}", month)


def _note(spec: FormSpec, subject: Subject) -> str:
    form = f"表式：{spec.title}，{spec.id}，{spec.hash}"
    return f"{form}\n{rulebook_note(subject.score.rulebook)}" if subject.score else form
