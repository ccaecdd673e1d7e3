"""Where something stands in a published file (位置)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

HIDDEN = "隐藏的"
FOLDED = "隐藏的行和列"
"""How a part is called that the file holds and does not show: 隐藏的工作表「底稿」, 工作表「附表1」隐藏的行和列."""


@dataclass(frozen=True, slots=True)
class Place:
    """File, part, row and column, counted from 1 as people count.

    >>> print(Place("公开说明.txt", "", 198, 7))
    公开说明.txt 第 198 行第 7 列
    >>> print(Place("附表.xlsx", "工作表「附表1」", 12, 6, "F12"))
    附表.xlsx 工作表「附表1」 F12
    """

    file: str
    part: str = ""
    """Page, sheet or table of the file in words: ``第 3 页``, ``工作表「附表1」``, ``第 2 个表格``."""
    row: int = 0
    """Row of the table, or line of a text; 0 when the whole part is meant."""
    column: int = 0
    """Column of the row; 0 when the whole row is meant."""
    address: str = ""
    """How the program that shows the file names the cell, where it does: ``F12``."""

    @property
    def is_hidden(self) -> bool:
        """Whether the file does not show what stands here."""
        return self.part.startswith(HIDDEN) or self.part.endswith(FOLDED)

    @property
    def spot(self) -> str:
        """The place inside the file."""
        row, column = (f"第 {self.row} 行" if self.row else ""), (f"第 {self.column} 列" if self.column else "")
        return " ".join(filter(None, (self.part, self.address or row + column)))

    def __str__(self) -> str:
        return " ".join(filter(None, (self.file, self.spot)))

    def as_json(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "part": self.part,
            "row": self.row or None,
            "column": self.column or None,
            "address": self.address,
        }
