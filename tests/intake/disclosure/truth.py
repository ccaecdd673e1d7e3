"""The published tables as a person read them, and what a reading says in the same shape."""

from __future__ import annotations

import hashlib
import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engine.intake.disclosure.tables import Cell, DisclosedTable, Disclosure, TableKind

SHARED = Path(os.environ.get("JIXIAO_SHARED", Path(__file__).parents[3].parent / "shared"))
DISCLOSURE = SHARED / "seed" / "disclosure-2024.txt"
needs_disclosure = pytest.mark.skipif(not DISCLOSURE.exists(), reason=f"公开文件不在：{DISCLOSURE}")
_MONEY = ("name", "original_budget", "revised_budget", "outturn", "weight", "execution_rate", "score")
_ROW = ("dimension", "category", "name", "target", "achieved", "weight", "score")


@cache
def truth() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "truth.toml").read_text("utf-8"))


def text(cell: Cell | None) -> str:
    return cell.text if cell else ""


def shown(disclosure: Disclosure) -> list[dict[str, Any]]:
    """A reading in the shape of truth.toml."""
    return [_table(table) for table in disclosure.tables]


def _table(table: DisclosedTable) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": table.kind.value,
        "title": table.title.text,
        "year": table.fiscal_year,
        "name": text(table.name),
        "planned": _sentence(text(table.objective_planned), table.number),
        "achieved": _sentence(text(table.objective_achieved), table.number),
        "money": [[text(getattr(row, name)) for name in _MONEY] for row in table.money],
        "rows": [
            [
                *(text(getattr(row, name)) for name in _ROW),
                _last(table, text(row.target_basis), text(row.deviation_analysis)),
            ]
            for row in table.indicators
        ],
    }
    if table.kind is not TableKind.DEPARTMENT:
        found["supervising"] = text(table.supervising_department)
        found["implementing"] = text(table.implementing_unit)
        found["total"] = [text(table.total_weight), text(table.total_score)]
    else:
        assert (table.total_weight, table.total_score, table.supervising_department) == (None, None, None)
    return found


def _last(table: DisclosedTable, basis: str, reason: str) -> str:
    return basis if table.kind is TableKind.DEPARTMENT else _sentence(reason, table.number)


def _sentence(sentence: str, number: int) -> str:
    """A long sentence as its name in truth.toml; as it is when it is not the one."""
    tight = "".join(sentence.split())
    digest = hashlib.sha256(tight.encode()).hexdigest()
    for name in (tight[:6], f"{tight[:6]}#{number}"):
        if truth()["sentences"].get(name) == digest:
            return name
    return sentence
