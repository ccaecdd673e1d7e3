"""Indicator rows (指标行): whole ones, and pieces that continue the row above."""

from __future__ import annotations

from collections.abc import Iterable

from engine.intake.disclosure.alignment import Placed, by_content, by_count, by_position
from engine.intake.disclosure.draft import Draft, DraftRow
from engine.intake.disclosure.figures import is_nothing
from engine.intake.disclosure.headings import Columns
from engine.intake.disclosure.labels import NUMERIC_COLUMNS, is_figure, level_words
from engine.intake.disclosure.rows import Field, Row, appended
from engine.intake.disclosure.tables import Cell
from engine.intake.disclosure.texts import joined, settled
from engine.intake.disclosure.totals import is_subtotal

_LEVELS = ("dimension", "category")
_CUT = frozenset({"target", "achieved", *NUMERIC_COLUMNS})
"""Columns where a number in two pieces would be another number."""


def _has_gap(row: Row) -> bool:
    """Whether an empty field stands before a written one."""
    return (
        bool(row.written)
        and len(row.fields) > 1
        and any(not field.text and field.column < row.written[-1].column for field in row.fields)
    )


def read_indicator(draft: Draft, row: Row, columns: Columns) -> None:
    """Take a row under the headings: a whole one, or a piece of the one above."""
    if is_subtotal(row):
        return
    placed = _placed(columns, row)
    if placed is None:
        _misfit(draft, row)
        return
    draft.keeps_empty = draft.keeps_empty or (not row.has_spans and _has_gap(row))
    shifted = not _is_whole(columns, placed) or not _all_placed(placed, row)
    if shifted and (better := _by_content(columns, row)):
        placed, shifted = better, False
        _note_shift(draft, row, placed)
    whole = _is_whole(columns, placed)
    if not whole and _continues(draft, row, columns, placed):
        _join(draft, row, placed)
        return
    if shifted and not _all_placed(placed, row):
        _misfit(draft, row)
    elif not whole and not row.has_spans and placed.text("name"):
        _unfinished(draft, row)
    _new(draft, row, columns, placed, whole)


def is_whole(row: Row, columns: Columns) -> bool:
    """Whether a row by itself is an indicator with everything its form asks."""
    placed = _placed(columns, row)
    if placed is not None and _is_whole(columns, placed):
        return True
    better = _by_content(columns, row)
    return better is not None and _is_whole(columns, better)


def _placed(columns: Columns, row: Row) -> Placed | None:
    """The row under the headings; None where its page cuts columns that nothing tells apart."""
    if row.width_like(columns.grid, columns.width):
        return by_position(columns, row)
    return by_count(columns, row) or by_content(columns, row)


def _by_content(columns: Columns, row: Row) -> Placed | None:
    """Only text loses empty cells; where spans are known, a cell stands where it stands."""
    return None if row.has_spans else by_content(columns, row)


def _all_placed(placed: Placed, row: Row) -> bool:
    """Whether nothing written is left over right of the labels."""
    if not placed.fields:
        return False
    first = placed.fields[0][0].column
    at = {field.column for _, field in placed.fields}
    inside = {(heading.column, heading.end) for heading, _ in placed.fields}
    return all(
        field.column in at or field.column < first or any(start <= field.column < end for start, end in inside)
        for field in row.written
    )


def _is_whole(columns: Columns, placed: Placed) -> bool:
    """Complete when weight and score are numbers, where the form has them; else when name and target are there."""
    wanted = [meaning for meaning in ("weight", "score") if columns.has(meaning)]
    if not placed.text("name"):
        return False
    if wanted:
        return all(is_figure(placed.text(meaning)) for meaning in wanted)
    return bool(placed.text("target") or placed.text("achieved"))


def _continues(draft: Draft, row: Row, columns: Columns, placed: Placed) -> bool:
    """Whether a row that is not whole is a piece of the one above: after a page break, in text, or without a name."""
    if not draft.rows:
        return False
    fresh = {heading.meaning for heading, field in placed.fields if field.fresh and field.text}
    if draft.rows[-1].is_complete and fresh & {"weight", "score"}:
        return False
    if not {"name", "target"} <= fresh or not draft.rows[-1].is_complete:
        return not (row.has_spans and not row.starts_grid and "name" in fresh)
    if not row.starts_grid and (row.has_spans or not _wants(draft.rows[-1], columns)):
        return False
    if "achieved" not in fresh and columns.has("achieved"):
        return True
    joins = columns.has("weight") and not _begins_level(placed)
    said = ("接在上一行后面", "另是一行") if joins else ("另是一行", "接在上一行后面")
    message = f"这一行没有分值和得分，可能是上一行被断开的后半截，也可能是漏填的一行；现按{said[0]}处理"
    draft.doubt("row-or-rest", message, row.place, *said)
    return joins


def _begins_level(placed: Placed) -> bool:
    """Whether a row names a level in full: then it is no piece of the one above."""
    return any(meaning in level_words(placed.text(meaning)) for meaning in _LEVELS)


def _wants(row: DraftRow, columns: Columns) -> bool:
    return not row.is_complete and columns.has("weight")


def _join(draft: Draft, row: Row, placed: Placed) -> None:
    """Cell by cell onto the last row."""
    last = draft.rows[-1]
    draft.mended.append(row.place)
    for heading, field in placed.fields:
        if not field.fresh or not field.text:
            continue
        if heading.meaning in _LEVELS:
            _level_goes_on(draft, heading.meaning, field, is_piece=True)
        elif heading.meaning:
            last.cells[heading.meaning] = appended(last.cells.get(heading.meaning), field.cell) or field.cell
    if draft.columns:
        last.is_complete = _complete(draft.columns, last)


def _complete(columns: Columns, row: DraftRow) -> bool:
    wanted = [meaning for meaning in ("weight", "score") if columns.has(meaning)]
    return all(meaning in row.cells and is_figure(row.cells[meaning].text) for meaning in wanted)


def _new(draft: Draft, row: Row, columns: Columns, placed: Placed, whole: bool) -> None:
    if not whole and not placed.text("name"):
        _unread(draft, row)
        return
    _fill_levels(draft, row, columns, placed)
    cells = {
        heading.meaning: Cell(settled(field.text), field.place)
        for heading, field in placed.fields
        if heading.meaning and heading.meaning not in _LEVELS
    }
    _once(draft, row, placed, cells)
    cells.update({meaning: draft.levels[meaning] for meaning in _LEVELS if meaning in draft.levels})
    for heading, field in placed.fields:
        if heading.meaning in _CUT:
            draft.doubt_cut(field)
    others = [(heading.text, field.cell) for heading, field in placed.fields if not heading.meaning]
    draft.rows.append(DraftRow(cells, others, whole))


def _once(draft: Draft, row: Row, placed: Placed, cells: dict[str, Cell]) -> None:
    """Points merged over several rows stand in the first of them."""
    for meaning in NUMERIC_COLUMNS:
        field = placed.of(meaning)
        if field is not None and not field.fresh and field.text:
            cells[meaning] = Cell("", row.place)
            message = "几行指标合用一个分值或得分，现记在第一行"
            draft.doubt("points-merged", message, row.place, field.cell.text)


def _fill_levels(draft: Draft, row: Row, columns: Columns, placed: Placed) -> None:
    """一级 goes down until the next one; a new 一级 ends the 二级 before it."""
    for meaning in _LEVELS:
        if not columns.has(meaning):
            continue
        field = placed.of(meaning)
        known = draft.levels.get(meaning)
        if field is not None and field.text and (field.fresh or known is None or not known.text):
            if row.starts_grid and field.fresh and _level_goes_on(draft, meaning, field):
                continue
            cell = field.cell
            if meaning == "dimension" and known is not None and known.text != cell.text:
                draft.levels.pop("category", None)
            draft.levels[meaning] = cell
        elif known is None and meaning not in draft.levels:
            draft.levels[meaning] = Cell("", field.place if field else row.place)


def _level_goes_on(draft: Draft, meaning: str, field: Field, *, is_piece: bool = False) -> bool:
    """A page cut a level's label in two: its second piece is no level, together they are one."""
    known = draft.levels.get(meaning)
    text = settled(field.text)
    if known is None or not known.text or (meaning in level_words(text) and not is_piece):
        return False
    whole = Cell(joined(known.text, text), known.place)
    if not (level_words(whole.text) or text in ("指标", "标")):
        return False
    draft.levels[meaning] = whole
    for row in draft.rows:
        if row.cells.get(meaning) == known:
            row.cells[meaning] = whole
    return True


def _note_shift(draft: Draft, row: Row, placed: Placed) -> None:
    draft.mended.append(row.place)
    shown = "，".join(f"{heading.text}：{field.cell.text}" for heading, field in placed.fields)
    draft.shifted.append((row.place, shown[:200]))
    if placed.is_doubtful:
        draft.doubt("row-levels-unclear", "这一行少了格子，文字属于哪一栏有几种读法", row.place, shown[:200])


def _misfit(draft: Draft, row: Row) -> None:
    draft.mended.append(row.place)
    draft.doubt("row-does-not-fit", "这一行的格子与表头对不上", row.place, *_shown(row.written))


def _unfinished(draft: Draft, row: Row) -> None:
    draft.doubt("row-unfinished", "这一行少了分值、得分或指标值，可能是格子丢了", row.place, *_shown(row.written))


def _unread(draft: Draft, row: Row) -> None:
    if any(not is_nothing(field.text) for field in row.written):
        draft.doubt("row-unread", "这一行读不出是哪个指标", row.place, *_shown(row.written))


def _shown(fields: Iterable[Field]) -> tuple[str, ...]:
    return (" / ".join(field.cell.text for field in fields)[:200],)
