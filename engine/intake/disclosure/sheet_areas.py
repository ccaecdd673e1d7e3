"""A sheet cut into paragraphs and forms (工作表分块): titles, notes and forms stand below each other on one sheet.

A row that holds one text alone is a title, a subtitle or a note where a form begins or ends; inside a form it is a
part of it. Forms end at a blank row, or where the next title stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.intake.disclosure.labels import label_of
from engine.intake.found import FoundCell

_TITLE = re.compile(r"(?:表|报告)(?:[（(][^（）()]{0,20}[)）])?")
_LONGEST_TITLE = 60
_NOTE = re.compile(r"注|备注|说明|填表|填报|联系|附件|附表|单位[:：]|审核|负责人|[（(]")
_LONGEST_LABEL = 12
Row = Sequence[FoundCell]


@dataclass(frozen=True, slots=True)
class Area:
    """Rows that belong together (一块): single texts above, the form, single texts below."""

    above: tuple[FoundCell, ...]
    form: tuple[FoundCell, ...]
    below: tuple[FoundCell, ...]


def side_by_side(cells: Sequence[FoundCell]) -> list[list[FoundCell]]:
    """Forms that stand beside each other, parted where a column without any text runs through the sheet.

    Only where each side names what it is about: a form may have a blank column of its own.
    """
    groups: list[list[FoundCell]] = [[]]
    reached, is_named = -1, False
    for cell in sorted(cells, key=lambda cell: cell.column):
        if cell.text.strip():
            if is_named and cell.column > reached + 1:
                groups.append([])
                is_named = False
            is_named = is_named or label_of(cell.text) in ("name", "department")
            reached = max(reached, cell.column + cell.column_span - 1)
        groups[-1].append(cell)
    if len(groups) > 1 and not is_named:
        last = groups.pop()
        groups[-1] += last
    return groups


def areas(cells: Sequence[FoundCell]) -> Iterator[Area]:
    """The areas of a sheet from the top; ``cells`` hold every place of its filled range, merged ones once."""
    rows = _rows(cells)
    crossed = _crossed(cells)
    for first, stop in _cuts(rows, crossed):
        yield _area(rows, first, stop, crossed)


def _rows(cells: Sequence[FoundCell]) -> list[list[FoundCell]]:
    rows: list[list[FoundCell]] = [[] for _ in range(max((cell.row + cell.row_span for cell in cells), default=0))]
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(cell)
    return rows


def _crossed(cells: Sequence[FoundCell]) -> frozenset[int]:
    """Rows that a cell with a text reaches down into: no form ends there."""
    return frozenset(
        row for cell in cells if cell.text.strip() for row in range(cell.row + 1, cell.row + cell.row_span)
    )


def _cuts(rows: list[list[FoundCell]], crossed: frozenset[int]) -> Iterator[tuple[int, int]]:
    """First row and the row behind the last of every area."""
    first, has_form = 0, False
    for number, row in enumerate(rows):
        if number in crossed:
            has_form = True
            continue
        texts = _texts(row)
        is_blank, is_title = not texts, has_form and len(texts) == 1 and _is_title(texts[0].text)
        if is_blank or is_title:
            if number > first:
                yield first, number
            first, has_form = number + is_blank, False
        else:
            has_form = has_form or len(texts) > 1
    if len(rows) > first:
        yield first, len(rows)


def _area(rows: list[list[FoundCell]], first: int, stop: int, crossed: frozenset[int]) -> Area:
    """Single texts at both ends taken off; below a form a short word may be a row's label with nothing beside it."""
    top, bottom = first, stop
    while top < bottom and (one := _alone(rows[top])) and one.row_span == 1:
        top += 1
    while bottom > top and bottom - 1 not in crossed and _is_note(rows[bottom - 1]):
        bottom -= 1
    above, below = (tuple(one for row in part for one in _texts(row)) for part in (rows[first:top], rows[bottom:stop]))
    return Area(above, tuple(cell for row in rows[top:bottom] for cell in row), below)


def _alone(row: Row) -> FoundCell | None:
    texts = _texts(row)
    return texts[0] if len(texts) == 1 else None


def _texts(row: Row) -> list[FoundCell]:
    return [cell for cell in row if cell.text.strip()]


def _is_title(text: str) -> bool:
    bare = "".join(text.split())
    return len(bare) <= _LONGEST_TITLE and any(found.end() == len(bare) for found in _TITLE.finditer(bare))


def _is_note(row: Row) -> bool:
    """Whether one text is alone in its row, as the only cell there or with words no row of a form begins with."""
    one = _alone(row)
    if one is None:
        return False
    return len(row) == 1 or len(one.text) > _LONGEST_LABEL or _NOTE.match(one.text.strip()) is not None
