"""What a self-assessment may fill in (自评的内容): results only; targets, weights and budgets go by adjustment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from indicators.content import FIELD_NAMES, PARTS, PLACE_NAMES, RESULTS
from indicators.problems import Path, Problem


def not_results(results: Mapping[str, object]) -> Iterator[Problem]:
    """Every field that is not a result, and every table that is none."""
    yield from _strange(results, RESULTS, ())
    funding = _table(results, "funding")
    yield from _strange(funding, (*RESULTS["funding"], *PARTS), ("funding",))
    for part in PARTS:
        yield from _strange(_table(funding, part), ("outturn",), ("funding", part))
    yield from _strange(_table(results, "objective"), RESULTS["objective"], ("objective",))
    rows = _table(results, "indicator")
    for key in rows:
        yield from _strange(_table(rows, key), RESULTS["indicator"], ("indicator", key))
    yield from _not_tables(results)


def _table(tables: Mapping[str, object], name: str) -> Mapping[str, object]:
    table = tables.get(name, {})
    return table if isinstance(table, Mapping) else {}


def _strange(table: Mapping[str, object], known: Iterable[str], where: Path) -> Iterator[Problem]:
    for name in table:
        if name not in known:
            yield Problem(
                "field-unknown",
                f"自评时不能改{FIELD_NAMES.get(name, name)}",
                text=name,
                expected="、".join(FIELD_NAMES.get(one, PLACE_NAMES.get(one, one)) for one in known),
                example="jixiao target adjust 2024-0001 文件 --reason 原因",
                where=(*where, name),
            )


def _not_tables(results: Mapping[str, object]) -> Iterator[Problem]:
    """Shapes that nobody can merge; the shell never sends them."""
    funding, rows = _table(results, "funding"), _table(results, "indicator")
    tables = [
        *((("funding", part), funding[part]) for part in PARTS if part in funding),
        *((("indicator", key), row) for key, row in rows.items()),
        *(((name,), results[name]) for name in RESULTS if name in results),
    ]
    for where, table in tables:
        if not isinstance(table, Mapping):
            yield Problem("type-wrong", "应当是一组项", text=str(table)[:40], expected="一组项", where=where)
