"""Changes between two versions as a table for people."""

from __future__ import annotations

from collections.abc import Iterable

from engine.cli.output import say, table
from indicators.content import FIELD_NAMES, Change, place_name


def say_changes(found: Iterable[Change], old: str, new: str) -> None:
    """Cell by cell: where, what stood there, what stands there now."""
    rows = [
        (
            place_name(change.cell.place),
            FIELD_NAMES.get(change.cell.field, change.cell.field),
            change.old or "（空）",
            change.new or "（空）",
        )
        for change in found
    ]
    if rows:
        table("", [(heading, "left") for heading in ("指标", "栏", old, new)], rows)
    else:
        say("没有差别。")
