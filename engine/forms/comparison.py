"""A published file held against the approved one (核对): every place that differs, with what should stand there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from lxml import etree, html

MOST = 20_000
"""Pieces that are compared at most: a thousand pages. Whoever sends more does not send an appendix."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place (位置) of the file with what stands there and what was approved; '' for nothing."""

    place: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a file that a reader sees as one: a cell, a paragraph, a heading."""

    place: str
    text: str
    shape: str
    """Spans of a cell, kind of anything else."""
    marks: str = ""
    """Every attribute, and every element inside: what could hide a text or change it when the page is shown."""


def differences(expected: str, found: str, is_html: bool) -> list[Difference]:
    """Where a file differs in what a reader reads; layout alone is not compared."""
    read = _html_pieces if is_html else _line_pieces
    wanted, given = list(read(expected)), list(islice(read(found), MOST))
    if len(given) == MOST:
        return [Difference("整个文件", f"{len(wanted)} 处内容", f"{MOST} 处以上")]
    match = SequenceMatcher(None, [_key(p) for p in wanted], [_key(p) for p in given], autojunk=False)
    located = [
        difference
        for tag, i1, i2, j1, j2 in match.get_opcodes()
        if tag != "equal"
        for difference in _paired(wanted[i1:i2], given[j1:j2])
    ]
    # The pieces only say where. What a parser drops, a browser may show: the text itself decides.
    if located or _squeezed(expected) == _squeezed(found):
        return located
    return [Difference("整个文件", "与定稿相同的标签和文字", "别处有改动")]


_BETWEEN = re.compile(r">[ \t\r\n]+<")


def _squeezed(text: str) -> str:
    """A file without the white space between its tags."""
    return _BETWEEN.sub("><", text).strip()


def _key(piece: _Piece) -> tuple[str, str, str]:
    return piece.text, piece.shape, piece.marks


def _paired(wanted: list[_Piece], given: list[_Piece]) -> Iterator[Difference]:
    for place in range(max(len(wanted), len(given))):
        right = wanted[place] if place < len(wanted) else None
        wrong = given[place] if place < len(given) else None
        where = right.place if right else wrong.place if wrong else ""
        if right and wrong and _shown(right) == _shown(wrong):
            yield Difference(f"{where}的标签", right.marks, wrong.marks)
        else:
            yield Difference(where, _shown(right), _shown(wrong))


def _shown(piece: _Piece | None) -> str:
    return f"{piece.text}{piece.shape and f'（{piece.shape}）'}" if piece else ""


_WHOLE = ("td", "p", "h1", "h2", "h3", "dt", "dd", "title", "style", "script")
"""Elements that are read as one piece."""


def _html_pieces(text: str) -> Iterator[_Piece]:
    """Every piece of a page in reading order. Elements we never write are pieces too: nothing can be slipped in."""
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except etree.LxmlError:
        yield _Piece("整个文件", text, "不是网页")
        return
    where = _Where()
    for element in root.iter():
        inside = any(one.tag in _WHOLE for one in element.iterancestors())
        if not isinstance(element.tag, str):
            yield _Piece("注释", str(element.text or ""), "注释")
        elif element.tag in _WHOLE:
            yield _Piece(where.of(element), _text(element), _shape(element), _marks(element))
        elif element.tag in _FRAME:
            where.of(element)
            yield from _frame(element, where)
        elif not inside:
            yield _Piece(f"<{element.tag}>", _text(element), "不应有的内容")
        if not inside and (element.tail or "").strip():
            yield _Piece(f"<{element.tag}> 后面", str(element.tail).strip(), "不应有的内容")


def _frame(element: etree._Element, where: _Where) -> Iterator[_Piece]:
    """What holds pieces together: where a row or a table begins, attributes, and text that does not belong there."""
    if element.tag in ("table", "tr") or element.attrib:
        yield _Piece(where.here or f"<{element.tag}>", "", "", f"<{element.tag} {_attributes(element)}>")
    if (element.text or "").strip():
        yield _Piece(f"<{element.tag}> 里面", str(element.text).strip(), "不应有的内容")


class _Where:
    """Which table, row and cell the reading has come to, counted on the way."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self.here = ""

    def of(self, element: etree._Element) -> str:
        """The place of an element in words."""
        tag = str(element.tag)
        self._counts[tag] += 1
        if tag == "table":
            self._counts["tr"] = 0
        if tag in ("table", "tr"):
            self._counts["td"] = 0
        table, row, cell = (self._counts[name] for name in ("table", "tr", "td"))
        if tag == "td":
            self.here = f"第 {table} 张表第 {row} 行第 {cell} 格"
        elif tag == "tr":
            self.here = f"第 {table} 张表第 {row} 行"
        elif tag == "table":
            self.here = f"第 {table} 张表"
        else:
            self.here = _NAMES.get(tag, "")
        return self.here or tag


_FRAME = frozenset(
    {"html", "head", "body", "meta", "section", "table", "colgroup", "col", "tbody", "tr", "article", "dl"}
)


_NAMES = {
    "p": "段落",
    "h1": "标题",
    "h2": "标题",
    "h3": "标题",
    "dt": "说明",
    "dd": "说明",
    "title": "文件标题",
    "style": "版式",
}


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _shape(element: etree._Element) -> str:
    spans = {"rowspan": "行", "colspan": "列"}
    merged = [f"并 {element.get(name)} {word}" for name, word in spans.items() if element.get(name, "1") != "1"]
    hidden = [name for name in ("style", "hidden") if element.get(name) is not None]
    return "、".join([*merged, *hidden])


def _attributes(element: etree._Element) -> str:
    """``class="number right"``, in one order."""
    return " ".join(f'{name}="{value}"' for name, value in sorted(element.attrib.items()))


def _marks(element: etree._Element) -> str:
    """Attributes of an element, and the elements inside with theirs."""
    inside = [f"<{one.tag} {_attributes(one)}>" for one in element.iterdescendants() if isinstance(one.tag, str)]
    return "".join([_attributes(element), *inside])


def _line_pieces(text: str) -> Iterator[_Piece]:
    for number, line in enumerate(text.split("\n"), 1):
        yield _Piece(f"第 {number} 行", line, "")
