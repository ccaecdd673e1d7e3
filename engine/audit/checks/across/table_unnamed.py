"""A table that does not say whose it is (表头不全)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_table
from engine.audit.document import AuditDocument, AuditTable
from engine.intake.disclosure.tables import Cell


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        missing = _missing(table)
        if missing:
            yield at_table(table, f"没有填{'、'.join(missing)}", table.printed.name, row="表头", printed="没有")


def _missing(table: AuditTable) -> list[str]:
    """A form without the line 主管部门 is one thing, an empty line another; a table without a name is always told."""
    printed = table.printed
    named = printed.name is not None and bool(printed.name.text)
    missing = [] if named else ["部门名称" if table.is_department else "项目名称"]
    if not table.is_department:
        missing += ["主管部门"] if _is_empty(printed.supervising_department) else []
        missing += ["实施单位"] if _is_empty(printed.implementing_unit) else []
    return missing


def _is_empty(cell: Cell | None) -> bool:
    return cell is not None and not cell.text


CHECK = Check(
    code="table-unnamed",
    title="表头不全",
    group=Group.ACROSS,
    severity=Severity.WARNING,
    why="表头不全，就不知道是哪个项目、由谁负责的自评。",
    find=_find,
)
