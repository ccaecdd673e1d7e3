"""One name in two spellings (名称写法不一): in the prose and in the tables, or in two tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from engine.audit.check import Check, Group, Observation, Severity, at_document
from engine.audit.document import AuditDocument, AuditTable
from engine.audit.prose_text import prose_text
from engine.intake.disclosure.tables import Cell

SHORTEST = 8
"""Shorter names are too easily those of two offices: of them only a doubling (市市) is told."""
ALIKE = 0.9
"""Share of the characters of both."""
_APART = 6
"""How many characters more or fewer to look for."""
_NUMBERED = re.compile("[0-9一二三四五六七八九十东南西北中]")
"""第一中学 and 第二中学 are two schools."""


def _find(document: AuditDocument) -> Iterator[Observation]:
    names = _names(document)
    text = prose_text(document.prose).text
    told: set[frozenset[str]] = set()
    for name, cell in names.items():
        # Characters exchanged may make another office, except where the prose never uses the name of the table.
        is_own = name in text
        written = [(one, "说明里写") for one in _variants(name, text) if _is_same_name(name, one, exchanged=not is_own)]
        printed = [(one, "表里另有") for one in names if one != name and _is_same_name(name, one, exchanged=False)]
        for other, where in (*written, *printed):
            pair = frozenset((name, other))
            if pair not in told:
                told.add(pair)
                yield _observed(document, name, names.get(other, cell), other, where)


def _names(document: AuditDocument) -> dict[str, Cell]:
    """Every name of an office in the tables, and where it stands first."""
    cells = [cell for table in document.tables for cell in _name_cells(table) if cell is not None]
    names: dict[str, Cell] = {}
    for cell in cells:
        name = "".join(cell.text.translate(_BRACKETS).split())
        if name:
            names.setdefault(name, cell)
    return names


_BRACKETS = str.maketrans("（）", "()")


def _name_cells(table: AuditTable) -> tuple[Cell | None, ...]:
    printed = table.printed
    own = printed.name if table.is_department else None
    return own, printed.supervising_department, printed.implementing_unit


def _variants(name: str, text: str) -> tuple[str, ...]:
    """What begins and ends in the prose as the name does and is about as long."""
    end = 3 if len(name) > SHORTEST else 2
    fewest, most = max(0, len(name) - 2 * end - _APART), len(name) - 2 * end + _APART
    if len(name) < 2 * end:
        return ()
    pattern = f"{re.escape(name[:end])}[\u4e00-\u9fff()]{{{fewest},{most}}}?{re.escape(name[-end:])}"
    return tuple(dict.fromkeys(found for found in re.findall(pattern, text) if found != name))


def _is_same_name(name: str, other: str, *, exchanged: bool) -> bool:
    """The same but for one place inside: what is missing at either end makes a short form (…局, …局本级)."""
    before = _shared(name, other)
    after = _shared(name[before:][::-1], other[before:][::-1])
    if not before or not after or 2 * (before + after) < ALIKE * (len(name) + len(other)):
        return False
    differing = name[before : len(name) - after], other[before : len(other) - after]
    if _is_doubled("".join(differing), name[:before]) and not all(differing):
        return True
    if min(len(name), len(other)) < SHORTEST or _NUMBERED.search("".join(differing)):
        return False
    return exchanged or not all(differing)


def _is_doubled(inserted: str, before: str) -> bool:
    """``市市``: what stands there once more is a slip in a name of any length."""
    return bool(inserted) and before.endswith(inserted)


def _shared(first: str, second: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _observed(document: AuditDocument, name: str, cell: Cell, other: str, where: str) -> Observation:
    message = f"同一名称有两种写法：表里写「{name}」，{where}「{other}」"
    return at_document(document, message, cell.place, printed=name, follows=other)


CHECK = Check(
    code="name-printed-two-ways",
    title="名称写法不一",
    group=Group.ACROSS,
    severity=Severity.WARNING,
    why="同一个单位写成两个名称，查询和汇总时会当成两个单位，也看不出哪个是全称。",
    find=_find,
)
