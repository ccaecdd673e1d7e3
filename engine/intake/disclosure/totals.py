"""The row 总分 (总分行): the printed totals, wherever its label stands and however its numbers are shifted."""

from __future__ import annotations

import re

from engine.intake.disclosure.draft import Draft
from engine.intake.disclosure.headings import Columns, Heading
from engine.intake.disclosure.labels import NUMERIC_COLUMNS, is_figure, sections_named
from engine.intake.disclosure.rows import Field, Row
from engine.intake.disclosure.texts import key_of
from indicators.vocabulary.forms import DIMENSION_NAMES


def is_total(row: Row) -> bool:
    """Whether a row is the row 总分, wherever its label stands."""
    written = row.written
    if not written or is_subtotal(row):
        return False
    return any("total" in sections_named(field.text) for field in written[:2] if not is_figure(field.text))


_OF_LEVEL = re.compile("小计|(?:(?<!绩效)指标|产出|效益|满意度|成本|数量|质量|时效|本页|分项)合计")


def is_subtotal(row: Row) -> bool:
    """小计 of a level says nothing that its rows do not say: 产出小计, 产出指标 | 合计, 本页小计."""
    labels = [key_of(field.text) for field in row.written[:3] if not is_figure(field.text)]
    if any(_OF_LEVEL.search(label) and len(label) <= _LONGEST_LABEL for label in labels):
        return True
    above = [key_of(field.text) for field in row.fields if not field.fresh]
    if labels[:1] == ["合计"]:  # beside the merged label of a level, which reaches down to it
        return any(label in DIMENSION_NAMES for label in above)
    return len(labels) > 1 and labels[1] == "合计" and labels[0] in DIMENSION_NAMES


_LONGEST_LABEL = 10


def read_total(draft: Draft, row: Row, columns: Columns) -> None:
    """The printed totals: as many numbers as columns of numbers are those in order, else by position."""
    wanted = [heading for heading in columns.headings if heading.meaning in NUMERIC_COLUMNS]
    numbers = [field for field in row.written if is_figure(field.text)]
    if len(numbers) == len(wanted):
        found = dict(zip((heading.meaning for heading in wanted), numbers, strict=True))
    else:
        found = _totals_by_position(wanted, numbers)
    if len(found) < min(len(numbers), len(wanted)):
        draft.doubt(
            "total-unclear", "总分一行的数跨着两栏，分不清是分值还是得分", row.place, *(one.text for one in numbers[:6])
        )
    _doubt_totals(draft, row, len(numbers), len(wanted))
    if row.has_spans:
        found |= _texts_by_position([one for one in wanted if one.meaning not in found], row)
    draft.total_weight = found["weight"].cell if "weight" in found else None
    draft.total_score = found["score"].cell if "score" in found else None
    draft.is_closed = True


def _totals_by_position(wanted: list[Heading], numbers: list[Field]) -> dict[str, Field]:
    """A number merged over two columns belongs to neither: it is told as unclear."""
    return {
        heading.meaning: field
        for heading in wanted
        for field in numbers
        if heading.column <= field.column and field.end <= heading.end
    }


def _texts_by_position(wanted: list[Heading], row: Row) -> dict[str, Field]:
    """Words where the total belongs, 九十六分: not a number, and not nothing either."""
    return {
        heading.meaning: field
        for heading in wanted
        for field in row.written[1:]
        if heading.column <= field.column and field.end <= heading.end and not is_figure(field.text)
    }


def _doubt_totals(draft: Draft, row: Row, numbers: int, wanted: int) -> None:
    """Too many numbers, or text that may have lost the gap between two."""
    if numbers > wanted or (not row.has_spans and 0 < len(row.written) - 1 != wanted):
        texts = (field.text for field in row.written[1:7])
        draft.doubt("total-unclear", "总分一行的数与表头对不上，分不清哪个是分值、哪个是得分", row.place, *texts)
