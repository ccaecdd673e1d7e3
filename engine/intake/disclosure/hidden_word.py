"""What a Word file hides from its readers (Word 里隐藏的文字): taken out of the body before it is read.

White letters on a dark ground are no disguise: headings of tables are often printed so.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from engine.intake.disclosure.blocks import Line
from engine.intake.disclosure.laid_out import tidy
from engine.intake.disclosure.place import HIDDEN, Place
from engine.intake.word_disguises import hidden_by, hiding_styles, is_on
from engine.intake.word_file import W, WordFile
from engine.intake.word_text import PARAGRAPH, TEXT_BOX, paragraph_text, paragraphs_in

_ROW, _RUN, _PROPERTIES = f"{W}tr", f"{W}r", f"{W}rPr"
_TELLING = tuple(f"{W}{name}" for name in ("vanish", "specVanish", "color", "sz"))
"""What of a run hides it; ``webHidden`` is seen on paper."""
_STYLED = (f"{W}pStyle", f"{W}rStyle")
_WHITE = "白色的文字"
_GROUNDS = ("rPr/shd", "rPr/highlight", "pPr/shd", "tcPr/shd", "tblPr/shd")
_BLANK = frozenset({"", "auto", "FFFFFF", "none", "white"})


def without_hidden(word: WordFile, file: str) -> list[Line]:
    """Take hidden rows and runs out of the body; their texts, for the end of the pages."""
    hidden = [(element, f"{HIDDEN}表格行") for element in _rows(word.body)]
    hidden += [(run, f"{HIDDEN}文字" + _kind(how)) for run, how in _runs(word)]
    lines = [Line(text, Place(file, part)) for element, part in hidden if (text := _text(element))]
    for element, _ in hidden:
        if (parent := element.getparent()) is not None:
            parent.remove(element)
    return sorted(lines, key=lambda line: line.place.part)


def _kind(how: str) -> str:
    return {_WHITE: "（白色）", "小得看不见的文字": "（字号太小）"}.get(how, "")


def _text(element: Any) -> str:
    paragraphs = paragraphs_in(element) if element.tag == _ROW else [element]
    return " ".join(tidy(" ".join(map(paragraph_text, paragraphs))).split("\n"))


def _rows(body: Any) -> list[Any]:
    found = (one.getparent().getparent() for one in body.iter(f"{W}hidden") if is_on(one))
    return [row for row in found if row is not None and row.tag == _ROW]


def _runs(word: WordFile) -> Iterator[tuple[Any, str]]:
    """Every hidden run outside of hidden rows once, and how it is hidden."""
    seen: set[Any] = set()
    for run, how in chain(_by_themselves(word.body), _by_style(word)):
        in_row = next((row for row in run.iterancestors(_ROW) if is_on(row.find(f"{W}trPr/{W}hidden"))), None)
        if how and run not in seen and in_row is None and not (how == _WHITE and _has_ground(run, word)):
            seen.add(run)
            yield run, how


def _by_themselves(body: Any) -> Iterator[tuple[Any, str]]:
    for one in body.iter(*_TELLING):
        properties = one.getparent()
        run = properties.getparent()
        if properties.tag == _PROPERTIES and run.tag == _RUN and run.find(f"{W}t") is not None:
            yield run, hidden_by(properties)


def _by_style(word: WordFile) -> Iterator[tuple[Any, str]]:
    """Runs whose style hides them, unless they say otherwise themselves."""
    styles = hiding_styles(word)
    for one in word.body.iter(*_STYLED) if styles else ():
        how = styles.get(one.get(f"{W}val", ""), "")
        for run in _styled(one) if how else ():
            properties = run.find(_PROPERTIES)
            says = properties is not None and any(properties.find(tag) is not None for tag in _TELLING)
            if not says and run.find(f"{W}t") is not None:
                yield run, how


def _styled(style: Any) -> Iterator[Any]:
    owner = style.getparent().getparent()
    return owner.iter(_RUN) if owner.tag in (PARAGRAPH, _RUN) else iter(())


def _has_ground(run: Any, word: WordFile) -> bool:
    """Whether white letters may stand on a colour: of their own, their cell, their table's style or a drawing."""
    for element in (run, *run.iterancestors()):
        if element.tag == TEXT_BOX or any(_is_coloured(element, path) for path in _GROUNDS):
            return True
        if element.tag == f"{W}tbl" and _has_coloured_style(element, word):
            return True
    return False


def _is_coloured(element: Any, path: str) -> bool:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    if found is None:
        return False
    value = found.get(f"{W}fill", "") if found.tag == f"{W}shd" else found.get(f"{W}val", "")
    return value not in _BLANK or bool(found.get(f"{W}themeFill"))


def _has_coloured_style(table: Any, word: WordFile) -> bool:
    named = table.find(f"{W}tblPr/{W}tblStyle")
    name = None if named is None else named.get(f"{W}val")
    return any(
        shade.get(f"{W}fill", "") not in _BLANK or bool(shade.get(f"{W}themeFill"))
        for part in word.names_of("styles")
        for style in word.roots[part].findall(f"{W}style")
        if name is not None and style.get(f"{W}styleId") == name
        for shade in style.iter(f"{W}shd")
    )
