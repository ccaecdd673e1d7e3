"""The stamp of a sheet (模板戳): which project at which version it was made from. It says where to look, not what
stood there: the base of a comparison is folded from the history again."""

from __future__ import annotations

from dataclasses import dataclass

from engine.forms.workbook.kinds import Key, Kind, is_input

SCHEMA = 1
MARK = "jixiao"
META, LISTS, GUIDE, CHECKS = "_meta", "jx_lists", "填报说明", "检查结果"
"""Sheets of a workbook that are no project."""
OURS = (META, LISTS, GUIDE, CHECKS)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where a sheet comes from."""

    kind: Kind
    project: str = ""
    """Empty for a project that is still to be declared."""
    version: int = 0
    hash: str = ""
    """Beginning of the hash of the entry that made this version: no other database has it."""
    is_empty: bool = False
    """Input cells were left blank: a blank one says nothing."""
    schema: int = SCHEMA

    def __str__(self) -> str:
        filled = "empty" if self.is_empty else "filled"
        return ";".join((MARK, str(self.schema), self.kind.value, self.project, str(self.version), self.hash, filled))


def read_stamp(text: str) -> Stamp | None:
    """The stamp a cell holds, or None where it holds something else.

    >>> str(read_stamp("jixiao;1;targets;2024-0003;12;3fa8;filled"))
    'jixiao;1;targets;2024-0003;12;3fa8;filled'
    """
    parts = text.strip().split(";")
    if len(parts) != 7 or parts[0] != MARK:
        return None
    _, schema, kind, project, version, hashed, filled = parts
    numbers = (schema, version)
    if not all(one.isascii() and one.isdigit() and len(one) < 10 for one in numbers):
        return None
    if kind not in {one.value for one in Kind} or filled not in ("empty", "filled"):
        return None
    return Stamp(Kind(kind), project, int(version), hashed, filled == "empty", int(schema))


def row_id(stamp: Stamp, index: int) -> str:
    """The id of a row: its project, and its place in the version the workbook was made from."""
    return f"{stamp.project}:{index + 1:02d}"


def is_open(stamp: Stamp, key: Key) -> bool:
    """Whether a cell of such a sheet may be written in; the year is settled once a project has its number."""
    return is_input(stamp.kind, key) and not (stamp.project and key == ("project", "fiscal_year"))
