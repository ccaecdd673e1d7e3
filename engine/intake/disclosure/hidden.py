"""What a file holds and does not show (隐藏的内容): it is told, and no part of what was published.

Readers put it behind everything else, under a part that says so (``Place.is_hidden``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from engine.intake.disclosure.blocks import Block, Line, Pages
from engine.intake.disclosure.draft import Draft
from engine.intake.disclosure.paragraphs import form_words
from engine.intake.disclosure.place import Place
from engine.intake.disclosure.stitching import stitched
from engine.intake.disclosure.tables import Doubt
from engine.intake.disclosure.titles import is_title

_SHOWN = 3
_LONGEST = 30
_FORM_WORDS = 4
"""Words of a form that no other text has together."""


def parted(pages: Pages) -> tuple[Pages, tuple[Block, ...]]:
    """What one sees of a file, and what is hidden in it."""
    seen = tuple(block for block in pages.blocks if not block.place.is_hidden)
    return Pages(pages.file, seen), tuple(block for block in pages.blocks if block.place.is_hidden)


def hidden_doubts(file: str, blocks: Sequence[Block]) -> Iterator[Doubt]:
    """Every hidden table, else what else is hidden, part by part."""
    for part, each in groupby(blocks, key=lambda block: block.place.part):
        found = list(each)
        tables = [draft for draft in stitched(Pages(file, tuple(found))).drafts if draft.rows or draft.columns]
        if tables:
            yield from (_table(part, draft) for draft in tables)
        elif texts := [text for block in found for text in _texts(block)]:
            yield _form(file, part) if _is_form(texts) else _text(file, part, texts)


def _table(part: str, draft: Draft) -> Doubt:
    name = draft.facts.get("name") or draft.facts.get("department")
    called = f"（{name.text[:60]}）" if name and name.text else ""
    return Doubt("table-hidden", f"{part}里还有一张表{called}，没有计入", draft.title.place)


def _is_form(texts: Sequence[str]) -> bool:
    words = set().union(*map(form_words, texts))
    return len(words) >= _FORM_WORDS or any(map(is_title, texts))


def _form(file: str, part: str) -> Doubt:
    return Doubt("table-hidden", f"{part}里像是还有一张表，没有计入", Place(file, part))


def _text(file: str, part: str, texts: Sequence[str]) -> Doubt:
    some = "".join(f"「{text[:_LONGEST]}{'…' if len(text) > _LONGEST else ''}」" for text in texts[:_SHOWN])
    more = f"等 {len(texts)} 处" if len(texts) > _SHOWN else ""
    return Doubt("text-hidden", f"{part}里有文字{some}{more}，没有计入", Place(file, part))


def _texts(block: Block) -> list[str]:
    texts = [block.text] if isinstance(block, Line) else [cell.text for cell in block.cells]
    return [text for text in texts if text.strip()]
