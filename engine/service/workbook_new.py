"""Projects declared by a workbook (填报表里的新项目): each once, and none a second time under a name one letter off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from engine.service.workbook_comparison import Comparison
from indicators.content import Content
from workflows.history import digest
from workflows.refusal import Kind, Refused

if TYPE_CHECKING:
    from engine.service.service import Service
    from engine.store.rows import ProjectRow

ALIKE = 0.85
"""Names of which so much is the same are asked about: one letter in seven may differ."""
_WITHDRAWN = "withdrawn"


def key_of_new(service: Service, compared: Sequence[Comparison]) -> str:
    """The same new projects sent twice by one person are declared once; what was withdrawn since may come again."""
    cells = [f"{key} {typed.text}" for one in compared for key, typed in one.sheet.cells.items()]
    key = digest("\n".join([service.actor.id, *cells]))[:32]
    while any(_withdrawn(service, f"{key}:{place}" if place else key) for place in range(len(compared))):
        key = digest(key)[:32]
    return key


def _withdrawn(service: Service, key: str) -> bool:
    """Whether what was declared under a key has been given up since."""
    entry = service.store.find(key)
    row = service.store.project(entry.stream) if entry else None
    return row is not None and row.state == _WITHDRAWN


def declared_already(service: Service, owner: str, contents: Sequence[Content]) -> Refused | None:
    """A no where the owner has a project of nearly the same name this year: a slip of the pen would make it two."""
    for content in contents:
        name = content["project"]["name"]
        rows = {row.name: row for row in _standing(service, owner, content["project"]["fiscal_year"])}
        for near in get_close_matches(name, rows, n=1, cutoff=ALIKE):
            return _alike(name, rows[near])
    return None


def _standing(service: Service, owner: str, year: int) -> Iterator[ProjectRow]:
    rows = service.store.projects(fiscal_year=year, owner=owner)
    return (row for row in rows if row.state != _WITHDRAWN)


def _alike(name: str, row: ProjectRow) -> Refused:
    how = "同名" if name == row.name else "只差几个字"
    return Refused(
        Kind.CONFLICT,
        "workbook-project-alike",
        f"「{name}」没有申报：{row.fiscal_year} 年度已有{how}的 {row.id}「{row.name}」",
        next=f"改的是原来的项目，用它自己的模板：jixiao template build {row.id} --kind targets --out 另一个.xlsx；"
        "确实是另一个项目，加 --new 再导入一次",
    )
