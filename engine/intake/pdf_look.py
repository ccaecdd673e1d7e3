"""How a PDF looks, held against the original printed again (样子核对), where its text is already found to be the same.

Text that stands elsewhere, is not shown, or lies under a cover reads the same and is not the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from engine.forms.comparison import Difference
from engine.intake.pdf_text import pdf_answer
from indicators.problems import Problem

NEAR = 0.5
"""Points: what rounding moves a character."""
AROUND = 6
INVISIBLE = frozenset({3, 7})
"""Ways of drawing text that draw nothing (PDF 32000-1, table 106)."""
REWRITTEN = Difference(
    "整个文件",
    "本程序印出的 PDF",
    "别的程序（或本程序的别的版本）重新排过的 PDF：字的位置都变了，样子无法逐处核对，请用原件",
)
Page = Mapping[str, Any]


def look_differences(expected: bytes, given: bytes) -> list[Difference]:
    """Every page that does not look like the original's; empty if all do."""
    right, found = pdf_answer("look", expected), pdf_answer("look", given)
    assert not isinstance(right, Problem), "made by us"
    if isinstance(found, Problem):
        return [Difference("整个文件", "可以核对样子的 PDF", found.message)]
    pairs = list(zip_longest(right["pages"], found["pages"]))
    if any(one is None or other is None for one, other in pairs):
        return [Difference("整个文件", f"{len(right['pages'])} 页", f"{len(found['pages'])} 页")]
    if all(_is_rewritten(one, other) for one, other in pairs):
        return [REWRITTEN]
    pages = (one for number, pair in enumerate(pairs, 1) for one in _compared(f"第 {number} 页", *pair))
    return [*_counted("整个文件", right["counts"], found["counts"]), *pages]


def _is_rewritten(one: Page, other: Page) -> bool:
    """Whether most of the characters stand elsewhere, or are not the same one by one."""
    right, found = one["characters"], other["characters"]
    if len(right) != len(found):
        return True
    return sum(not _is_same_place(*pair) for pair in zip(right, found, strict=True)) * 2 > len(right)


def _compared(name: str, one: Page, other: Page) -> Iterator[Difference]:
    """What differs on a page; the picture only speaks where nothing else does."""
    known = [
        *(
            [Difference(f"{name}的纸张", str(one["paper"]), str(other["paper"]))]
            if one["paper"] != other["paper"]
            else []
        ),
        *_counted(name, one["counts"], other["counts"]),
        *_written(name, one["characters"], other["characters"]),
    ]
    if not known and one["picture"] != other["picture"]:
        known = [Difference(f"{name}的样子", "与定稿相同的字形、颜色和先后遮盖", "看上去不同")]
    yield from known


def _counted(name: str, right: Mapping[str, int], found: Mapping[str, int]) -> Iterator[Difference]:
    for kind, count in right.items():
        if found[kind] != count:
            yield Difference(f"{name}的{kind}", f"{count} 个", f"{found[kind]} 个")


Character = Sequence[Any]


def _written(name: str, right: Sequence[Character], found: Sequence[Character]) -> Iterator[Difference]:
    """The first text that is moved, and the first that is drawn otherwise."""
    if len(right) != len(found):
        yield Difference(f"{name}的字", f"{len(right)} 个", f"{len(found)} 个")
        return
    places = list(enumerate(zip(right, found, strict=True)))
    moved = next((at for at, pair in places if not _is_same_place(*pair)), None)
    if moved is not None:
        text = f"{name}「{_context(right, moved)}」的位置"
        yield Difference(text, _spot(right[moved]), _spot(found[moved]))
    changed = next((at for at, (one, other) in places if one[3:] != other[3:]), None)
    if changed is not None:
        text = f"{name}「{_context(right, changed)}」"
        yield Difference(text, _manner(right[changed]), _manner(found[changed]))


def _is_same_place(one: Character, other: Character) -> bool:
    return bool(one[0] == other[0] and abs(one[1] - other[1]) <= NEAR and abs(one[2] - other[2]) <= NEAR)


def _context(characters: Sequence[Character], at: int) -> str:
    return "".join(one[0] for one in characters[at : at + AROUND] if one[0].isprintable()).strip()


def _spot(one: Character) -> str:
    return f"离左边 {one[1]:.0f} 磅、离下边 {one[2]:.0f} 磅"


def _manner(one: Character) -> str:
    if one[3] in INVISIBLE or not one[4][3]:
        return "看不见的字"
    colour = "、".join(map(str, one[4][:3]))
    return f"颜色（红、绿、蓝）{colour}{'，描边的字' if one[3] else ''}"
