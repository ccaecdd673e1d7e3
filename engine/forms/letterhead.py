"""What is wrong with a letterhead (版头检查): said before anything is written into it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from engine.forms.docx.places import HALF, PLACE, template_text
from engine.intake.word_file import W, WordFile, open_word
from indicators.problems import Problem

TABLES = "附表"
"""Where the forms go: a paragraph of its own in the body."""
PLACES = ("单位名称", "标题", "日期", TABLES)
_LISTED = "、".join(f"{{{{{name}}}}}" for name in PLACES)
_ALONE = f"{{{{{TABLES}}}}}"
_WHERE = f"正文里单独一段 {_ALONE}，不在表格、文本框和页眉页脚里；可用的位置有 {_LISTED}"
TEXT_KINDS = ("header", "footer", "footnotes", "endnotes", "comments")


def letterhead_problems(data: bytes) -> list[Problem]:
    """Everything that keeps a .docx from serving as letterhead; none for a good one."""
    word = open_word(data)
    return [word] if isinstance(word, Problem) else place_problems(word)


def place_problems(word: WordFile) -> list[Problem]:
    """What is wrong with the named places of a file that is safe to open."""
    paragraphs = list(template_paragraphs(word))
    problems = [problem for paragraph in paragraphs for problem in _paragraph_problems(paragraph)]
    return problems + _tables_problems(paragraphs, word)


def template_paragraphs(word: WordFile) -> Iterator[Any]:
    """Every paragraph of a letterhead: body, headers, footers, notes, text boxes."""
    for name in (word.main, *word.names_of(*TEXT_KINDS)):
        yield from word.roots[name].iter(f"{W}p")


def is_tables_place(paragraph: Any, word: WordFile) -> bool:
    """Whether the paragraph is ``{{附表}}`` alone, in the body itself."""
    found = PLACE.fullmatch(template_text(paragraph).strip())
    body = word.body
    return found is not None and found[1] == TABLES and paragraph.getparent() is body


def _paragraph_problems(paragraph: Any) -> Iterator[Problem]:
    text = template_text(paragraph)
    for found in PLACE.finditer(text):
        if found[1] not in PLACES:
            yield _unknown(found[1])
    if HALF.search(PLACE.sub("", text)):
        yield Problem(
            "letterhead-place-open",
            "版头里的花括号没有成对",
            text=text[:60],
            expected=f"两个左花括号、名称、两个右花括号；可用的有 {_LISTED}",
            example="{{标题}}",
        )


def _unknown(name: str) -> Problem:
    near = get_close_matches(name, PLACES, n=1, cutoff=0.3)
    return Problem(
        "letterhead-place-unknown",
        "版头里有不认识的位置",
        text=f"{{{{{name}}}}}",
        expected=f"{_LISTED} 之一",
        example=f"{{{{{near[0] if near else PLACES[0]}}}}}",
    )


def _tables_problems(paragraphs: list[Any], word: WordFile) -> list[Problem]:
    """``{{附表}}`` stands once, and alone."""
    named = [one for one in paragraphs for found in PLACE.finditer(template_text(one)) if found[1] == TABLES]
    if not named:
        return [Problem("letterhead-place-missing", "版头里没有放表的位置", expected=_WHERE, example=_ALONE)]
    problems = [
        Problem(
            "letterhead-place-misplaced",
            "放表的位置要在正文里单独成段",
            text=template_text(one)[:60],
            expected=_WHERE,
            example=_ALONE,
        )
        for one in named
        if not is_tables_place(one, word)
    ]
    if len(named) > 1:
        message = "放表的位置只能有一处"
        problems.append(Problem("letterhead-place-twice", message, text=_ALONE, expected=_WHERE, example=_ALONE))
    return problems
