"""Paragraphs between the tables (表外文字): titles, years, prose, and what may be the rest of a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from engine.intake.disclosure.blocks import Line
from engine.intake.disclosure.draft import Draft
from engine.intake.disclosure.labels import label_of
from engine.intake.disclosure.place import Place
from engine.intake.disclosure.rows import Row
from engine.intake.disclosure.tables import Cell, Doubt
from engine.intake.disclosure.texts import joined, settled
from engine.intake.disclosure.titles import is_title, year_in, year_line

_PAGE_NUMBER = re.compile(
    r"[-—– ]{0,4}第?[ ]?[0-9]{1,4}[ ]?页?(?:[ /共]{0,4}[0-9]{1,4}[ ]?页)?[-—– ]{0,4}|[（(]?续[表）)]{0,2}"
)
_NUMBERED = re.compile("第?[(（]?[0-9一二三四五六七八九十]{1,3}(?:部分|章|[)）、.．])|附")
_FINISHED = "。；;！!？?：:"


@dataclass(slots=True)
class Title:
    cell: Cell
    year: int | None
    lost: set[str] = field(default_factory=set)
    """Words of a form that stood in paragraphs under it."""


@dataclass(slots=True)
class Stream:
    """What was found so far, and where the reading is."""

    drafts: list[Draft] = field(default_factory=list)
    prose: list[Line] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    title: Title | None = None
    year: int | None = None
    """A line of the year just before its title."""
    held: list[Line] = field(default_factory=list)
    """Paragraphs between two pieces of a table of a text: perhaps the rest of a cell."""

    @property
    def open(self) -> Draft | None:
        return self.drafts[-1] if self.drafts and not self.drafts[-1].is_closed else None


def take_line(stream: Stream, line: Line) -> None:
    """Take a paragraph."""
    text = line.text
    if not text.strip():
        return
    if is_title(text):
        begin_title(stream, Cell(settled(text), line.place))
    elif (year := year_line(text)) is not None:
        note_year(stream, year)
    elif _PAGE_NUMBER.fullmatch(text.strip()):
        stream.prose.append(line)
    elif not _fact_line(stream, line):
        _paragraph(stream, line)


def begin_title(stream: Stream, cell: Cell) -> None:
    """A title waits for the first row of its table."""
    release(stream)
    unread_title(stream)
    stream.title = Title(cell, year_in(cell.text) or stream.year)
    stream.year = None


def note_year(stream: Stream, year: int) -> None:
    """The year belongs to the title above it, or to the one below."""
    if stream.title:
        stream.title.year = year
    elif stream.open and not stream.open.has_body and stream.open.year is None:
        stream.open.year = year
    else:
        stream.year = year


def _paragraph(stream: Stream, line: Line) -> None:
    if stream.title:
        stream.title.lost |= form_words(line.text)
    if stream.open and stream.open.rows:
        stream.held.append(line)
        stream.open.is_interrupted = True
        return
    stream.year = None
    stream.prose.append(line)


def _fact_line(stream: Stream, line: Line) -> bool:
    """``项目名称：…`` printed over the grid."""
    if stream.title is None or not re.match(r"[^：:]{2,10}[：:]", line.text):
        return False
    label, _, value = line.text.replace("：", ":").partition(":")
    if label_of(label) not in ("name", "department") or not value.strip():
        return False
    draft = opened(stream, stream.title.cell.place)
    draft.facts[label_of(label)] = Cell(settled(value.split("  ")[0]), line.place)
    return True


_FORM_WORD = re.compile(
    "项目名称|部门名称|主管部门|实施单位|年初预算数|全年预算数|全年执行数|预期目标|实际完成情况|一级指标|三级指标|指标值|分值|得分"
)


def form_words(text: str) -> set[str]:
    """Words that only the forms use."""
    return set(_FORM_WORD.findall(text[:400])) if len(text) < 400 else set()


def unread_title(stream: Stream) -> None:
    """A title with the words of a form under it and no table: its columns were lost on the way."""
    title, stream.title = stream.title, None
    if title and len(title.lost) >= 4:
        message = (
            "这里像是一张自评表，但各栏之间的分隔丢了，读不出来；请换用原来的 Word、Excel 文件，或把表格重新复制一次"
        )
        stream.doubts.append(Doubt("table-unread", message, title.cell.place))


def release(stream: Stream) -> None:
    """Held paragraphs are prose after all."""
    stream.prose.extend(stream.held)
    stream.held.clear()


def rest_of_cell(stream: Stream, draft: Draft, row: Row) -> None:
    """Text: an empty line in mid-cell leaves its rest as a paragraph between two rows."""
    held, stream.held = stream.held, []
    last = draft.rows[-1] if draft.rows else None
    if row.has_spans or last is None or not is_unfinished(draft):
        stream.prose.extend(held)
        return
    reason = last.cells["deviation_analysis"]
    rest = "".join(line.text for line in held)
    draft.doubt(
        "rest-of-cell",
        "表格中间有一段文字，可能是上一格被断开的后半截；现按接上处理",
        held[0].place,
        "接在上一格后面",
        "另是一段文字",
    )
    last.cells["deviation_analysis"] = Cell(joined(reason.text, settled(rest)), reason.place)


def is_unfinished(draft: Draft) -> bool:
    """Whether the last reason ends in mid-sentence."""
    reason = draft.rows[-1].cells.get("deviation_analysis") if draft.rows else None
    return reason is not None and bool(reason.text) and not reason.text.endswith(tuple(_FINISHED))


def is_running(line: Line) -> bool:
    """Whether a paragraph between two pages can be a running head, not a text of its own."""
    return len(line.text) <= 40 and not line.text.endswith(tuple(_FINISHED)) and not _NUMBERED.match(line.text)


def opened(stream: Stream, place: Place) -> Draft:
    """A new table, under the waiting title if there is one."""
    release(stream)
    title, stream.title = stream.title, None
    draft = Draft(title.cell if title else Cell("", place), title.year if title else None)
    stream.drafts.append(draft)
    return draft
