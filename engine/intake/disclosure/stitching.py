"""Tables out of a stream of rows and paragraphs (拼接): a title opens one, what has none continues it."""

from __future__ import annotations

from engine.intake.disclosure.blocks import Line, Pages
from engine.intake.disclosure.draft import Draft, Part
from engine.intake.disclosure.facts import facts_in, opens_table
from engine.intake.disclosure.form_rows import closes, into_table
from engine.intake.disclosure.goals import goal_heading
from engine.intake.disclosure.headings import Columns, indicator_columns
from engine.intake.disclosure.indicator_rows import is_whole
from engine.intake.disclosure.labels import label_of
from engine.intake.disclosure.money import money_columns
from engine.intake.disclosure.paragraphs import (
    Stream,
    Title,
    begin_title,
    form_words,
    is_running,
    is_unfinished,
    note_year,
    opened,
    release,
    rest_of_cell,
    take_line,
    unread_title,
)
from engine.intake.disclosure.place import Place
from engine.intake.disclosure.rows import Row, has_figures, rows_of
from engine.intake.disclosure.tables import Cell, Doubt
from engine.intake.disclosure.titles import is_title, same_title, year_line
from engine.intake.disclosure.totals import is_total

_MOST_ROWS = 20_000


def stitched(pages: Pages) -> Stream:
    """Every table of a file, read to its end."""
    stream = Stream()
    rows = 0
    for number, block in enumerate(pages.blocks):
        if isinstance(block, Line):
            take_line(stream, block)
            continue
        for row in rows_of(block, number):
            rows += 1
            if rows > _MOST_ROWS:
                _too_many(stream, row.place)
                return stream
            _row(stream, row)
    _end(stream)
    return stream


def _end(stream: Stream) -> None:
    release(stream)
    unread_title(stream)


def _too_many(stream: Stream, place: Place) -> None:
    _end(stream)
    message = f"表格超过 {_MOST_ROWS} 行，这一行以后没有读"
    stream.doubts.append(Doubt("too-many-rows", message, place))


def _row(stream: Stream, row: Row) -> None:
    written = row.written
    if not written or _heading_row(stream, row):
        return
    columns = indicator_columns(row)
    draft = _for_row(stream, row, columns)
    if draft is None:
        _outside(stream, row)
        return
    if stream.held:
        rest_of_cell(stream, draft, row)
    draft.is_interrupted = False
    if draft.skipped is not None:
        draft.doubt("rows-skipped", "表格中间有几行不像这张表的，没有读进来", draft.skipped)
        draft.skipped = None
    into_table(draft, row, columns)
    draft.grid = row.grid


def _heading_row(stream: Stream, row: Row) -> bool:
    """The title or the year as a row of the grid."""
    written = row.written
    if is_title(written[0].text) and len(written) <= 3 and not label_of(written[0].text):
        begin_title(stream, written[0].cell)
        return True
    year = year_line(written[0].text) if len(written) <= 2 else None
    if year is not None:
        note_year(stream, year)
    return year is not None


def _for_row(stream: Stream, row: Row, columns: Columns | None) -> Draft | None:
    """The table a row belongs to; a new one when it begins one."""
    draft, title = stream.open, stream.title
    facts = facts_in(row)
    named = facts.get("name") or facts.get("department")
    if title is not None:
        if not (named or facts or columns or money_columns(row) or goal_heading(row)):
            return None if draft is None or draft.is_interrupted else _continued(stream, draft)
        if draft and _again(draft, title, named):
            return _replayed(stream, draft, bool(named))
        return opened(stream, row.place)
    if opens_table(facts) and (draft is None or _is_another(draft, facts["name"])):
        return opened(stream, row.place)
    if draft and opens_table(facts) and draft.has_body:
        return _replayed(stream, draft, True)
    if draft is None:
        return opened(stream, row.place) if columns and _is_form(columns) else None
    if closes(draft, row):
        draft.is_closed = True
        return None
    return draft if not draft.is_interrupted or _fits(stream, draft, row, columns) else None


def _continued(stream: Stream, draft: Draft) -> Draft:
    stream.title = None
    return draft


def _again(draft: Draft, title: Title, named: Cell | None) -> bool:
    """Whether a title is that of the open table, printed again on the next page."""
    if not same_title(draft.title.text, title.cell.text):
        return False
    name = draft.facts.get("name") or draft.facts.get("department")
    return named is None or (name is not None and name.text == named.text)


def _is_another(draft: Draft, name: Cell) -> bool:
    known = draft.facts.get("name")
    return (known is not None or draft.has_body) and (known is None or known.text != name.text)


def _replayed(stream: Stream, draft: Draft, from_the_top: bool) -> Draft:
    stream.title = None
    if from_the_top:
        draft.is_replaying, draft.part = True, Part.HEAD
    return draft


def _is_form(columns: Columns) -> bool:
    """Untitled, only a heading row of indicators and their values says that a table is one."""
    return columns.has("target") and (columns.has("dimension") or columns.has("achieved"))


def _fits(stream: Stream, draft: Draft, row: Row, columns: Columns | None) -> bool:
    """After a paragraph only what looks like the same table goes on with it; anything else has ended it."""
    if columns is not None or is_total(row):
        return True
    if draft.columns is None or is_whole(row, draft.columns):
        return True
    running = all(map(is_running, stream.held)) and row.starts_grid and row.has_spans
    if running and row.width_like(draft.columns.grid, draft.columns.width):
        return True
    if not row.has_spans and len(row.written) <= 3 and is_unfinished(draft) and not has_figures(row):
        return True
    draft.skipped = draft.skipped or row.place
    if row.has_spans and row.starts_grid:
        draft.is_closed = True
    return False


def _outside(stream: Stream, row: Row) -> None:
    """Rows of no table of ours: what is not figures is prose in a table's dress."""
    release(stream)
    if stream.title:
        for field in row.written:
            stream.title.lost |= form_words(field.text)
    if has_figures(row) or len(row.written) > 3:
        if stream.drafts and stream.drafts[-1].grid == row.grid and has_figures(row):
            stream.drafts[-1].doubt_once("rows-after-total", "总分行下面还有带数的行，没有算进这张表", row.place)
        return
    text = row.written[0].goal.text if len(row.written) == 1 else " ".join(field.cell.text for field in row.written)
    stream.prose.extend(Line(one, row.written[0].place) for one in text.split("\n"))
