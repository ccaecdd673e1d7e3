"""What a Word file hides, or shows so that nobody can read it (遮掩): hidden rows and texts, white and tiny letters.

Nothing that we print has any of it. Whoever reads the stored texts alone would not see that a reader misses them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from engine.intake.word_file import W, WordFile
from engine.intake.word_text import PARAGRAPH, paragraph_text

_SMALLEST_HALF_POINTS = 4
_CHANGING = {
    **{f"{W}{name}": "修订" for name in ("ins", "del", "moveFrom", "moveTo")},
    **{f"{W}{name}": "域" for name in ("fldSimple", "fldChar", "pgNum")},
    f"{W}sdt": "内容控件",
    f"{W}bdo": "改变方向的文字",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent": "因程序而异的内容",
}
"""What another program, or the same one later, may show as another text."""
_OFF = frozenset({"0", "false", "off"})


def word_disguises(word: WordFile) -> Iterator[str]:
    """Everything of a Word file that hides a text, each as a line."""
    styles = hiding_styles(word)
    yield from _numbered(word)
    yield from _changing(word.roots[word.main])
    for root in word.roots.values():
        for row in root.iter(f"{W}tr"):
            if is_on(row.find(f"{W}trPr/{W}hidden")):
                yield f"隐藏的表格行：{' '.join(paragraph_text(one) for one in row.iter(PARAGRAPH))}"
        for paragraph in root.iter(PARAGRAPH):
            text, style = paragraph_text(paragraph), _value(paragraph.find(f"{W}pPr"), "pStyle")
            if text.strip() and style in styles:
                yield f"{styles[style]}：{text}"
        for run in root.iter(f"{W}r"):
            text, properties = "".join(each.text or "" for each in run.iter(f"{W}t")), run.find(f"{W}rPr")
            how = hidden_by(properties) or styles.get(_value(properties, "rStyle"), "")
            if text.strip() and how:
                yield f"{how}：{text}"


def _changing(document: Any) -> Iterator[str]:
    """What of the body need not stay as it is stored; numbers that Word puts before a text among it."""
    for element in document.iter(*_CHANGING):
        yield f"{_CHANGING[element.tag]}：{' '.join(paragraph_text(one) for one in element.iter(PARAGRAPH))}"
    for numbering in document.iter(f"{W}numPr"):
        if _value(numbering, "numId") not in ("", "0"):
            yield "自动编号"


def _numbered(word: WordFile) -> Iterator[str]:
    """Paragraphs that Word numbers because of their style; their own properties are looked at elsewhere."""
    numbers = _by_style(word, lambda style: _value(style.find(f"{W}pPr/{W}numPr"), "numId"))
    usual = next((style.get(f"{W}styleId", "") for style in _styles(word) if _is_usual(style)), "")
    for root in word.roots.values():
        for paragraph in root.iter(PARAGRAPH):
            properties, text = paragraph.find(f"{W}pPr"), paragraph_text(paragraph)
            is_own = properties is not None and properties.find(f"{W}numPr") is not None
            if not is_own and text.strip() and numbers.get(_value(properties, "pStyle") or usual, "0") != "0":
                yield f"自动编号（由样式来）：{text}"


def _is_usual(style: Any) -> bool:
    """Whether paragraphs that name no style have this one."""
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0").lower() not in _OFF


def hiding_styles(word: WordFile) -> dict[str, str]:
    """Styles that hide what they are given to, their own way or that of a style they build on."""
    return _by_style(word, lambda style: hidden_by(style.find(f"{W}rPr")))


def _by_style(word: WordFile, said: Callable[[Any], str]) -> dict[str, str]:
    """What each style says of itself, or else the nearest style that it builds on; those that say nothing left out."""
    own: dict[str, str] = {}
    bases: dict[str, str] = {}
    for style in _styles(word):
        name = style.get(f"{W}styleId", "")
        own[name], bases[name] = said(style), _value(style, "basedOn")
    found = {}
    for name in own:
        chain = [name]
        while (base := bases.get(chain[-1], "")) and base not in chain:
            chain.append(base)
        if how := next((own.get(one, "") for one in chain if own.get(one)), ""):
            found[name] = how
    return found


def _styles(word: WordFile) -> Iterator[Any]:
    return (style for root in word.roots.values() for style in root.iter(f"{W}style"))


def hidden_by(properties: Any) -> str:
    """How the properties of a run or a style hide it; empty where they do not."""
    if properties is None:
        return ""
    if any(is_on(properties.find(f"{W}{name}")) for name in ("vanish", "webHidden", "specVanish")):
        return "隐藏的文字"
    if _value(properties, "color").upper() == "FFFFFF":
        return "白色的文字"
    size = _value(properties, "sz")
    return "小得看不见的文字" if size.isdecimal() and int(size) <= _SMALLEST_HALF_POINTS else ""


def _value(properties: Any, name: str) -> str:
    found = None if properties is None else properties.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val", ""))


def is_on(found: Any) -> bool:
    """Whether a switch of Word is there and not turned off."""
    return found is not None and found.get(f"{W}val", "1").lower() not in _OFF
