"""Finding a text that the end of a page may have cut (跨页的文字)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Spot(NamedTuple):
    """A place in the text of pages: which page, before which of its characters."""

    page: int
    at: int


def found_after(text: str, pages: Sequence[str], start: Spot) -> Spot | None:
    """Where the first page's part of the text ends; None if it stands nowhere after ``start``.

    A text is in one piece, or its pieces are on pages that follow each other.

    >>> found_after("甲乙丙丁", ["前甲乙后", "丙丁"], Spot(0, 0))
    Spot(page=0, at=3)
    """
    for page in range(start.page, len(pages)):
        at = start.at if page == start.page else 0
        whole = pages[page].find(text, at)
        if whole >= 0:
            return Spot(page, whole + len(text))
        size = _longest_beginning(text, pages[page], at)
        if size and _goes_on(text[size:], pages[page + 1 :]):
            return Spot(page, pages[page].find(text[:size], at) + size)
    return None


def _goes_on(text: str, pages: Sequence[str]) -> bool:
    """Whether the rest of a text stands on the next page, or begins there and goes on."""
    if not text or not pages:
        return not text
    return _goes_on(text[_longest_beginning(text, pages[0], 0) :], pages[1:])


def _longest_beginning(text: str, page: str, at: int) -> int:
    """How many characters of the text's beginning stand together on the page."""
    return bisect_left(range(1, len(text) + 1), True, key=lambda size: page.find(text[:size], at) < 0)
