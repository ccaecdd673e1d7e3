"""Forms read back from a Word file (读回 Word 附表): every table with its title, note and mark, and all other text.

Works for a file that LibreOffice or another office saved again: our paragraphs are known by the names of their
styles, forms of other makers by their title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from engine.forms.docx.styles import MARK, NOTE, PAGE, STYLES, SUBTITLE, TITLE
from engine.intake.docx_tables import column_edges, joined_cells, lies_under
from engine.intake.found import FoundFile, FoundTable
from engine.intake.word_disguises import word_disguises
from engine.intake.word_file import R, W, WordFile, open_word
from engine.intake.word_text import PARAGRAPH, TEXT_BOX, blocks_in, is_unseen, paragraph_text
from indicators.problems import Problem

_TITLE = re.compile(r"自评表\s*$")
_OURS = frozenset(style.name for style in STYLES)
_LONGEST_TITLE = 60
_SAME_WIDTH = 40
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_SEEN = ("header", "footer", "footnotes", "endnotes", "comments", "chart", "diagramData")
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"


def docx_file(data: bytes) -> FoundFile | Problem:
    """A Word file: its forms in their order, every other text of body, headers, boxes and notes, what is hidden in it.

    Two tables that stand one on the other are one form again.
    """
    word = open_word(data)
    if isinstance(word, Problem):
        return word
    texts = tuple(text for text in _other_texts(word) if text)
    return FoundFile(tuple(_Forms(word).tables()), texts, tuple(word_disguises(word)))


def _other_texts(word: WordFile) -> Iterator[str]:
    for name in (word.main, *word.names_of(*_SEEN)):
        for element in word.roots[name].iter(PARAGRAPH, _DRAWN, _WORD_ART):
            if is_unseen(element) or (name == word.main and _in_form(element)):
                continue
            if element.tag == PARAGRAPH:
                yield from _parted(element)
            else:
                yield element.text or element.get("string", "")


def _parted(paragraph: Any) -> tuple[str, ...]:
    """The text of a paragraph; where a page number stands at its right, that is a text of its own."""
    text = paragraph_text(paragraph)
    mark, tab, number = text.rpartition("\t")
    return (mark, number) if tab and _is_page_number(paragraph) else (text,)


def _in_form(element: Any) -> bool:
    """Whether the text is one of a cell that a reader sees.

    A text box that hangs on a cell covers what it likes; a cell under a merged one shows nothing, but other programs
    may show it.
    """
    if element.tag != PARAGRAPH or next(element.iterancestors(TEXT_BOX), None) is not None:
        return False
    cells = list(element.iterancestors(f"{W}tc"))
    return bool(cells) and not any(lies_under(cell) for cell in cells)


@dataclass(slots=True)
class _Form:
    """A form as it is being found."""

    before: list[Any] = field(default_factory=list)
    tables: list[Any] = field(default_factory=list)
    after: list[Any] = field(default_factory=list)


class _Forms:
    """Walks the body from the top and gathers what belongs together."""

    def __init__(self, word: WordFile) -> None:
        self._word = word
        self._styles = _style_names(word)
        self._footers = {one.key: one.target for one in word.related if one.kind == "footer"}
        self._mark = ""

    def tables(self) -> Iterator[FoundTable]:
        body = self._word.body
        waiting: list[_Form] = [_Form()]
        for block in blocks_in(body):
            if block.tag == PARAGRAPH:
                self._paragraph(block, waiting)
            elif block.tag == f"{W}tbl":
                _table(block, waiting)
            section = block if block.tag == f"{W}sectPr" else block.find(f"{W}pPr/{W}sectPr")
            if section is not None:
                yield from self._ended(waiting, section)
                waiting = [_Form()]
        yield from (self._found(form) for form in waiting if form.tables)

    def _paragraph(self, paragraph: Any, waiting: list[_Form]) -> None:
        if waiting[-1].tables and self._is_title(paragraph):
            waiting.append(_Form())
        form = waiting[-1]
        (form.after if form.tables else form.before).append(paragraph)

    def _ended(self, forms: list[_Form], section: Any) -> Iterator[FoundTable]:
        """The forms of a section, with its mark; a section without a foot of its own goes on with the last one's."""
        for footer in section.findall(f"{W}footerReference[@{W}type='default']"):
            self._mark = self._mark_in(self._footers.get(footer.get(f"{R}id"), ""))
        return (self._found(form) for form in forms if form.tables)

    def _found(self, form: _Form) -> FoundTable:
        title, subtitle = self._heading(form.before)
        own = self._of_style(form.after, NOTE.name)
        note = _lines(own) if own else _lines(form.after).strip("\n")
        return FoundTable(title, subtitle, joined_cells(form.tables), note, self._mark)

    def _heading(self, before: list[Any]) -> tuple[str, str]:
        """The title nearest to the table, and what stands between."""
        titles = [place for place, paragraph in enumerate(before) if self._is_title(paragraph)]
        first = titles[-1] if titles else max(len(before) - 2, 0)
        below = before[first + 1 :]
        return _lines(before[first : first + 1]), _lines(self._of_style(below, SUBTITLE.name) or below)

    def _is_title(self, paragraph: Any) -> bool:
        """One of ours by its style alone, for a note may read like a title; any other by its words."""
        style = self._style(paragraph)
        if style in _OURS:
            return style == TITLE.name
        text = paragraph_text(paragraph)
        return len(text) <= _LONGEST_TITLE and _TITLE.search(text) is not None

    def _mark_in(self, footer: str) -> str:
        tree = self._word.roots.get(footer)
        if tree is None:
            return ""
        paragraphs = list(tree.iter(PARAGRAPH))
        if marks := self._of_style(paragraphs, MARK.name):
            return _lines(marks)
        if ours := self._of_style(paragraphs, PAGE.name):
            return "\n".join(paragraph_text(paragraph).rpartition("\t")[0] for paragraph in ours)
        return _lines([paragraph for paragraph in paragraphs if not _is_page_number(paragraph)])

    def _of_style(self, paragraphs: list[Any], name: str) -> list[Any]:
        return [paragraph for paragraph in paragraphs if self._style(paragraph) == name]

    def _style(self, paragraph: Any) -> str:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return "" if style is None else self._styles.get(style.get(f"{W}val"), "")


def _table(table: Any, waiting: list[_Form]) -> None:
    form = waiting[-1]
    if form.tables and not _goes_on(form, table):
        waiting.append(_Form())
    waiting[-1].after = []
    waiting[-1].tables.append(table)


def _goes_on(form: _Form, table: Any) -> bool:
    """Whether the table is the lower part of the form above: as wide, and nothing but an empty line between."""
    widths = [column_edges(one)[-1] for one in (form.tables[-1], table)]
    return abs(widths[0] - widths[1]) <= _SAME_WIDTH and len(form.after) <= 1 and not _lines(form.after)


def _lines(paragraphs: list[Any]) -> str:
    return "\n".join(paragraph_text(paragraph) for paragraph in paragraphs)


def _is_page_number(paragraph: Any) -> bool:
    codes = [*(one.get(f"{W}instr", "") for one in paragraph.iter(f"{W}fldSimple"))]
    codes += [one.text or "" for one in paragraph.iter(f"{W}instrText")]
    return any("PAGE" in code for code in codes)


def _style_names(word: WordFile) -> dict[str, str]:
    return {
        style.get(f"{W}styleId", ""): style.find(f"{W}name").get(f"{W}val", "")
        for name in word.names_of("styles")
        for style in word.roots[name].iter(f"{W}style")
        if style.find(f"{W}name") is not None
    }
