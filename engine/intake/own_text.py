"""The office's own sentences (单位自己的话): a text file, a paragraph a line, printed among those of the program.

They may say anything but what a file proves itself by: a reader, and ``verify``, would take such a line for ours.
"""

from __future__ import annotations

import re
from pathlib import Path

from engine.intake.published import plain, read_published
from indicators.problems import Problem

MOST_PARAGRAPHS, MOST_BYTES = 200, 100_000
"""The longest published 情况说明 that was seen has some forty paragraphs."""
_NOTE = re.compile("核验码[0-9A-Fa-f]{4}-|锚[0-9]{1,15}-[0-9a-f]{8}|表式：[^，]{0,80}，[a-z0-9-]{1,80}，[0-9a-f]{16}")
"""In a text without white space: what is read in a PDF has none, and may be broken anywhere."""


def own_text(path: Path) -> tuple[str, ...] | Problem:
    """The paragraphs of a text file, empty lines left out."""
    data = read_published(path)
    if isinstance(data, Problem):
        return data
    text = plain(data, str(path)) if len(data) <= MOST_BYTES else _too_long(f"{len(data)} 字节")
    if isinstance(text, Problem):
        return text
    paragraphs = tuple(line.strip() for line in text.splitlines() if line.strip())
    return _wrong(paragraphs) or paragraphs


def _wrong(paragraphs: tuple[str, ...]) -> Problem | None:
    if len(paragraphs) > MOST_PARAGRAPHS:
        return _too_long(f"{len(paragraphs)} 段")
    found = _NOTE.search("".join("".join(paragraphs).split()))
    return _like_a_note(found[0]) if found else None


def _too_long(written: str) -> Problem:
    return Problem(
        "own-text-long",
        "单位自己的话太长，像是拿错了文件",
        text=written,
        expected=f"不超过 {MOST_PARAGRAPHS} 段、{MOST_BYTES // 1000} KB",
        example="说明.txt：一行一段，写取得的成效、发现的问题、改进措施",
    )


def _like_a_note(text: str) -> Problem:
    return Problem(
        "own-text-like-note",
        "单位自己的话里有像核验码、锚或表式说明的字，读的人会当成程序印的",
        text=text,
        expected="只写成效、问题、措施；核验码由程序印在表下",
        example="取得的成效：培训 50 人",
    )
