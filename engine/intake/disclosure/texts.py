"""White space settled (整理空白): what the typesetter put into a text goes, what the author wrote stays."""

from __future__ import annotations

import re

LARGEST_TEXT = 32_767
"""What a cell can hold, in Excel and here."""
_HAN = "\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\u2014\u2018-\u201d\u2026"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_BREAK = re.compile(r"[^\S\n]*\n\s*")
_SPACES = re.compile(r"[^\S\n]+")
_PARAGRAPH = re.compile(r"</?p(?: [^<>]{0,200})?>|<br ?/?>|\r\n?", re.IGNORECASE)
_ENDS = "。；;：:！!？?.…”"
_NUMBERED = re.compile(
    r"[(（]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|目标 ?[0-9一二三四五六七八九十]{1,2})[)）.．、：:]"
)
_OPEN_END = re.compile(r"[.,，]$|,[0-9]{1,2}$")
_OPEN_START = re.compile(r"[.,%％‰]")
_BRACKETED = re.compile(r"\([^()]{0,40}\)")
_KEY = str.maketrans("（）：／％＝＊　", "():/%=* ")


def settled(text: str) -> str:
    """A text on one line.

    >>> settled("开展活动 人员出勤\\n率 100% 完成")
    '开展活动人员出勤率 100% 完成'
    """
    return _one_line(without_tags(text))


def paragraphs(text: str) -> str:
    """A text of several paragraphs, one a line; a line that ends in mid-sentence is the typesetter's.

    >>> paragraphs("<p>一是培训。</p> <p>二是检查</p>")
    '一是培训。\\n二是检查'
    """
    whole = without_tags(text)
    if "\n" not in whole:
        return _one_line(whole)
    pieces: list[str] = []
    for line in filter(None, map(str.strip, whole.split("\n"))):
        if pieces and not (pieces[-1].endswith(tuple(_ENDS)) or _NUMBERED.match(line)):
            pieces[-1] = joined(pieces[-1], line)
        else:
            pieces.append(line)
    return "\n".join(map(_one_line, pieces))


def joined(first: str, second: str) -> str:
    """Two halves of a text that a page or a line cut."""
    if not first or not second or len(first) > LARGEST_TEXT:
        return first or second
    seamless = not (first[-1].isascii() and second[0].isascii())
    return first + ("" if seamless or _OPEN_END.search(first) or _OPEN_START.match(second) else " ") + second


def without_tags(text: str) -> str:
    """Paragraph tags as line breaks; at most as much as a cell can hold."""
    text = text[:LARGEST_TEXT]
    return _PARAGRAPH.sub("\n", text).strip() if "<" in text or "\r" in text else text.strip()


def _one_line(text: str) -> str:
    if not _SPACES.search(text) and "\n" not in text:
        return text
    text = _SPACES.sub(" ", _BETWEEN_HAN.sub("", text))
    if "\n" not in text:
        return text.strip()
    pieces = filter(None, _BREAK.split(text))
    whole = ""
    for piece in pieces:
        whole = joined(whole, piece)
    return whole.strip()


def key_of(text: str) -> str:
    """A label for looking up: no white space, brackets as ASCII, no colon behind.

    >>> key_of("项目资金 （万元）：")
    '项目资金(万元)'
    """
    return "".join(text[:200].translate(_KEY).split()).rstrip(":").lstrip("*")


def bare_key(key: str) -> str:
    """The label without what stands in brackets.

    >>> bare_key("全年执行数(B)")
    '全年执行数'
    """
    return _BRACKETED.sub("", key)
