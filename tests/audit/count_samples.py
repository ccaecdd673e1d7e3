"""Rows of really published tables, each with a verdict (真实行的结论): ``python -m tests.audit.count_samples``.

Every row stands alone here: its neighbours are not at hand, so no rule can be inferred for its table. A verdict says
whether any clause of the language gives the printed score at all.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from engine.audit.inference import printed_row
from engine.intake.disclosure.figures import figure
from engine.intake.disclosure.place import Place
from engine.intake.disclosure.tables import Cell, IndicatorRow
from indicators.indicator import Funding
from indicators.scoring.explanation import RoundingStep
from indicators.scoring.goal import goal_of
from indicators.scoring.inference.candidates import clauses_for
from indicators.scoring.inference.classes import READINGS, Reading, RowClass, is_bare
from indicators.scoring.inference.evidence import Evidence, Origin, PrintedExecution, PrintedRow
from indicators.scoring.inference.items import Item, items_of
from indicators.scoring.inference.rounding import named
from indicators.scoring.inference.search import ROUNDINGS
from indicators.vocabulary.signs import Comparator

SHARED = Path(os.environ.get("JIXIAO_SHARED", Path(__file__).parents[2].parent / "shared"))
SAMPLES = SHARED / "samples" / "published-indicators.jsonl"
EXECUTION = "预算执行"
CEILING = Reading(Comparator.AT_MOST, Comparator.AT_MOST)


class Verdict(Enum):
    """What becomes of a printed score."""

    MET = "达到目标，得满分"
    RULE = "规则算得出（到分）"
    COARSER = "只有修约得更粗才算得出"
    NO_RULE = "没有规则算得出"
    PERSON = "要人判断"
    UNREADABLE = "读不懂，或没有分值"


@dataclass(frozen=True, slots=True)
class Judged:
    """A sample row with its verdict and why."""

    sample: dict[str, Any]
    verdict: Verdict
    why: str
    is_bare: bool

    @property
    def shown(self) -> str:
        row = self.sample
        figures = f"{row['target_text']} → {row['actual_text']}，分值 {row['weight']}，得分 {row['score']}"
        return f"{row['region']} {row['year']} {row['level3']}：{figures}"


def scored_samples() -> list[dict[str, Any]]:
    """The rows with a printed score."""
    lines = SAMPLES.read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["score"] is not None]


def judge(sample: dict[str, Any]) -> Judged:
    """The verdict on one row."""
    if sample["weight"] is None:
        return Judged(sample, Verdict.UNREADABLE, "没有印出分值", is_bare=False)
    if not sample["actual_text"]:
        return Judged(sample, Verdict.PERSON, "没有实际完成值", is_bare=False)
    if sample["level1"] == EXECUTION:
        return Judged(sample, *_of_item(_item(Evidence((), (), (), (_money(sample),), ()))), is_bare=False)
    year = int(sample["year"]) if sample["year"] else None
    row = printed_row(_row(sample), year, Origin("", sample["table"] or "", sample["level3"]))
    if not isinstance(row, PrintedRow):
        return Judged(sample, Verdict.UNREADABLE, row.why if row else "", is_bare=False)
    bare = is_bare(row.indicator)
    evidence = Evidence((), (), (row,), (), ())
    verdict, why = _of_item(_item(evidence))
    if bare and verdict not in (Verdict.MET, Verdict.RULE) and _is_met(_item(evidence, CEILING)):
        verdict, why = Verdict.PERSON, "没有写符号：当作 ≤ 就达标得满分，当作 ≥ 没有达标"
    return Judged(sample, verdict, why, bare)


def _of_item(item: Item) -> tuple[Verdict, str]:
    if item.target is None or item.place is None or item.row_class is None:
        return Verdict.PERSON, "实际完成值没有写单位，或与目标不能比较"
    if item.row_class is RowClass.ZERO_BUDGET:
        return Verdict.PERSON, "预算和执行都是 0，得几分由评分办法定"
    if _is_met(item):
        return Verdict.MET, ""
    for verdict, steps in ((Verdict.RULE, _steps(2)), (Verdict.COARSER, (*_steps(1), *_steps(0)))):
        if how := _how(item, steps):
            return verdict, how
    return Verdict.NO_RULE, _without_rule(item)


def _is_met(item: Item) -> bool:
    return (
        item.is_full and item.target is not None and item.place is not None and item.place in goal_of(item.target).met
    )


def _how(item: Item, steps: Sequence[RoundingStep]) -> str:
    assert item.row_class is not None, "asked before"
    tried = ((clause, step) for step in steps for clause in clauses_for(item.row_class))
    return next((f"{clause}，{named(step)}" for clause, step in tried if item.score(clause, step) == item.printed), "")


def _steps(places: int) -> tuple[RoundingStep, ...]:
    return tuple(step for step in ROUNDINGS if step.places == places)


def _without_rule(item: Item) -> str:
    assert item.target is not None, "asked before"
    if item.is_full:
        return "没有达到目标，得了满分"
    return "达到了目标，扣了分" if item.place in goal_of(item.target).met else "扣的分没有规则算得出"


def _item(evidence: Evidence, reading: Reading = READINGS[0]) -> Item:
    (item,) = items_of(evidence, reading)
    return item


def _money(sample: dict[str, Any]) -> PrintedExecution:
    budget, outturn, weight, score = (_number(sample[key]) for key in ("target_text", "actual_text", "weight", "score"))
    funding = Funding(original_budget=budget, revised_budget=budget, outturn=outturn)
    return PrintedExecution(Origin("", "", EXECUTION), funding, weight, score, None)


def _number(text: str) -> Decimal:
    number = figure(text)
    assert number is not None, text
    return number


def _row(sample: dict[str, Any]) -> IndicatorRow:
    def cell(key: str) -> Cell | None:
        return Cell(sample[key], Place("")) if sample[key] is not None else None

    name = Cell(sample["level3"], Place(""))
    target, achieved, weight, score = map(cell, ("target_text", "actual_text", "weight", "score"))
    return IndicatorRow(cell("level1"), cell("level2"), name, target, achieved, weight, score)


def table_lines(judged: Sequence[Judged]) -> Iterator[str]:
    """The counts as the documentation prints them."""
    counts = Counter(one.verdict for one in judged)
    bare = Counter(one.verdict for one in judged if one.is_bare)
    yield "| 结论 | 行数 | 其中目标没有写符号 |"
    yield "|---|--:|--:|"
    for verdict in Verdict:
        yield f"| {verdict.value} | {counts[verdict]} | {bare[verdict]} |"
    yield f"| 合计 | {counts.total()} | {bare.total()} |"


def main() -> None:
    judged = [judge(sample) for sample in scored_samples()]
    print("\n".join(table_lines(judged)))
    for one in judged:
        if one.verdict is not Verdict.MET:
            print(f"{one.verdict.value}：{one.shown}（{one.why}）")


if __name__ == "__main__":
    main()
