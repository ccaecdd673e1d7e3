"""A returned workbook read (读交回的工作簿): which sheet is which project, then each sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from engine.forms.workbook.stamp import META, OURS, SCHEMA, Stamp, read_stamp
from engine.intake.cells import shown
from engine.intake.guard import open_office
from engine.intake.package import LIMITS
from engine.intake.report import Located
from engine.intake.sheets import Sheet, read_sheets
from engine.intake.workbook.formulas import formulas_of
from engine.intake.workbook.outside import MOST_TOLD, texts_on
from engine.intake.workbook.raw import RawSheet
from engine.intake.workbook.returned import ReturnedSheet, ReturnedWorkbook, at_cell
from engine.intake.workbook.sheet import read_sheet
from engine.intake.workbook.wrong import (
    FOREIGN,
    OTHER_KIND,
    OTHER_SCHEMA,
    SHEET_GONE,
    SHEET_STRANGER,
    SHEET_TWICE,
    SHEET_UNKNOWN,
    said_of,
)
from indicators.problems import Problem

SEARCHED = 20
"""Rows and columns of a sheet its stamp is looked for in, wherever columns were moved."""


MOST_COVERED = 10_000
"""Places under merged cells that are looked at; honest forms have a few dozen."""


def read_file(path: Path) -> bytes | Problem:
    """The bytes of a file, no more than any workbook has."""
    try:
        with path.open("rb") as file:
            return file.read(LIMITS.file_bytes + 1)
    except FileNotFoundError:
        return Problem("file-missing", "找不到文件", text=str(path), expected="已有的文件", example="填报.xlsx")
    except (OSError, ValueError):
        return Problem("file-unreadable", "打不开文件", text=str(path), expected="有权限读的文件", example="填报.xlsx")


def read_workbook(data: bytes, file: str) -> ReturnedWorkbook | list[Located]:
    """Everything a workbook says about its projects, or everything that keeps it from being read."""
    package = open_office(data)
    if isinstance(package, Problem):
        return [Located(package, file)]
    sheets = read_sheets(data)
    if isinstance(sheets, Problem):
        return [Located(sheets, file)]
    formulas = formulas_of(package)
    raw = [_raw(file, sheet, formulas.get(sheet.name, frozenset())) for sheet in sheets]
    known = _meta(raw)
    stamped = [(one, _stamp(one) or known.get(one.name)) for one in raw if one.name not in OURS]
    problems = list(_unsound(file, stamped, known))
    if problems:
        return problems
    read = [read_sheet(one, stamp) for one, stamp in stamped if stamp is not None]
    if any(isinstance(one, list) for one in read):
        return [problem for one in read for problem in (one if isinstance(one, list) else one.problems)]
    beside = (note for one in raw for note in islice(texts_on(one, known), MOST_TOLD))
    notes = [*_strangers(file, stamped), *_absent(file, stamped, known), *beside]
    return ReturnedWorkbook(file, tuple(one for one in read if isinstance(one, ReturnedSheet)), tuple(notes))


def _raw(file: str, sheet: Sheet, formulas: frozenset[str]) -> RawSheet:
    covered = dict(islice(_covered(sheet), MOST_COVERED))
    return RawSheet(file, sheet.name, sheet.rows, covered, formulas)


def _covered(sheet: Sheet) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Places under a cell merged over several rows, each with the place its value stands at."""
    for merge in sheet.merges:
        if merge.column_span == 1:
            for row in range(merge.row, min(merge.row + merge.row_span, len(sheet.rows))):
                yield (row, merge.column), (merge.row, merge.column)


def _stamp(sheet: RawSheet) -> Stamp | None:
    """The stamp a sheet carries in its hidden column, wherever that is now."""
    for line in sheet.rows[:SEARCHED]:
        for value in line[:SEARCHED]:
            found = read_stamp(value) if isinstance(value, str) else None
            if found:
                return found
    return None


def _meta(sheets: Sequence[RawSheet]) -> dict[str, Stamp]:
    """What the very-hidden sheet says about the others, by the names they had."""
    lines = [line for sheet in sheets if sheet.name == META for line in sheet.rows]
    found = {}
    for line in lines:
        texts = [shown(one) for one in line[:3]]
        stamp = read_stamp(texts[2]) if texts[:1] == ["sheet"] and len(texts) == 3 else None
        if stamp:
            found[texts[1]] = stamp
    return found


def _unsound(file: str, stamped: Sequence[tuple[RawSheet, Stamp | None]], known: dict[str, Stamp]) -> Iterator[Located]:
    """Workbooks that are not ours, of another make, of two kinds, or with a sheet twice."""
    stamps = [(one.name, stamp) for one, stamp in stamped if stamp]
    if not stamps:
        lost = bool(known)
        yield Located(SHEET_UNKNOWN if lost else FOREIGN, file)
        return
    kinds = {stamp.kind for stamp in known.values()} or {stamps[0][1].kind}
    others = next(iter(kinds)).title
    for place, (name, stamp) in enumerate(stamps):
        if stamp.schema != SCHEMA:
            yield at_cell(file, name, said_of(OTHER_SCHEMA, str(stamp.schema), schema=stamp.schema, known=SCHEMA))
        elif stamp.kind not in kinds:
            yield at_cell(file, name, said_of(OTHER_KIND, stamp.kind.value, kind=stamp.kind.title, others=others))
        elif stamp.project and stamp.project in [other.project for _, other in stamps[:place]]:
            yield at_cell(file, name, said_of(SHEET_TWICE, stamp.project, project=stamp.project))


def _strangers(file: str, stamped: Sequence[tuple[RawSheet, Stamp | None]]) -> Iterator[Located]:
    for one, stamp in stamped:
        if stamp is None and any(value not in (None, "") for line in one.rows for value in line):
            yield at_cell(file, one.name, SHEET_STRANGER)


def _absent(file: str, stamped: Sequence[tuple[RawSheet, Stamp | None]], known: dict[str, Stamp]) -> Iterator[Located]:
    """Projects the workbook was made with, and whose sheet is gone: they stay as they are, and that is said."""
    here = {stamp.project for _, stamp in stamped if stamp}
    for name, stamp in known.items():
        if stamp.project not in here:
            yield Located(said_of(SHEET_GONE, name), file)
