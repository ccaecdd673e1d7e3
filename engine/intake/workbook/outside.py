"""Texts where nothing is read (格外的文字): a remark beside the table, a sum below it. They are told, not taken.

Our own words are no such texts: titles, the stamp, the columns the program fills in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from engine.forms.workbook.layout import MONEY_HEADING, instruction_of, title_of
from engine.forms.workbook.stamp import CHECKS, GUIDE, Stamp, read_stamp
from engine.intake.cells import address, shown
from engine.intake.report import Located
from engine.intake.workbook.headings import heading
from engine.intake.workbook.raw import Place, RawSheet
from engine.intake.workbook.returned import at_cell
from engine.intake.workbook.wrong import TEXT_OUTSIDE, TEXTS_OUTSIDE, said_of

MOST_TOLD = 20
"""Cells that are told one by one; whoever pastes a whole sheet beside the form gets a number."""


@dataclass(frozen=True, slots=True)
class Read:
    """What of a sheet was read, or is ours (读过的格子)."""

    places: Collection[Place]
    columns: Collection[int]
    """Columns of the table that are ours, or that were told by their heading."""
    head: int
    """The row that heads the table."""


def texts_beside(raw: RawSheet, stamp: Stamp, read: Read) -> Iterator[Located]:
    """Every text that was read nowhere, by its cell."""
    found = [(place, text) for place, text in raw.texts() if not _is_known(place, text, read, stamp)]
    for place, text in found[:MOST_TOLD]:
        yield at_cell(raw.file, raw.name, said_of(TEXT_OUTSIDE, text[:40]), address(*place))
    if rest := found[MOST_TOLD:]:
        yield at_cell(raw.file, raw.name, said_of(TEXTS_OUTSIDE, count=len(rest)), address(*rest[0][0]))


def texts_on(raw: RawSheet, names: Collection[str]) -> Iterator[Located]:
    """Texts on a sheet of ours that nobody fills in: beside its columns, or on lines that we did not write.

    ``names`` are those the sheets of projects had: every line of the checks begins with one.
    """
    width = {GUIDE: 2, CHECKS: 3}.get(raw.name, 0)
    for (row, column), text in raw.texts() if width and names else ():
        first = shown(raw.value(row, 0))
        is_ours = first.isdecimal() if raw.name == GUIDE else first in names
        if column >= width or (row and not is_ours):
            yield at_cell(raw.file, raw.name, said_of(TEXT_OUTSIDE, text[:40]), address(row, column))


def _is_known(place: Place, text: str, read: Read, stamp: Stamp) -> bool:
    row, column = place
    if place in read.places or (row > read.head and column in read.columns):
        return True
    ours = {heading(MONEY_HEADING), heading(title_of(stamp)), heading(instruction_of(stamp))}
    return read_stamp(text) is not None or heading(text) in ours
