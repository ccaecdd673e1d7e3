"""Whether a text is that of cells in the order in which they are drawn (绘制次序), without a character more.

Typst draws cells that are not merged row by row; a merged one somewhere between the cells of its first row and those
of the row it ends in, for a page may end in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.intake.pdf_expected import Piece

MOST_STEPS = 50_000
"""Many merged cells of one text could be tried in very many orders."""


def is_drawn(text: str, cells: Sequence[Piece], row_count: int) -> bool:
    """Whether the text is made of all these cells' texts, each once and in its turn."""
    order = _Order(text, cells, row_count)
    steps, waiting, seen = 0, [(0, 0, frozenset[int]())], set()
    while waiting and steps < MOST_STEPS:
        steps += 1
        state = waiting.pop()
        if state[0] == len(text) and order.is_end(state):
            return True
        if state not in seen:
            seen.add(state)
            waiting += order.next_states(state)
    return False


_State = tuple[int, int, frozenset[int]]
"""How much of the text, how many plain cells and which merged cells are behind."""


class _Order:
    def __init__(self, text: str, cells: Sequence[Piece], row_count: int) -> None:
        self._text = text
        plain = [cell for cell in cells if cell.row == cell.last_row]
        rows = sorted({cell.row for cell in plain})
        self._plain = [cell for cell in plain if cell.text]
        self._merged = [cell for cell in cells if cell.row < cell.last_row and cell.text]
        ends = ((row for row in rows if row >= cell.last_row) for cell in self._merged)
        self._turns = [next(end, row_count) for end in ends]

    def is_end(self, state: _State) -> bool:
        return state[1] == len(self._plain) and len(state[2]) == len(self._merged)

    def next_states(self, state: _State) -> Iterator[_State]:
        at, done, merged = state
        for number, cell in reversed(list(enumerate(self._merged))):
            if number not in merged and self._in_turn(number, done) and self._text.startswith(cell.text, at):
                yield at + len(cell.text), done, merged | {number}
        if done < len(self._plain) and self._text.startswith(self._plain[done].text, at):
            yield at + len(self._plain[done].text), done + 1, merged

    def _in_turn(self, number: int, done: int) -> bool:
        """After all rows above the merged cell, before the cells of the row that it ends in."""
        begun = done == len(self._plain) or self._plain[done].row >= self._merged[number].row
        return begun and (not done or self._plain[done - 1].row < self._turns[number])
