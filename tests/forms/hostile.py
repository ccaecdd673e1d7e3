"""Texts that break documents, and forms full of them: every renderer and reader must carry them unharmed.

What comes back from a file is compared with ``printable(text)``: characters that XML forbids are in these texts too.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from engine.forms.draft import Draft, Entry
from engine.forms.grid import Align, Grid, Role

LONGEST = "长" * 32_767
"""As much as a cell of Excel holds. Not among the texts drawn: one is enough, as an ``@example``."""
LONGEST_MARK = 40
"""A foot of Excel holds 255 characters with all its codes; a 核验码 has 28."""

HOSTILE = (
    "",
    " ",
    "\n",
    "\t",
    "=28 份",
    "=cmd|' /C calc'!A0",
    "{=1+1}",
    "+1",
    "-1",
    "@SUM(A1)",
    "'quoted'",
    "'",
    "007",
    "1e5",
    "TRUE",
    "#N/A",
    "2024-12-31",
    "100%",
    "{{7*7}}",
    "{% raw %}",
    "#{7*7}",
    "$x$ *粗* _斜_ `码` @引 <标>",
    "[red]红[/red]",
    "<w:p/>",
    "]]><!--",
    "&lt;&amp;&#65;",
    "https://example.invalid/?a=1&b=2",
    "internal:Sheet2!A1",
    "_x0041_",
    "<r><t>红</t></r>",
    "<r>",
    "_x005F_x0041_",
    "_x000D_",
    "&P&N&[Page]",
    " 前后空格 ",
    "　全角空格　",
    "\t制表\t符\t",
    "一\n二\n\n三\n",
    "一\r\n二\r三",
    "控\x00制\x0b字\x1f符\ufffe",
    "😀👩‍👩‍👧🇨🇳",
    "𠮷野家",
    "\u202eabc\u202c عربي \u200f",
    "零\u200b宽\ufeff与\u00a0不断行",
    "e\u0301 é ㎡ m²",
    "\x7f\x85\u2028\u2029",
    "a" * 300,
    "长" * 300,
)


def hostile_text() -> st.SearchStrategy[str]:
    """One of the known traps, or any text at all."""
    return st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12))


@st.composite
def grids(draw: st.DrawFn, columns: int = 5, rows: int = 6) -> Grid:
    """A form of any merging and any texts, at most so many columns and rows."""
    widths = tuple(draw(st.lists(st.integers(3, 60), min_size=1, max_size=columns)))
    height = draw(st.integers(1, rows))
    draft, reaches = Draft(widths), [0] * len(widths)
    for row in range(height):
        entries = _line(draw, reaches, row, height)
        (draft.header if draw(st.booleans()) else draft.line)(*entries)
    grid = draft.grid(draw(hostile_text()), draw(hostile_text()), draw(hostile_text()))
    return replace(grid, mark=draw(hostile_text())[:LONGEST_MARK].replace("_x005F", ""))


def _line(draw: st.DrawFn, reaches: list[int], row: int, height: int) -> list[Entry]:
    """Entries for the columns that no cell from above reaches into; ``reaches`` holds the row each column is free at."""
    entries, column = [], 0
    while column < len(reaches):
        free = _free_run(reaches, row, column)
        if free:
            entry = draw(_entries(free, height - row))
            reaches[column : column + entry.columns] = [row + entry.rows] * entry.columns
            entries.append(entry)
        column += entries[-1].columns if free else 1
    return entries


def _free_run(reaches: list[int], row: int, column: int) -> int:
    run = 0
    while column + run < len(reaches) and reaches[column + run] <= row:
        run += 1
    return run


def _entries(columns: int, rows: int) -> st.SearchStrategy[Entry]:
    return st.builds(
        Entry,
        hostile_text(),
        st.sampled_from(Role),
        st.sampled_from(Align),
        st.integers(1, columns),
        st.integers(1, rows),
    )
