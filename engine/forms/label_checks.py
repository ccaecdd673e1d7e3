"""Official words over the fields they promise (栏目与内容相符): «得分» prints a score and nothing else.

A region may lay its form out as it likes, but a reader of 总分 or 全年执行数 takes it at its word: a form that prints
the full weight under 总分 would pass for a perfect assessment, and every such file would still verify.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.forms.document_fields import DOCUMENT_FIELDS
from engine.forms.row_fields import ROW_FIELDS
from engine.forms.specification import FormSpec, RowSpec
from indicators.problems import Path, Problem

_SCORES = ("execution.score", "execution.score-trimmed", "indicator.score", "total.score")
_WEIGHTS = ("execution.weight", "indicator.weight", "total.weight")
_RATES = ("execution.rate", "execution.rate-trimmed")


def _ending(word: str) -> tuple[str, ...]:
    return tuple(name for name in DOCUMENT_FIELDS if name.startswith("funding.") and name.endswith(f".{word}"))


HEADS: Mapping[str, tuple[str, ...]] = {
    "得分": _SCORES,
    "自评得分": _SCORES,
    "分值": _WEIGHTS,
    "分值权重": _WEIGHTS,
    "执行率": _RATES,
    "年初预算数": _ending("original_budget"),
    "全年预算数": _ending("revised_budget"),
    "全年执行数": _ending("outturn"),
    "预期目标": ("objective.planned",),
    "实际完成情况": ("objective.achieved",),
    "实际完成目标": ("objective.achieved",),
    "一级指标": ("indicator.dimension",),
    "二级指标": ("indicator.category",),
    "三级指标": ("indicator.name",),
    "年度指标值": ("indicator.target",),
    "预期指标值": ("indicator.target",),
    "指标值": ("indicator.target",),
    "实际完成值": ("indicator.achieved",),
    "实际完成指标值": ("indicator.achieved",),
    "上年完成值": ("indicator.previous_achieved",),
    "完成率": ("indicator.completion",),
}
"""Words that head a column, and the fields that may stand below."""
LABELS: Mapping[str, tuple[str, ...]] = {
    "总分": ("total.weight", "total.score", "total.grade"),
    "项目名称": ("project.name",),
    "部门名称": ("project.name",),
    "主管部门": ("project.supervising_department",),
    "实施单位": ("project.implementing_unit",),
    "预期目标": ("objective.planned",),
    "实际完成情况": ("objective.achieved",),
}
"""Words left of a field, up to the next word of the row, and the fields that may stand there."""

_BESIDE = re.compile(r"[（(][^（）()]*[）)]|\s")


def label_problems(spec: FormSpec) -> Iterator[Problem]:
    """Every field of a form that tiles which stands under, or right of, a word that promises another."""
    columns = _Columns()
    for block_at, block in enumerate(spec.block):
        if not any(row.each_indicator for row in block.row):
            columns.heads.clear()  # only the indicators' rows may stand in another block than their heads
        if block.band is not None:
            columns.put(1, len(block.row), 0)
        for row_at, row in enumerate(block.row):
            yield from _row(row, columns, ("block", block_at, "row", row_at))
            columns.line += 1


@dataclass(slots=True)
class _Columns:
    """Which word heads a column at the moment, and which places cells of rows above reach into."""

    heads: dict[int, str] = field(default_factory=dict)
    taken: set[tuple[int, int]] = field(default_factory=set)
    line: int = 0

    def put(self, across: int, rows: int, first: int) -> range:
        """The columns of a cell that comes after a place of the line."""
        while (self.line, first) in self.taken:
            first += 1
        columns = range(first, first + across)
        self.taken |= {(self.line + down, column) for down in range(rows) for column in columns}
        return columns


def _row(row: RowSpec, columns: _Columns, place: Path) -> Iterator[Problem]:
    label, after = "", 0
    for cell_at, cell in enumerate(row.cells):
        own = columns.put(cell.columns, cell.rows, after)
        after = own.stop
        word = cell.head if cell.head is not None else cell.label
        if cell.field is not None:
            yield from _promised(cell.field, (columns.heads.get(own.start, ""), HEADS), (*place, "cells", cell_at))
            yield from _promised(cell.field, (label, LABELS), (*place, "cells", cell_at))
        elif word is not None and _plain(word):
            label = _plain(word)
        if cell.head is not None:
            columns.heads |= dict.fromkeys(own, _plain(cell.head))


def _plain(word: str) -> str:
    return _BESIDE.sub("", word)


def _promised(name: str, promise: tuple[str, Mapping[str, tuple[str, ...]]], place: Path) -> Iterator[Problem]:
    word, meant = promise
    allowed = meant.get(word)
    if allowed is None or name in allowed:
        return
    known = DOCUMENT_FIELDS.get(name) or ROW_FIELDS.get(name)
    if known is not None:
        yield Problem(
            "form-label-wrong",
            f"「{word}」一栏印的却是{known.title}",
            text=name,
            expected="、".join(allowed[:4]),
            example=f'{{ field = "{allowed[0]}" }}',
            where=(*place, "field"),
        )
