"""A workbook going out to a clerk and coming back (一来一回), at the command line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.cli.conftest import House
from tests.workbook.editing import Cells, cell, edited, find, sheets_of

TRAINING, SUPERVISION = "2024-0001", "2024-0002"
REPORTS, FIRMS = "出具专项检查报告", "合作律所数量"


@dataclass
class Clerk:
    """Somebody who builds a workbook, edits it and hands it in."""

    house: House
    kind: str = "targets"
    who: str = "zhang"

    def build(self, *projects: str, empty: bool = False) -> bytes:
        options = ["--empty"] if empty else []
        self.house.done(self.who, "template", "build", *projects, "--kind", self.kind, "--out", "填报.xlsx", *options)
        return (self.house.folder / "填报.xlsx").read_bytes()

    def sheet(self, project: str = SUPERVISION) -> str:
        data = (self.house.folder / "填报.xlsx").read_bytes()
        return next(name for name in sheets_of(data) if name.startswith(project))

    def at(self, row: str, heading: str, project: str = SUPERVISION) -> str:
        """Where a column of an indicator's row stands."""
        return cell((self.house.folder / "填报.xlsx").read_bytes(), self.sheet(project), row, heading)

    def beside(self, label: str, project: str = SUPERVISION) -> str:
        """Where the value beside a label stands."""
        return find((self.house.folder / "填报.xlsx").read_bytes(), self.sheet(project), label, 1)

    def types(self, cells: Cells, project: str = SUPERVISION) -> None:
        """Change cells of one sheet."""
        self.types_in({self.sheet(project): cells})

    def types_in(self, changes: Mapping[str, Cells], turn: Any = None) -> None:
        path = self.house.folder / "填报.xlsx"
        path.write_bytes(edited(path.read_bytes(), changes, turn))

    def imports(self, *options: str) -> Any:
        """The data of an import that has to succeed."""
        return self.house.data(self.who, "template", "import", "填报.xlsx", *options)

    def refused(self, code: int, *options: str) -> list[dict[str, Any]]:
        """The problems of an import that has to be refused; the history is as it was."""
        before = self.house.run("guan", "log", "show", "--json").out
        result = self.house.run(self.who, "template", "import", "填报.xlsx", "--json", *options)
        assert result.code == code, f"[{result.code}]\n{result.out}{result.err}"
        assert self.house.run("guan", "log", "show", "--json").out == before
        problems: list[dict[str, Any]] = json.loads(result.out)["problems"]
        return problems


def changes_of(data: Any) -> list[tuple[str, str | None, str, str]]:
    """The differences of an import in short: sort, address, old, new."""
    return [(one["sort"], one["cell"], one["old"], one["new"]) for one in data["changes"]]
