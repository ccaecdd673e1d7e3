"""A PDF held against the publication it should be (PDF 核对), by its text.

Where no cell is broken by the end of a page the text must be exactly that of the cells in the order of drawing. Else
every character must be there as often as it should, every cell in one piece or in pieces on pages that follow each
other, and cells that are not merged in their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.forms.comparison import Difference
from engine.forms.pdf_fonts import font_set
from engine.forms.publication import Publication
from engine.forms.sections import sections
from engine.intake.draw_order import is_drawn
from engine.intake.pdf_expected import Expected, Piece, expected_section, squeezed
from engine.intake.pdf_text import read_pages
from engine.intake.split_text import Spot, found_after
from indicators.problems import Problem


def pdf_differences(publication: Publication, data: bytes, fonts: Path | None = None) -> list[Difference]:
    """Every place where the text of a PDF is not that of the publication; empty if it is."""
    pages = read_pages(data)
    if isinstance(pages, Problem):
        return [Difference("整个文件", "可以读出文字的 PDF", pages.message)]
    coverage = font_set(fonts).coverage
    wanted = [expected_section(one, number, coverage) for number, one in enumerate(sections(publication), 1)]
    texts, wrong = _without_numbers([squeezed("".join(page.runs)) for page in pages])
    strict = [*wrong, *_all_compared(wanted, _shared_out(wanted, texts, LONGEST_OPENING))]
    return strict and [*wrong, *_all_compared(wanted, _shared_out(wanted, texts, LONG_OPENING))]


def _all_compared(wanted: Sequence[Expected], parts: Sequence[Sequence[str]]) -> Iterator[Difference]:
    for one, part in zip(wanted, parts, strict=True):
        yield from _compared(one, part)


def _without_numbers(texts: Sequence[str]) -> tuple[list[str], list[Difference]]:
    """The pages without 第 X 页 共 Y 页, and those that do not end so."""
    bare, wrong = [], []
    for number, text in enumerate(texts, 1):
        end = f"第{number}页共{len(texts)}页"
        bare.append(text.removesuffix(end))
        if not text.endswith(end):
            wrong.append(Difference(f"第 {number} 页的页码", end, text[-len(end) :]))
    return bare, wrong


def _shared_out(wanted: Sequence[Expected], texts: Sequence[str], enough: int) -> list[list[str]]:
    """The pages of every section: it ends when all its text has come and the next page begins the next section.

    A title of ``enough`` characters begins its section even if text of the one before is missing.
    """
    parts: list[list[str]] = [[] for _ in wanted]
    place = 0
    for text in texts:
        later = range(place + 1, len(wanted)) if parts[place] else ()
        place = next((one for one in later if _turns(wanted[place], parts[place], wanted[one], text, enough)), place)
        parts[place].append(text)
    return parts


LONG_OPENING, LONGEST_OPENING = 8, 1_000_000
"""First every section is taken to be whole; only if that fails do titles alone divide the file."""


MOST_OF_OPENING = 40
"""More of a title may stand on the next page."""


def _joined(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _opening(one: Expected) -> str:
    return _joined(one.above)


def _turns(one: Expected, so_far: Sequence[str], after: Expected, text: str, enough: int) -> bool:
    """Whether the page is the first of the section after."""
    return _begins(after, text) and (_complete(one, so_far) or len(_opening(after)) >= enough)


def _begins(one: Expected, text: str) -> bool:
    return text.startswith(_opening(one)[:MOST_OF_OPENING])


def _complete(one: Expected, texts: Sequence[str]) -> bool:
    return not Counter(_joined(one.pieces)) - Counter("".join(texts))


def _compared(one: Expected, texts: Sequence[str]) -> Iterator[Difference]:
    bodies = []
    for text in texts:
        if not text.endswith(one.foot):
            yield Difference(f"{one.place}的页脚", one.foot, text[-len(one.foot) :])
        bodies.append(text.removesuffix(one.foot))
    pages = bodies[:1] + [_without_head(one, text) for text in bodies[1:]]
    if not _exact(one, pages):
        found = list(_loose(one, pages))
        broken = len(pages) > 1 and not found
        yield from found if found or broken else [Difference(one.place, "与定稿相同的顺序", "别的顺序")]


def _without_head(one: Expected, text: str) -> str:
    return next((text.removeprefix(head) for head in one.heads if text.startswith(head)), text)


def _exact(one: Expected, pages: Sequence[str]) -> bool:
    """Whether the pages hold whole cells, and exactly their text in its order."""
    text, above, below = "".join(pages), _joined(one.above), _joined(one.below)
    if not (text.startswith(above) and text.endswith(below)) or len(text) != len(_joined(one.pieces)):
        return False
    return is_drawn(text[len(above) : len(text) - len(below)], one.cells, one.row_count)


def _loose(one: Expected, pages: Sequence[str]) -> Iterator[Difference]:
    wanted, given = Counter(_joined(one.pieces)), Counter("".join(pages))
    for piece in one.pieces:
        if found_after(piece.text, pages, Spot(0, 0)) is None:
            yield Difference(piece.place, piece.text, "")
    lost, extra = "".join((wanted - given).elements()), "".join((given - wanted).elements())
    if lost or extra:
        yield Difference(f"{one.place}的全部文字", lost, extra)
    yield from _disordered([piece for piece in one.cells if piece.row == piece.last_row], pages)


def _disordered(pieces: Sequence[Piece], pages: Sequence[str]) -> Iterator[Difference]:
    """The first cell that does not come after the one before it."""
    after = Spot(0, 0)
    for piece in pieces:
        spot = found_after(piece.text, pages, after)
        if spot is None:
            yield Difference(piece.place, piece.text, "在前面的格子之前")
            return
        after = spot
