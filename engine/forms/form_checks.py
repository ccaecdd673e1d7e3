"""Whether a form can be printed (表式自检): known fields, nothing of the standard forgotten, cells that tile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from engine.forms.document_fields import DOCUMENT_FIELDS
from engine.forms.label_checks import label_problems
from engine.forms.row_fields import ROW_FIELDS
from engine.forms.specification import BlockSpec, CellSpec, FormSpec, RowSpec
from engine.forms.standard import REQUIRED
from indicators.problems import Path, Problem

SAMPLE_INDICATORS = 2
"""How many lines the indicators' row stands for: enough to see whether it fits below itself."""

_PLACEHOLDER = re.compile(r"\{[^}]*\}")


def form_problems(spec: FormSpec) -> list[Problem]:
    """Everything that is wrong with a form, each with its place in the file."""
    cells = [problem for place, row, cell in spec.cells() for problem in _cell(spec, row, cell, place)]
    tiling = [*_tiling(spec, optional=True), *_tiling(spec, optional=False)]
    head = [*_placeholders(spec.title, ("title",)), *_placeholders(spec.subtitle, ("subtitle",))]
    labels = () if cells or tiling else dict.fromkeys(label_problems(spec))
    return [*head, *cells, *labels, *_forgotten(spec), *_width(spec), *dict.fromkeys(tiling)]


NARROWEST_MM = 8
"""Two characters of the smallest print side by side; a column that is narrower shows one below the other."""
ROOM_MM = {False: 180, True: 267}
"""Between the margins of A4 纵向 and 横向."""


def _width(spec: FormSpec) -> Iterator[Problem]:
    for at, one in enumerate(spec.widths):
        if one < NARROWEST_MM:
            expected = f"每栏不少于 {NARROWEST_MM} 毫米"
            yield Problem(
                "form-column-narrow", "这一栏窄得印不下字", f"{one} 毫米", expected=expected, where=("widths", at)
            )
    room, width = ROOM_MM[spec.landscape], sum(spec.widths)
    if width > room:
        expected = f"各栏加起来不超过 {room} 毫米（{'横向' if spec.landscape else '纵向'}）"
        message = "表比纸宽，印出来要缩小"
        yield Problem("form-too-wide", message, f"{width} 毫米", expected=expected, where=("widths",))


def _cell(spec: FormSpec, row: RowSpec, cell: CellSpec, place: Path) -> Iterator[Problem]:
    given = [name for name in ("label", "head", "field") if getattr(cell, name) is not None]
    if len(given) != 1:
        yield Problem(
            "form-cell-wrong",
            f"一格里写了 {'、'.join(given) or '空'}",
            expected="label、head、field 中恰好一个",
            example='{ field = "indicator.target" }',
            where=place,
        )
        return
    if cell.field is not None:
        yield from _field(spec, row, cell.field, place)
    if (cell.rows > 1 or cell.merge) and row.each_indicator and not (cell.merge and cell.rows == 1):
        yield Problem("form-cell-wrong", "指标行里的格不能写 rows", expected="merge = true", where=place)
    if cell.merge and not row.each_indicator:
        yield Problem("form-cell-wrong", "只有指标行里的格可以写 merge", expected="rows = 2", where=place)
    yield from _placeholders(cell.label or cell.head or "", place)


def _placeholders(text: str, place: Path) -> Iterator[Problem]:
    for found in _PLACEHOLDER.findall(text):
        if found not in ("{year}", "{month}"):
            yield Problem(
                "form-placeholder-unknown", "花括号里的字不认识", found, expected="{year} 或 {month}", where=place
            )


def _field(spec: FormSpec, row: RowSpec, name: str, place: Path) -> Iterator[Problem]:
    where = (*place, "field")
    known = DOCUMENT_FIELDS.get(name) or ROW_FIELDS.get(name)
    if known is None:
        near = get_close_matches(name, [*DOCUMENT_FIELDS, *ROW_FIELDS], n=1, cutoff=0)
        message = "不认识的字段"
        yield Problem(
            "form-field-unknown", message, name, expected="docs/forms.md 里列出的字段", example=near[0], where=where
        )
    elif spec.kind not in known.kinds:
        kinds = "、".join(sorted(kind.value for kind in known.kinds))
        yield Problem(
            "form-field-misplaced",
            f"「{known.title}」不在{spec.kind.value}的表上",
            name,
            expected=f"写在{kinds}的表式里",
            where=where,
        )
    elif name in ROW_FIELDS and not row.each_indicator:
        expected = "写在 each_indicator = true 的行里"
        yield Problem(
            "form-field-misplaced", f"「{known.title}」每个指标各有一个", name, expected=expected, where=where
        )


def _forgotten(spec: FormSpec) -> Iterator[Problem]:
    """Fields of the standard that stand nowhere on the form."""
    written = {cell.field for _, _, cell in spec.cells()}
    needed = dict.fromkeys(name for form in spec.prints for name in REQUIRED[spec.kind, form])
    for names in needed:
        either = names.split("|")
        if written.isdisjoint(either):
            title = (DOCUMENT_FIELDS.get(either[0]) or ROW_FIELDS[either[0]]).title
            yield Problem(
                "form-field-missing",
                f"表上缺少「{title}」",
                expected=f"{spec.kind.value}的表都有这一栏",
                example=f'{{ field = "{either[0]}" }}',
                where=("block",),
            )


def _tiling(spec: FormSpec, *, optional: bool) -> Iterator[Problem]:
    """Where cells overlap, stick out or leave a gap, with the optional rows or without them."""
    page = _Page(len(spec.widths))
    for block_at, block in enumerate(spec.block):
        yield from _block(page, block, ("block", block_at), optional)
    if page.reaches_below:
        yield Problem("form-span-overlap", "rows 伸到了表的最后一行之外", where=("block", len(spec.block) - 1))


def _block(page: _Page, block: BlockSpec, place: Path, optional: bool) -> Iterator[Problem]:
    lines = [
        (row, (*place, "row", row_at))
        for row_at, row in enumerate(block.row)
        if optional or not row.when
        for _ in range(SAMPLE_INDICATORS if row.each_indicator else 1)
    ]
    if block.band is not None and not page.take(1, len(lines)):
        yield Problem("form-span-overlap", "band 占的第一列被上面的格占着", where=(*place, "band"))
    for row, where in lines:
        for cell_at, cell in enumerate(row.cells):
            if not page.take(cell.columns, cell.rows):
                yield _overlap(cell, (*where, "cells", cell_at))
                break
        else:
            if left := page.left:
                expected = f"各格的 columns 加起来占满 {page.width} 列"
                yield Problem("form-row-short", f"这一行还空着 {left} 列", expected=expected, where=where)
        page.next_line()


def _overlap(cell: CellSpec, place: Path) -> Problem:
    return Problem(
        "form-span-overlap",
        f"这一格（{cell.columns} 列 × {cell.rows} 行）放不下：超出表宽，或与别的格重叠",
        text=cell.label or cell.head or cell.field or "",
        expected="每行各格的 columns（连同上面伸下来的格）加起来正好是列数",
        where=place,
    )


class _Page:
    """Which places of a form are taken, line by line."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._line = 0
        self._taken: set[tuple[int, int]] = set()

    def take(self, columns: int, rows: int) -> bool:
        """Put a cell at the first free place of the line; False where it does not fit."""
        first = next((column for column in range(self.width) if (self._line, column) not in self._taken), self.width)
        places = {(self._line + down, first + across) for down in range(rows) for across in range(columns)}
        if first + columns > self.width or places & self._taken:
            return False
        self._taken |= places
        return True

    @property
    def left(self) -> int:
        """Places of the line that are still free."""
        return sum((self._line, column) not in self._taken for column in range(self.width))

    def next_line(self) -> None:
        self._line += 1

    @property
    def reaches_below(self) -> bool:
        """Whether a cell reaches below the last line."""
        return any(line >= self._line for line, _ in self._taken)
